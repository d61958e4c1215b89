"""How sure a record is, and why: reason codes, each with the share of such records that were right.

A finder gives every record the codes of what it rests on. The record is as sure as its weakest code: `rules/
confidence.yaml` holds, for each kind of record and code, how many records with that weakest code were right in gold
written by hand, and what the code says to a reader. `python -m benchmarks.calibration` counts them anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from pydantic import RootModel

from extract.rulebook import Data, load

RECOGNIZED = "recognized"
"""The record's words were read from a picture and are to be checked."""

_EXPECTED, _WEIGHT = 0.85, 4


class Reason(Data):
    """One code: what it says in Chinese, and how many of the records of which it was the weakest were right."""

    says: str
    right: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """The share that was right; few records count little against what is expected of any."""
        return (self.right + _EXPECTED * _WEIGHT) / (self.of + _WEIGHT)


Reasons = Mapping[str, Mapping[str, Reason]]


@lru_cache(maxsize=1)
def reasons() -> Reasons:
    """All codes by kind of record, read once."""
    return load("rules/confidence.yaml", RootModel[dict[str, dict[str, Reason]]]).root


def confidence(kind: str, codes: Sequence[str]) -> float:
    """How sure a record of the kind is, from 0 to 1, by its weakest code; KeyError for one that is not in the file."""
    return _confidence(kind, tuple(codes))


@lru_cache(maxsize=4096)
def _confidence(kind: str, codes: tuple[str, ...]) -> float:
    return round(min(reasons()[kind][code].share for code in codes), 2)
