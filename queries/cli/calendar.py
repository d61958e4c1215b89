"""`gongwen calendar`: deadlines on the screen, as JSON, or for any calendar."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queries.cli.days import day_of
from queries.cli.opening import existing
from queries.cli.options import (
    ENGINE,
    FOLDER,
    AsJson,
    EngineName,
    LibraryFolder,
    Organization,
    PapersYear,
    WithSubordinates,
)
from queries.cli.streams import print_json, say

if TYPE_CHECKING:
    from rich.console import Console

    from queries.tables.calendar import DueEntry


def calendar(
    *,
    ics: Annotated[
        Path | None, typer.Option(metavar="文件", help="另存为日历文件（.ics），可导入手机和办公软件")
    ] = None,
    alarm: Annotated[
        list[int] | None, typer.Option(metavar="天数", min=0, help="日历文件中提前几天提醒，可写多次")
    ] = None,
    organization: Organization = None,
    subordinates: WithSubordinates = False,
    year: PapersYear = None,
    since: Annotated[str | None, typer.Option("--from", metavar="日期", help="完成时限不早于这一天")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="日期", help="完成时限不晚于这一天")] = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen calendar [--ics F] [--json]`, narrowed by organization, year and days."""
    from queries.cli.show import console
    from queries.contract_tables import calendar_json

    with existing(library, engine=engine) as opened:
        entries = opened.calendar(
            organization=organization,
            subordinates=subordinates,
            year=year,
            since=day_of(since, option="--from"),
            until=day_of(until, option="--to"),
        )
    if ics:
        _save(entries, ics, name=f"{organization or ''}任务时限", alarms=alarm or ())
    if as_json:
        print_json(calendar_json(entries))
    elif not ics:
        _show(entries, console())


def _save(entries: Sequence[DueEntry], path: Path, *, name: str, alarms: Sequence[int]) -> None:
    from queries.export import write_whole
    from queries.export.calendar_ics import render

    now = datetime.datetime.now(datetime.timezone.utc)
    write_whole(path, render(entries, name=name, at=now, alarms=alarms))
    say(f"已写入 {path}（{len(entries)} 项）")


def _show(entries: Sequence[DueEntry], out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    from corpus.view import one_line
    from queries.export.columns import by_hand_text, paper_text

    if not entries:
        out.print("没有写明时限的任务")
        return
    table = Table(expand=True, show_lines=True)
    for heading, ratio in (("时限", None), ("任务", 4), ("责任单位", 2), ("出处", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold", no_wrap=ratio is None)
    for entry in entries:
        bodies = "、".join(dict.fromkeys(body.organization for body in entry.bodies))
        again = f"\n起{one_line(entry.deadline.text)}" if entry.recurrence else ""
        place = "\n".join(filter(None, (paper_text(entry.document), by_hand_text(entry.by_hand))))
        table.add_row(*map(Text, (f"{entry.day.isoformat()}{again}", one_line(entry.task), bodies, place)))
    out.print(table)
