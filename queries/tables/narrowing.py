"""Narrowing the target table: by what is measured, by when it is due, by the lamp that is lit."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.errors import QueryError
from queries.tables.lamps import Lamp, lamp_of, lamps_named
from queries.tables.wording import wording_of
from queries.targets import TargetRow, numbered


def narrowed(
    rows: Iterable[TargetRow],
    *,
    indicator: str | None = None,
    due_from: datetime.date | None = None,
    due_to: datetime.date | None = None,
    showing: Collection[str] = (),
    lamps: Sequence[Lamp],
    on: datetime.date | None,
) -> tuple[TargetRow, ...]:
    """The rows that fit all that is given, numbered from 1, each with the lamp that is lit on the day `on`.

    Raises QueryError where `showing` names a lamp that is none, where there is no day for it, or where the indicator
    says nothing.
    """
    names = lamps_named(showing, lamps=lamps)
    if names and on is None:
        raise QueryError("按灯筛选要有一个对照的日期", advice="请给出日期，例如 2024-06-30")
    if indicator is not None:
        rows = _speaking_of(rows, indicator)
    if due_from or due_to:
        rows = _due_within(rows, due_from, due_to)
    if on is not None:
        rows = _lit(rows, on=on, lamps=lamps)
    return numbered(row for row in rows if not names or (row.lamp and row.lamp.name in names))


def _speaking_of(rows: Iterable[TargetRow], indicator: str) -> Iterator[TargetRow]:
    """The rows whose indicator or task has these words or others that mean the same."""
    wording = wording_of(indicator)
    return (row for row in rows if wording.found_in(f"{row.indicator or ''}{row.task}"))


def _due_within(
    rows: Iterable[TargetRow], since: datetime.date | None, until: datetime.date | None
) -> Iterator[TargetRow]:
    """The rows whose last day lies in the closed window; those without one lie in none."""
    for row in rows:
        day = row.deadline.until if row.deadline else None
        if day and (since is None or since <= day) and (until is None or day <= until):
            yield row


def _lit(rows: Iterable[TargetRow], *, on: datetime.date, lamps: Sequence[Lamp]) -> Iterator[TargetRow]:
    """The rows, each with the lamp that is lit on the day."""
    return (replace(row, lamp=row_lamp(row, on=on, lamps=lamps)) for row in rows)


def row_lamp(row: TargetRow, *, on: datetime.date, lamps: Sequence[Lamp]) -> Lamp | None:
    """The lamp that is lit for the row on a day; a typed deadline without a date lights none."""
    return None if row.deadline_unread else lamp_of(row.deadline, on=on, lamps=lamps, year=row.document.year)
