"""What the command line shows of a search: papers with their best passages, counts, what may have been meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from corpus.view import readable
from index.shelf import FacetValue
from queries.cli.show import MARK, paper_line, place_in
from queries.hits import SearchHit, SearchResults

if TYPE_CHECKING:
    from queries.references.values import Standing

_FACETS = {"year": "年度", "issuer": "发文机关", "kind": "文种", "organization": "单位", "format": "格式"}
_SHOWN_VALUES = 8


def show_results(
    results: SearchResults, out: Console, *, standing: Mapping[str, Standing] = MappingProxyType({}), first: int = 1
) -> None:
    """The hits, each with paper, section, the words around it and what became of the paper (`standing`, by id);
    `first` is the number of the first one."""
    if not results:
        out.print("后面没有了" if results.total else "没有找到。可以换一种说法，或减少条件再试")
    else:
        out.print(
            f"共 {results.total} 处，在 {results.papers} 份文件中，显示第 {first} 至 {first + len(results) - 1} 份"
        )
    if results.meant:
        out.print(f"是不是要找：{results.meant}")
    _show_facets(results.facets, out)
    for number, hit in enumerate(results, start=first):
        out.print()
        out.print(Text(f"{number}. ").append(paper_line(hit.document)).append(place_in(hit.section), style="dim"))
        out.print(_highlighted(hit))
        _show_standing(standing.get(hit.document.id), out)
        if hit.passages > 1:
            out.print(Text(f"   本文件共 {hit.passages} 处", style="dim"))
        if hit.like:
            out.print(Text(f"   另有 {len(hit.like)} 份内容相同的文件", style="dim"))


def _show_standing(standing: Standing | None, out: Console) -> None:
    """Whether the paper holds no longer, and how often others name it."""
    if standing and standing.repealed_by:
        out.print(Text("   已被废止，见：", style="bold").append(paper_line(standing.repealed_by[0]), style="not bold"))
    if standing and standing.cited_by:
        out.print(Text(f"   被引用 {standing.cited_by} 次", style="dim"))


def _show_facets(facets: Mapping[str, Sequence[FacetValue]], out: Console) -> None:
    for facet, values in facets.items():
        shown = "  ".join(f"{each.value}（{each.papers}）" for each in values[:_SHOWN_VALUES])
        if shown:
            out.print(Text(f"{_FACETS[facet]}：", style="bold").append(shown, style="not bold"))


def _highlighted(hit: SearchHit) -> Text:
    """The snippet on one line, with the words that were asked for marked."""
    view = readable(hit.snippet)
    shown = Text(f"   {view.text}")
    for mark in hit.marks:
        start, end = (view.index(place - hit.snippet_start) + 3 for place in (mark.start, mark.end))
        shown.stylize(MARK, start, end)
    return shown
