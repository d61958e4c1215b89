"""A library: a folder of papers that can be searched and asked. One method is one command of the command line."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from corpus.document import Document
from corpus.errors import NotFound
from corpus.limits import DEFAULT_LIMITS, Limits
from corpus.store import Store
from corpus.store_values import DocumentSummary, StoredFile
from corpus.workers import Workers
from extract.records import Extraction
from extract.register import Organization, Register
from extract.serial import extraction_of
from index.engine import SearchEngine
from index.engines import DEFAULT_ENGINE
from queries.failures import forget_gone, offers_again
from queries.hits import SearchResults, search_hit
from queries.indexing import catch_up, open_index
from queries.ingest import IngestReport, Progress, ingest
from queries.intake_values import WORK
from queries.offers import Offer, offers_of
from queries.organizations import ListedOrganization, in_any_form, listed_organizations, meant, register_of
from queries.search import parse_query
from queries.targets import TargetRow, naming, numbered, target_rows

if TYPE_CHECKING:
    from queries.ask.answers import Answers
    from queries.register_changes import RegisterReport

AnyPath = str | os.PathLike[str]

_log = logging.getLogger("gongwen")
_KEPT_PAPERS = 128
_TABLE_KINDS = ("target", "responsibility")


def open_library(
    folder: AnyPath,
    *,
    engine: str = DEFAULT_ENGINE,
    limits: Limits = DEFAULT_LIMITS,
    allow_secret: bool = False,
    workers: Workers | None = None,
) -> Library:
    """The library in the folder, created if absent; close it, or use it in a `with`.

    `engine` is a name of `index.engine.ENGINES`; another one than last time builds the index anew. `limits` say what
    reading a file may take. Papers marked as state secrets are taken in only where `allow_secret`. `workers` are shared
    ones (`queries.intake_values.WORK`) with limits of their own, not closed with the library. Raises NotWritable,
    OtherSchema or another LibraryError.
    """
    return Library(Path(folder), engine=engine, limits=limits, allow_secret=allow_secret, workers=workers)


class Library:
    """An open library. One process writes at a time, any number read, and readers never wait for the writer."""

    def __init__(
        self, folder: Path, *, engine: str, limits: Limits, allow_secret: bool, workers: Workers | None
    ) -> None:
        self.store = Store(folder)
        self._engine_name = engine
        self._allow_secret = allow_secret
        self._own_workers = workers is None
        self._workers = workers or Workers(WORK, limits=limits, verbose=_log.isEnabledFor(logging.DEBUG))
        self._engine: SearchEngine | None = None
        # Papers are known by their content: what was read once stays right for good.
        self._document = lru_cache(maxsize=_KEPT_PAPERS)(self.store.document)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of index and database, and ends the workers."""
        if self._own_workers:
            self._workers.close()
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        self.store.close()

    @property
    def engine(self) -> SearchEngine:
        """The search engine over the library's passages, opened when first used."""
        if self._engine is None:
            self._engine = open_index(self.store, engine=self._engine_name)
        return self._engine

    def ingest(
        self,
        paths: AnyPath | Iterable[AnyPath],
        *,
        at: datetime.datetime | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> IngestReport:
        """Takes in files and folders; `queries.ingest.ingest` says what counts as what. `at` is noted with each file.

        Raises Busy while another process writes, LibraryError where the disk is full or the library is damaged.
        """
        named = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
        offers = offers_of([Path(path) for path in named], library=self.store.folder)
        return self._take_in(lambda: offers, at=at, progress=progress or _silent)

    def failures(self) -> tuple[StoredFile, ...]:
        """The files that could not be read the last time, or only in part, with reason and advice, by path."""
        return self.store.failures()

    def retry(
        self, *, at: datetime.datetime | None = None, progress: Callable[[Progress], None] | None = None
    ) -> IngestReport:
        """Tries the files of `failures` again, as `ingest`; those that are there no longer are forgotten."""

        def offers() -> Sequence[Offer]:
            forget_gone(self.store)
            return offers_again(self.store)

        return self._take_in(offers, at=at, progress=progress or _silent)

    def _take_in(
        self,
        offers: Callable[[], Sequence[Offer]],
        *,
        at: datetime.datetime | None,
        progress: Callable[[Progress], None],
    ) -> IngestReport:
        engine = self.engine
        with self.store.writing():
            if self.store.unextracted():
                # The extraction pipeline takes long to load, and is seldom needed in this process.
                from queries.reextraction import reextract

                reextract(self.store, progress=progress)
                catch_up(self.store, engine)
            return ingest(
                self.store, engine, self._workers, offers(), at=at, progress=progress, allow_secret=self._allow_secret
            )

    def search(self, query: str, *, limit: int = 10, offset: int = 0) -> SearchResults:
        """One page of passages, best first; `queries.search` tells how a query is written. Raises QueryError."""
        tree = in_any_form(parse_query(query), register=self.register)
        found = self.engine.search(tree, limit=limit, offset=offset)
        summaries = self.store.summaries({hit.document_id for hit in found.hits})
        # A paper may have gone since the index last caught up.
        hits = tuple(
            search_hit(hit, self._document(hit.document_id), summaries[hit.document_id], tree)
            for hit in found.hits
            if hit.document_id in summaries
        )
        return SearchResults(total=found.total, hits=hits)

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
    ) -> tuple[TargetRow, ...]:
        """The target table, by paper (oldest first) and place in it, numbered from 1.

        `document` is an id or its beginning, a document number, or words of a title or file name; `organization` a
        body by any form of its name, or else part of one, with `subordinates` also the bodies below it; `year` the year
        that a paper speaks of. Raises NotFound where the document or the organization is not in the library.
        """
        names = None if organization is None else self._names(organization, subordinates=subordinates)
        papers = None if document is None else self._papers(document)
        chosen = self.store.records(kinds=_TABLE_KINDS, documents=papers, organizations=names, year=year)
        summaries = self.store.summaries(chosen)
        rows: list[TargetRow] = []
        for summary in sorted(summaries.values(), key=_age):
            table = target_rows(self._document(summary.id), self.extraction(summary.id))
            rows.extend(table if names is None else naming(table, names))
        return numbered(rows)

    def register(self) -> Register:
        """The register for looking bodies up by any form of their names: the user's bodies and the papers' own short
        names, beyond general usage."""
        return register_of(self.store)

    def organizations(self) -> tuple[ListedOrganization, ...]:
        """The bodies that the library knows, those with most papers first."""
        return listed_organizations(self.store)

    def change_organizations(
        self,
        entered: Iterable[Organization] = (),
        *,
        listed: Iterable[Organization] = (),
        removed: Collection[str] = (),
        progress: Callable[[Progress], None] | None = None,
    ) -> RegisterReport:
        """Adds or changes bodies of the user's, takes others out by name, and extracts the papers again.

        `listed` are rows of the library's own list, of which only what was changed in them counts. Raises NotFound
        where a body to be taken out is not the user's, QueryError where a body would belong to itself, Busy as
        `ingest`.
        """
        from queries.register_changes import change_register

        engine = self.engine
        with self.store.writing():
            report = change_register(
                self.store, tuple(entered), listed=tuple(listed), removed=removed, progress=progress or _silent
            )
            catch_up(self.store, engine)
        return report

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
        names = meant(self.store, organization, subordinates=subordinates)
        if not names:
            raise NotFound(f"资料库中没有名称含“{organization}”的单位", advice="请换用全称或名称中的一部分")
        return names

    def _papers(self, wanted: str) -> Collection[str]:
        summaries = self.store.summaries().values()
        for fits in (_is_named, _mentions):
            found = dict.fromkeys(each.rendition_of or each.id for each in summaries if fits(each, wanted))
            if found:
                return found.keys()
        raise NotFound(
            f"资料库中没有编号、文号、标题或文件名为“{wanted}”的文件", advice="请用 gongwen search 查到它的标题或编号"
        )


def _is_named(summary: DocumentSummary, wanted: str) -> bool:
    return wanted in (summary.id, summary.document_number, summary.title, summary.source)


def _mentions(summary: DocumentSummary, wanted: str) -> bool:
    names = (summary.document_number, summary.title, summary.source)
    return summary.id.startswith(wanted.lower()) or any(wanted in name for name in names if name)


def _age(summary: DocumentSummary) -> tuple[int, str, str]:
    """Oldest first; papers that tell no year come last."""
    return (summary.year or 9999, summary.date.isoformat() if summary.date else "", summary.id)


def _silent(_progress: Progress) -> None:
    """Nobody watches."""
