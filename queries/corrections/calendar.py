"""The calendar of rows as they count, with what comes again by the papers' words or by what people typed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from queries.corrections.counted import Selection
from queries.corrections.table import FinishedRow
from queries.tables.calendar import DueEntry, due_entries, in_order
from queries.tables.recurrence import recurrence_of
from queries.tables.recurring import entry_of_row, recurring_entries
from queries.targets import TargetRow

if TYPE_CHECKING:
    from queries.reader import Reader


def calendar_entries(reader: Reader, found: Selection, *, year: int | None, only_rows: bool) -> tuple[DueEntry, ...]:
    """The deadlines of the rows, by day. What comes again in papers of the year is among them, with `only_rows` only
    as far as it stands in one of the rows; not where somebody dropped its row or typed another deadline."""
    rows = found.standing
    told = recurring_entries(reader.store, reader.document, rows, year=year, only_rows=only_rows)
    changed = [row for table in found.finished.values() for row in table if _says_otherwise(row)]
    kept = (entry for entry in told if not _is_changed(entry, changed))
    return in_order((*due_entries(rows), *kept, *_typed(rows)))


def _says_otherwise(row: FinishedRow) -> bool:
    return row.dropped is not None or row.cells["deadline"].is_corrected


def _is_changed(entry: DueEntry, changed: Iterable[FinishedRow]) -> bool:
    return any(row.document.id == entry.document.id and row.place.covers(entry.deadline) for row in changed)


def _typed(rows: Iterable[TargetRow]) -> Iterator[DueEntry]:
    for row in rows:
        deadline = row.deadline
        if deadline is None or "deadline" not in row.typed or deadline.until is not None:
            continue
        recurrence = recurrence_of(deadline.text)
        since = deadline.since or row.document.date or _first_of(row.document.year)
        if recurrence is not None and since is not None:
            yield from entry_of_row(row, recurrence, since=since)


def _first_of(year: int | None) -> datetime.date | None:
    return datetime.date(year, 1, 1) if year else None
