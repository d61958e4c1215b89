"""Spreadsheets (.xlsx, .xlsm): the rows of every sheet with the values as they are displayed.

Merged cells stand once; hidden rows and columns are kept; a formula without a stored result is shown as it is written.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from corpus.archive import MAGIC, check_package, member_names
from corpus.builder import GridCell, TextBuilder
from corpus.document import Reading
from corpus.errors import DamagedFile
from corpus.formats.sheet_values import format_of, shown
from corpus.markup import parsed
from corpus.rows import add_rows, begins_with_a_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN_PART = "xl/workbook.xml"
DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
MOST_CELLS = 1_000_000  # places of the grid, empty ones included
FAULTS = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, OverflowError, ArithmeticError, SyntaxError,
    etree.LxmlError, zipfile.BadZipFile,
)  # fmt: skip
Merges = dict[tuple[int, int], tuple[int, int]]


def detect(data: bytes) -> bool:
    """Whether the bytes are a spreadsheet package, whole or cut off."""
    if not data.startswith(MAGIC):
        return False
    names = member_names(data)
    return MAIN_PART in names if names is not None else b"xl/" in data and b"word/" not in data


def read(data: bytes) -> Reading:
    """Each sheet in order: its lines and tables, below its name where no line of its own says what it is.

    Raises EncryptedFile, DamagedFile.
    """
    check_package(data)
    builder = TextBuilder()
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="openpyxl")  # remarks about what openpyxl does not keep
            for name, cells in _sheets(data):
                used = _clipped(cells)
                if used and not (DEFAULT_NAME.fullmatch(name) or begins_with_a_line(used)):
                    builder.paragraph(name)
                add_rows(builder, used)
    except FAULTS as error:
        raise DamagedFile("表格文件已损坏，内容读不出来", advice="请在 Excel 或 WPS 中打开并另存后再试") from error
    return builder.build(MEDIA_TYPE)


def _sheets(data: bytes) -> Iterator[tuple[str, list[GridCell]]]:
    merges = merges_of(data)
    with contextlib.redirect_stdout(io.StringIO()):  # openpyxl prints its remark about a style that does not exist
        values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True)
    for sheet, written in zip(values.worksheets, formulas.worksheets, strict=True):
        yield sheet.title, list(_cells(sheet, written, merges.get(sheet.title, {}), values.epoch))
    values.close()
    formulas.close()


def merges_of(data: bytes) -> dict[str, Merges]:
    """Each sheet's merged cells: how many rows and columns the cell that begins at a place covers; places count
    from 0. Read apart, as openpyxl gives them only with all cells in memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        relations = parsed(package.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target") or "" for relation in relations}
        found = {}
        for sheet in parsed(package.read(MAIN_PART)).iter("{*}sheet"):
            reference = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            target = targets.get(reference, "")
            part = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
            if part in package.namelist():
                found[sheet.get("name") or ""] = _merges(package.read(part))
    return found


def _merges(part: bytes) -> Merges:
    spans: Merges = {}
    events = etree.iterparse(io.BytesIO(part), tag="{*}mergeCell", resolve_entities=False, no_network=True)
    for _, merge in events:
        left, top, right, bottom = range_boundaries(merge.get("ref") or "")
        if left and top and right and bottom:
            spans[top - 1, left - 1] = bottom - top + 1, right - left + 1
    return spans


def _cells(sheet: Any, formulas: Any, merges: Merges, epoch: datetime.datetime) -> Iterator[GridCell]:
    """A sheet's cells that show something; `formulas` is the same sheet with its formulas instead of their results."""
    places = 0
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    for number, (row, written) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows(), strict=True)):
        places += 1 + len(row)
        if places > MOST_CELLS:
            raise DamagedFile("表格大得不正常，已拒绝读取", advice="请删去多余的空白行列、另存后再试")
        for column, (cell, formula) in enumerate(zip(row, written, strict=True)):
            value = formula.value if cell.value is None else cell.value
            if value is None:
                continue
            style = getattr(cell, "style_array", None)
            code = format_of(style.numFmtId if style is not None else 0, cell.number_format or "")
            yield GridCell(number, column, shown(value, code, epoch=epoch), *merges.get((number, column), (1, 1)))


def _clipped(cells: list[GridCell]) -> list[GridCell]:
    """The cells, a merged one covering no more than what the sheet uses."""
    bottom, right = max((cell.row for cell in cells), default=0), max((cell.column for cell in cells), default=0)
    return [
        replace(
            cell,
            row_span=min(cell.row_span, bottom - cell.row + 1),
            column_span=min(cell.column_span, right - cell.column + 1),
        )
        for cell in cells
    ]
