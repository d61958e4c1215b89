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
            and (LABEL.match(cell.text) or not BEGINS.match(cell.text))
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
