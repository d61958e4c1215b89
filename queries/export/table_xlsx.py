"""The table as a workbook that prints on A4 landscape: title, header on every page, borders, every cell plain text."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from queries.export.columns import LAYOUT, Cell, Column, R, cells

KEY_HEADING = "行标识（请勿改动）"
KEY_SHEET = "行标识"
_FONT = "宋体"
_LINE = Side(style="thin", color="FF808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL = PatternFill("solid", fgColor="FFE7EEF7")
_HEADER_ROW = 2
# Spreadsheets keep 15 digits, and no noughts in front.
_FIGURE = re.compile(r"(?P<value>[+-]?(?:0|[1-9]\d{0,14})(?:\.(?P<decimals>\d+))?)(?P<percent>[%％]?)")
_LONGEST = 32767
_LINE_POINTS = 14.5
_TALLEST = 409.0


def render(rows: Sequence[R], *, title: str, layout: Sequence[Column[R]] = LAYOUT) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "责任分解表"
    book.properties.title = title
    book.properties.creator = "gongwen"
    table = [cells(row, layout) for row in rows]
    _write_title(sheet, title, columns=len(layout))
    _write_header(sheet, layout)
    for number, row in enumerate(table, start=_HEADER_ROW + 1):
        _write_row(sheet, number, row, layout)
    _set_widths(sheet, table, layout)
    _set_page(sheet, columns=len(layout), last_row=_HEADER_ROW + len(table))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_title(sheet: Worksheet, title: str, *, columns: int) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    cell = _cell(sheet, 1, 1)
    write_text(cell, title)
    cell.font = Font(name=_FONT, size=18, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = 36


def _write_header(sheet: Worksheet, layout: Sequence[Column[R]]) -> None:
    for number, column in enumerate(layout, start=1):
        cell = _cell(sheet, _HEADER_ROW, number)
        write_text(cell, column.heading)
        cell.font = Font(name=_FONT, size=11, bold=True)
        cell.fill = _HEADER_FILL
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[_HEADER_ROW].height = 24


def _write_row(sheet: Worksheet, number: int, row: Sequence[Cell], layout: Sequence[Column[R]]) -> None:
    for place, (value, column) in enumerate(zip(row, layout, strict=True), start=1):
        cell = _cell(sheet, number, place)
        _write_value(cell, value)
        cell.font = Font(name=_FONT, size=10)
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center" if column.centred else "left", vertical="center", wrap_text=True)


def _write_value(cell: SheetCell, value: Cell) -> None:
    """A bare figure or percentage becomes a number that shows as printed; everything else is text."""
    if isinstance(value, int):
        cell.value = value
    elif figure := _FIGURE.fullmatch(value):
        number = float(figure["value"]) if figure["decimals"] or figure["percent"] else int(figure["value"])
        cell.value = number / 100 if figure["percent"] else number
        decimals = f".{'0' * len(figure['decimals'])}" if figure["decimals"] else ""
        shown = f"0{decimals}{'%' if figure['percent'] else ''}"
        cell.number_format = f"+{shown};-{shown}" if value.startswith("+") else shown
    else:
        write_text(cell, value)


def write_text(cell: SheetCell, text: str) -> None:
    """Text that is never calculated: typed as a string, and marked so that it stays one when edited."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 20] + "……（过长，以下略）"
    cell.value = text
    cell.data_type = "s"
    if text[:1] in set("=+-@＝＋－＠\t\r"):
        cell.quotePrefix = True


def _set_widths(sheet: Worksheet, table: Sequence[Sequence[Cell]], layout: Sequence[Column[R]]) -> None:
    """Columns as wide as their longest cell needs, Chinese characters counting two, but no wider than the layout's;
    rows as high as their lines, since merged and imported rows do not grow by themselves."""
    widths = []
    for place, column in enumerate(layout):
        needed = max([cell_len(column.heading) + 2, *(cell_len(str(row[place])) + 2 for row in table)])
        widths.append(min(needed, column.width))
        sheet.column_dimensions[get_column_letter(place + 1)].width = widths[-1]
    for number, row in enumerate(table, start=_HEADER_ROW + 1):
        lines = max(math.ceil(cell_len(str(value)) / (width - 1)) for value, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = min(max(1, lines) * _LINE_POINTS + 4, _TALLEST)


def _set_page(sheet: Worksheet, *, columns: int, last_row: int) -> None:
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{get_column_letter(columns)}{max(last_row, _HEADER_ROW)}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.9, 0.4
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.HeaderFooter.oddFooter = footer


def _cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row=row, column=column)
    if not isinstance(cell, SheetCell):
        raise TypeError(f"row {row}, column {column} lies inside a merged cell")
    return cell


def with_keys(data: bytes, keys: Sequence[str]) -> bytes:
    """The workbook of `render` with a hidden last column that names each row, so that it is known again when the
    workbook comes back edited and sorted, and a hidden sheet of all names, so that rows taken out are missed."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    place = sheet.max_column + 1
    write_text(_cell(sheet, _HEADER_ROW, place), KEY_HEADING)
    for number, key in enumerate(keys, start=_HEADER_ROW + 1):
        write_text(_cell(sheet, number, place), key)
    sheet.column_dimensions[get_column_letter(place)].hidden = True
    names = book.create_sheet(KEY_SHEET)
    names.sheet_state = "hidden"
    for number, key in enumerate(keys, start=1):
        write_text(_cell(names, number, 1), key)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
