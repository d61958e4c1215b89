"""Figures brought to one unit, so that they can be compared (`lexicon/unit_groups.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from extract.rulebook import Data, read

_FILE = Path(__file__).parents[1] / "lexicon" / "unit_groups.yaml"


class UnitGroupsFile(Data):
    """Counting words that count the same things, the first standing for all; and for a base unit others with what one
    of them is in it."""

    counters: tuple[tuple[str, ...], ...]
    measures: dict[str, dict[str, Decimal]]


def compared(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The value in the unit that stands for its group; as it is where there is none. Money is in 元 already."""
    base, factor = _bases().get(unit, (unit, Decimal(1)))
    return value * factor, base


@lru_cache(maxsize=1)
def _bases() -> Mapping[str, tuple[str, Decimal]]:
    data = read(_FILE, UnitGroupsFile)
    counters = {word: (group[0], Decimal(1)) for group in data.counters for word in group}
    measures = {unit: (base, factor) for base, units in data.measures.items() for unit, factor in units.items()}
    return counters | measures
