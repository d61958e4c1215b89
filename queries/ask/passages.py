"""Which passages may hold the answer: those that the index finds, the ones that hold most of the question first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from corpus.store import Store
from corpus.store_values import DocumentSummary
from index.engine import Hit, Snapshot
from index.folding import folded
from index.plan import AllOf, AnyOf, Plan, Ranked, Token, Unscored
from index.query import Words
from index.schema import ISSUER, YEAR
from index.shelf import Shelf
from queries.ask.question import Question
from queries.ask.weights import Seen, Weights

# So many hits of each search are looked at, and so many of them read, in so many papers: reading a paper costs more.
_HITS, _READ, _PAPERS = 120, 36, 8
# What holds so much less than the best is not read.
_BESIDE = 0.6
# The engine's own score knows headings; it counts so much beside the share of the question that stands in a passage.
_BY_ENGINE = 0.2
_IN_PAPER = 0.8
# A word in the names of the issuers of a larger share of all papers tells none of them apart.
_TELLING = 0.25


def passages(
    snapshot: Snapshot, store: Store, weights: Weights, searches: Iterable[Plan], *, but: Collection[tuple[str, int]]
) -> list[tuple[DocumentSummary, list[Hit]]]:
    """The best passages of some searches by paper, each once, the paper of the best passage first. Passages of
    `but`, by paper and beginning, are left out."""
    found = {(hit.document_id, hit.start): hit for search in searches for hit in _hits(snapshot, search)}
    hits = {key: hit for key, hit in found.items() if key not in but}
    summaries = store.summaries({hit.document_id for hit in hits.values()})
    # A paper may have gone since the index last caught up.
    named = {document_id: weights.seen(_names(summary)) for document_id, summary in summaries.items()}
    held = {key: _held(hit, named[key[0]], weights) for key, hit in hits.items() if key[0] in named}
    chosen: dict[str, list[Hit]] = {}
    least = _BESIDE * max(held.values(), default=0.0)
    for key in sorted((key for key in held if held[key] >= least), key=lambda each: (-held[each], each))[:_READ]:
        if key[0] in chosen or len(chosen) < _PAPERS:
            chosen.setdefault(key[0], []).append(hits[key])
    return [(summaries[document_id], best) for document_id, best in chosen.items()]


def by_words(question: Question, snapshot: Snapshot) -> tuple[Plan, ...]:
    """The question's words in all papers; in those of the year that is asked about or the next, which tells what was
    done in it; and in those of the issuers that the question names."""
    asked = _scored(question.words, snapshot)
    narrower = [[Token(ISSUER, issuer) for issuer in _named(question, snapshot.shelf)]]
    if question.year:
        narrower.append([Token(YEAR, str(year)) for year in (question.year, question.year + 1)])
    return (asked, *(AllOf((asked, Unscored(AnyOf(tuple(each))))) for each in narrower if each))


def by_synonyms(question: Question, snapshot: Snapshot) -> tuple[Plan, ...]:
    """The question's words and all that mean the same, which are many and common; nothing where there are none."""
    others = [other for word in question.words for other in question.alike(word)]
    return (_scored((*question.words, *others), snapshot),) if others else ()


def _scored(words: Iterable[str], snapshot: Snapshot) -> Plan:
    """Whatever the words score: what a passage holds of the question is judged here, and more closely."""
    plan = snapshot.plan(Words(" ".join(words)))
    return plan.scored if isinstance(plan, Ranked) else plan


def _named(question: Question, shelf: Shelf) -> Iterator[str]:
    """The issuers in whose names a word of the question stands that tells them apart."""
    issuers = _issuers(shelf)
    most = _TELLING * len(shelf.cards)
    words = [word for word in question.words if len(word) > 1]
    telling = [word for word in words if sum(issuers[each] for each in issuers if word in each) <= most]
    return (issuer for issuer in issuers if any(word in issuer for word in telling))


@lru_cache(maxsize=4)
def _issuers(shelf: Shelf) -> Mapping[str, int]:
    """The names of all bodies that papers are of, folded, with the number of papers."""
    return Counter(folded(card.issuer) for card in shelf.cards.values() if card.issuer)


def _hits(snapshot: Snapshot, search: Plan) -> Iterator[Hit]:
    """The hits, scored from 0 to 1."""
    found = snapshot.best(search, limit=_HITS)
    best = max((hit.score for hit in found), default=0.0) or 1.0
    return (Hit(hit.document_id, hit.ordinal, hit.start, hit.end, hit.score / best, hit.body) for hit in found)


def _held(hit: Hit, paper: Seen, weights: Weights) -> float:
    """How much of the question a passage holds, with what its paper is called."""
    return weights.share([(weights.seen(hit.body), 1.0), (paper, _IN_PAPER)]) + _BY_ENGINE * hit.score


def _names(paper: DocumentSummary) -> str:
    return folded(" ".join(filter(None, (paper.title, paper.issuer, paper.document_number))))
