"""Indicators: what a figure measures, in the text's own words.

The words stand before the figure (`全市建会率达到90%`), behind it (`培训100名工会主席`), or both with a verb before it;
where a list gives several figures for one thing, the words of the figure before count on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.organizations import find_names
from extract.rulebook import Illustrated, Pattern, alternatives, load

_CLAUSE_MARKS = "，,。；;：:！？"
_THING_LIMIT = 4
_BARE = 2
_LONG = 12
_AHEAD = "全[国省市区县]|[全要应将须]|进一步|继续|努力|积极|大力|年内|全面|重点|初步|基本"
_LIST_MARKS = "、和及与"
_NUMERAL = re.compile("[0-9一二三四五六七八九十百千万两]")
_PREPOSITIONS = "对在从按向"
_COMPARED = ("比", "较", "与")
_MODAL = re.compile(r"(?:要|将|应当?|须|必须|计划)(?:在[^，。；]{1,6}?(?=[遴评选创建举开培]))?")
_QUOTED = re.compile(r"“[^“”]{8,}”的")


class IndicatorRules(Illustrated):
    """The file `rules/targets.yaml`."""

    before_figure: Pattern
    lead_in: Pattern
    empty_behind: Pattern
    rest_of_list: Pattern
    generic: Pattern
    counting: Pattern
    object_verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's half-open place in a sentence's readable text."""

    start: int
    end: int


Pieces = tuple[tuple[int, int], ...]
"""Half-open places in the sentence's readable text that read in turn give the indicator."""


def indicators(text: str, figures: Sequence[Figure], blanks: Sequence[Figure] = ()) -> list[Pieces]:
    """What each figure of a sentence measures, in the figures' order. `blanks` are dates and other stretches that are
    no part of an indicator. Empty where nothing is said."""
    found: list[Pieces] = []
    used = 0
    for number, figure in enumerate(figures):
        following = figures[number + 1].start if number + 1 < len(figures) else len(text)
        pieces = _indicator(text, figure, used, following, found[-1] if found else (), blanks)
        used = max([figure.end, *(end for start, end in pieces if start >= figure.end)])
        found.append(pieces)
    return found


def _indicator(text: str, figure: Figure, used: int, following: int, last: Pieces, blanks: Sequence[Figure]) -> Pieces:
    """`used` is where the words end that the figure before it has for its own."""
    begin = clause_begin(text, figure.start)
    before = _before(text, max(used, begin), figure.start, blanks)
    behind = _behind(text, figure.end, min(clause_end(text, figure.end), following))
    if before and behind and text[figure.end] == "的" and text[before[0]] in _PREPOSITIONS:
        # 对本区域内30%以上的企业开展抽查: the share is of what follows.
        before = None
    if before and last and _counting().fullmatch(text, *before):
        return (*last, before)
    if behind and _counts(text, figure) and (led := _of_list(text, figure, before)) is not None:
        return (*led, _first_of(text, behind))
    if before and not _is_verb(text[slice(*before)]):
        return _with_thing(text, begin, before)
    if behind:
        return (before, behind) if before else (behind,)
    if before:
        return (before,)
    return last or _clause_before(text, begin, blanks)


def _counts(text: str, figure: Figure) -> bool:
    """Whether a figure counts what follows it: no comparing word before it, no mark behind it."""
    return _NUMERAL.match(text, figure.start) is not None and text[figure.end] not in _LIST_MARKS


def _of_list(text: str, figure: Figure, before: tuple[int, int] | None) -> Pieces | None:
    """What goes with the words behind a figure that sums up a list (打造甲街、乙街等10条特色街道) or stands in one
    (实施甲项目、5万亩绿化): the clause's verb alone. None where the words before the figure are what it measures."""
    listed = text[figure.start - 1] in _LIST_MARKS
    verb = _object_verb().match(text, before[0], before[1]) if before else None
    if verb and (listed or verb.end() < figure.start):
        return ((verb.start(), verb.end()),)
    if listed or text[figure.start - 1] == "等":
        return ()
    return None


def _first_of(text: str, behind: tuple[int, int]) -> tuple[int, int]:
    """The first of several long things to be done, the one that the figure is of."""
    start, end = behind
    return (start, start + len(text[start:end].partition("、")[0])) if end - start > _LONG else behind


def _before(text: str, start: int, end: int, blanks: Sequence[Figure]) -> tuple[int, int] | None:
    """The words before a figure, without what only leads up to it."""
    for blank in blanks:
        if start <= blank.start and blank.end == end:
            end = blank.start
        elif start < blank.start and blank.end < end and text[blank.start - 1] in _COMPARED:
            # 某指标比2005年削减10%: what it is compared with is no part of it.
            end = blank.start - 1
        elif start <= blank.start and blank.end < end:
            start = blank.end
    start = _behind_subject(text, _skip(text, start, end, "、，和及与：:的 "), end)
    led = ""
    while match := _lead_in().match(text, start, end):
        start = match.end()
        led += match.group()
    words = text[start:end]
    trimmed = _before_figure().sub("", words)
    end = start + len(trimmed.rstrip("，、（("))
    if end - start == _BARE and text[start - len(led) : start] == led and not _is_verb(text[start:end]):
        # 全年计划投资3亿元: 投资 alone says too little.
        start -= len(led)
    return (start, end) if end > start else None


def _behind_subject(text: str, start: int, end: int) -> int:
    """Behind the body that the clause begins with, if what it is to do follows: 区总将在全区遴选…."""
    subject = next((name for name in find_names(text) if name.start == start and name.end < end), None)
    modal = _MODAL.match(text, subject.end, end) if subject else None
    return modal.end() if modal else start


def _behind(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words behind a figure, unless they only close its clause (的目标)."""
    start = _skip(text, start, end, "的、")
    quoted = _QUOTED.match(text, start, end)
    start = quoted.end() if quoted else start
    match = _empty_behind().match(text, start, end)
    if match:
        return None
    words = _rest_of_list().sub("", text[start:end])
    end = start + len(words.rstrip("、和及与"))
    return (start, end) if end - start > 1 else None


def _with_thing(text: str, begin: int, before: tuple[int, int]) -> Pieces:
    """A bare measure (培训人数) takes the words of the clause before it along: of what it is the number."""
    if begin < 2 or before[0] - begin > 2 or not _generic().fullmatch(text, *before):
        return (before,)
    thing = _clause_before(text, begin, ())
    return (*thing, before)


def _clause_before(text: str, begin: int, blanks: Sequence[Figure]) -> Pieces:
    end = begin - 1
    if end < _THING_LIMIT:
        return ()
    words = _before(text, clause_begin(text, end), end, blanks)
    return (words,) if words else ()


def _is_verb(words: str) -> bool:
    return _verb().fullmatch(words) is not None


def _skip(text: str, start: int, end: int, marks: str) -> int:
    while start < end and text[start] in marks:
        start += 1
    return start


def clause_begin(text: str, at: int) -> int:
    """Where the comma clause that holds an offset begins; commas in brackets do not count."""
    depth = 0
    for position in range(at - 1, -1, -1):
        character = text[position]
        if character in "）)":
            depth += 1
        elif character in "（(":
            depth -= 1
            if depth < 0:
                return position + 1
        elif depth == 0 and character in _CLAUSE_MARKS:
            return position + 1
    return 0


def clause_end(text: str, at: int) -> int:
    """Where the comma clause that holds an offset ends; commas in brackets do not count."""
    depth = 0
    for position in range(at, len(text)):
        character = text[position]
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth -= 1
            if depth < 0:
                return position
        elif depth == 0 and character in _CLAUSE_MARKS:
            return position
    return len(text)


@lru_cache(maxsize=1)
def indicator_rules() -> IndicatorRules:
    """The rules, read once."""
    return load("rules/targets.yaml", IndicatorRules)


@lru_cache(maxsize=1)
def _before_figure() -> re.Pattern[str]:
    return re.compile(f"(?:{indicator_rules().before_figure})+$")


@lru_cache(maxsize=1)
def _lead_in() -> re.Pattern[str]:
    return re.compile(indicator_rules().lead_in)


@lru_cache(maxsize=1)
def _empty_behind() -> re.Pattern[str]:
    return re.compile(indicator_rules().empty_behind)


@lru_cache(maxsize=1)
def _rest_of_list() -> re.Pattern[str]:
    return re.compile(indicator_rules().rest_of_list)


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(indicator_rules().generic)


@lru_cache(maxsize=1)
def _counting() -> re.Pattern[str]:
    return re.compile(indicator_rules().counting)


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return re.compile(f"(?:{_AHEAD})*(?:{alternatives(indicator_rules().object_verbs)})+")


@lru_cache(maxsize=1)
def _object_verb() -> re.Pattern[str]:
    return re.compile(f"(?:{_AHEAD})*(?:{alternatives(indicator_rules().object_verbs)})")
