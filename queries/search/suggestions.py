"""What somebody may be typing: titles, headings, bodies and indicators of the library that begin so."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest

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
    keys, known = _known(store, shelf)
    begun = range(bisect_left(keys, wanted), bisect_left(keys, wanted + _AFTER))
    found = nsmallest(limit, begun, key=lambda at: _order(known[at]))
    if len(found) < limit:
        holding = (at for at, key in enumerate(keys) if wanted in key and at not in begun)
        found += nsmallest(limit - len(found), holding, key=lambda at: _order(known[at]))
    return tuple(known[at] for at in found)


def _order(suggestion: Suggestion) -> tuple[int, int, str]:
    return -suggestion.papers, len(suggestion.text), suggestion.text


@lru_cache(maxsize=2)
def _known(store: Store, shelf: Shelf) -> tuple[list[str], list[Suggestion]]:
    """All that can be suggested, by its folded text; worked out once for a state of the index."""
    counts = Counter((*_of_papers(shelf), *_indicators(store)))
    rows = sorted((folded(text), text, kind, papers) for (text, kind), papers in counts.items())
    known: dict[str, Suggestion] = {}
    for key, text, kind, papers in rows:
        if key and (key not in known or papers > known[key].papers):
            known[key] = Suggestion(text, kind, papers)
    return list(known), list(known.values())


def _of_papers(shelf: Shelf) -> Iterator[tuple[str, str]]:
    for card in shelf.cards.values():
        own = {TITLE: (card.title,), HEADING: card.headings, ORGANIZATION: (card.issuer, *card.organizations)}
        for kind, texts in own.items():
            yield from ((text, kind) for text in dict.fromkeys(texts) if text and len(text) <= _LONGEST)


def _indicators(store: Store) -> Iterator[tuple[str, str]]:
    for records in store.records(kinds=("target",)).values():
        named: Iterable[str] = dict.fromkeys(json.loads(record.payload)["indicator"] for record in records)
        yield from ((text, INDICATOR) for text in named if 1 < len(text) <= _LONGEST)
