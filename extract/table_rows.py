"""Tables of responsibility: which column says what, and what stands in it for each row.

A table counts when one of its first rows names a column of bodies (牵头部门, 责任单位). Cells that cover several rows
count for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.document import Cell, Document, Span, Table
from corpus.view import readable
from extract.duty_rules import role_of_label
from extract.records import Role

_COLUMNS = {
    "task": re.compile(r"(?:目标|工作|重点|主要|年度|具体)*(?:任务|内容|项目|事项|举措|措施|工作)(?:名称|内容)?"),
    "indicator": re.compile(r"(?:考核|量化|具体|主要|年度)*指标(?:名称|内容)?"),
    "value": re.compile(r"(?:年度|计划|量化)?目标(?:值|数|要求)?|(?:计划|任务)数|数量"),
    "deadline": re.compile(r"(?:完成|办结|时间|进度)*(?:时限|时间|期限|节点|要求)|进度安排"),
}
_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row(Span):
    """One row below the header; the span is its own cells'. `columns` gives the cell of each known column, `bodies`
    the cells that name bodies, with their roles; `first` is its first cell that is not a number."""

    columns: dict[str, Cell] = field(kw_only=True)
    bodies: tuple[tuple[Cell, Role], ...] = field(kw_only=True)
    first: Cell = field(kw_only=True)

    @property
    def subject(self) -> Cell:
        """The cell that says what the row is about: its task, else its indicator, else its first words."""
        return self.columns.get("task") or self.columns.get("indicator") or self.first


def rows_of(document: Document) -> tuple[Row, ...]:
    """The rows of all tables of responsibility of a paper, in reading order."""
    return tuple(row for table in document.tables for row in _rows(document.text, table))


def _rows(text: str, table: Table) -> Iterator[Row]:
    header = next((r for r in range(_HEADER_ROWS) if any(_role(text, c) for c in table.cells if c.row == r)), None)
    if header is None:
        return
    kinds = {cell.column: kind for cell in table.cells if cell.row == header and (kind := _kind(text, cell))}
    roles = {cell.column: role for cell in table.cells if cell.row == header and (role := _role(text, cell))}
    for number in sorted({cell.row for cell in table.cells if cell.row > header}):
        own = [cell for cell in table.cells if cell.row == number]
        across = [cell for cell in table.cells if cell.row <= number < cell.row + cell.row_span]
        yield Row(
            min(cell.start for cell in own),
            max(cell.end for cell in own),
            columns={kinds[cell.column]: cell for cell in across if cell.column in kinds},
            first=next((cell for cell in own if not cell.of(text).strip().isdecimal()), own[0]),
            bodies=tuple((cell, roles[cell.column]) for cell in across if cell.column in roles),
        )


def _label(text: str, cell: Cell) -> str:
    return re.sub(r"[（(].*?[）)]|/", "", readable(text, cell).text)


def _role(text: str, cell: Cell) -> Role | None:
    return role_of_label(_label(text, cell))


def _kind(text: str, cell: Cell) -> str | None:
    label = _label(text, cell)
    return next((kind for kind, pattern in _COLUMNS.items() if pattern.fullmatch(label)), None)
