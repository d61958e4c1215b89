"""Deadlines as days of a calendar: one entry for a clause that is due on a day, whatever figures it holds, and one for
each clause whose day comes again (每月5日前报送)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from corpus.document import Span
from corpus.store_values import DocumentSummary
from extract.records import Deadline, Responsible
from queries.tables.recurrence import Recurrence
from queries.targets import ByHand, TargetRow


@dataclass(frozen=True, slots=True)
class DueEntry:
    """A clause of a paper that is due on `day`, its last day. `quote` is `[start, end)` of the paper's text, `deadline`
    the words that set the day, `bodies` those held to it. `uid` is the same for the same words of the same paper.

    With a `recurrence` it is due again and again, from `day` on, until the closed end `last` where there is one.
    `by_hand` is what people said of the row that sets it, None where nobody did.
    """

    uid: str
    day: datetime.date
    task: str
    quote: str
    start: int
    end: int
    section: str
    deadline: Deadline
    bodies: tuple[Responsible, ...]
    document: DocumentSummary
    recurrence: Recurrence | None = None
    last: datetime.date | None = None
    by_hand: ByHand | None = None

    def next_day(self, on: datetime.date) -> datetime.date:
        """The day on which it is due, or due again, on or after a day; where it is past, the last one it was due."""
        if self.recurrence is None or on <= self.day:
            return self.day
        end = self.last or on.replace(year=on.year + 2, day=1)
        coming = next(self.recurrence.days(on, end), None)
        return coming or max(self.recurrence.days(self.day, end), default=self.day)


def due_entries(rows: Iterable[TargetRow]) -> tuple[DueEntry, ...]:
    """The rows that have a last day, by day, paper and place, each clause once for a day."""
    clauses: dict[tuple[str, int, int, datetime.date], list[TargetRow]] = {}
    for row in rows:
        if row.deadline and row.deadline.until:
            clauses.setdefault((row.document.id, row.start, row.end, row.deadline.until), []).append(row)
    return in_order(_entry(day, those) for (*_, day), those in clauses.items())


def in_order(entries: Iterable[DueEntry]) -> tuple[DueEntry, ...]:
    """The entries by day, paper and place."""
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.document.id, entry.start, entry.end)))


def _entry(day: datetime.date, rows: list[TargetRow]) -> DueEntry:
    first = rows[0]
    deadline = first.deadline
    if deadline is None:
        raise ValueError("a row without deadline has no day")
    bodies = dict.fromkeys(body for row in rows for body in row.bodies)
    return DueEntry(
        uid=uid_of(first.document, Span(first.start, first.end), day),
        day=day,
        task=first.task,
        quote=first.quote,
        start=first.start,
        end=first.end,
        section=first.section,
        deadline=deadline,
        bodies=tuple(bodies),
        document=first.document,
        by_hand=first.by_hand,
    )


def uid_of(document: DocumentSummary, clause: Span, day: datetime.date) -> str:
    """A paper's id is its content, so these words of it are the same wherever and whenever they are read."""
    words = f"{document.id} {clause.start} {clause.end} {day.isoformat()}"
    return f"{sha256(words.encode()).hexdigest()[:32]}@gongwen"


def within(
    entries: Iterable[DueEntry], since: datetime.date | None, until: datetime.date | None
) -> tuple[DueEntry, ...]:
    """The entries that are due, or due again, on a day of the closed window."""
    return tuple(entry for entry in entries if _falls_within(entry, since, until))


def _falls_within(entry: DueEntry, since: datetime.date | None, until: datetime.date | None) -> bool:
    first = max(entry.day, since) if since else entry.day
    if entry.recurrence is None:
        return first == entry.day and (until is None or entry.day <= until)
    # Whatever comes again comes again within two years.
    ends = [day for day in (entry.last, until) if day] or [first.replace(year=first.year + 2, day=1)]
    return next(entry.recurrence.days(first, min(ends)), None) is not None
