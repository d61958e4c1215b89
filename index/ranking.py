"""From passages to papers: each paper once, with its best passage, in an order that is the same on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.analysis import asked_words, pairs
from index.cards import number_of
from index.engine import Hit, Lead, Snapshot
from index.folding import folded
from index.plan import AllOf, Keys, Plan, Token, is_scored
from index.planning import rarity
from index.query import Query as Tree
from index.query import Words, asked_for
from index.schema import DOCUMENT, GRAMS, WORDS

POOL = 60
"""So many of the best passages are looked at closely: what the other passages of a paper add to its best one."""
SPREAD = 0.5
"""How much a word counts that stands in another passage of the pool than the paper's best, against one in it."""

_FIRST_PASSAGES = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A paper with its best passage; `like` are the ids of papers that say the same and come after it."""

    hit: Hit
    like: tuple[str, ...] = ()


def places_of(snapshot: Snapshot, papers: Mapping[str, int], *, folding: bool) -> int:
    """How many places the papers take in the order: papers that say the same take one."""
    return snapshot.shelf.apart(papers) if folding else len(papers)


def ranked_papers(
    snapshot: Snapshot,
    query: Tree,
    plan: Plan,
    papers: Callable[[], Mapping[str, int]],
    *,
    limit: int,
    offset: int,
    folding: bool,
) -> tuple[Found, ...]:
    """One page of the papers of a plan, best first. `papers` gives all of them with their numbers of passages, and is
    asked late, as they may be still being counted. With `folding` papers that say the same take one place."""
    if limit < 1:
        return ()
    if not is_scored(plan):
        return _newest(snapshot, plan, papers(), limit=limit, offset=offset, folding=folding)
    places = _places(snapshot, query, plan, wanted=offset + limit, folding=folding)
    hits = [snapshot.hit(lead) for lead in places[offset : offset + limit]]
    return tuple(_found(snapshot, hit, papers(), folding=folding) for hit in hits)


def _places(snapshot: Snapshot, query: Tree, plan: Plan, *, wanted: int, folding: bool) -> list[Lead]:
    """The best passage for each place in the order, at least `wanted` where there are so many."""
    limit = max(POOL, 4 * wanted)
    while True:
        leads = snapshot.leads(plan, limit=limit)
        places = _apart(snapshot, _lifted(snapshot, query, leads[:POOL], _first_of_each(leads)), folding=folding)
        if len(places) >= wanted or len(leads) < limit:
            return places
        limit *= 4


def _lifted(snapshot: Snapshot, query: Tree, pool: Sequence[Lead], best: Sequence[Lead]) -> list[Lead]:
    """The best passages of the pool's papers by what all their passages in the pool hold of the words; the others
    follow as they are."""
    words = [each.text for each in asked_for(query) if isinstance(each, Words)]
    passages: dict[int, list[Lead]] = {}
    for lead in pool:
        passages.setdefault(lead.paper, []).append(lead)
    if not words or all(len(each) == 1 for each in passages.values()):
        return list(best)
    terms = _weights(snapshot, " ".join(words))
    gains = {paper: SPREAD * _spread(snapshot, leads, terms) for paper, leads in passages.items()}
    inside = [lead for lead in best if lead.paper in gains]
    inside.sort(key=lambda lead: -(lead.score + gains[lead.paper]))
    return [*inside, *(lead for lead in best if lead.paper not in gains)]


def _weights(snapshot: Snapshot, text: str) -> dict[str, float]:
    """The words and 2-grams of what was typed, with how rare they are."""
    words = [(WORDS, word) for word in asked_words(text)]
    grams = [(GRAMS, pair) for pair in dict.fromkeys(pairs(folded(text)))]
    counted = snapshot.frequencies([*words, *grams])
    rarities = (rarity(held, counted.passages) for held in counted.holding)
    weights: dict[str, float] = {}
    for (_, token), each in zip((*words, *grams), rarities, strict=True):
        weights[token] = weights.get(token, 0.0) + each
    return weights


def _spread(snapshot: Snapshot, leads: Sequence[Lead], weights: Mapping[str, float]) -> float:
    """The weight of what stands only in other passages of the paper than the first."""
    if len(leads) == 1:
        return 0.0
    first, *others = (snapshot.hit(lead).body for lead in leads)
    missing = [token for token in weights if token not in first]
    return sum(weights[token] for token in missing if any(token in other for other in others))


def _first_of_each(leads: Sequence[Lead]) -> list[Lead]:
    best: dict[int, Lead] = {}
    for lead in leads:
        best.setdefault(lead.paper, lead)
    return list(best.values())


def _apart(snapshot: Snapshot, best: Sequence[Lead], *, folding: bool) -> list[Lead]:
    """Without those of papers that say the same as an earlier one."""
    if not folding:
        return list(best)
    places: dict[object, Lead] = {}
    for lead in best:
        places.setdefault(snapshot.shelf.like(lead.paper), lead)
    return list(places.values())


def _found(snapshot: Snapshot, hit: Hit, papers: Mapping[str, int], *, folding: bool) -> Found:
    alike = snapshot.shelf.alike(hit.document_id) if folding else ()
    return Found(hit, tuple(each for each in alike if each in papers))


def _newest(
    snapshot: Snapshot, plan: Plan, papers: Mapping[str, int], *, limit: int, offset: int, folding: bool
) -> tuple[Found, ...]:
    """Where no words rank the papers: the newest first, each with its first passage."""
    places: dict[object, str] = {}
    for document_id in snapshot.shelf.in_order(papers):
        places.setdefault(snapshot.shelf.like(number_of(document_id)) if folding else document_id, document_id)
    page = list(places.values())[offset : offset + limit]
    hits = (_first_passage(snapshot, plan, document_id) for document_id in page)
    return tuple(_found(snapshot, hit, papers, folding=folding) for hit in hits)


def _first_passage(snapshot: Snapshot, plan: Plan, document_id: str) -> Hit:
    beginning = Keys(tuple((document_id, ordinal) for ordinal in range(_FIRST_PASSAGES)))
    for among, most in ((beginning, _FIRST_PASSAGES), (Token(DOCUMENT, document_id), 1_000_000)):
        hits = [snapshot.hit(lead) for lead in snapshot.leads(AllOf((among, plan)), limit=most)]
        if hits:
            return min(hits, key=lambda hit: hit.ordinal)
    raise AssertionError(f"{document_id} has no passage of the plan")
