"""The grid of a docx table (ECMA-376 part 1, clause 17.4): each cell once, with the places it covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.builder import GridCell

WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"))
WIDEST = 1000  # no table of an office has more columns; a larger span is a fault of the file


@dataclass(frozen=True, slots=True)
class DocxCell:
    """A cell's element (of a merged cell the first) and the grid places it covers."""

    element: BaseOxmlElement
    row: int
    column: int
    row_span: int
    column_span: int

    def filled(self, text: str) -> GridCell:
        """The cell with its words."""
        return GridCell(self.row, self.column, text, self.row_span, self.column_span)


def grid_of(table: BaseOxmlElement) -> list[DocxCell]:
    """The cells in reading order. A cell merged downwards or sideways stands where it begins; deleted rows and cells
    (tracked changes) are left out."""
    grid: list[DocxCell] = []
    above: dict[int, int] = {}
    rows = [row for row in _within(table, qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
    for number, row in enumerate(rows):
        column = _whole(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        begun: dict[int, int] = {}
        for element in _within(row, qn("w:tc")):
            properties = element.find(qn("w:tcPr"))
            if properties is not None and properties.find(qn("w:cellDel")) is not None:
                continue
            span = _whole(None if properties is None else properties.find(qn("w:gridSpan")), 1) or 1
            if _continues(properties, "w:vMerge") and column in above:
                begun[column] = above[column]
                grid[above[column]] = replace(grid[above[column]], row_span=number - grid[above[column]].row + 1)
            elif _continues(properties, "w:hMerge") and grid and grid[-1].row == number:
                grid[-1] = replace(grid[-1], column_span=grid[-1].column_span + span)
            else:
                begun[column] = len(grid)
                grid.append(DocxCell(element, number, column, 1, span))
            column += span
        above = begun
    return grid


def _within(container: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _within(child, tag)


def _continues(properties: BaseOxmlElement | None, name: str) -> bool:
    merge = None if properties is None else properties.find(qn(name))
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _whole(element: BaseOxmlElement | None, default: int) -> int:
    value = "" if element is None else element.get(qn("w:val")) or ""
    return min(int(value), WIDEST) if value.isascii() and value.isdigit() else default
