"""A paper's text for reading: paragraphs and tables in their places, cut wherever a record begins or ends.

Every piece knows where it stands in `Document.text`, so that whatever rests on a span can be shown at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from markupsafe import Markup, escape

from corpus.document import Cell, Document, Section, Span, Table

HIT = "hit"


@dataclass(frozen=True, slots=True)
class Mark(Span):
    """A stretch to be shown as something: `kind` is a class of the style sheet, `record` the record it belongs to."""

    kind: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its words as HTML, and the heading or item that begins with it."""

    start: int
    html: Markup
    section: Section | None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its words as HTML, and how many rows and columns it covers."""

    html: Markup
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class TableText:
    """A table row by row."""

    start: int
    rows: tuple[tuple[TableCell, ...], ...]


Block = Paragraph | TableText


def blocks(document: Document, marks: Iterable[Mark]) -> tuple[Block, ...]:
    """The paper from top to bottom, with the marks."""
    cutter = _Cutter(document.text, marks)
    outline = {section.start: section for section in document.outline if not section.inline}
    tables = sorted(document.tables, key=lambda table: table.start)
    outside = (span for span in document.paragraphs if not any(table.covers(span) for table in tables))
    return tuple(
        _table(item, cutter)
        if isinstance(item, Table)
        else Paragraph(item.start, cutter.html(item), _beginning(outline, document.text, item))
        for item in sorted(chain(tables, outside), key=lambda item: item.start)
    )


def _beginning(outline: dict[int, Section], text: str, span: Span) -> Section | None:
    """The section whose label stands first in the paragraph."""
    words = span.of(text)
    return outline.get(span.start + len(words) - len(words.lstrip()))


def _table(table: Table, cutter: _Cutter) -> TableText:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return TableText(
        table.start,
        tuple(
            tuple(TableCell(cutter.html(cell), cell.row_span, cell.column_span) for cell in rows[row])
            for row in sorted(rows)
        ),
    )


class _Cutter:
    """Cuts stretches of a text at the ends of all marks; stretches have to be asked for in the order of the text."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self._text = text
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._next = 0
        self._open: list[Mark] = []

    def html(self, span: Span) -> Markup:
        """The stretch as HTML: one `span` element a piece that is marked, each with where it begins."""
        while self._next < len(self._marks) and self._marks[self._next].start < span.end:
            self._open.append(self._marks[self._next])
            self._next += 1
        here = [mark for mark in self._open if mark.overlaps(span)]
        self._open = [mark for mark in self._open if mark.end > span.start]
        edges = sorted({span.start, span.end, *_inside(here, span)})
        # Put together as plain strings: a long paper has thousands of pieces, and all that stands in one is escaped.
        return Markup("".join(self._piece(start, end, here) for start, end in pairwise(edges)))

    def _piece(self, start: int, end: int, here: Sequence[Mark]) -> str:
        words = str(escape(self._text[start:end]))
        over = [mark for mark in here if mark.start <= start and end <= mark.end]
        if not over:
            return words
        kinds = " ".join(dict.fromkeys(mark.kind for mark in over))
        records = " ".join(dict.fromkeys(mark.record for mark in over if mark.record))
        held = f' data-records="{escape(records)}"' if records else ""
        return f'<span class="{escape(kinds)}" data-start="{start}" data-end="{end}"{held}>{words}</span>'


def _inside(marks: Sequence[Mark], span: Span) -> Iterator[int]:
    edges = chain.from_iterable((mark.start, mark.end) for mark in marks)
    return (edge for edge in edges if span.start < edge < span.end)
