"""`gongwen references`: which papers a paper names, and which name it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from queries.cli.opening import existing
from queries.cli.options import ENGINE, FOLDER, AsJson, EngineName, LibraryFolder
from queries.cli.streams import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from queries.references.values import Reference, References

RELATIONS = {
    "cites": ("提到", "被提到"),
    "implements": ("贯彻", "被贯彻"),
    "transmits": ("印发或转发", "被印发或转发"),
    "revises": ("修改", "被修改"),
    "repeals": ("废止", "被废止"),
}
"""What a clerk calls each relation, of the paper that names and of the one that is named."""


def references(
    document: Annotated[str, typer.Argument(metavar="文件", help="资料库中文件的编号、文号或标题中的字")],
    *,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen references DOC [--json]`."""
    from queries.cli.show import console
    from queries.contract_references import references_json

    with existing(library, engine=engine) as opened:
        found = opened.references(document)
    if as_json:
        print_json(references_json(found))
    else:
        show_references(found, console())


def show_references(found: References, out: Console) -> None:
    """Both ways, each with the clause it rests on."""
    from rich.text import Text

    from queries.export.columns import paper_text

    out.print(Text(paper_text(found.document), style="bold"))
    out.print(f"\n引用了 {len(found.cites)} 处")
    _show(found.cites, out, back=False)
    out.print(f"\n被引用 {len(found.cited_by)} 处")
    _show(found.cited_by, out, back=True)


def _show(references: Sequence[Reference], out: Console, *, back: bool) -> None:
    from rich.text import Text

    from corpus.view import one_line
    from queries.export.columns import paper_text

    for number, each in enumerate(references, start=1):
        relation = RELATIONS[each.relation.value][back]
        paper = paper_text(each.citing) if back else _cited(each)
        out.print(Text(f"{number}. ").append(relation, style="bold red").append(f"  {paper}"))
        out.print(Text(f"   {one_line(each.quote)}", style="dim"))


def _cited(reference: Reference) -> str:
    from queries.export.columns import paper_text

    if reference.cited is not None:
        return paper_text(reference.cited)
    number = reference.document_number or ""
    named = f"《{reference.title}》" + (f"（{number}）" if number else "") if reference.title else number
    return f"{named}（资料库中没有）"
