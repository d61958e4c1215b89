"""Ruled tables of a page: from rules to cells, each cell once, its lines joined.

Measures are points (1/72 inch) from a page's top left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from corpus.builder import GridCell
from corpus.lines import SLACK, Char, Line, glued, lines_of
from corpus.paragraphs import BEGINS, ENDED

Box = tuple[float, float, float, float]
TOUCHING = 2.0  # rules nearer to each other than this are one
NEAR = 3.0  # rules that miss each other by so much are meant to meet
SHORTEST = 3.0  # what is shorter is no rule
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
class PageTable:
    """A table in its place on a page."""

    top: float
    cells: tuple[GridCell, ...]


def grids_of(rules: Sequence[Rule]) -> list[list[Box]]:
    """The cells' boxes of each table that the rules make; a frame of a single cell is no table."""
    if len(rules) > MOST_RULES:
        return []
    edges = [_edge(rule) for rule in rules if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= SHORTEST]
    joined = merge_edges(
        edges, snap_x_tolerance=NEAR, snap_y_tolerance=NEAR, join_x_tolerance=NEAR, join_y_tolerance=NEAR
    )
    cells = intersections_to_cells(edges_to_intersections(joined, NEAR, NEAR))
    return [list(grid) for grid in cells_to_tables(cells) if len(grid) > 1]


def table_of(boxes: Sequence[Box], chars: Sequence[Char], *, page: int) -> PageTable:
    """The table that the cells' boxes (x0, top, x1, bottom) and the characters in them make."""
    columns, rows = (
        edges([x for box in boxes for x in (box[0], box[2])]),
        edges([y for box in boxes for y in box[1::2]]),
    )
    cells = []
    for box in boxes:
        row, column = _at(rows, box[1]), _at(columns, box[0])
        text = cell_text(lines_of([char for char in chars if is_inside(char, box)], page=page))
        spans = max(1, _at(rows, box[3]) - row), max(1, _at(columns, box[2]) - column)
        cells.append(GridCell(row, column, text, *spans))
    return PageTable(min(box[1] for box in boxes), tuple(cells))


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
