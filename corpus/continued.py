"""Tables that go on over pages, made whole."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.lines import glued
from corpus.paragraphs import BEGINS, ENDED
from corpus.ruled import TOUCHING, PageCell, PageTable

LABEL = re.compile(r"[^，。；、\d\s]{1,12}[:：]")  # a word cut in two before a colon looks like one


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
    last = _last_row(table)
    first = {cell.column: cell for cell in below if cell.row == 0}
    if _is_cut(last, first, table):
        return _with_rows(table, following, last, first, below, shared=1)
    merged = {column: cell for column, cell in first.items() if _is_merged_on(last.get(column), cell)}
    return _with_rows(table, following, last, merged, below, shared=0)


def _last_row(table: PageTable) -> dict[int, PageCell]:
    """The cells that reach the table's last row, by their columns."""
    return {cell.column: cell for cell in table.cells if cell.row + cell.row_span == table.height}


def _is_merged_on(above: PageCell | None, cell: PageCell) -> bool:
    """Whether an empty cell is the rest of one that is merged over rows."""
    return above is not None and max(above.row_span, cell.row_span) > 1 and not cell.text.strip()


def _with_rows(
    table: PageTable,
    following: PageTable,
    last: dict[int, PageCell],
    rest: dict[int, PageCell],
    below: list[PageCell],
    *,
    shared: int,
) -> PageTable:
    """The table with the rows below, of which the first `shared` ones are the rest of its last one; the cells of `rest`
    go on with those above them."""
    joined = {
        id(above): replace(
            above,
            text=glued(above.text, cell.text) if cell.text else above.text,
            seen=above.seen + cell.seen,
            row_span=above.row_span + cell.row_span - shared,
        )
        for column, above in last.items()
        if (cell := rest.get(column)) is not None
    }
    gone = {id(cell) for column, cell in rest.items() if column in last}
    cells = [joined.get(id(cell), cell) for cell in table.cells]
    down = table.height - shared
    moved = [replace(cell, row=cell.row + down) for cell in below if id(cell) not in gone]
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


def _is_cut(last: dict[int, PageCell], first: dict[int, PageCell], table: PageTable) -> bool:
    """Whether the second row is the rest of the first: some cells are empty, and what the others say goes on with a
    sentence that the cell above left open; where its first cell says something, too, the words above fill their cell.
    """
    rest = [cell for cell in first.values() if cell.text.strip()]
    if not rest or len(rest) == len(first) or not all(_goes_on(last.get(cell.column), cell) for cell in rest):
        return False
    begins = first[min(first)]
    return not begins.text.strip() or all(_fills_its_cell(last[cell.column], table) for cell in rest)


def _goes_on(above: PageCell | None, cell: PageCell) -> bool:
    return (
        above is not None
        and bool(above.text.strip())
        and not ENDED.search(above.text)
        and (LABEL.match(cell.text) is not None or not BEGINS.match(cell.text))
    )


def _fills_its_cell(cell: PageCell, table: PageTable) -> bool:
    """Whether there is no room for two more characters behind the cell's words."""
    if not cell.seen or cell.column + cell.column_span >= len(table.columns):
        return False
    _, top, right, bottom = cell.seen[-1].box
    return right + 2 * (bottom - top) > table.columns[cell.column + cell.column_span]
