"""What a search engine of this project is.

An engine holds passages in a folder of its own and answers `index.query` trees. All engines index the same fields
(`index.schema`) made by the same analysis, and work off the same plans (`index.plan`), so they find the same passages;
scores may differ a little. A new engine is one file and one line in `index.engines`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from index.passages import Passage
from index.query import Query


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; `[start, end)` is the passage's span in the paper's text. For a phrase it is the passage in
    which the phrase begins. Scores are for comparing hits of one answer."""

    document_id: str
    ordinal: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """`hits` are one page, best first; `total` is the exact number of passages that hold, on all pages."""

    total: int
    hits: tuple[Hit, ...]


class SearchEngine(Protocol):
    """An index on disk. Reading never waits for writing and sees whole commits, also those of other processes.

    The first `add` or `remove` takes the index's only writing place, `commit` and `close` give it back; when another
    process does not give it back in time, Busy. NotWritable when the folder cannot be written.
    """

    def add(self, passages: Iterable[Passage]) -> None:
        """Adds passages; they are found after the next commit. All passages of a paper are added by one call. A paper
        added before has to be removed first, or is found twice."""

    def remove(self, document_ids: Iterable[str]) -> None:
        """Takes all passages of these papers out, with the next commit; unknown ids do not matter."""

    def commit(self) -> None:
        """Writes to disk what was added and removed, all or nothing. Nothing happens when nothing was."""

    def search(self, query: Query, *, limit: int = 10, offset: int = 0) -> Results:
        """The hits from `offset` on, at most `limit` (>= 0), best first; equal scores in the order of adding."""

    def close(self) -> None:
        """Lets go of everything; what was not committed is lost. May be called again."""

    def __enter__(self) -> SearchEngine:
        """The engine itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
