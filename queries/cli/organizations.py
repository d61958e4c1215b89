"""The steps of `gongwen organizations`: the user's spreadsheet in, the register shown or saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from queries.cli.progress import progress_bar
from queries.cli.show import console
from queries.export import write_whole
from queries.library import Library
from queries.organizations import ListedOrganization
from queries.organizations_sheet import SOURCES, Sheet, read_sheet, sheet_bytes
from queries.register_changes import RegisterReport

_COLUMNS = (("全称", 5), ("简称", 5), ("上级单位", 4), ("来源", 2), ("文件", 1), ("任务", 1))


def change(library: Library, sheet: Path | None, *, removed: Sequence[str]) -> RegisterReport:
    """Takes the spreadsheet over and bodies out, showing how far the papers are; raises GongwenError."""
    read = read_sheet(sheet) if sheet else Sheet((), ())
    with progress_bar("正在更新") as progress:
        return library.change_organizations(read.entered, listed=read.listed, removed=removed, progress=progress)


def save_list(rows: Sequence[ListedOrganization], path: Path) -> None:
    """Writes the register as a workbook; raises GongwenError."""
    write_whole(path, sheet_bytes(rows))


def show_changes(report: RegisterReport) -> None:
    """What became of the user's rows, and of the papers."""
    console().print(
        f"名录：新增 {report.added}，更改 {report.changed}，去掉 {report.removed}，未变 {report.unchanged}；"
        f"{report.papers} 份文件的单位名称随之更新"
    )


def show_list(rows: Sequence[ListedOrganization]) -> None:
    """The register as a table."""
    out = console()
    if not rows:
        out.print("名录是空的。读入文件后会自动学到发文机关和责任单位，也可以用 --import 导入")
        return
    table = Table(expand=True)
    for heading, width in _COLUMNS:
        table.add_column(heading, overflow="fold", ratio=width, justify="right" if width == 1 else "left")
    for row in rows:
        cells = (row.name, "、".join(row.aliases), row.superior, SOURCES[row.source], row.papers, row.duties)
        table.add_row(*(Text(str(cell)) for cell in cells))
    out.print(table)
