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
    return tuple(known.suggestion(at) for at in found)


@dataclass(frozen=True)
class _Known:
    """All that can be suggested, in the order of its folded text (`keys`): `texts`, `kinds` and `papers` make it up,
    `ranks` is the place of each, the best first. No object for each, which the garbage collector would look
    through again and again."""

    keys: list[str]
    texts: list[str]
    kinds: list[str]
    papers: list[int]
    ranks: list[int]
    joined: str
    starts: list[int]

    def suggestion(self, at: int) -> Suggestion:
        """The one with this number."""
        return Suggestion(self.texts[at], self.kinds[at], self.papers[at])

    def holding(self, wanted: str) -> Iterator[int]:
        """Those that hold the folded text, each once."""
        at = self.joined.find(wanted)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            yield number
            following = self.starts[number] + len(self.keys[number]) + 1
            at = self.joined.find(wanted, following)


@lru_cache(maxsize=2)
def _known(store: Store, shelf: Shelf) -> _Known:
    """Worked out once for a state of the index."""
    best: dict[str, tuple[str, str, int]] = {}
    for (text, kind), papers in Counter((*_of_papers(shelf), *_indicators(store))).items():
        key = folded(text)
        if key and (key not in best or papers > best[key][2]):
            best[key] = text, kind, papers
    keys = sorted(best)
    # Those of most papers first, of those the shorter.
    order = sorted(keys, key=lambda key: (-best[key][2], len(best[key][0]), best[key][0]))
    places = {key: rank for rank, key in enumerate(order)}
    return _Known(
        keys=keys,
        texts=[best[key][0] for key in keys],
        kinds=[best[key][1] for key in keys],
        papers=[best[key][2] for key in keys],
        ranks=[places[key] for key in keys],
        joined="\n".join(keys),
        starts=list(accumulate((len(key) + 1 for key in keys[:-1]), initial=0)) if keys else [],
    )


def _of_papers(shelf: Shelf) -> Iterator[tuple[str, str]]:
    for card in shelf.cards.values():
        own = {TITLE: (card.title,), HEADING: card.headings, ORGANIZATION: (card.issuer, *card.organizations)}
        for kind, texts in own.items():
            yield from ((text, kind) for text in dict.fromkeys(texts) if text and len(text) <= _LONGEST)


def _indicators(store: Store) -> Iterator[tuple[str, str]]:
    for records in store.records(kinds=("target",)).values():
        named: Iterable[str] = dict.fromkeys(json.loads(record.payload)["indicator"] for record in records)
        yield from ((text, INDICATOR) for text in named if 1 < len(text) <= _LONGEST)
