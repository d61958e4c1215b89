"""Ruled tables of a page: from rules to cells, each cell once, its lines joined.

Measures are points (1/72 inch) from a page's top left corner, unless it is said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.builder import GridCell
from corpus.lines import SLACK, Box, Char, Line, Seen, glued
from corpus.paragraphs import BEGINS, ENDED

TOUCHING = 2.0  # rules nearer to each other than this are one
NEAR = 3.0  # rules that miss each other by so much are meant to meet
SPECK = 1.0  # what is shorter is not even a part of a rule
SHORTEST = 3.0  # a rule, its parts joined, is at least so long
MOST_RULES = 5000  # a page with more of them is a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line; one of its two extents is 0."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether the rule runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell's words, the grid places it covers, and where they are seen."""

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


def grids_of(rules: Sequence[Rule], *, near: float = NEAR, bridged: float = NEAR) -> list[list[Box]]:
    """The cells' boxes of each table that the rules make; a frame of a single cell is no table.

    Rules that miss each other by up to `near` meet; parts of one rule may be up to `bridged` apart. Both are in the
    unit of the rules.
    """
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
    from pdfplumber.utils.geometry import filter_edges

    parts = filter_edges([_edge(rule) for rule in rules], min_length=SPECK)
    joined = merge_edges(
        parts, snap_x_tolerance=near, snap_y_tolerance=near, join_x_tolerance=bridged, join_y_tolerance=bridged
    )
    whole = filter_edges(joined, min_length=SHORTEST)
    if len(whole) > MOST_RULES:
        return []
    cells = intersections_to_cells(edges_to_intersections(whole, near, near))
    return [list(grid) for grid in cells_to_tables(cells) if len(grid) > 1]


def tables_of(
    grids: Sequence[Sequence[Box]], lines_in: Callable[[Box], list[Line]], *, page: int
) -> tuple[PageTable, ...]:
    """The tables of a page that hold words, from the top; `lines_in` gives the lines that stand in a cell's box."""
    tables = [_table_of(boxes, lines_in, page=page) for boxes in grids]
    filled = [table for table in tables if any(cell.text for cell in table.cells)]
    return tuple(sorted(filled, key=lambda table: table.top))


def _table_of(boxes: Sequence[Box], lines_in: Callable[[Box], list[Line]], *, page: int) -> PageTable:
    """The table that the cells' boxes (x0, top, x1, bottom) make, with the lines that stand in each."""
    columns, rows = (
        _distinct([x for box in boxes for x in (box[0], box[2])]),
        _distinct([y for box in boxes for y in box[1::2]]),
    )
    cells = []
    for box in boxes:
        lines = lines_in(box)
        row, column = _at(rows, box[1]), _at(columns, box[0])
        spans = max(1, _at(rows, box[3]) - row), max(1, _at(columns, box[2]) - column)
        seen = tuple(line.seen for line in lines if line.seen is not None)
        cells.append(PageCell(row, column, cell_text(lines), *spans, seen))
    return PageTable(min(box[1] for box in boxes), page, page, tuple(columns), tuple(cells))


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


def _distinct(values: Sequence[float]) -> list[float]:
    """The distinct rules among the values, rising."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOUCHING:
            found.append(value)
    return found


def _at(rules: Sequence[float], value: float) -> int:
    return min(range(len(rules)), key=lambda index: abs(rules[index] - value))


def _edge(rule: Rule) -> dict[str, object]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.is_level else "v",
        "object_type": "line",
    }
