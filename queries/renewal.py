"""An index of an older make is built anew in a process of its own, while it is read."""

from __future__ import annotations

from pathlib import Path

from corpus.limits import Limits
from corpus.store import Store
from corpus.workers import Workers
from queries.attempts import attempt
from queries.indexing import renew_index
from queries.waiting import result_of

_WORK = "queries.renewal:build"
_LIMITS = Limits(seconds=7 * 24 * 3600.0, workers=1)


class Renewal:
    """Begins at once; `close` ends it wherever it is, and nothing is lost but its work."""

    def __init__(self, folder: Path, *, engine: str) -> None:
        self._workers = Workers(_WORK, limits=_LIMITS)
        self._done = self._workers.submit((folder, engine))

    def wait(self) -> None:
        """Until the new index is in its place, or cannot be built here and now."""
        attempt(lambda: result_of(self._done))

    def close(self) -> None:
        """Ends the process."""
        self._workers.close()


def build(job: tuple[Path, str]) -> None:
    """What the process does."""
    folder, engine = job
    store = Store(folder)
    try:
        renew_index(store, engine=engine, progress=lambda _step: None)
    finally:
        store.close()
