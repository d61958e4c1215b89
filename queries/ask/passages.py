"""Which passages may hold the answer: those that the index finds, the ones that hold most of the question first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from corpus.store import Store
from corpus.store_values import DocumentSummary
from index.engine import Hit, SearchEngine
from index.folding import folded
from index.query import And, Field, Filter, Or, Query, Words
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


def passages(
    engine: SearchEngine, store: Store, weights: Weights, searches: Iterable[Query], *, but: Collection[tuple[str, int]]
) -> list[tuple[DocumentSummary, list[Hit]]]:
    """The best passages of some searches by paper, each once, the paper of the best passage first. Passages of
    `but`, by paper and beginning, are left out."""
    found = {(hit.document_id, hit.start): hit for search in searches for hit in _hits(engine, search)}
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


def by_words(question: Question, shelf: Shelf) -> tuple[Query, ...]:
    """The question's words in all papers; in those of the year that is asked about or the next, which tells what was
    done in it; and in those of the issuers that the question names."""
    asked = Words(" ".join(question.words))
    issuers = _issuers(shelf)
    named = [word for word in question.words if len(word) > 1 and any(word in issuer for issuer in issuers)]
    narrower = [Or(tuple(Filter(Field.ISSUER, word) for word in named))] if named else []
    if question.year:
        narrower.append(Or(tuple(Filter(Field.YEAR, str(year)) for year in (question.year, question.year + 1))))
    return (asked, *(And((asked, each)) for each in narrower))


@lru_cache(maxsize=4)
def _issuers(shelf: Shelf) -> frozenset[str]:
    """The names of all bodies that papers are of, folded."""
    return frozenset(folded(card.issuer) for card in shelf.cards.values() if card.issuer)


def by_synonyms(question: Question) -> tuple[Query, ...]:
    """The question's words and all that mean the same, which are many and common; nothing where there are none."""
    others = [other for word in question.words for other in question.alike(word)]
    return (Words(" ".join((*question.words, *others))),) if others else ()


def _hits(engine: SearchEngine, search: Query) -> Iterator[Hit]:
    """The hits, scored from 0 to 1."""
    found: Sequence[Hit] = engine.search(search, limit=_HITS).hits
    best = max((hit.score for hit in found), default=0.0) or 1.0
    return (Hit(hit.document_id, hit.ordinal, hit.start, hit.end, hit.score / best, hit.body) for hit in found)


def _held(hit: Hit, paper: Seen, weights: Weights) -> float:
    """How much of the question a passage holds, with what its paper is called."""
    return weights.share([(weights.seen(hit.body), 1.0), (paper, _IN_PAPER)]) + _BY_ENGINE * hit.score


def _names(paper: DocumentSummary) -> str:
    return folded(" ".join(filter(None, (paper.title, paper.issuer, paper.document_number))))
