"""Ruled tables of a PDF page: each cell once, its lines joined. Measures are points from the page's top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.builder import GridCell
from corpus.formats.pdf_layout import SLACK, Char, Line, glued, lines_of
from corpus.paragraphs import BEGINS, ENDED

Box = tuple[float, float, float, float]
TOUCHING = 2.0  # rules nearer to each other than this are one


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table in its place on a page."""

    top: float
    cells: tuple[GridCell, ...]


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
