"""What a search engine of this project is.

An engine holds passages in a folder of its own and answers `index.query` trees. All engines index the same fields
(`index.schema`) made by the same analysis, and work off the same plans (`index.plan`), so they find the same passages;
scores may differ a little. A new engine is one file and one line in `index.engines`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.kept import Kept
    from index.plan import Plan
    from index.query import Query
    from index.schema import Row
    from index.shelf import Shelf


SAME = 3
"""To how many decimals scores must agree to count as equal."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; `[start, end)` is the passage's span in the paper's text. For a phrase it is the passage in
    which the phrase begins. Scores are for comparing hits of one answer. `body` is the passage's folded text;
    `sections` are the numbered items that enclose its beginning or change in it (`index.schema.Row`)."""

    document_id: str
    ordinal: int
    start: int
    end: int
    score: float
    body: str = field(default="", repr=False, compare=False)
    sections: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Lead:
    """A passage found, without what is stored of it: its score, the number of its paper (`index.cards.number_of`), and
    where the engine has it."""

    score: float
    paper: int
    place: object


@dataclass(frozen=True, slots=True)
class Results:
    """`hits` are one page, best first; `total` is the exact number of passages that hold, on all pages."""

    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many passages the index has, and how many of them hold each token that was looked up, in order. Passages
    removed not long ago may still count in `holding`."""

    passages: int
    holding: tuple[int, ...]


class Snapshot(Protocol):
    """An index as it stands at one moment; what is asked of one snapshot belongs together."""

    @property
    def shelf(self) -> Shelf:
        """The cards of all papers."""

    @property
    def kept(self) -> Kept:
        """What was worked out of this snapshot, gone with it; a key begins with the name of what it is for."""

    def plan(self, query: Query) -> Plan:
        """How the query is looked up."""

    def leads(self, plan: Plan, *, limit: int) -> tuple[Lead, ...]:
        """At most `limit` passages (>= 1), best first; of those with equal scores (to SAME) the newest papers' first,
        then those of higher bodies, then the earlier added. More of them begin with the same ones."""

    def best(self, plan: Plan, *, limit: int) -> tuple[Hit, ...]:
        """At most `limit` passages (>= 1) with what is stored of them, best first, equal scores in the order of adding:
        cheaper than `leads`, where many have equal scores much cheaper."""

    def hit(self, lead: Lead) -> Hit:
        """The passage with what is stored of it."""

    def papers(self, plan: Plan) -> Mapping[str, int]:
        """All papers that have passages of the plan, by id, with how many."""

    def counting(self, plan: Plan) -> Callable[[], Mapping[str, int]]:
        """What gives `papers` and may be called again; where the engine can, it counts while others are at work."""

    def frequencies(self, tokens: Iterable[tuple[str, str]]) -> Frequencies:
        """As SearchEngine.frequencies."""

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """All words of the passages' texts, folded, with the number of passages that have them."""


class SearchEngine(Protocol):
    """An index on disk. Reading never waits for writing and sees whole commits, also those of other processes.

    The first `add` or `remove` takes the index's only writing place, `commit` and `close` give it back; when another
    process does not give it back in time, Busy. NotWritable when the folder cannot be written.
    """

    def add(self, rows: Iterable[Row]) -> None:
        """Adds passages; they are found after the next commit. All passages of a paper are added by one call. A paper
        added before has to be removed first, or is found twice."""

    def remove(self, document_ids: Iterable[str]) -> None:
        """Takes all passages of these papers out, with the next commit; unknown ids do not matter."""

    def commit(self) -> None:
        """Writes to disk what was added and removed, all or nothing. Nothing happens when nothing was."""

    def search(self, query: Query, *, limit: int = 10, offset: int = 0) -> Results:
        """The hits from `offset` on, at most `limit` (>= 0), best first; equal scores in the order of adding."""

    def frequencies(self, tokens: Iterable[tuple[str, str]]) -> Frequencies:
        """How common tokens are, each given as (field of `index.schema`, token as indexed); much cheaper than a search
        for each of them."""

    def snapshot(self) -> Snapshot:
        """The index as it stands now. Faults of damaged files are raised as they are met, as OtherSchema."""

    def follow(self, prepare: Callable[[Snapshot], object]) -> None:
        """Has the index prepared as it stands now, for `snapshot` to give it from then on: what changes later is seen
        after the next call, so that nobody who asks waits for it. May do nothing."""

    def close(self) -> None:
        """Lets go of everything; what was not committed is lost. May be called again."""

    def __enter__(self) -> SearchEngine:
        """The engine itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
