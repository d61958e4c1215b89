"""The calendar after corrections: deadlines that people changed, rows that they added or dropped."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from queries.corrections.table import FinishedRow
from queries.tables.calendar import DueEntry, due_entries, in_order
from queries.tables.recurrence import recurrence_of
from queries.tables.recurring import entry_of_row
from queries.targets import TargetRow


def finished_entries(
    entries: Iterable[DueEntry], papers: Collection[str], rows: Sequence[FinishedRow]
) -> tuple[DueEntry, ...]:
    """The entries, those of the papers (by id) that people worked on made anew from their finished rows.

    What recurs outside any row stays, and so does what recurs in a row whose deadline nobody changed.
    """
    standing = [row for row in rows if not row.dropped]
    changed = [row for row in rows if row.dropped or row.cells["deadline"].is_corrected]
    kept = (entry for entry in entries if entry.document.id not in papers or _stands(entry, changed))
    return in_order((*kept, *due_entries(map(_as_row, standing)), *_again(standing)))


def _stands(entry: DueEntry, changed: Iterable[FinishedRow]) -> bool:
    """Whether the entry recurs, in no row that says otherwise now."""
    return entry.recurrence is not None and not any(
        row.document.id == entry.document.id and row.place.covers(entry.deadline) for row in changed
    )


def _as_row(row: FinishedRow) -> TargetRow:
    """The row as the calendar takes it: the task and the deadline that count."""
    extracted = row.row
    task = row.cells["task"].text
    if extracted is not None:
        return replace(
            extracted, task=task if row.cells["task"].is_corrected else extracted.task, deadline=row.deadline
        )
    return TargetRow(
        number=row.number,
        document=row.document,
        section=row.section,
        start=row.place.start,
        end=row.place.end,
        quote=row.quote,
        task=task,
        indicator=None,
        quantity=None,
        deadline=row.deadline,
        bodies=(),
        confidence=None,
    )


def _again(rows: Iterable[FinishedRow]) -> Iterator[DueEntry]:
    """What comes again by what people typed."""
    for row in rows:
        deadline, correction = row.deadline, row.cells["deadline"].correction
        if deadline is None or correction is None or deadline.until is not None:
            continue
        recurrence = recurrence_of(deadline.text)
        since = deadline.since or row.document.date or _first_of(row.document.year)
        if recurrence is not None and since is not None:
            yield from entry_of_row(_as_row(row), recurrence, since=since)


def _first_of(year: int | None) -> datetime.date | None:
    return datetime.date(year, 1, 1) if year else None
