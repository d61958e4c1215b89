"""Words that compare a figure: 不少于 达到 以上 左右 新增 … as listed in rules/quantities.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract import rulebook
from extract.records import Comparator

_REACH = 20


class ComparatorRule(rulebook.Data):
    """One wording; `kept` says whether it belongs to the figure's text."""

    comparator: Comparator
    pattern: rulebook.Pattern
    kept: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class ComparatorTable(rulebook.Data):
    """rules/quantities.yaml."""

    before: tuple[ComparatorRule, ...]
    after: tuple[ComparatorRule, ...]
    distant: tuple[ComparatorRule, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    comparator: Comparator
    pattern: re.Pattern[str]
    kept: bool


TABLE = rulebook.load("rules/quantities.yaml", ComparatorTable)


def _compiled(rules: tuple[ComparatorRule, ...], end: str) -> tuple[_Wording, ...]:
    return tuple(_Wording(rule.comparator, re.compile(f"(?:{rule.pattern}){end}"), rule.kept) for rule in rules)


_BEFORE = _compiled(TABLE.before, "$")
_DISTANT = _compiled(TABLE.distant, "$")
_AFTER = _compiled(TABLE.after, "")


def compare(line: str, start: int, end: int) -> tuple[Comparator, int, int]:
    """How the figure at half-open `[start, end)` is compared, and where its text begins and ends with those words."""
    comparator: Comparator | None = None
    for wording in (*_BEFORE, *_DISTANT):
        found = wording.pattern.search(line[max(0, start - _REACH) : start])
        if found:
            comparator = wording.comparator
            start -= len(found.group()) if wording.kept else 0
            break
    for wording in _AFTER:
        found = wording.pattern.match(line, end)
        if found:
            return wording.comparator, start, found.end()
    return comparator or Comparator.EQUAL, start, end
