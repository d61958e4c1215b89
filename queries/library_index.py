"""The index that a library reads: an older one at once, and the new one as soon as it is in its place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from corpus.errors import OtherSchema
from corpus.store import Store
from index.engine import SearchEngine
from index.engines import open_engine
from queries.indexing import folder_of, made_at, open_index, renew_index
from queries.ingest_report import Progress


class LibraryIndex:
    """Opened when first used; safe to share between threads."""

    def __init__(self, store: Store, *, engine: str) -> None:
        self._store, self._name = store, engine
        self._engine: SearchEngine | None = None
        self._older: object = None

    @property
    def engine(self) -> SearchEngine:
        """The engine over the index as it is now. Where that is of an older make that can still be read, it is read;
        where it cannot, it is built anew. Raises as `queries.indexing.open_index`."""
        return self._current(lambda _step: None)

    def to_write(self, progress: Callable[[Progress], None]) -> SearchEngine:
        """The engine over an index of this make, built first where there is none, of which `progress` hears."""
        engine = self._current(progress)
        if self.is_older:
            renew_index(self._store, engine=self._name, progress=progress)
            engine = self._current(progress)
        return engine

    @property
    def is_older(self) -> bool:
        """Whether the index that was opened is one of an older make, in which some words are missed."""
        return self._older is not None

    def close(self) -> None:
        """Lets go of it; may be used again."""
        if self._engine is not None:
            self._engine.close()
            self._engine = self._older = None

    def _is_replaced(self) -> bool:
        """Whether another index is in the place of an older one."""
        return self._older is not None and made_at(folder_of(self._store)) not in (self._older, None)

    def _current(self, progress: Callable[[Progress], None]) -> SearchEngine:
        engine = self._engine
        if engine is None or self._is_replaced():
            # Whoever still searches an older one keeps it until he is done.
            engine = self._engine = self._opened(progress)
        return engine

    def _opened(self, progress: Callable[[Progress], None]) -> SearchEngine:
        made, self._older = made_at(folder_of(self._store)), None
        try:
            return open_index(self._store, engine=self._name, progress=progress)
        except OtherSchema:
            with suppress(OtherSchema):
                older = open_engine(self._name, folder_of(self._store), older=True)
                self._older = made
                return older
        renew_index(self._store, engine=self._name, progress=progress)
        return open_index(self._store, engine=self._name, progress=progress)
