"""Units of measurement as data: which there are, what may not follow them, and what people are counted in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from extract import rulebook


class Kind(Enum):
    """What a unit measures; IGNORED ones count time and rank and make no figure, but for lengths of time that
    something is to be brought down to."""

    MEASURE = "measure"
    MONEY = "money"
    COUNTER = "counter"
    IGNORED = "ignored"


class UnitsFile(rulebook.Data):
    """lexicon/units.yaml: units, each with the words that must not follow it."""

    measures: dict[str, tuple[str, ...]]
    money: dict[str, tuple[str, ...]]
    counters: dict[str, tuple[str, ...]]
    ignored: tuple[str, ...]
    lengths: frozenset[str]
    people_unit: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitWord:
    """One unit; `not_before` are beginnings of words that make it no unit."""

    kind: Kind
    not_before: tuple[str, ...]

    def barred(self, line: str, end: int) -> bool:
        """Whether what follows shows that the character is part of another word (两部门)."""
        return line.startswith(self.not_before, end)


class UnitTable:
    """All units by name."""

    def __init__(self, data: UnitsFile) -> None:
        self._words = {word: UnitWord(Kind.IGNORED, ()) for word in data.ignored}
        for kind, group in (
            (Kind.MEASURE, data.measures),
            (Kind.MONEY, data.money),
            (Kind.COUNTER, data.counters),
        ):
            self._words |= {word: UnitWord(kind, barred) for word, barred in group.items()}
        self._people = re.compile(
            rf"名?(?:女|新|老|困难|外来|一线|产业|农村|城镇)*(?:{rulebook.alternatives(data.people)})"
        )
        self._people_unit = data.people_unit
        self.lengths = data.lengths

    def __getitem__(self, word: str) -> UnitWord:
        return self._words[word]

    def pattern(self) -> str:
        """Source of a pattern for any unit, the longest first."""
        return rulebook.alternatives(list(self._words))

    def of_people(self, line: str, end: int) -> str | None:
        """The unit of a bare number that stands before people (10万职工), or None."""
        return self._people_unit if self._people.match(line, end) else None


UNITS = UnitTable(rulebook.load("lexicon/units.yaml", UnitsFile))
UNIT = UNITS.pattern()
