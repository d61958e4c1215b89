"""Ruled tables of a PDF page: each cell once, its lines joined. Measures are points from the page's top left corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.builder import GridCell
from corpus.formats.pdf_layout import SLACK, Char, Line, Seen, glued
from corpus.paragraphs import BEGINS, ENDED

Box = tuple[float, float, float, float]
TOUCHING = 2.0  # rules nearer to each other than this are one


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell's words, the grid places it covers, and where they were seen if they were read off a picture."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int
    seen: tuple[Seen, ...] = ()

    def filled(self) -> GridCell:
        """The cell as the builder takes it."""
        return GridCell(self.row, self.column, self.text, self.row_span, self.column_span)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table in its place on a page (the first, if it goes on); `columns` are the places of its upright rules, and
    `last_page` is where it ends."""

    top: float
    page: int
    last_page: int
    columns: tuple[float, ...]
    cells: tuple[PageCell, ...]

    def row(self, number: int) -> list[PageCell]:
        """The cells that begin in a row, in order."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.column)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)


def table_of(boxes: Sequence[Box], lines_in: Callable[[Box], list[Line]], *, page: int) -> PageTable:
    """The table that the cells' boxes (x0, top, x1, bottom) make, with the lines that stand in each."""
    columns, rows = (
        edges([x for box in boxes for x in (box[0], box[2])]),
        edges([y for box in boxes for y in box[1::2]]),
    )
    cells = []
    for box in boxes:
        lines = lines_in(box)
        row, column = _at(rows, box[1]), _at(columns, box[0])
        spans = max(1, _at(rows, box[3]) - row), max(1, _at(columns, box[2]) - column)
        seen = tuple(line.seen for line in lines if line.seen is not None)
        cells.append(PageCell(row, column, cell_text(lines), *spans, seen))
    return PageTable(min(box[1] for box in boxes), page, page, tuple(columns), tuple(cells))


def continued(table: PageTable, following: PageTable) -> PageTable | None:
    """Both as one where the second, at the top of the next page, goes on with the first: their upright rules stand
    alike. A head that is printed again is dropped, a row that the page's end cut in two is made whole."""
    alike = len(table.columns) == len(following.columns) and all(
        abs(left - right) <= 2 * TOUCHING for left, right in zip(table.columns, following.columns, strict=True)
    )
    if not alike or following.page != table.last_page + 1:
        return None
    again = _head_height(table, following)
    below = [replace(cell, row=cell.row - again) for cell in following.cells if cell.row >= again]
    cells, height = list(table.cells), table.height
    if _is_cut(table.row(height - 1), [cell for cell in below if cell.row == 0]):
        cells, below, height = _mended(cells, below, height)
    moved = [replace(cell, row=cell.row + height) for cell in below]
    return replace(table, last_page=following.last_page, cells=(*cells, *moved))


def _head_height(table: PageTable, following: PageTable) -> int:
    """How many of the first rows stand alike in both, so that they are the table's head."""
    rows = 0
    limit = min(table.height, following.height) - 1
    while rows < limit and _words(table.row(rows)) == _words(following.row(rows)) != ():
        rows += 1
    return rows


def _words(row: list[PageCell]) -> tuple[tuple[int, str], ...]:
    words = tuple((cell.column, "".join(cell.text.split())) for cell in row)
    return words if any(text for _, text in words) else ()


def _is_cut(row: list[PageCell], following: list[PageCell]) -> bool:
    """Whether the second row is the rest of the first: its first cell is empty, and what its cells say goes on with a
    sentence that the cell above left open."""
    above = {cell.column: cell for cell in row}
    rest = [cell for cell in following if cell.text.strip()]
    first = min(following, key=lambda cell: cell.column, default=None)
    return (
        bool(rest)
        and first is not None
        and not first.text.strip()
        and all(
            cell.column in above
            and cell.row_span == above[cell.column].row_span == 1
            and above[cell.column].text.strip()
            and not ENDED.search(above[cell.column].text)
            and not BEGINS.match(cell.text)
            for cell in rest
        )
    )


def _mended(cells: list[PageCell], below: list[PageCell], height: int) -> tuple[list[PageCell], list[PageCell], int]:
    """The cells with the first row of those below taken into the last row; the others keep their rows."""
    rest = {cell.column: cell for cell in below if cell.row == 0}
    whole = []
    for cell in cells:
        more = rest.get(cell.column) if cell.row == height - 1 else None
        joined = cell if more is None else replace(cell, text=glued(cell.text, more.text), seen=cell.seen + more.seen)
        whole.append(joined)
    return whole, [cell for cell in below if cell.row > 0], height - 1


def cell_text(lines: Sequence[Line]) -> str:
    """The words of a cell: a line that ends short of the others, with a sentence ended or a number following, ends a
    paragraph; all other line ends are only for want of room."""
    right = max((line.x1 for line in lines), default=0)
    text = ""
    for number, line in enumerate(lines):
        previous = lines[number - 1]
        short = previous.x1 < right - SLACK * previous.size
        apart = ENDED.search(previous.text) or BEGINS.match(line.text)
        text = glued(text, line.text) if number == 0 or not (short and apart) else f"{text}\n{line.text}"
    return text


def is_inside(char: Char, box: Box) -> bool:
    """Whether the middle of a character lies in the box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def edges(values: Sequence[float]) -> list[float]:
    """The distinct rules among the values, rising."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOUCHING:
            found.append(value)
    return found


def _at(rules: Sequence[float], value: float) -> int:
    return min(range(len(rules)), key=lambda index: abs(rules[index] - value))
