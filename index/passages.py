"""The units of search: a paper cut into passages of about a paragraph.

Every character that counts in searching lies in exactly one passage: paragraphs, rows of tables, and whatever text
stands outside both. Long paragraphs are cut after sentences.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document, Section, Span, Table
from index.folding import fold
from index.formats import format_of

AIM = 300  # characters; a passage is closed when the next sentence would carry it past this
WHOLE = 900  # characters; a paragraph that is not longer is left whole: a question's words stand all over it
REST = 450  # characters; what is left of a longer one is not cut on, so that no scrap of a sentence is cut off
LIMIT = 600  # characters; a sentence longer than this is cut inside
LOOK_AHEAD = 64  # folded characters of the text after a passage that phrases beginning in it can run on into

_SENTENCE = re.compile(r"[^。！？；!?;…]*(?:[。！？；!?;…]+[”’」』）)\]】〕》\"']*|\Z)")
_CLAUSE_END = re.compile(r"[，、,：:\s]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch `[start, end)` of a paper's text with all that is indexed of it.

    `ordinal` counts a paper's passages from 0 in reading order. `section` is the path of the innermost numbered
    heading or item, '' outside all; `heading` the words of all that enclose it, outermost first. `following` is the
    folded text that comes after, LOOK_AHEAD characters or up to the paper's end. `due` are the last days of what the
    passage's records have to be done by, `sections` the offset and path of the item that encloses its beginning and of
    those that begin in it. The rest describes the paper, '' or None where it says nothing; `format` is
    what files of its kind are called (`pdf`).
    """

    document_id: str
    ordinal: int
    start: int
    end: int
    text: str
    following: str
    section: str
    heading: str
    title: str
    year: int | None
    issuer: str
    kind: str
    document_number: str
    organizations: tuple[str, ...]
    date: datetime.date | None = None
    format: str = ""
    due: tuple[datetime.date, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()


def passages_of(
    document: Document, *, organizations: Sequence[str] = (), due: Sequence[tuple[Span, datetime.date]] = ()
) -> tuple[Passage, ...]:
    """All passages of a paper in reading order; `organizations` are the full names of those it speaks of, `due` the
    stretches of its text that name or have a last day, with that day."""
    view = fold(document.text)
    spans = [span for unit in _units(document) for span in _cut(document.text, unit)]
    spans = [span for span in spans if view.index(span.start) < view.index(span.end)]
    head = document.letterhead
    passages = []
    for ordinal, (span, sections) in enumerate(zip(spans, _enclosing(document.outline, spans), strict=True)):
        after = view.index(span.end)
        passages.append(
            Passage(
                document_id=document.id,
                ordinal=ordinal,
                start=span.start,
                end=span.end,
                text=span.of(document.text),
                following=view.text[after : after + LOOK_AHEAD],
                section=sections[-1].path if sections else "",
                heading=" ".join(section.heading for section in sections if section.heading),
                title=head.title.value if head.title else "",
                year=head.year,
                issuer=head.issuer.value if head.issuer else "",
                kind=head.kind.value if head.kind else "",
                document_number=head.document_number.value if head.document_number else "",
                organizations=tuple(dict.fromkeys(organizations)),
                date=head.date.date if head.date else None,
                format=format_of(document.media_type),
                due=tuple(sorted({day for stretch, day in due if stretch.overlaps(span)})),
                sections=_sections(document, span, sections),
            )
        )
    return tuple(passages)


def _sections(document: Document, span: Span, enclosing: Sequence[Section]) -> tuple[tuple[int, str], ...]:
    """Where in the span the innermost section changes, with its path there ('' outside all)."""
    first = bisect_right(document.outline, span.start, key=lambda section: section.start)
    last = bisect_left(document.outline, span.end, key=lambda section: section.start)
    inside = document.outline[first:last]
    changes = sorted({offset for each in (*inside, *enclosing) for offset in (each.start, each.end)})
    found = [(span.start, enclosing[-1].path if enclosing else "")]
    for offset in changes:
        if span.start < offset < span.end:
            section = document.section_at(offset)
            found.append((offset, section.path if section else ""))
    return tuple(found)


def _units(document: Document) -> Iterator[Span]:
    """Paragraphs, with the cells of a table's row taken together, and the lines of any text between them."""
    reached = 0
    for unit in _rows_joined(document.paragraphs, document.tables):
        yield from _lines(document.text, reached, unit.start)
        yield unit
        reached = unit.end
    yield from _lines(document.text, reached, len(document.text))


def _rows_joined(paragraphs: Sequence[Span], tables: Sequence[Table]) -> Iterator[Span]:
    """The paragraphs in order, those that stand in one row of one table made one."""
    cells = sorted(
        (cell.start, cell.end, number, cell.row) for number, table in enumerate(tables) for cell in table.cells
    )
    starts = [start for start, _, _, _ in cells]
    joined: Span | None = None
    joined_row: tuple[int, int] | None = None
    for paragraph in paragraphs:
        at = bisect_right(starts, paragraph.start) - 1
        inside = at >= 0 and paragraph.start < cells[at][1]
        row = cells[at][2:] if inside else None
        if joined and row is not None and row == joined_row:
            joined = Span(joined.start, paragraph.end)
            continue
        if joined:
            yield joined
        joined, joined_row = paragraph, row
    if joined:
        yield joined


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for line in re.compile(r"[^\n]+").finditer(text, start, end):
        if not line.group().isspace():
            yield Span(*line.span())


def _cut(text: str, unit: Span) -> Iterator[Span]:
    """The unit itself, or where it is long, runs of its sentences of about AIM characters, none above LIMIT."""
    start = reached = unit.start
    whole = unit.end - unit.start <= WHOLE
    for end in () if whole else _sentence_ends(text, unit):
        if unit.end - start <= REST:
            break
        if end - start > AIM and reached > start:
            yield Span(start, reached)
            start = reached
        reached = end
    if start < unit.end:
        yield Span(start, unit.end)


def _sentence_ends(text: str, unit: Span) -> Iterator[int]:
    """Where sentences end, rising, the last at the unit's end; no two further apart than LIMIT."""
    reached = unit.start
    for sentence in _SENTENCE.finditer(text, unit.start, unit.end):
        while sentence.end() - reached > LIMIT:
            reached = _clause_end(text, reached + AIM, reached + LIMIT)
            yield reached
        if sentence.end() > reached:
            reached = sentence.end()
            yield reached


def _clause_end(text: str, earliest: int, latest: int) -> int:
    """A place to cut a sentence: after the first comma or the like between the two, else the latest."""
    found = _CLAUSE_END.search(text, earliest, latest)
    return found.end() if found else latest


def _enclosing(outline: Sequence[Section], spans: Sequence[Span]) -> Iterator[list[Section]]:
    """For each span, spans being in order, the sections that hold its first character, outermost first."""
    waiting = sorted(outline, key=lambda section: (section.start, -section.end))
    arrived = 0
    held: list[Section] = []
    for span in spans:
        while arrived < len(waiting) and waiting[arrived].start <= span.start:
            held.append(waiting[arrived])
            arrived += 1
        held = [section for section in held if section.end > span.start]
        yield sorted(held, key=lambda section: (section.level, section.start))
