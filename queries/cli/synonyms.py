"""`gongwen synonyms`: the user's own words that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from queries.cli.opening import existing
from queries.cli.options import ENGINE, FOLDER, AsJson, EngineName, LibraryFolder
from queries.cli.streams import print_json, say


def synonyms(
    *,
    added: Annotated[
        list[str] | None, typer.Option("--add", metavar="词=词", help="添加一组同义词，如 创模=争创模范市；可写多次")
    ] = None,
    imported: Annotated[
        Path | None, typer.Option("--import", metavar="文件", help="从 CSV 表格导入，一行一组，一格一个词")
    ] = None,
    removed: Annotated[str | None, typer.Option("--remove", metavar="词", help="去掉自己添加的含有这个词的组")] = None,
    everything: Annotated[bool, typer.Option("--list", help="连同程序自带的和从文件中学到的一起列出")] = False,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen synonyms [--add A=B] [--import F] [--remove W] [--list] [--json]`."""
    groups = [*(_typed(each) for each in added or ()), *(_in_table(imported) if imported else ())]
    with existing(library, engine=engine) as opened:
        if groups:
            say(f"新增 {opened.add_synonyms(groups)} 组同义词")
        if removed:
            say(f"去掉了 {opened.remove_synonym(removed)} 组同义词")
        shown = opened.all_synonyms() if everything else opened.synonyms()
    if as_json:
        print_json({"total": len(shown), "groups": [list(group) for group in shown]})
        return
    for group in shown:
        print(" = ".join(group))
    if not shown:
        print("还没有自己添加的同义词。用 gongwen synonyms --add 词=词 添加，用 --list 查看自带的")


def _typed(group: str) -> Sequence[str]:
    return group.replace("＝", "=").split("=")


def _in_table(path: Path) -> Iterator[Sequence[str]]:
    import csv
    import io

    from corpus.encoding import decode
    from queries.cli.inputs import bytes_of

    for row in csv.reader(io.StringIO(decode(bytes_of(path)))):
        if any(cell.strip() for cell in row):
            yield row
