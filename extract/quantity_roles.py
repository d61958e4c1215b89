"""What a figure is for: to be reached (target), background (description), or a count of parts (structural).

Three things decide: the noun behind it (四个方面), the section it stands in (a law, a look back, a plan), and the
words of its own sentence (力争 … against 已 … 了). The words are data: rules/roles.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from extract import rulebook
from extract.records import Comparator, QuantityRole

_LAW_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百]+条")
_LAW_ARTICLES = 5
_HEADING = re.compile(r"(?:(?P<first>[一二三四五六七八九十]+、)|(?P<second>[（(][一二三四五六七八九十]+[）)]))(?P<words>[^。；]{1,40})")
_SENTENCE_END = re.compile(r"[。；！？]")
_CLAUSE_MARK = re.compile(r"[，。；！？：、（）()]")
_DIGIT = re.compile(r"\d")


class Mode(Enum):
    """What the figures of a stretch are by default."""

    LAW = "law"
    PAST = "past"
    PLAN = "plan"
    OPEN = "open"


class HeadingWords(rulebook.Data):
    """Words of headings that look back or ahead."""

    past: rulebook.Pattern
    plan: rulebook.Pattern


class RoleWords(rulebook.Data):
    """rules/roles.yaml."""

    part_nouns: rulebook.Pattern
    chinese_part_nouns: rulebook.Pattern
    quoted_part_nouns: rulebook.Pattern
    part_units: tuple[str, ...]
    part_heads: tuple[str, ...]
    headings: HeadingWords
    future: rulebook.Pattern
    past: rulebook.Pattern
    narrative: rulebook.Pattern
    achieving: rulebook.Pattern
    scope_nouns: rulebook.Pattern
    scope_before: rulebook.Pattern
    rates: rulebook.Pattern


WORDS = rulebook.load("rules/roles.yaml", RoleWords)
_PAST_HEADING, _PLAN_HEADING = re.compile(WORDS.headings.past), re.compile(WORDS.headings.plan)
_FUTURE, _PAST = re.compile(WORDS.future), re.compile(WORDS.past)
_NARRATIVE, _ACHIEVING = re.compile(WORDS.narrative), re.compile(WORDS.achieving)
_SCOPE, _SCOPE_BEFORE, _RATES = (re.compile(p) for p in (WORDS.scope_nouns, WORDS.scope_before, WORDS.rates))
_ADJECTIVES = "[大重主要基本具体关键新”]{0,4}"
_PARTS = re.compile(rf"{_ADJECTIVES}(?:{WORDS.part_nouns})")
_CHINESE_PARTS = re.compile(rf"{_ADJECTIVES}(?:{WORDS.part_nouns}|{WORDS.chinese_part_nouns})")
_QUOTED_PARTS = re.compile(
    rf"[一二三四五六七八九十两]+(?:大|[{''.join(WORDS.part_units)}]){_ADJECTIVES}(?:{WORDS.quoted_part_nouns})"
)


class Outlook:
    """The mode of each paragraph of a paper, told in reading order."""

    def __init__(self, *, kind: str | None, year: int | None, texts: Sequence[str]) -> None:
        self._law = sum(1 for text in texts if _LAW_ARTICLE.match(text)) >= _LAW_ARTICLES
        self._year = year
        self._kind = kind
        self._first = self._second = Mode.OPEN

    def enter(self, line: str) -> Mode:
        """The mode of the paragraph that comes next."""
        if self._law:
            return Mode.LAW
        heading = _HEADING.match(line)
        if heading:
            mode = _mode_of(heading["words"], self._year)
            if heading["first"]:
                self._first, self._second = mode, Mode.OPEN
            else:
                self._second = mode
        return self._second if self._second is not Mode.OPEN else self._first


def _mode_of(words: str, year: int | None) -> Mode:
    named = re.search(r"((?:19|20)\d\d)年", words)
    if _PAST_HEADING.search(words) or (named and year and int(named[1]) < year):
        return Mode.PAST
    return Mode.PLAN if _PLAN_HEADING.search(words) else Mode.OPEN


def counts_parts(words: str) -> bool:
    """Whether quoted words count parts (十大目标) and are no name (两个普遍)."""
    return _QUOTED_PARTS.match(words) is not None


def is_structural(line: str, end: int, *, unit: str, numeral: str) -> bool:
    """Whether the figure whose unit ends at `end` counts parts of a plan: 四个阶段, 两级, 十大目标."""
    if unit in WORDS.part_heads:
        return True
    if unit not in WORDS.part_units:
        return False
    nouns = _PARTS if _DIGIT.match(numeral) else _CHINESE_PARTS
    return nouns.match(line, end) is not None


def role_of(line: str, start: int, end: int, *, unit: str, comparator: Comparator, mode: Mode) -> QuantityRole:
    """Target or description, for the figure at half-open `[start, end)` of its paragraph's readable text."""
    if mode is Mode.LAW or _is_scope(line, start, end, unit=unit):
        return QuantityRole.DESCRIPTION
    begin = max((found.end() for found in _SENTENCE_END.finditer(line, 0, start)), default=0)
    finish = _SENTENCE_END.search(line, end)
    sentence = line[begin : finish.start() if finish else len(line)]
    before = line[begin:start]
    clause = re.split(_CLAUSE_MARK, before)[-1]
    future, past = bool(_FUTURE.search(before)), bool(_PAST.search(sentence))
    if mode is Mode.PAST:
        return QuantityRole.TARGET if _FUTURE.search(clause) and not past else QuantityRole.DESCRIPTION
    if (past or _NARRATIVE.search(sentence)) and not _FUTURE.search(before):
        return QuantityRole.DESCRIPTION
    if unit == "元" and _RATES.search(before):
        return QuantityRole.DESCRIPTION
    if unit == "%" or comparator is not Comparator.EQUAL or future:
        return QuantityRole.TARGET
    ends_clause = end >= len(line) or _CLAUSE_MARK.match(line, end) is not None
    achieving = _ACHIEVING.search(clause) is not None and not _SCOPE_BEFORE.search(clause)
    coordinated = not clause and _ACHIEVING.search(before) is not None
    return QuantityRole.TARGET if achieving or ends_clause or coordinated else QuantityRole.DESCRIPTION


def _is_scope(line: str, start: int, end: int, *, unit: str) -> bool:
    """百人以上企业: a figure that says which bodies are meant."""
    if unit == "%":
        return False
    return line[end - 2 : end] in ("以上", "以下", "以内") and _SCOPE.match(line, end) is not None and start >= 0
