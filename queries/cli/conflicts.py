"""`gongwen conflicts`: tasks with two figures, two deadlines or two leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from queries.cli.opening import existing
from queries.cli.options import ENGINE, FOLDER, AsJson, EngineName, LibraryFolder, Organization, PapersYear
from queries.cli.streams import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from queries.tables.conflicts import Conflict

_KINDS = {"figure": "目标值不一致", "deadline": "完成时限不一致", "lead": "牵头单位不一致"}


def conflicts(
    *,
    document: Annotated[str | None, typer.Option(metavar="文件", help="只看这份文件（编号、文号或标题中的字）")] = None,
    organization: Organization = None,
    year: PapersYear = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen conflicts [--json]`, narrowed by document, organization and year."""
    from queries.cli.show import console
    from queries.contract_tables import conflicts_json

    with existing(library, engine=engine) as opened:
        found = opened.conflicts(document=document, organization=organization, year=year)
    if as_json:
        print_json(conflicts_json(found))
    else:
        _show(found, console())


def _show(found: Sequence[Conflict], out: Console) -> None:
    from rich.text import Text

    from corpus.view import one_line
    from queries.export.columns import by_field, by_hand_text, paper_text

    if not found:
        out.print("没有发现前后不一致的目标、时限和牵头单位")
    for number, conflict in enumerate(found, start=1):
        out.print(Text(f"{number}. ").append(_KINDS[conflict.kind.value], style="bold red"))
        out.print(Text(f"   {one_line(conflict.about)}", style="bold"))
        for row in conflict.sides:
            cells = (str(by_field(row, "value")), str(by_field(row, "deadline")), by_hand_text(row.by_hand))
            facts = "，".join(filter(None, cells))
            out.print(Text(f"   · {one_line(row.quote)}"))
            out.print(Text(f"     ——{paper_text(row.document)}  {facts}", style="dim"))
