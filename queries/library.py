"""A library: a folder of papers that can be searched and asked. One method is one command of the command line.

What only reads is in `queries.reader`.
"""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from corpus.limits import DEFAULT_LIMITS, Limits
from corpus.store_values import StoredFile
from corpus.workers import Workers
from extract.register import Organization
from index.engine import SearchEngine
from index.engines import DEFAULT_ENGINE
from queries.failures import forget_gone, offers_again
from queries.ingest import IngestReport, Progress, ingest
from queries.intake_values import WORK
from queries.offers import Offer, offers_of
from queries.reader import Reader
from queries.reextraction import reextract
from queries.renewal import Renewal

if TYPE_CHECKING:
    from queries.register_changes import RegisterReport

AnyPath = str | os.PathLike[str]

_log = logging.getLogger("gongwen")


def open_library(
    folder: AnyPath,
    *,
    engine: str = DEFAULT_ENGINE,
    limits: Limits = DEFAULT_LIMITS,
    allow_secret: bool = False,
    workers: Workers | None = None,
    renews: bool = True,
) -> Library:
    """The library in the folder, created if absent; close it, or use it in a `with`.

    `engine` is a name of `index.engine.ENGINES`; another one than last time builds the index anew. `limits` say what
    reading a file may take. Papers marked as state secrets are taken in only where `allow_secret`. `workers` are shared
    ones (`queries.intake_values.WORK`) with limits of their own, not closed with the library. An index of an older make
    is searched while a process, which ends with the library, builds a new one, if it `renews`; else the next ingest
    does. Raises NotWritable, OtherSchema or another LibraryError.
    """
    return Library(
        Path(folder), engine=engine, limits=limits, allow_secret=allow_secret, workers=workers, renews=renews
    )


class Library(Reader):
    """An open library. One process writes at a time, any number read, and readers never wait for the writer."""

    def __init__(
        self,
        folder: Path,
        *,
        engine: str,
        limits: Limits,
        allow_secret: bool,
        workers: Workers | None,
        renews: bool,
    ) -> None:
        super().__init__(folder, engine=engine)
        self._engine_name, self._renews = engine, renews
        self._renewal: Renewal | None = None
        self._allow_secret = allow_secret
        self._own_workers = workers is None
        self._workers = workers or Workers(WORK, limits=limits, verbose=_log.isEnabledFor(logging.DEBUG))

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of index and database, and ends the workers and what builds the index."""
        if self._renewal is not None:
            self._renewal.close()
            self._renewal = None
        if self._own_workers:
            self._workers.close()
        super().close()

    @property
    def engine(self) -> SearchEngine:
        """As of a Reader; the first use of an index of an older make begins to renew it."""
        engine = super().engine
        if self._renews and self._renewal is None and self.is_outdated:
            self._renewal = Renewal(self.store.folder, engine=self._engine_name)
        return engine

    def _engine_to_write(self, progress: Callable[[Progress], None]) -> SearchEngine:
        """The engine over an index of this make; no other is written."""
        if self._renewal is not None:
            self._renewal.wait()
        return self._index.to_write(progress)

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
        engine = self._engine_to_write(progress)
        with self.store.writing():
            if self.store.unextracted():
                reextract(self.store, engine, self._workers, progress=progress)
            return ingest(
                self.store, engine, self._workers, offers(), at=at, progress=progress, allow_secret=self._allow_secret
            )

    def add_synonyms(self, groups: Iterable[Sequence[str]]) -> int:
        """Adds groups of words that mean the same; how many were new. Raises QueryError for a group of fewer than two,
        Busy as `ingest`."""
        from queries.search.synonyms import add_groups

        with self.store.writing():
            return add_groups(self.store.folder, groups)

    def remove_synonym(self, word: str) -> int:
        """Takes the user's groups out that hold the word; how many. Raises NotFound, Busy."""
        from queries.search.synonyms import remove_word

        with self.store.writing():
            return remove_word(self.store.folder, word)

    def save_search(self, name: str, query: str) -> None:
        """Keeps a search by a name, in the place of one of the same name. Raises QueryError, Busy."""
        from queries.search.saved import save_search

        with self.store.writing():
            save_search(self.store.folder, name, query)

    def drop_search(self, name: str) -> None:
        """Forgets a search that was kept. Raises NotFound, Busy."""
        from queries.search.saved import drop_search

        with self.store.writing():
            drop_search(self.store.folder, name)

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

        progress = progress or _silent
        engine = self._engine_to_write(progress)
        with self.store.writing():
            return change_register(
                self.store,
                engine,
                self._workers,
                tuple(entered),
                listed=tuple(listed),
                removed=removed,
                progress=progress,
            )


def _silent(_progress: Progress) -> None:
    """Nobody watches."""
