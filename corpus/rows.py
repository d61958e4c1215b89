"""Sheets of rows (spreadsheets, delimited text) as a person reads them: a title line above, tables, notes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.builder import GridCell, TextBuilder


def add_rows(builder: TextBuilder, cells: Sequence[GridCell]) -> None:
    """Adds a sheet's cells: blank rows part its tables; a line by itself above or below a table is a paragraph, inside
    of one (the name of a group of rows) it stays a cell. Rows and columns of each table count from its own corner."""
    for table in _tables([cell for cell in cells if cell.text.strip()]):
        lines = [list(row) for _, row in groupby(table, key=lambda cell: cell.row)]
        first, last = 0, len(lines)
        while first < last and _is_line(lines[first]):
            builder.paragraph(lines[first][0].text)
            first += 1
        while last > first and _is_line(lines[last - 1]):
            last -= 1
        _add_table(builder, [cell for line in lines[first:last] for cell in line])
        for line in lines[last:]:
            builder.paragraph(line[0].text)


def begins_with_a_line(cells: Sequence[GridCell]) -> bool:
    """Whether a sheet's first row that shows something is a line by itself (a title)."""
    shown = [cell for cell in cells if cell.text.strip()]
    top = min((cell.row for cell in shown), default=0)
    return bool(shown) and _is_line([cell for cell in shown if cell.row == top])


def _tables(cells: Sequence[GridCell]) -> Iterator[list[GridCell]]:
    """The cells of rows that follow each other without a blank one."""
    table: list[GridCell] = []
    end = 0
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if table and cell.row > end:
            yield table
            table = []
        table.append(cell)
        end = max(end, cell.row + cell.row_span)
    if table:
        yield table


def _is_line(row: Sequence[GridCell]) -> bool:
    return len(row) == 1 and row[0].row_span == 1


def _add_table(builder: TextBuilder, cells: Sequence[GridCell]) -> None:
    """Adds a table with a cell, maybe an empty one, in every place of its rectangle."""
    if not cells:
        return
    top, left = min(cell.row for cell in cells), min(cell.column for cell in cells)
    right = max(cell.column + cell.column_span for cell in cells)
    covered = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    rows = sorted({cell.row for cell in cells})
    empty = [GridCell(row, column, "") for row in rows for column in range(left, right) if (row, column) not in covered]
    builder.table([replace(cell, row=cell.row - top, column=cell.column - left) for cell in (*cells, *empty)])
