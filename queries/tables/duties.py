"""All that one organization is held to: its targets and duties, by its part in them, year and deadline."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from extract.records import Responsible, Role
from queries.targets import TargetRow

_RANKS = {role: rank for rank, role in enumerate((Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT, Role.SUPERVISE))}


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the target table as one body's: `body` is where and as what it is printed there, `year` the year of the
    deadline, else that of the paper."""

    body: Responsible
    year: int | None
    row: TargetRow


def duties(rows: Iterable[TargetRow], *, names: Collection[str], roles: Collection[Role] = ()) -> tuple[Duty, ...]:
    """What these bodies (full names) are held to in the rows, once for each part in a row; `roles` narrows. Those that
    it leads first, then by year, deadline and paper."""
    found = [
        Duty(body, _year(row), row) for row in rows for body in _parts(row, names) if not roles or body.role in roles
    ]
    return tuple(sorted(found, key=_order))


def _parts(row: TargetRow, names: Collection[str]) -> Iterable[Responsible]:
    """The row's bodies of these names, each once in a role."""
    return {
        (body.organization, body.role): body for body in reversed(row.bodies) if body.organization in names
    }.values()


def _year(row: TargetRow) -> int | None:
    due = row.deadline.until if row.deadline else None
    return due.year if due else row.document.year


def _order(duty: Duty) -> tuple[int, int, datetime.date, int]:
    due = duty.row.deadline.until if duty.row.deadline else None
    return (_RANKS[duty.body.role], duty.year or 9999, due or datetime.date.max, duty.row.number)
