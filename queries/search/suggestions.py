"""What somebody may be typing: titles, headings, bodies and indicators of the library that begin so."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import accumulate

from corpus.store import Store
from index.folding import folded
from index.shelf import Shelf

TITLE, HEADING, ORGANIZATION, INDICATOR = "title", "heading", "organization", "indicator"
_AFTER = "\U0010ffff"
_LONGEST = 40  # characters; what is longer is no help while typing


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant, what it is (`title`, `heading`, `organization`, `indicator`), and how many papers have it."""

    text: str
    kind: str
    papers: int


def suggestions(store: Store, shelf: Shelf, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
    """At most `limit` suggestions: those that begin with what was typed, then those that hold it; of each those that
    most papers have first. None for nothing typed."""
    wanted = folded(typed)
    if not wanted:
        return ()
    known = _known(store, shelf)
    begun = range(bisect_left(known.keys, wanted), bisect_left(known.keys, wanted + _AFTER))
    found = nsmallest(limit, begun, key=known.ranks.__getitem__)
    if len(found) < limit:
        holding = (at for at in known.holding(wanted) if at not in begun)
        found += nsmallest(limit - len(found), holding, key=known.ranks.__getitem__)
    return tuple(known.suggestions[at] for at in found)


@dataclass(frozen=True)
class _Known:
    """All that can be suggested, by its folded text; `ranks` is the place of each among all, the best first."""

    keys: list[str]
    suggestions: list[Suggestion]
    ranks: list[int]
    joined: str
    starts: list[int]

    def holding(self, wanted: str) -> Iterator[int]:
        """Those that hold the folded text, each once."""
        at = self.joined.find(wanted)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            yield number
            following = self.starts[number] + len(self.keys[number]) + 1
            at = self.joined.find(wanted, following)


def _order(suggestion: Suggestion) -> tuple[int, int, str]:
    return -suggestion.papers, len(suggestion.text), suggestion.text


@lru_cache(maxsize=2)
def _known(store: Store, shelf: Shelf) -> _Known:
    """Worked out once for a state of the index."""
    counts = Counter((*_of_papers(shelf), *_indicators(store)))
    best: dict[str, Suggestion] = {}
    for (text, kind), papers in counts.items():
        key = folded(text)
        if key and (key not in best or papers > best[key].papers):
            best[key] = Suggestion(text, kind, papers)
    keys = sorted(best)
    suggestions = [best[key] for key in keys]
    ranks = [0] * len(keys)
    for rank, at in enumerate(sorted(range(len(keys)), key=lambda at: _order(suggestions[at]))):
        ranks[at] = rank
    starts = list(accumulate((len(key) + 1 for key in keys[:-1]), initial=0)) if keys else []
    return _Known(keys, suggestions, ranks, "\n".join(keys), starts)


def _of_papers(shelf: Shelf) -> Iterator[tuple[str, str]]:
    for card in shelf.cards.values():
        own = {TITLE: (card.title,), HEADING: card.headings, ORGANIZATION: (card.issuer, *card.organizations)}
        for kind, texts in own.items():
            yield from ((text, kind) for text in dict.fromkeys(texts) if text and len(text) <= _LONGEST)


def _indicators(store: Store) -> Iterator[tuple[str, str]]:
    for records in store.records(kinds=("target",)).values():
        named: Iterable[str] = dict.fromkeys(json.loads(record.payload)["indicator"] for record in records)
        yield from ((text, INDICATOR) for text in named if 1 < len(text) <= _LONGEST)
