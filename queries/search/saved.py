"""Searches that a user keeps by a name, in `searches.yaml` in the library's folder."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.errors import NotFound, QueryError
from extract.rulebook import Data, read
from queries.export import write_whole
from queries.search.parser import parse_query

FILE = "searches.yaml"


class SavedSearch(Data):
    """A search by its name."""

    name: str
    query: str


class SearchesFile(Data):
    """searches.yaml: the searches, in the order of saving."""

    searches: tuple[SavedSearch, ...] = ()


def saved_searches(folder: Path) -> tuple[SavedSearch, ...]:
    """The library's saved searches in the order of saving; raises RuleError for a faulty file."""
    path = folder / FILE
    return read(path, SearchesFile).searches if path.exists() else ()


def saved_search(folder: Path, name: str) -> SavedSearch:
    """The search of that name; raises NotFound."""
    found = next((each for each in saved_searches(folder) if each.name == name), None)
    if found is None:
        names = "、".join(each.name for each in saved_searches(folder))
        raise NotFound(f"没有名为“{name}”的检索", advice=f"已保存的有：{names}" if names else "还没有保存过检索")
    return found


def save_search(folder: Path, name: str, query: str) -> None:
    """Keeps a search, in the place of one of the same name. Call it inside `store.writing()`. Raises QueryError where
    the query is wrong or there is no name."""
    if not name.strip():
        raise QueryError("没有写检索的名称", advice="请给它起一个名字，例如 今年的时限")
    parse_query(query)
    others = [each for each in saved_searches(folder) if each.name != name.strip()]
    _write(folder, [*others, SavedSearch(name=name.strip(), query=query)])


def drop_search(folder: Path, name: str) -> None:
    """Forgets a search. Call it inside `store.writing()`. Raises NotFound."""
    gone = saved_search(folder, name)
    _write(folder, [each for each in saved_searches(folder) if each != gone])


def _write(folder: Path, searches: list[SavedSearch]) -> None:
    rows = [json.dumps(each.model_dump(), ensure_ascii=False) for each in searches]
    lines = ["# 保存的检索：名称和查询词", "searches:" if rows else "searches: []", *(f"- {row}" for row in rows)]
    write_whole(folder / FILE, ("\n".join(lines) + "\n").encode())
