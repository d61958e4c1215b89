"""The cells of spreadsheets (.xlsx, .xlsm) as they are displayed, with what is merged. Loaded when there is one:
openpyxl takes longer to load than most papers take to be read."""

from __future__ import annotations

import contextlib
import datetime
import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from corpus.builder import GridCell
from corpus.errors import DamagedFile
from corpus.formats.sheet_values import format_of, shown
from corpus.markup import parsed

MOST_CELLS = 1_000_000  # places of the grid, empty ones included
Merges = dict[tuple[int, int], tuple[int, int]]


def sheets_of(data: bytes) -> Iterator[tuple[str, list[GridCell]]]:
    """Each sheet in order: its name, and its cells that show something. Raises what a damaged package makes its reader
    raise."""
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
        for sheet in parsed(package.read("xl/workbook.xml")).iter("{*}sheet"):
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
