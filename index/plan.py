"""What is looked up: a tree of a few kinds of look-ups that every engine knows how to do.

`index.planning` makes plans of queries. It needs to look into the index while it works (`Lookup`), since a phrase is
looked up differently with what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from index.engine import Frequencies, Hit


@dataclass(frozen=True, slots=True)
class Token:
    """Passages that have the token in the field, scored by BM25 times the weight."""

    field: str
    token: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """Passages that have the tokens (two or more) in the field one right after the other, scored by BM25 times the
    weight."""

    field: str
    tokens: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """Passages that have in the field a token that begins so; not scored."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Passages that have in the field a token that holds the text somewhere; not scored. ? and * of the text stand for
    any character and any characters."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Within:
    """Passages that have in the field a token from `low` to `high`, both included, '' being open; not scored. Tokens
    compare as text."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Keys:
    """These passages, by (document id, ordinal); not scored."""

    keys: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Passages of at least one part, scores added up; none when there are no parts."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Passages of all parts, scores added up; all passages when there are no parts."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AllBut:
    """All passages but those of the part; not scored."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Unscored:
    """Passages of the part, not scored."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages of `required`, scored by `scored` alone, which holds of nearly no others.

    A passage in whose folded text one of `sure` stands is certainly of `required`; an engine that has the best of
    `scored` and finds them sure need not look further.
    """

    required: Plan
    scored: Plan
    sure: tuple[str, ...]


Plan: TypeAlias = Token | Run | Beginning | Holding | Within | Keys | AnyOf | AllOf | AllBut | Unscored | Ranked

NOTHING = AnyOf(())
ALL = AllOf(())


def is_scored(plan: Plan) -> bool:
    """Whether passages of the plan can have different scores."""
    match plan:
        case Token() | Run() | Ranked():
            return True
        case AnyOf(parts) | AllOf(parts):
            return any(map(is_scored, parts))
        case _:
            return False


class Lookup(Protocol):
    """What planning needs to know of an index."""

    def has(self, field: str, token: str) -> bool:
        """Whether any passage has the token."""

    def frequencies(self, tokens: Iterable[tuple[str, str]]) -> Frequencies:
        """How many passages have each of these (field, token)."""

    def found(self, plan: Plan) -> Iterable[Hit]:
        """All passages of a plan, in any order, with their folded texts."""

    def is_any(self, plan: Plan) -> bool:
        """Whether any passage is of the plan."""

    def body(self, document_id: str, ordinal: int) -> str | None:
        """The folded text of a passage, None when there is no such."""
