"""`gongwen search`, `gongwen similar` and `gongwen searches`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import QueryError
from queries.cli.opening import existing
from queries.cli.options import DONE, ENGINE, FOLDER, PARTLY, AsJson, EngineName, LibraryFolder
from queries.cli.streams import print_json, say

if TYPE_CHECKING:
    from queries.hits import SearchResults
    from queries.library import Library

SEARCH_HELP = """在资料库中检索词语、原文和筛选条件

查询词之间用空格隔开；要逐字查找，请用引号括起来。可以用 AND（与）、OR（或）、NOT（非）和括号；
词语中间的 ? 代替一个字，* 代替几个字。也可以加筛选条件，年份和日期可以比较大小或写一段：
年:2011、单位:总工会、发文:总工会、文种:通知、文号:工办、标题:要点、格式:pdf、
日期:2011-03..2011-06、时限:<2011-06。例如：

  gongwen search '"工资集体协商" 年:2011 NOT 文种:通知'"""

Limit = Annotated[int, typer.Option("-n", metavar="条数", min=1, help="最多显示多少条（默认 10）")]
Words = Annotated[str | None, typer.Argument(metavar="查询词", help="要查的内容；含空格或引号时请整个括起来")]
WithinPaper = Annotated[
    str | None, typer.Option("--document", metavar="文件", help="只在这份文件中检索（编号、文号或标题中的字）")
]


def search(
    query: Words = None,
    *,
    limit: Limit = 10,
    offset: Annotated[int, typer.Option(metavar="条数", min=0, help="跳过前面多少条，用于翻页")] = 0,
    facets: Annotated[bool, typer.Option("--facets", help="同时按年度、机关、文种、单位、格式统计份数")] = False,
    passages: Annotated[bool, typer.Option("--passages", help="逐处列出，不按文件归并")] = False,
    document: WithinPaper = None,
    save: Annotated[str | None, typer.Option(metavar="名称", help="把这次检索按名称保存下来")] = None,
    saved: Annotated[str | None, typer.Option(metavar="名称", help="使用保存的检索")] = None,
    batch: Annotated[Path | None, typer.Option(metavar="文件", help="从 CSV 表格逐行读取查询词")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="文件", help="把结果存成 CSV 表格")] = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen search QUERY [-n N] [--json]`; or many queries with `--batch F --csv F`."""
    if sum(given is not None for given in (query, saved, batch)) != 1:
        raise QueryError("缺少参数“查询词”（或用 --saved、--batch 之一）", advice="例如 gongwen search 工资集体协商")
    if batch and not csv:
        raise QueryError("--batch 的结果要存成表格", advice="请加上 --csv 结果.csv")
    with existing(library, engine=engine) as opened:
        find = partial(opened.search, limit=limit, offset=offset, facets=facets, group=not passages, document=document)
        queries = _queries(batch) if batch else (query or _kept(opened, saved or ""),)
        if csv:
            raise typer.Exit(_to_csv(queries, find, csv))
        results = find(queries[0])
        _show(results, opened, as_json=as_json, first=offset + 1)
        if save:
            opened.save_search(save, queries[0])
            say(f"已保存为“{save}”")


def similar(
    document: Annotated[str, typer.Argument(metavar="文件", help="资料库中文件的编号、文号或标题中的字")],
    *,
    limit: Limit = 10,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen similar DOC [-n N] [--json]`."""
    with existing(library, engine=engine) as opened:
        _show(opened.similar(opened.paper(document).id, limit=limit), opened, as_json=as_json)


def searches(
    *,
    removed: Annotated[str | None, typer.Option("--remove", metavar="名称", help="去掉一个保存的检索")] = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen searches [--remove NAME] [--json]`."""
    with existing(library, engine=engine) as opened:
        if removed:
            opened.drop_search(removed)
        kept = opened.saved_searches()
    if as_json:
        print_json({"total": len(kept), "searches": [{"name": each.name, "query": each.query} for each in kept]})
    elif not kept:
        print("没有保存的检索。用 gongwen search 查询词 --save 名称 保存")
    else:
        for each in kept:
            print(f"{each.name}：{each.query}")


def _show(results: SearchResults, opened: Library, *, as_json: bool, first: int = 1) -> None:
    """The hits with what became of their papers; `first` is the number of the first one."""
    from queries.cli.found import show_results
    from queries.cli.show import console
    from queries.contract import search_json

    standing = opened.standing([hit.document.id for hit in results])
    if as_json:
        print_json(search_json(results, standing=standing))
    else:
        show_results(results, console(), standing=standing, first=first)


def _kept(opened: Library, name: str) -> str:
    """The query of a search that was saved; raises NotFound."""
    from queries.search.saved import saved_search

    return saved_search(opened.store.folder, name).query


def _queries(path: Path) -> tuple[str, ...]:
    from queries.cli.inputs import bytes_of
    from queries.search.batch import queries_in

    return queries_in(bytes_of(path))


def _to_csv(queries: Sequence[str], find: Callable[[str], SearchResults], path: Path) -> int:
    """Writes the hits of all queries and returns the exit status."""
    from queries.export import write_whole
    from queries.search.batch import answers_csv

    data, faults = answers_csv(queries, find)
    write_whole(path, data)
    say(f"已写入 {path}（{len(queries)} 个查询" + (f"，其中 {faults} 个写法有误）" if faults else "）"))
    return PARTLY if faults else DONE
