"""Putting a text together piece by piece: the only code that computes offsets for readers that meet paragraphs and
tables one after another.

Every paragraph begins on a line of its own. A table stands in its place, row by row: the cells that begin in a row are
separated by one tab, rows by a line break. A merged cell is printed once, in the row and column where it begins. Inside
a cell a tab becomes a blank, line breaks stay (they part the names of a list) and blank lines go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Cell, Place, Reading, Region, Span, Table
from corpus.paragraphs import paragraphs_of


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as a reader meets it: its text and the grid places it covers; rows and columns count from 0."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


class TextBuilder:
    """Collects paragraphs and tables in reading order; `build` gives the reading.

    Text is taken over as it is (a cell's tabs and blank lines excepted), blank paragraphs are skipped.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs: list[Span] = []
        self._tables: list[Table] = []

    def paragraph(self, text: str) -> Span:
        """Adds a paragraph; one that holds line breaks is parted (or joined) as `paragraphs_of` says.

        Returns where `text` stands, line breaks at its ends left out; the span is empty for a blank one.
        """
        if not text.strip():
            return Span(self._length, self._length)
        self._begin_line()
        start = self._length
        self._write(text.strip("\r\n"))
        return Span(start, self._length)

    def table(self, cells: Iterable[GridCell]) -> tuple[Cell, ...]:
        """Adds a table; a table without a word leaves no trace. Empty cells keep an empty span in their place.

        Returns the cells as placed, by row and column; none for a table without a word.
        """
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        if not any(cell.text.strip() for cell in ordered):
            return ()
        self._begin_line()
        start, placed = self._length, list[Cell]()
        for _, row in groupby(ordered, key=lambda cell: cell.row):
            row_cells = list(row)
            if self._length > start and any(cell.text.strip() for cell in row_cells):
                self._begin_line()
            placed += self._row(row_cells)
        self._tables.append(Table(start, self._length, cells=tuple(placed)))
        return tuple(placed)

    def build(
        self,
        media_type: str,
        *,
        recognized: Iterable[Region] = (),
        beside: Iterable[str] = (),
        places: Iterable[Place] = (),
    ) -> Reading:
        """The reading of all that was added; `recognized` are spans of it that were read from pictures, `beside` what
        is printed outside of it, `places` where it is printed."""
        return Reading(
            "".join(self._pieces),
            media_type,
            tuple(self._paragraphs),
            tuple(self._tables),
            tuple(recognized),
            tuple(dict.fromkeys(line for line in beside if line.strip())),
            tuple(places),
        )

    def _row(self, cells: list[GridCell]) -> Iterable[Cell]:
        blank_row = not any(cell.text.strip() for cell in cells)
        for position, cell in enumerate(cells):
            if position and not blank_row:
                self._append("\t")
            start = self._length
            self._write(_cell_text(cell.text))
            yield Cell(
                start,
                self._length,
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
            )

    def _begin_line(self) -> None:
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self._append("\n")

    def _write(self, text: str) -> None:
        offset = self._length
        self._paragraphs += [Span(offset + span.start, offset + span.end) for span in paragraphs_of(text)]
        self._append(text)

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)


def _cell_text(text: str) -> str:
    lines = (line.strip() for line in text.replace("\t", " ").splitlines())
    return "\n".join(line for line in lines if line)
