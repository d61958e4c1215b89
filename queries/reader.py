"""What can be asked of an open library: its papers, their records, search, answers and tables. Nothing here writes."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Document, Span
from corpus.errors import NotFound
from corpus.store import Store
from corpus.store_values import DocumentSummary
from extract.records import Extraction, Role
from extract.register import Register
from extract.serial import extraction_of
from index.engine import SearchEngine
from queries.library_index import LibraryIndex
from queries.organizations import ListedOrganization, listed_organizations, meant, register_of
from queries.papers_meant import all_meant, one_meant
from queries.targets import TargetRow

if TYPE_CHECKING:
    from corpus.store_corrections import Corrections
    from queries.ask.answers import Answers
    from queries.corrections.counted import Counted, Selection
    from queries.hits import SearchResults
    from queries.references.values import References, Standing
    from queries.search.saved import SavedSearch
    from queries.search.suggestions import Suggestion
    from queries.tables.calendar import DueEntry
    from queries.tables.compare import Comparison
    from queries.tables.conflicts import Conflict
    from queries.tables.duties import Duty
    from queries.tables.lamps import Lamp

_KEPT_PAPERS = 256


class Reader:
    """The reading half of `queries.library.Library`. Any number of processes read, and never wait for the writer."""

    def __init__(self, folder: Path, *, engine: str) -> None:
        self.store = Store(folder)
        self._index = LibraryIndex(self.store, engine=engine)
        # Papers are known by their content: what was read once stays right for good.
        self._document = lru_cache(maxsize=_KEPT_PAPERS)(self.store.document)

    def close(self) -> None:
        """Lets go of index and database."""
        self._index.close()
        if "corrections" in self.__dict__:
            self.corrections.close()
        self.store.close()

    @cached_property
    def corrections(self) -> Corrections:
        """What people said about the rows of target tables, opened when first asked for."""
        from corpus.store_corrections import Corrections

        return Corrections(self.store.folder)

    @property
    def engine(self) -> SearchEngine:
        """The search engine over the library's passages, opened when first used."""
        return self._index.engine

    @property
    def is_outdated(self) -> bool:
        """Whether what is searched is an index of an older make, in which some words are missed."""
        return self._index.is_older

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        facets: bool = False,
        group: bool = True,
        document: str | None = None,
    ) -> SearchResults:
        """One page of papers with their best passages, best first, from place `offset` on; without `group` of passages.

        `queries.search` tells how a query is written. With `facets` also how many papers there are of each year,
        issuer, kind, organization and format. `document` (as for `targets`) searches within one paper. Raises
        QueryError, NotFound.
        """
        from queries.search.pages import search_page

        papers = None if document is None else all_meant(self.store, document)
        return search_page(
            self, query, documents=papers, limit=limit, offset=offset, facets=facets, group=group and document is None
        )

    def similar(self, document: str, *, within: Span | None = None, limit: int = 10) -> SearchResults:
        """The papers most like the one with this id, or like a stretch of its text; raises NotFound."""
        from queries.search.pages import similar_page

        return similar_page(self, self._document(document), within=within, limit=limit)

    def suggestions(self, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """What somebody may be typing: titles, headings, bodies and indicators that begin so, or else hold it."""
        from queries.search.suggestions import suggestions

        return suggestions(self.store, self.engine.snapshot().shelf, typed, limit=limit)

    def synonyms(self) -> tuple[tuple[str, ...], ...]:
        """The user's groups of words that mean the same; raises RuleError for a faulty file."""
        from queries.search.synonyms import own_groups

        return own_groups(self.store.folder)

    def all_synonyms(self) -> tuple[tuple[str, ...], ...]:
        """All groups that searching uses: the user's, what papers call things for short, and those shipped."""
        from queries.search.synonyms import shipped_groups

        return (*self.synonyms(), *self.engine.snapshot().shelf.short_forms, *shipped_groups())

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches that are kept by a name, in the order of saving; raises RuleError for a faulty file."""
        from queries.search.saved import saved_searches

        return saved_searches(self.store.folder)

    def ask(self, question: str, *, limit: int = 5) -> Answers:
        """The answers to a who, how much or when question, best first."""
        from queries.ask.answers import ask

        return ask(self, question, limit=limit)

    def targets(
        self,
        *,
        document: str | None = None,
        organization: str | None = None,
        subordinates: bool = False,
        year: int | None = None,
        indicator: str | None = None,
        due_from: datetime.date | None = None,
        due_to: datetime.date | None = None,
        lamps: Collection[str] = (),
        on: datetime.date | None = None,
    ) -> tuple[TargetRow, ...]:
        """The target table as people finished it, by paper (oldest first) and place in it, numbered from 1.

        `document` is an id or its beginning, a document number, or words of a title or file name; `organization` a
        body by any form of its name, or else part of one, with `subordinates` also the bodies below it; `year` the year
        that a paper speaks of; `indicator` words of what is measured; `due_from` and `due_to` a closed window for the
        last day; `lamps` are the rows' lamps (red, 红) on the day `on`, without which no lamp is lit. Raises NotFound
        where the document or the organization is not in the library, QueryError for a lamp that is none.
        """
        from queries.tables.narrowing import narrowed

        found = self.selection(document=document, organization=organization, subordinates=subordinates, year=year)
        rows, rules = found.standing, self.lamps()
        return narrowed(rows, indicator=indicator, due_from=due_from, due_to=due_to, showing=lamps, lamps=rules, on=on)

    def selection(
        self,
        *,
        document: str | None = None,
        organization: str | None = None,
        subordinates: bool = False,
        year: int | None = None,
    ) -> Selection:
        """The rows of `targets` together with those that somebody dropped, and how people finished them."""
        from queries.corrections.counted import selection

        names = None if organization is None else self._names(organization, subordinates=subordinates)
        papers = None if document is None else all_meant(self.store, document)
        return selection(self, documents=papers, names=names, year=year)

    def worked_on(self) -> Counted:
        """The tables, as they count, of the papers that people worked on, by id; dropped rows are among them."""
        from queries.corrections.counted import counted_tables, finished_tables

        return counted_tables(self, finished_tables(self))

    def calendar(
        self,
        *,
        organization: str | None = None,
        subordinates: bool = False,
        year: int | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
    ) -> tuple[DueEntry, ...]:
        """The deadlines, by day, also those that come again; `since` and `until` are a closed window, the rest narrows
        as for `targets`."""
        from queries.corrections.calendar import calendar_entries
        from queries.tables.calendar import within

        found = self.selection(organization=organization, subordinates=subordinates, year=year)
        return within(calendar_entries(self, found, year=year, only_rows=organization is not None), since, until)

    def compare(
        self,
        indicator: str,
        *,
        organization: str | None = None,
        subordinates: bool = False,
        year_from: int | None = None,
        year_to: int | None = None,
    ) -> Comparison:
        """The figures of an indicator, targets and results, over years (a closed window) and organizations. Raises
        QueryError where the indicator says nothing, NotFound where the organization is not in the library."""
        from queries.tables.compare import comparison
        from queries.tables.figures import figures, of_bodies
        from queries.tables.wording import wording_of

        found = figures(self, wording_of(indicator))
        if organization is not None:
            found = of_bodies(found, self._names(organization, subordinates=subordinates))
        return comparison(indicator, found, year_from=year_from, year_to=year_to)

    def conflicts(
        self, *, document: str | None = None, organization: str | None = None, year: int | None = None
    ) -> tuple[Conflict, ...]:
        """Tasks with two figures, two deadlines or two leads, in one paper or between papers; narrowed as `targets`."""
        from queries.tables.conflicts import conflicts

        return conflicts(self.targets(document=document, organization=organization, year=year))

    def duties(
        self,
        organization: str,
        *,
        subordinates: bool = False,
        year: int | None = None,
        roles: Collection[Role] = (),
        due_from: datetime.date | None = None,
        due_to: datetime.date | None = None,
    ) -> tuple[Duty, ...]:
        """All that a body is held to, by role (default: any), year and deadline; the rest narrows as for `targets`."""
        from queries.tables.duties import duties

        names = self._names(organization, subordinates=subordinates)
        rows = self.targets(
            organization=organization, subordinates=subordinates, year=year, due_from=due_from, due_to=due_to
        )
        return duties(rows, names=names, roles=roles)

    def lamps(self) -> tuple[Lamp, ...]:
        """The rules for lamps: the library's own, or else those shipped. Raises RuleError for a faulty file."""
        from queries.tables.lamps import lamps_of

        return lamps_of(self.store.folder)

    def references(self, document: str) -> References:
        """The papers that the paper names and those that name it; `document` as for `targets`, but of one paper. Raises
        NotFound, or QueryError where it may be one of several."""
        from queries.references.graph import references

        return references(self.store, self.paper(document))

    def standing(self, document_ids: Collection[str]) -> dict[str, Standing]:
        """Which of these papers are cited, revised or repealed by others; those that no paper names are left out."""
        from queries.references.graph import standing

        return standing(self.store, document_ids)

    def paper(self, wanted: str) -> DocumentSummary:
        """The one paper meant by an id or its beginning, a document number, or words of a title or file name. Raises
        NotFound, or QueryError where there are several."""
        return one_meant(self.store, wanted)

    def register(self) -> Register:
        """The register for looking bodies up by any form of their names: the user's bodies and the papers' own short
        names, beyond general usage."""
        return register_of(self.store)

    def organizations(self) -> tuple[ListedOrganization, ...]:
        """The bodies that the library knows, those with most papers first."""
        return listed_organizations(self.store)

    def document(self, document_id: str) -> Document:
        """The paper with this id; raises NotFound."""
        return self._document(document_id)

    def other_forms(self, document_id: str) -> tuple[DocumentSummary, ...]:
        """The same paper in other forms (its PDF, its scan), which are not counted anywhere else, by source."""
        return self.store.other_forms(document_id)

    def extraction(self, document_id: str) -> Extraction:
        """All records of the paper, as they were extracted; empty for an id of no paper."""
        return extraction_of(self.store.records(documents=[document_id]).get(document_id, ()))

    def _names(self, organization: str, *, subordinates: bool) -> frozenset[str]:
        from queries.corrections.counted import typed_organizations

        names = meant(self.store, organization, subordinates=subordinates, typed=typed_organizations(self))
        if not names:
            raise NotFound(f"资料库中没有名称含“{organization}”的单位", advice="请换用全称或名称中的一部分")
        return names
