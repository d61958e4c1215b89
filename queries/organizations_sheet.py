"""The register as a spreadsheet: what the library knows, out; what the user knows, in.

The user's columns are 全称, 简称 (several parted by 、) and 上级单位, in any order, under a heading in one of the first
rows; other columns are not read, but a row with a 来源 came from the library's own list.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from corpus.errors import DamagedFile, NotFound, UnreadableFile
from corpus.view import readable
from extract.register import Organization
from queries.export.table_xlsx import write_text
from queries.organizations import ListedOrganization, Source

SOURCES: Mapping[Source, str] = {Source.SHIPPED: "自带", Source.USER: "用户", Source.LEARNT: "学自文件"}
_HEADINGS = ("全称", "简称", "上级单位", "来源", "文件数", "任务数")
_WIDTHS = (36, 48, 30, 12, 10, 10)
_SAME_HEADING = {"简称/别名": "简称", "别名": "简称", "上级": "上级单位", "单位全称": "全称", "名称": "全称"}
_LAST_HEADING_ROW = 10
_LONGEST_NAME = 100
_PARTED = re.compile(r"[、，,；;/／\n]+")
_ADVICE = "请改正后重新导入；可先用 gongwen organizations --xlsx 导出一份作样子"

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a spreadsheet says: rows that the user wrote, and rows of the library's own list, changed or not."""

    entered: tuple[Organization, ...]
    listed: tuple[Organization, ...]


def read_sheet(path: Path) -> Sheet:
    """The bodies of an .xlsx file's first sheet that has the heading 全称.

    Raises NotFound, DamagedFile where it is no workbook, UnreadableFile where a row is wrong, with its number.
    """
    if not path.is_file():
        raise NotFound(f"找不到文件 {path}", advice="请检查路径和文件名")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"无法打开 {path}（{error.strerror}）", advice="请检查读取权限") from error
    for cells in _sheets(data, path):
        heading = next((number for number, row in enumerate(cells[:_LAST_HEADING_ROW]) if "全称" in _places(row)), None)
        if heading is not None:
            return _sheet(cells, heading, path)
    raise UnreadableFile(f"{path} 中没有“全称”一列", advice="表头应为：全称、简称、上级单位。" + _ADVICE)


def sheet_bytes(rows: Iterable[ListedOrganization]) -> bytes:
    """The library's list as a workbook; every cell is text or a count, none is calculated."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "单位名录"
    sheet.append(_HEADINGS)
    for row in rows:
        sheet.append((row.name, "、".join(row.aliases), row.superior, SOURCES[row.source], row.papers, row.duties))
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.font = Font(bold=cell.row == 1)
            if isinstance(cell, Cell) and isinstance(cell.value, str):
                write_text(cell, cell.value)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheets(data: bytes, path: Path) -> list[list[Row]]:
    try:
        with warnings.catch_warnings():
            # What openpyxl cannot show (drop-down lists, pictures) is not read here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except Exception as error:  # openpyxl lets through whatever zip, XML and its own code raise
        raise DamagedFile(
            f"{path} 不是可以打开的 .xlsx 表格", advice="请用 Excel 或 WPS 另存为 .xlsx 后再试"
        ) from error


def _sheet(cells: Sequence[Row], heading: int, path: Path) -> Sheet:
    places = _places(cells[heading])
    entered: dict[str, Organization] = {}
    listed: dict[str, Organization] = {}
    for number, row in enumerate(cells[heading + 1 :], start=heading + 2):
        values = {name: row[place] for name, place in places.items() if place < len(row)}
        organization = _organization(values, where=f"{path} 第 {number} 行")
        if organization is None:
            continue
        if organization.name in entered or organization.name in listed:
            raise UnreadableFile(f"{path} 第 {number} 行：“{organization.name}”重复", advice=_ADVICE)
        (listed if _text(values.get("来源")) else entered)[organization.name] = organization
    return Sheet(tuple(entered.values()), tuple(listed.values()))


def _organization(values: Mapping[str, Any], *, where: str) -> Organization | None:
    """The row's body; None for an empty row."""
    name, superior = _text(values.get("全称")), _text(values.get("上级单位"))
    aliases = [
        alias for each in _PARTED.split(str(values.get("简称") or "")) if (alias := _text(each)) not in ("", name)
    ]
    if not name and not aliases and not superior:
        return None
    if not name:
        raise UnreadableFile(f"{where}：没有写全称", advice=_ADVICE)
    if any(len(each) > _LONGEST_NAME for each in (name, superior, *aliases)):
        raise UnreadableFile(f"{where}：名称超过 {_LONGEST_NAME} 个字", advice=_ADVICE)
    if superior == name:
        raise UnreadableFile(f"{where}：上级单位与全称相同", advice=_ADVICE)
    return Organization(name, tuple(dict.fromkeys(aliases)), superior)


def _places(row: Row) -> dict[str, int]:
    """The columns by heading."""
    headings = [_text(cell) for cell in row]
    return {_SAME_HEADING.get(each, each): place for place, each in reversed(list(enumerate(headings))) if each}


def _text(cell: Any) -> str:
    return "" if cell is None else readable(str(cell)).text
