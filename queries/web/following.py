"""Changes of the index made ready before pages see them: what a search needs of thousands of papers takes a second to
gather, and nobody who opens a page meanwhile should wait for it."""

from __future__ import annotations

import threading
from contextlib import suppress
from types import TracebackType

from corpus.errors import GongwenError
from index.engine import Snapshot
from queries.search.synonyms import synonyms_in
from queries.web.desk import Desk

_EVERY = 0.5  # seconds


class Following:
    """A context in which the desk's pages see the index as it was made ready last, at most a few seconds late."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="gongwen-following", daemon=True)

    def __enter__(self) -> Following:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _follow(self) -> None:
        while not self._ended.wait(_EVERY):
            # A damaged index is told to whoever searches.
            with suppress(GongwenError):
                self._desk.reader.engine.follow(self._prepare)

    def _prepare(self, snapshot: Snapshot) -> None:
        """Has everything gathered that a search gathers once for all papers."""
        shelf = snapshot.shelf
        shelf.facets(shelf.cards)
        synonyms_in(self._desk.settings.library, shelf)
        _ = snapshot.vocabulary
