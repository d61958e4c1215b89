"""`gongwen lamps`: the rules for lamps, and a copy of them that the office may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from queries.cli.opening import existing
from queries.cli.options import ENGINE, FOLDER, AsJson, EngineName, LibraryFolder
from queries.cli.streams import print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from queries.tables.lamps import Lamp


def lamps(
    *,
    copy: Annotated[bool, typer.Option("--copy", help="把规则抄一份到资料库的文件夹，改好即生效")] = False,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen lamps [--copy] [--json]`."""
    from queries.tables.lamps import copy_rules

    with existing(library, engine=engine) as opened:
        if copy:
            say(f"规则在 {copy_rules(opened.store.folder)}，用记事本修改后保存即可")
        rules = opened.lamps()
    if as_json:
        print_json({"lamps": [lamp.model_dump(by_alias=True) for lamp in rules]})
    else:
        _show(rules)


def _show(rules: Sequence[Lamp]) -> None:
    from rich.table import Table
    from rich.text import Text

    from queries.cli.show import console

    table = Table()
    for heading in ("灯", "名称", "含义", "离时限的天数"):
        table.add_column(heading)
    for lamp in rules:
        days = "没有时限" if lamp.undated else _days(lamp.days.since, lamp.days.until) if lamp.days else ""
        table.add_row(Text(f"● {lamp.label}", style=lamp.colour), lamp.name, lamp.meaning, days)
    console().print(table)


def _days(since: int | None, until: int | None) -> str:
    if since is None or until is None:
        return f"{since} 天以上" if since is not None else "已过时限" if until == -1 else f"{until} 天以下"
    return f"{since} 至 {until} 天"
