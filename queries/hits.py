"""What a search gives: passages with the exact characters that were asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from corpus.document import Document, Span
from corpus.store_values import DocumentSummary
from index.engine import Hit
from index.folding import fold, folded
from index.highlight import find_phrase, find_query, snippet
from index.query import Phrase, Query, asked_for

_SNIPPET_WIDTH = 120
# Characters that fold to nothing or to one may stand between those of a phrase.
_SPARE = 16


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage that was found. `[start, end)` of the paper's text is exactly the phrase where one was asked for (the
    first in the passage), else the passage.

    `section` is the path of the innermost heading or item, '' outside all. `snippet` is the paper's text from
    `snippet_start` on, with line breaks as they are, and `marks` are the spans of the paper's text to highlight in it.
    Scores are for comparing hits of one answer.
    """

    document: DocumentSummary
    section: str
    snippet: str
    snippet_start: int
    marks: tuple[Span, ...]
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class SearchResults(Sequence[SearchHit]):
    """One page of hits, best first, as a sequence; `total` counts the passages on all pages."""

    total: int
    hits: tuple[SearchHit, ...]

    @overload
    def __getitem__(self, index: int) -> SearchHit: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[SearchHit, ...]: ...

    def __getitem__(self, index: int | slice) -> SearchHit | tuple[SearchHit, ...]:
        return self.hits[index]

    def __len__(self) -> int:
        return len(self.hits)


def search_hit(hit: Hit, document: Document, summary: DocumentSummary, query: Query) -> SearchHit:
    """The engine's hit with its words: where what was asked for stands, and the text around it."""
    passage = Span(hit.start, hit.end)
    marks, phrases = _found(document.text, passage, query)
    exact = phrases[0] if phrases else passage
    start, end = snippet(document.text, marks, width=_SNIPPET_WIDTH) if marks else _beginning(passage)
    section = document.section_at(exact.start)
    return SearchHit(
        document=summary,
        section=section.path if section else "",
        snippet=document.text[start:end],
        snippet_start=start,
        marks=tuple(mark for mark in marks if start <= mark.start and mark.end <= end),
        start=exact.start,
        end=exact.end,
        score=hit.score,
    )


def _found(text: str, passage: Span, query: Query) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """All that was asked for and begins in the passage, and the first asked phrase among it.

    Only the passage is folded, and as much after it as the longest phrase may run on: papers can be long.
    """
    asked = [leaf.text for leaf in asked_for(query) if isinstance(leaf, Phrase)]
    beyond = max((_SPARE + 2 * len(folded(phrase)) for phrase in asked), default=0)
    tail = re.compile(rf"(?:\s*\S){{0,{beyond}}}").match(text, passage.end)
    view = fold(text[passage.start : tail.end() if tail else passage.end])
    within = Span(0, passage.end - passage.start)

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(Span(span.start + passage.start, span.end + passage.start) for span in spans)

    phrases = (find_phrase(view, phrase, within=within) for phrase in asked)
    return moved(find_query(view, query, within=within)), moved(next(filter(None, phrases), ()))


def _beginning(passage: Span) -> tuple[int, int]:
    return passage.start, min(passage.end, passage.start + _SNIPPET_WIDTH)
