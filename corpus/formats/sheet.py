"""Spreadsheets (.xlsx, .xlsm): the rows of every sheet with the values as they are displayed.

Merged cells stand once; hidden rows and columns are kept; a formula without a stored result is shown as it is written.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from dataclasses import replace

from lxml import etree

from corpus.archive import MAGIC, check_package, member_names
from corpus.builder import GridCell, TextBuilder
from corpus.document import Reading
from corpus.errors import DamagedFile
from corpus.rows import add_rows, begins_with_a_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN_PART = "xl/workbook.xml"
DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
FAULTS = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, OverflowError, ArithmeticError, SyntaxError,
    etree.LxmlError, zipfile.BadZipFile,
)  # fmt: skip


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
    from corpus.formats.sheet_cells import sheets_of

    check_package(data)
    builder = TextBuilder()
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="openpyxl")  # remarks about what openpyxl does not keep
            for name, cells in sheets_of(data):
                used = _clipped(cells)
                if used and not (DEFAULT_NAME.fullmatch(name) or begins_with_a_line(used)):
                    builder.paragraph(name)
                add_rows(builder, used)
    except FAULTS as error:
        raise DamagedFile("表格文件已损坏，内容读不出来", advice="请在 Excel 或 WPS 中打开并另存后再试") from error
    return builder.build(MEDIA_TYPE)


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
