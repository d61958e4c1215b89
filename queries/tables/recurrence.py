"""Days that come again: every month's 5th, every quarter's last, a day of every year."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.view import readable
from extract.numerals import parse, plain
from extract.rulebook import Grammar, RuleTable, read

_FILE = Path(__file__).parents[1] / "lexicon" / "recurrences.yaml"
_EVERY_MONTH = tuple(range(1, 13))
_QUARTERS = (3, 6, 9, 12)
LAST = -1
"""Stands for a month's last day, as in RFC 5545."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A day of each of these months of every year: 1 to 31, months without it passed over, or LAST."""

    months: tuple[int, ...]
    day: int

    @property
    def is_yearly(self) -> bool:
        """Whether it comes once a year."""
        return len(self.months) == 1

    def days(self, since: datetime.date, until: datetime.date) -> Iterator[datetime.date]:
        """The days in the closed window, in order."""
        for year in range(since.year, until.year + 1):
            for month in self.months:
                length = calendar.monthrange(year, month)[1]
                if self.day <= length:
                    found = datetime.date(year, month, length if self.day == LAST else self.day)
                    if since <= found <= until:
                        yield found


def recurrence_of(words: str) -> Recurrence | None:
    """What the words of a recurring date say (每月5日前), or None where they set no last day."""
    text = plain(readable(words).text)
    match = recurrence_grammar().at(text, 0)
    if match is None:
        return None
    day = LAST if "last" in match.fields else _number(match.fields, "day", most=31)
    if match.rule.reads == "yearly":
        month = _number(match.fields, "month", most=12) if "month" in match.fields else 12
        return Recurrence((month,), day) if month and day else None
    months = _QUARTERS if match.rule.reads == "quarterly" else _EVERY_MONTH
    return Recurrence(months, day) if day else None


def _number(fields: Mapping[str, str], name: str, *, most: int) -> int:
    """The number, or 0 where it is none of a calendar's."""
    value = parse(fields[name])
    return int(value) if value is not None and 1 <= value <= most else 0


@lru_cache(maxsize=1)
def recurrence_grammar() -> Grammar:
    """The rules of lexicon/recurrences.yaml."""
    return Grammar(read(_FILE, RuleTable), name="recurrences.yaml")
