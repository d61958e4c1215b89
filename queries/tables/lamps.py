"""Lamps: how near a deadline is, by rules that every office has its own (`lexicon/lamps.yaml`)."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from corpus.errors import QueryError
from extract.records import Deadline
from extract.rulebook import Data, read
from queries.export import write_whole
from queries.tables.recurrence import recurrence_of

OWN_RULES = "lamps.yaml"
"""The file in a library's folder that holds its own rules."""
SHIPPED_RULES = Path(__file__).parents[1] / "lexicon" / OWN_RULES


class Days(Data):
    """A closed window of days left to the deadline, negative once it is past; None is open."""

    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")

    def holds(self, left: int) -> bool:
        """Whether so many days lie in the window."""
        return (self.since is None or self.since <= left) and (self.until is None or left <= self.until)


class Lamp(Data):
    """A lamp: its name for programs, its label and meaning for people, its colour as #RRGGBB, and when it is lit."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    label: Annotated[str, Field(min_length=1)]
    colour: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
    meaning: str
    days: Days | None = None
    undated: bool = False


class LampsFile(Data):
    """A file of lamps; the first that fits is lit."""

    lamps: tuple[Lamp, ...]


def lamps_of(folder: Path) -> tuple[Lamp, ...]:
    """The rules of the library in the folder, or else those shipped; raises RuleError for a faulty file."""
    own = folder / OWN_RULES
    return read(own if own.exists() else SHIPPED_RULES, LampsFile).lamps


def lamp_of(
    deadline: Deadline | None, *, on: datetime.date, lamps: Sequence[Lamp], year: int | None = None
) -> Lamp | None:
    """The lamp that is lit on a day; None where no rule fits. `year` is the paper's: see `due_day`."""
    return lamp_for_day(due_day(deadline, on=on, year=year), on=on, lamps=lamps)


def lamp_for_day(day: datetime.date | None, *, on: datetime.date, lamps: Sequence[Lamp]) -> Lamp | None:
    """The lamp that is lit on a day `on` for what is due on `day`, None where no day is known."""
    if day is None:
        return next((lamp for lamp in lamps if lamp.undated), None)
    left = (day - on).days
    return next((lamp for lamp in lamps if lamp.days and lamp.days.holds(left)), None)


def due_day(deadline: Deadline | None, *, on: datetime.date, year: int | None) -> datetime.date | None:
    """The last day, or for what comes again (每月5日前) the next one on or after `on`; None where no day is known.

    What recurs within a year is of the paper's own `year`: once that is over, it was last due at its end.
    """
    if deadline is None or deadline.until is not None:
        return deadline.until if deadline else None
    recurrence = recurrence_of(deadline.text)
    if recurrence is None:
        return None
    since = deadline.since or (datetime.date(year, 1, 1) if year else on)
    ends = year is not None and not recurrence.is_yearly
    end = datetime.date(since.year, 12, 31) if ends else datetime.date(max(on, since).year + 2, 1, 1)
    coming = next(recurrence.days(max(on, since), end), None)
    return coming or max(recurrence.days(since, end), default=None)


def lamps_named(wanted: Collection[str], *, lamps: Sequence[Lamp]) -> frozenset[str]:
    """The names of the lamps meant by name, label or its beginning (red, 红灯, 红); raises QueryError for none."""
    found: set[str] = set()
    for word in wanted:
        fitting = [lamp.name for lamp in lamps if word and (lamp.name == word or lamp.label.startswith(word))]
        if not fitting:
            known = "、".join(f"{lamp.label}（{lamp.name}）" for lamp in lamps)
            raise QueryError(f"没有叫“{word}”的灯", advice=f"可以写：{known}")
        found.update(fitting)
    return frozenset(found)


def copy_rules(folder: Path) -> Path:
    """Puts the shipped rules into a library's folder, to be edited there; those that are there stay. Returns the path;
    raises GongwenError."""
    own = folder / OWN_RULES
    if not own.exists():
        write_whole(own, SHIPPED_RULES.read_bytes())
    return own
