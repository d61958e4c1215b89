"""What a target's figure applies to, what it is compared with, and whether it is a level, a rise, a fall or a sum.

The wording is data: `rules/scopes.yaml`. Offsets count in the sentence's readable text, half-open.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.indicators import Figure, clause_begin
from extract.records import Comparator
from extract.rulebook import Data, Pattern, load

Place = tuple[int, int]


class Wording(Data):
    """Patterns searched in the clause before a figure, the words meant in the group `words`; every example finds what
    stands behind its =, no counterexample finds anything."""

    patterns: tuple[Pattern, ...]
    examples: dict[str, str]
    counterexamples: tuple[str, ...]


class ScopeRules(Data):
    """The file as written."""

    scope: Wording
    base: Wording
    change: dict[str, Pattern]


@lru_cache(maxsize=1)
def scope_rules() -> ScopeRules:
    """The rules, read once."""
    return load("rules/scopes.yaml", ScopeRules)


def scope_of(text: str, figure: Figure) -> Place | None:
    """Those that a figure is asked of: 其中百人以上企业达到90%."""
    return first_words("scope", text, clause_begin(text, figure.start), figure.start)


def base_of(text: str, figure: Figure) -> Place | None:
    """What a figure is compared with: 比上年增长5%, 由52%提高到60%."""
    return first_words("base", text, clause_begin(text, figure.start), figure.start)


def change_of(text: str, figure: Figure, *, comparator: Comparator) -> str | None:
    """`increase`, `decrease` or `cumulative`; None for a level to be reached."""
    clause = text[clause_begin(text, figure.start) : figure.start]
    for change, pattern in _changes():
        if pattern.search(clause):
            return change
    return "increase" if comparator is Comparator.INCREASE else None


def first_words(what: str, text: str, begin: int, end: int) -> Place | None:
    """The words that the first fitting pattern of `scope` or `base` finds in the stretch."""
    for pattern in _patterns(what):
        found = pattern.search(text, begin, end)
        if found:
            return found.span("words")
    return None


@lru_cache(maxsize=2)
def _patterns(what: str) -> tuple[re.Pattern[str], ...]:
    rules = scope_rules()
    return tuple(re.compile(pattern) for pattern in (rules.scope if what == "scope" else rules.base).patterns)


@lru_cache(maxsize=1)
def _changes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((change, re.compile(pattern)) for change, pattern in scope_rules().change.items())
