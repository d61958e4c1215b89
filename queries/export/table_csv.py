"""The table as CSV for office spreadsheets: UTF-8 with BOM, CRLF, no cell that a spreadsheet would calculate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from queries.export.columns import LAYOUT, Cell, Column, R, cells

# CWE-1236. Spreadsheets of Chinese offices take the full-width signs for formulas as well.
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_FIGURE = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?[%％‰]?")


def render(rows: Sequence[R], *, title: str, layout: Sequence[Column[R]] = LAYOUT) -> bytes:  # noqa: ARG001
    """The file's bytes; the title has no place in CSV."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(column.heading for column in layout)
    writer.writerows([harmless(cell) for cell in cells(row, layout)] for row in rows)
    return lines.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    """The cell, with an apostrophe before what a spreadsheet would calculate; figures such as -5% stay as they are."""
    if isinstance(cell, str) and _FORMULA.match(cell) and not _FIGURE.fullmatch(cell):
        return f"'{cell}"
    return cell
