"""An edited workbook read back: what it says otherwise than the table does. Reading is for a worker process."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from corpus.archive import check_package
from corpus.errors import DamagedFile, UnreadableFile
from queries.corrections.cells import FIELDS
from queries.corrections.layer import ADD, CORRECT, DROP
from queries.corrections.table import FinishedRow
from queries.export.layouts import Layout
from queries.export.table_xlsx import KEY_HEADING, KEY_SHEET

MOST_ROWS = 5000
_KEY = re.compile(r"([0-9a-f]{16}):([0-9a-f]{32})")
_FORMAT = re.compile(r"(?P<sign>\+?)0(?:\.(?P<decimals>0+))?(?P<percent>%?)(?:;.*)?")
_HEADER_WITHIN = 10
_FAULTS = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    OSError,
    StopIteration,
)


@dataclass(frozen=True, slots=True)
class EditedTable:
    """A workbook's table: its headings, its rows as (key, cells by heading), and the keys of all rows that it had when
    it was saved from the page. A row that was typed in has the key ''."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, dict[str, str]], ...]
    exported: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a workbook would change: `action` is correct, add or drop. A row that is added has its cells in `cells`."""

    action: str
    document: str
    key: str
    label: str
    field: str = ""
    before: str = ""
    after: str = ""
    cells: tuple[tuple[str, str], ...] = ()


def read_sheet(data: bytes) -> EditedTable:
    """The table of a workbook that was saved from the page. Raises UnreadableFile where it is none."""
    check_package(data)
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
        sheet = book.worksheets[0]
        exported = [str(cell.value) for (cell,) in book[KEY_SHEET].iter_rows(max_col=1, max_row=MOST_ROWS)]
        return _table(sheet, tuple(key for key in exported if _KEY.fullmatch(key)))
    except _FAULTS as error:
        raise DamagedFile(
            "这不是从分解表页面导出的 Excel 文件", advice="请从页面导出 Excel，改好后再导入，不要另建表格"
        ) from error


def differences(edited: EditedTable, rows: Iterable[FinishedRow], layouts: Iterable[Layout]) -> tuple[Difference, ...]:
    """What the workbook says otherwise than these rows do, in the order of the workbook; rows that stood in it and
    are gone come last. Raises UnreadableFile where its headings are those of no layout."""
    fields = _fields(edited.headings, layouts)
    known = {f"{row.document.id}:{row.key}": row for row in rows}
    found: list[Difference] = []
    document = edited.exported[0][:16] if edited.exported else ""
    for key, cells in edited.rows:
        values = {fields[heading]: text for heading, text in cells.items() if heading in fields}
        if key in known:
            found += _changed(known[key], values)
            document = known[key].document.id
        elif not key and any(values.values()) and document:
            texts = tuple((field, text) for field, text in values.items() if text)
            found.append(Difference(ADD, document, "", label="；".join(text for _, text in texts), cells=texts))
    still = {key for key, _ in edited.rows}
    gone = [known[key] for key in edited.exported if key not in still and key in known]
    found += (Difference(DROP, row.document.id, row.key, _label(row)) for row in gone if not row.dropped)
    return tuple(found)


def _changed(row: FinishedRow, values: Mapping[str, str]) -> list[Difference]:
    return [
        Difference(CORRECT, row.document.id, row.key, _label(row), field, before=row.cells[field].text, after=text)
        for field, text in values.items()
        if text != _plain(row.cells[field].text)
    ]


def _label(row: FinishedRow) -> str:
    return row.cells["indicator"].text or row.cells["task"].text


def _fields(headings: Sequence[str], layouts: Iterable[Layout]) -> dict[str, str]:
    """The field of each heading that can be corrected, by the layout whose headings these are."""
    for layout in layouts:
        columns = {column.heading: column.field for column in layout.columns}
        if set(columns) <= set(headings):
            return {heading: field for heading, field in columns.items() if field in FIELDS}
    raise UnreadableFile("表头与任何一种版式都不一致", advice="请不要改动表头；可重新导出后再改")


def _table(sheet: Worksheet, exported: tuple[str, ...]) -> EditedTable:
    lines = list(sheet.iter_rows(max_row=MOST_ROWS))
    header = next(
        number for number, line in enumerate(lines[:_HEADER_WITHIN]) if any(cell.value == KEY_HEADING for cell in line)
    )
    headings = [_text(cell) for cell in lines[header]]
    rows = []
    for line in lines[header + 1 :]:
        cells = {heading: _text(cell) for heading, cell in zip(headings, line, strict=True) if heading}
        key = cells.pop(KEY_HEADING, "")
        if key or any(cells.values()):
            rows.append((key if _KEY.fullmatch(key) else "", cells))
    return EditedTable(tuple(heading for heading in headings if heading), tuple(rows), exported)


def _text(cell: SheetCell | MergedCell) -> str:
    """What a person sees in the cell."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        shown = _FORMAT.fullmatch(cell.number_format or "")
        if shown is None:
            return f"{value:.15g}"
        number = value * 100 if shown["percent"] else value
        return f"{number:{shown['sign']}.{len(shown['decimals'] or '')}f}{shown['percent']}"
    return _plain(str(value)) if value is not None else ""


def _plain(text: str) -> str:
    """The text as a spreadsheet gives it back: a percentage comes back with the half-width sign."""
    return " ".join(text.split()).replace("％", "%")
