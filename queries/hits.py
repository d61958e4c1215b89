"""What a search gives: papers, each with its best passage and the exact characters that were asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from corpus.document import Span
from corpus.store import Store
from corpus.store_values import DocumentSummary
from index.engine import Hit
from index.folding import fold, folded
from index.highlight import find_pattern, find_phrase, find_query, snippet
from index.query import Pattern, Phrase, Query, asked_for
from index.ranking import Found
from index.shelf import FacetValue

_SNIPPET_WIDTH = 120
# Characters that fold to nothing or to one may stand between those of a phrase.
_SPARE = 16


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage that was found. `[start, end)` of the paper's text is exactly the phrase where one was asked for (the
    first in the passage), else the passage.

    `section` is the path of the innermost heading or item, '' outside all. `snippet` is the paper's text from
    `snippet_start` on, with line breaks as they are, and `marks` are the spans of the paper's text to highlight in it.
    Scores are for comparing hits of one answer. `passages` is how many passages of the paper hold; where hits are
    passages, 1. `like` are papers that say the same, for which this one stands.
    """

    document: DocumentSummary
    section: str
    snippet: str
    snippet_start: int
    marks: tuple[Span, ...]
    start: int
    end: int
    score: float
    passages: int = 1
    like: tuple[DocumentSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResults(Sequence[SearchHit]):
    """One page of hits, best first, as a sequence. On all pages there are `total` passages of `papers` papers, in
    `places` places (what pages count: papers, less those that stand behind one that says the same; or passages).

    `facets` tell for year, issuer, kind, organization and format how many of the papers have each value, where they
    were asked for. `meant` is how the query may have been meant, where it finds nothing or nearly nothing.
    """

    total: int
    hits: tuple[SearchHit, ...]
    papers: int = 0
    places: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    meant: str | None = None

    @overload
    def __getitem__(self, index: int) -> SearchHit: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[SearchHit, ...]: ...

    def __getitem__(self, index: int | slice) -> SearchHit | tuple[SearchHit, ...]:
        return self.hits[index]

    def __len__(self) -> int:
        return len(self.hits)


def search_hits(
    store: Store, found: Sequence[Found], query: Query, *, passages: Mapping[str, int]
) -> tuple[SearchHit, ...]:
    """What was found with its words, in order; `passages` is how many passages each paper has, by id. Papers that went
    since the index last caught up are left out."""
    beyond = max((_SPARE + 2 * len(folded(each)) for each in _exact(query)), default=0)
    texts = store.stretches((each.hit.document_id, _surroundings(each.hit, beyond)) for each in found)
    summaries = store.summaries({name for each in found for name in (each.hit.document_id, *each.like)})
    return tuple(
        _search_hit(each, text, query, summaries, passages=passages.get(each.hit.document_id, 1), beyond=beyond)
        for each, text in zip(found, texts, strict=True)
        if each.hit.document_id in summaries
    )


def _surroundings(hit: Hit, beyond: int) -> Span:
    """What has to be read of the paper: the passage, room for a snippet around it, and for a phrase to run on."""
    return Span(max(0, hit.start - _SNIPPET_WIDTH), hit.end + max(2 * beyond, _SNIPPET_WIDTH))


def _search_hit(
    found: Found,
    text: str,
    query: Query,
    summaries: Mapping[str, DocumentSummary],
    *,
    passages: int,
    beyond: int,
) -> SearchHit:
    """The engine's hit with its words: where what was asked for stands, and the text around it."""
    hit = found.hit
    base = _surroundings(hit, beyond).start
    passage = Span(hit.start - base, hit.end - base)
    marks, exact = _marked(text, passage, query, beyond)
    first = exact or passage
    start, end = snippet(text, marks, width=_SNIPPET_WIDTH) if marks else _beginning(passage)
    return SearchHit(
        document=summaries[hit.document_id],
        section=_section_at(hit, first.start + base),
        snippet=text[start:end],
        snippet_start=start + base,
        marks=tuple(
            Span(mark.start + base, mark.end + base) for mark in marks if start <= mark.start and mark.end <= end
        ),
        start=first.start + base,
        end=first.end + base,
        score=hit.score,
        passages=passages,
        like=tuple(summaries[each] for each in found.like if each in summaries),
    )


def _exact(query: Query) -> list[str]:
    return [leaf.text for leaf in asked_for(query) if isinstance(leaf, Phrase | Pattern)]


def _marked(text: str, passage: Span, query: Query, beyond: int) -> tuple[tuple[Span, ...], Span | None]:
    """All that was asked for and begins in the passage, and the first asked phrase among it.

    Only the passage is folded, and as much after it as the longest phrase may run on.
    """
    tail = re.compile(rf"(?:\s*\S){{0,{beyond}}}").match(text, passage.end)
    view = fold(text[passage.start : tail.end() if tail else passage.end])
    within = Span(0, passage.end - passage.start)
    exact = (
        find(view, leaf.text, within=within)
        for leaf in asked_for(query)
        if isinstance(leaf, Phrase | Pattern)
        for find in (find_phrase if isinstance(leaf, Phrase) else find_pattern,)
    )
    first = next(filter(None, exact), ())
    moved = [_moved(each, passage.start) for each in find_query(view, query, within=within)]
    return tuple(moved), _moved(first[0], passage.start) if first else None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _section_at(hit: Hit, offset: int) -> str:
    lines = (line.partition(" ") for line in reversed(hit.sections.splitlines()))
    return next((path for start, _, path in lines if int(start) <= offset), "")


def _beginning(passage: Span) -> tuple[int, int]:
    return passage.start, min(passage.end, passage.start + _SNIPPET_WIDTH)
