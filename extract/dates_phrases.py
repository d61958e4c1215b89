"""Dates as printed: one date or two joined by 至, with the words around them that bound it (到 前 内 期间 起)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract import rulebook
from extract.dates_calendar import HOLIDAYS
from extract.rulebook import Grammar, Match, RuleTable

_LINK = re.compile(r"(?:起|开始)?(?:至|到|[-—–~～―]{1,2})")
_BARE_DAY = re.compile(
    r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二十[一-九]?|十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_BRACKET = re.compile(r"[（(](?:星期|周)[一二三四五六日天][）)]")
_TIME = re.compile(r"(?:[上下]午|晚上?|中午)?(?:\d{1,2}(?:[:：]\d\d|[时点](?:\d\d分|整|半)?)|下班)")
_BEFORE = re.compile(r"(?:之|以)?前(?![后述款])")
_BEFORE_YEAR = re.compile(r"(?:之|以)?前(?![后述款期来往列提置]|[\d一二三四五六七八九十两几])")
_WITHIN = re.compile(r"(?:之|以)?内(?![部容涵在外])")
_DURING = re.compile(r"(?:规划期|期间|时期|期内)")
_SINCE = re.compile(r"(?:年初)?(?:(?:开始|起|始)(?:以后|之后)?|以来|以后|之后|过后|后(?![续备勤台三者]))")
_UNTIL_WORDS = ("截至", "截止到", "截止", "截至到")
_NOT_UNTIL = "达高加少降升长大展收直推用"


def _grammar() -> Grammar:
    table = rulebook.load("rules/dates.yaml", RuleTable)
    names = rulebook.alternatives([*HOLIDAYS.fixed, *HOLIDAYS.lunar])
    fragments = table.fragments | {"holiday_name": names}
    return Grammar(table.model_copy(update={"fragments": fragments}), name="dates.yaml")


GRAMMAR = _grammar()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date as printed in a paragraph's readable text, half-open; `suffix` is what the words behind it mean."""

    start: int
    end: int
    first: Match
    second: Match | None
    until: bool
    suffix: str


def with_month(phrase: Phrase, month: str | None) -> Phrase:
    """12月5日、6日: a bare day has the month of the date right before it; other phrases stay as they are."""
    if phrase.first.rule.reads != "day_of_same_month" or month is None:
        return phrase
    match = phrase.first
    return replace(phrase, first=replace(match, fields={**match.fields, "month": month}))


def phrases_of(line: str) -> Iterator[Phrase]:
    """The dates of a line with the words that belong to them."""
    behind = 0
    for match in GRAMMAR.find(line):
        if match.start < behind:
            continue
        second = _second(line, match)
        last = second or match
        until, start = _prefix(line, match.start) if second is None else (False, match.start)
        suffix, end = _suffix(line, last, joined=second is not None)
        if not suffix and second is None and line[match.start - 1 : match.start] == "自" and "year" in match.fields:
            # 自2006年以…: the beginning of something that goes on.
            start, suffix = match.start - 1, "since"
        behind = end
        yield Phrase(start, end, match, second, until, suffix)


def _second(line: str, first: Match) -> Match | None:
    """The date that 至 joins to the first; a bare day takes the first one's month."""
    link = _LINK.match(line, first.end)
    if not link or first.rule.reads in ("leaning_span", "standing"):
        return None
    match = GRAMMAR.at(line, link.end())
    if match and match.rule.reads not in ("recurring", "leaning_span", "standing"):
        return match
    day = _BARE_DAY.match(line, link.end())
    if day and (first.rule.reads == "recurring" or {"month", "day"} <= set(first.fields)):
        return Match(first.rule, day.start(), day.end(), {**first.fields, "day": day["day"]})
    return None


def _prefix(line: str, start: int) -> tuple[bool, int]:
    """Whether 到 or 至 makes the date a last day, and where the phrase then begins."""
    before = line[max(0, start - 3) : start]
    if before.endswith(_UNTIL_WORDS):
        return False, start
    if before.endswith(("到", "至")) and not before[:-1].endswith(tuple(_NOT_UNTIL)):
        return True, start - 1
    if before.endswith("从"):
        return False, start - 1
    return False, start


def _suffix(line: str, last: Match, *, joined: bool) -> tuple[str, int]:
    """What the words behind a date make of it, and where they end."""
    reads, end = last.rule.reads, last.end
    if reads in ("recurring", "after_issue", "leaning_span", "standing", "issue_day", "span"):
        return "", end
    place = end
    for extra in (_BRACKET, _TIME):
        found = extra.match(line, place)
        place = found.end() if found else place
    before = _BEFORE_YEAR if reads == "year" and "part" not in last.fields else _BEFORE
    options = (("before", before), ("within", _WITHIN), ("during", _DURING), ("since", _SINCE))
    for name, pattern in options[: 1 if joined else 4]:
        found = pattern.match(line, place if name == "before" else end)
        if found:
            return name, found.end()
    return "", end
