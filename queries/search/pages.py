"""One page of a search: from what was typed to papers with their best passages, counts and facets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from corpus.document import Document, Span
from corpus.store import Store
from extract.register import Register
from index.engine import SearchEngine, Snapshot
from index.plan import Plan
from index.query import And, Field, Filter, Or, Query, Words, asked_for
from index.ranking import Found, places_of, ranked_papers
from index.shelf import FacetValue
from queries.hits import SearchResults, search_hits
from queries.organizations import in_any_form
from queries.search.corrections import meant
from queries.search.meaning import in_other_words
from queries.search.parser import parse_query
from queries.search.similar import like
from queries.search.synonyms import synonyms_in

FEW, SHORT = 3, 8
"""Where fewer papers than this are found, and where so few characters are typed, something else may have been meant."""


class Shelves(Protocol):
    """What is used of a library."""

    store: Store

    @property
    def engine(self) -> SearchEngine:
        """The index."""

    def register(self) -> Register:
        """The bodies by any form of their names."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the index gives for a query: as SearchResults, but for what the store has to say; `passages` are the numbers
    of passages of the papers on the page."""

    found: tuple[Found, ...]
    passages: Mapping[str, int]
    total: int
    papers: int
    places: int
    facets: Mapping[str, tuple[FacetValue, ...]]


def search_page(
    library: Shelves,
    typed: str,
    *,
    documents: Collection[str] | None = None,
    limit: int,
    offset: int = 0,
    facets: bool = False,
    group: bool = True,
) -> SearchResults:
    """The hits from `offset` on, at most `limit`, of all papers or those with these ids; see Reader.search."""
    store, snapshot = library.store, library.engine.snapshot()
    query = in_any_form(parse_query(typed), register=library.register)
    query = in_other_words(query, synonyms_in(store.folder, snapshot.shelf))
    if documents is not None:
        query = And((query, Or(tuple(Filter(Field.DOCUMENT, each) for each in documents))))
    page = snapshot.kept.get(
        ("page", query, limit, offset, facets, group),
        lambda: _page(snapshot, query, limit=limit, offset=offset, facets=facets, group=group),
    )
    few = page.papers < FEW or len(typed) <= SHORT
    return SearchResults(
        total=page.total,
        hits=search_hits(store, page.found, query, passages=page.passages),
        papers=page.papers,
        places=page.places,
        facets=page.facets,
        meant=snapshot.kept.get(("meant", typed), lambda: meant(snapshot, typed)) if few else None,
    )


def similar_page(library: Shelves, document: Document, *, within: Span | None, limit: int) -> SearchResults:
    """The papers most like the paper, or like a stretch of it."""
    snapshot = library.engine.snapshot()
    query = like(snapshot, document, within=within)
    plan = snapshot.plan(query)
    counted = snapshot.counting(plan)
    found = ranked_papers(snapshot, query, plan, counted, limit=limit, offset=0, folding=True)
    papers = counted()
    return SearchResults(
        total=sum(papers.values()),
        hits=search_hits(library.store, found, query, passages=papers),
        papers=len(papers),
        places=places_of(snapshot, papers, folding=True),
    )


def _page(snapshot: Snapshot, query: Query, *, limit: int, offset: int, facets: bool, group: bool) -> _Page:
    plan = snapshot.plan(query)
    counted = snapshot.counting(plan)
    # What stands in quotation marks has to be found in every paper that has it.
    folding = group and all(isinstance(each, Words) for each in asked_for(query))
    found = (
        ranked_papers(snapshot, query, plan, counted, limit=limit, offset=offset, folding=folding)
        if group
        else _passages(snapshot, plan, limit=limit, offset=offset)
    )
    papers = counted()
    total = sum(papers.values())
    return _Page(
        found=found,
        passages={each.hit.document_id: papers.get(each.hit.document_id, 1) for each in found} if group else {},
        total=total,
        papers=len(papers),
        places=places_of(snapshot, papers, folding=folding) if group else total,
        facets=snapshot.shelf.facets(papers) if facets else {},
    )


def _passages(snapshot: Snapshot, plan: Plan, *, limit: int, offset: int) -> tuple[Found, ...]:
    """The passages themselves, best first, however many of one paper."""
    leads = snapshot.leads(plan, limit=offset + limit) if limit else ()
    return tuple(Found(snapshot.hit(lead)) for lead in leads[offset:])
