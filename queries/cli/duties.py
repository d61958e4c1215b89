"""`gongwen duties ORGANIZATION`: all that one organization is held to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import QueryError
from queries.cli.days import day_of
from queries.cli.opening import existing
from queries.cli.options import (
    ENGINE,
    FOLDER,
    AsJson,
    DueFrom,
    DueTo,
    EngineName,
    LibraryFolder,
    PapersYear,
    WithSubordinates,
)
from queries.cli.streams import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from extract.records import Role
    from queries.tables.duties import Duty

_ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合", "supervise": "监督"}


def duties(
    organization: Annotated[str, typer.Argument(metavar="单位", help="全称、简称，或名称的一部分")],
    *,
    subordinates: WithSubordinates = False,
    role: Annotated[
        list[str] | None, typer.Option(metavar="分工", help="只看牵头、负责、配合或监督的，可写多次")
    ] = None,
    year: PapersYear = None,
    due_from: DueFrom = None,
    due_to: DueTo = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen duties ORGANIZATION [--role R] [--year Y] [--json]`."""
    from queries.cli.show import console
    from queries.contract_tables import duties_json

    with existing(library, engine=engine) as opened:
        found = opened.duties(
            organization,
            subordinates=subordinates,
            year=year,
            roles=_roles(role or ()),
            due_from=day_of(due_from, option="--due-from"),
            due_to=day_of(due_to, option="--due-to"),
        )
    if as_json:
        print_json(duties_json(organization, found))
    else:
        _show(found, console())


def _roles(written: Sequence[str]) -> tuple[Role, ...]:
    from extract.records import Role

    known = {word: Role(role) for role, label in _ROLES.items() for word in (role, label)}
    for word in written:
        if word not in known:
            raise QueryError(f"没有叫“{word}”的分工", advice=f"可以写：{'、'.join(_ROLES.values())}")
    return tuple(known[word] for word in written)


def _show(found: Sequence[Duty], out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    from corpus.view import one_line
    from queries.export.columns import by_field, by_hand_text, paper_text

    if not found:
        out.print("没有这样的任务")
    for role, those in groupby(found, key=lambda duty: duty.body.role):
        duties_of_role = tuple(those)
        out.print(Text(f"\n{_ROLES[role.value]}（{len(duties_of_role)} 项）", style="bold"))
        table = Table(expand=True, show_lines=True)
        for heading, ratio in (("年度", None), ("任务", 5), ("完成时限", 2), ("单位", 2), ("出处", 3)):
            table.add_column(heading, ratio=ratio, overflow="fold", no_wrap=ratio is None)
        for duty in duties_of_role:
            row = duty.row
            year = f"{duty.year}年" if duty.year else ""
            cells = (year, one_line(row.task), str(by_field(row, "deadline")), duty.body.organization)
            place = "\n".join(filter(None, (paper_text(row.document), by_hand_text(row.by_hand))))
            table.add_row(*map(Text, (*cells, place)))
        out.print(table)
