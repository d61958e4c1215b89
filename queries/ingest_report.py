"""What an ingest tells: how far it is, and in the end what became of the files."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read, or only in part, as the user named it, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How many files were new, changed, or known already, and those that failed; every file offered counts once, and
    instead of a container that could be opened the files in it."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: `done` of `total` files, `source` being the last one done. A container that is opened adds
    its files to the total."""

    done: int
    total: int
    source: str


class Outcome(Enum):
    """What became of a file that was taken in."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Tally:
    """The counts so far."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failed: list[Failure] = field(default_factory=list)

    def add(self, outcome: Outcome | Failure, times: int = 1) -> int:
        """Counts the outcome so many times; how many that were."""
        if isinstance(outcome, Failure):
            self.failed.append(outcome)
        else:
            self.counts[outcome] += times
        return times

    def report(self) -> IngestReport:
        """What became of the files so far."""
        return IngestReport(
            added=self.counts[Outcome.ADDED],
            updated=self.counts[Outcome.UPDATED],
            unchanged=self.counts[Outcome.UNCHANGED],
            failed=tuple(self.failed),
        )
