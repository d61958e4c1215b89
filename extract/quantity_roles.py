"""What a figure is for: to be reached (target), background (description), or a count of parts (structural).

Three things decide: the noun behind it (四个方面), the section it stands in (a law, a look back, a plan), and the
words of its own sentence (力争 … against 已 … 了). The words are data: rules/roles.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from extract import rulebook
from extract.records import Comparator, QuantityRole

_LAW_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百]+条")
_LAW_ARTICLES = 5
_LAW_KINDS = ("条例", "法", "规定", "细则")
_LABELS = (
    r"第[一二三四五六七八九十]+[编章]",
    r"第[一二三四五六七八九十]+节",
    r"[一二三四五六七八九十]+、",
    r"[（(][一二三四五六七八九十]+[）)]",
)
_HEADINGS = tuple(re.compile(rf"\s*{label}(?P<words>[^。；]{{1,40}})") for label in _LABELS)
_SENTENCE_END = re.compile(r"[。；！？]")
_CLAUSE = re.compile(r"[，。；！？：]")
_MARK = re.compile(r"[，。；！？：、（）()|“”]")
_BRACKETED = re.compile(r"[（(]?共计?$|方面$")
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
    look_back: rulebook.Pattern
    look_ahead: rulebook.Pattern


class RoleWords(rulebook.Illustrated):
    """rules/roles.yaml."""

    part_nouns: rulebook.Pattern
    chinese_part_nouns: rulebook.Pattern
    quoted_part_nouns: rulebook.Pattern
    part_units: tuple[str, ...]
    part_heads: tuple[str, ...]
    kind_units: tuple[str, ...]
    headings: HeadingWords
    future: rulebook.Pattern
    past: rulebook.Pattern
    narrative: rulebook.Pattern
    strong_future: rulebook.Pattern
    achieving: rulebook.Pattern
    governing: rulebook.Pattern
    goal_words: rulebook.Pattern
    scope_before: rulebook.Pattern
    scope_after: rulebook.Pattern
    base_before: rulebook.Pattern
    base_after: rulebook.Pattern
    worked_on: rulebook.Pattern
    work_before: rulebook.Pattern
    work_after: rulebook.Pattern
    project_facts: rulebook.Pattern
    rates: rulebook.Pattern
    obliges: rulebook.Pattern
    shares_before: rulebook.Pattern
    shares_after: rulebook.Pattern
    condition_after: rulebook.Pattern
    members_named: rulebook.Pattern
    members_before: rulebook.Pattern
    members_after: rulebook.Pattern
    summed_before: rulebook.Pattern


WORDS = rulebook.load("rules/roles.yaml", RoleWords)
_PAST_HEADING, _PLAN_HEADING = re.compile(WORDS.headings.past), re.compile(WORDS.headings.plan)
_LOOK_BACK, _LOOK_AHEAD = re.compile(WORDS.headings.look_back), re.compile(WORDS.headings.look_ahead)
_FUTURE, _PAST = re.compile(WORDS.future), re.compile(WORDS.past)
_NARRATIVE, _ACHIEVING = re.compile(WORDS.narrative), re.compile(WORDS.achieving)
_GOVERNING, _GOAL = re.compile(WORDS.governing), re.compile(WORDS.goal_words)
_SCOPE_BEFORE, _SCOPE_AFTER = re.compile(WORDS.scope_before), re.compile(WORDS.scope_after)
_RATES, _PROJECT_FACTS = re.compile(WORDS.rates), re.compile(WORDS.project_facts)
_WORKED_ON = re.compile(WORDS.worked_on)
_WORK_BEFORE, _WORK_AFTER = re.compile(WORDS.work_before), re.compile(WORDS.work_after)
_COUNTED = re.compile(r"[一二三四五六七八九十两百千\d]+[^，、]{2,}")
_WORK = 44
_NOTE = re.compile(r"\s*(?:附?注[：:]|注\d+[：:])")
_INCLUDED = re.compile(r"（含[^（）]{0,6}）")
_NEAR_HEAD = 6
_NEAR_FACT = 8
_SHARES_BEFORE, _SHARES_AFTER = re.compile(WORDS.shares_before), re.compile(WORDS.shares_after)
_CONDITION_AFTER, _SUMMED_BEFORE = re.compile(WORDS.condition_after), re.compile(WORDS.summed_before)
_MEMBERS_NAMED = re.compile(WORDS.members_named)
_MEMBERS_BEFORE, _MEMBERS_AFTER = re.compile(WORDS.members_before), re.compile(WORDS.members_after)
_BASE_BEFORE, _BASE_AFTER = re.compile(WORDS.base_before), re.compile(WORDS.base_after)
_STRONG = re.compile(WORDS.strong_future)
_OBLIGES = re.compile(WORDS.obliges)
_YEAR = re.compile(r"(?<![比较与\d])((?:19|20)\d\d)年(?!的|水平|相比)")
_ADJECTIVES = "[大重主要基本具体关键新”]{0,4}"
_PARTS = re.compile(rf"{_ADJECTIVES}(?:{WORDS.part_nouns})")
_CHINESE_PARTS = re.compile(rf"{_ADJECTIVES}(?:{WORDS.part_nouns}|{WORDS.chinese_part_nouns})")
_QUOTED_PARTS = re.compile(
    rf"[一二三四五六七八九十两]+(?:大|[{''.join(WORDS.part_units)}]){_ADJECTIVES}(?:{WORDS.quoted_part_nouns})"
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a figure is for, and the code of `extract.confidence` that says why."""

    role: QuantityRole
    reason: str


class Outlook:
    """The mode of each paragraph of a paper, told in reading order."""

    def __init__(self, *, kind: str | None, year: int | None, texts: Sequence[str]) -> None:
        articles = sum(1 for text in texts if _LAW_ARTICLE.match(text))
        self._law = articles >= _LAW_ARTICLES or kind in _LAW_KINDS
        self._year = year
        self._modes = [Mode.OPEN] * len(_HEADINGS)

    def enter(self, line: str) -> Mode:
        """The mode of the paragraph that comes next."""
        if self._law:
            return Mode.LAW
        for level, heading in enumerate(_HEADINGS):
            found = heading.match(line)
            if found:
                deeper = len(_HEADINGS) - level - 1
                inside = any(mode is not Mode.OPEN for mode in self._modes[:level])
                mode = _mode_of(found["words"], self._year, inside=inside)
                self._modes[level:] = [mode, *[Mode.OPEN] * deeper]
        return next((mode for mode in reversed(self._modes) if mode is not Mode.OPEN), Mode.OPEN)


def _mode_of(words: str, year: int | None, *, inside: bool) -> Mode:
    """What a heading says; `inside` one that looks back or ahead, only outright words do so again."""
    named = re.search(r"((?:19|20)\d\d)年", words)
    past, plan = (_LOOK_BACK, _LOOK_AHEAD) if inside else (_PAST_HEADING, _PLAN_HEADING)
    if (past.search(words) and not _FUTURE.search(words)) or (named and year and int(named[1]) < year):
        return Mode.PAST
    return Mode.PLAN if plan.search(words) else Mode.OPEN


def counts_parts(words: str) -> bool:
    """Whether quoted words count parts (十大目标) and are no name (两个普遍)."""
    return _QUOTED_PARTS.match(words) is not None


def is_structural(line: str, start: int, end: int, *, unit: str, numeral: str) -> bool:
    """Whether the figure at half-open `[start, end)` counts parts: 四个阶段, 两级, 十大目标."""
    if unit in WORDS.part_heads:
        return True
    if unit not in WORDS.part_units:
        return False
    if _BRACKETED.search(line[max(0, start - 3) : start]) and _MARK.match(line, end):
        return True
    if unit in WORDS.kind_units and not _DIGIT.match(numeral):
        return True
    nouns = _PARTS if _DIGIT.match(numeral) else _CHINESE_PARTS
    return nouns.match(line, end) is not None


def role_of(
    line: str,
    start: int,
    end: int,
    *,
    unit: str,
    comparator: Comparator,
    mode: Mode,
    year: int | None,
    planned: bool,
) -> Purpose:
    """Target or description, for the figure at half-open `[start, end)` of its paragraph's readable text; `year` is
    the paper's own. `planned`: the paragraph belongs to a plan, whose figures are to be reached unless the words say
    otherwise; elsewhere the words must say that they are."""
    if mode is Mode.LAW:
        return _described("law")
    if _is_note(line):
        return _described("rule")
    if _is_scope(line, start, end, unit=unit):
        return _described("scope")
    if _is_rule(line, start, end, unit=unit):
        return _described("rule")
    begin = max((found.end() for found in _SENTENCE_END.finditer(line, 0, start)), default=0)
    finish = _SENTENCE_END.search(line, end)
    before, sentence = line[begin:start], line[begin : finish.start() if finish else len(line)]
    obliges = _OBLIGES.match(line, start) is not None
    if _is_past(before, sentence, mode=mode, year=year):
        return _described("past")
    if unit in ("元", "%") and _RATES.search(before) and not (unit == "%" and obliges):
        return _described("rule")
    planned = planned or mode is Mode.PLAN
    if not (planned or obliges or _looks_ahead(before, sentence, year=year)):
        return _described("not_asked")
    follows = end < len(line) and not _MARK.match(line, end) and not _GOAL.match(line, end)
    if unit != "%" and comparator is Comparator.EQUAL and follows and not _achieved(line, begin, start):
        return _described("counts_others")
    return Purpose(QuantityRole.TARGET, "obliged" if obliges else "planned" if planned else "ahead")


def _described(reason: str) -> Purpose:
    return Purpose(QuantityRole.DESCRIPTION, reason)


def _achieved(line: str, begin: int, start: int) -> bool:
    """Whether the clause before a figure says that what it counts is to be made, done or reached."""
    clauses = [clause for clause in _CLAUSE.split(line[begin:start]) if clause]
    while len(clauses) > 1 and _COUNTED.match(clauses[-1]) and not _ACHIEVING.search(clauses[-1]):
        # A list of works goes on: 建设一座公园，两条大道、四条街.
        clauses.pop()
    clause = clauses[-1] if clauses else ""
    listed = clause.endswith("等") and _ACHIEVING.search(clause, 0, _NEAR_HEAD) is not None
    worked_on = _WORKED_ON.match(line, start - len(clause)) is not None
    return listed or worked_on or (_ACHIEVING.search(clause) is not None and not _SCOPE_BEFORE.search(clause))


def _is_note(line: str) -> bool:
    """Whether a line explains a table or a term: its figures are given, not asked for."""
    return _NOTE.match(line) is not None


def _is_rule(line: str, start: int, end: int, *, unit: str) -> bool:
    """A project's size, a share of money, a condition, the members of a body: all that is not to be reached."""
    before = line[:start]
    if not _OBLIGES.match(line, start) and _PROJECT_FACTS.search(line[max(0, start - _NEAR_FACT) : start]):
        return True
    if unit in ("元", "%") and (_SHARES_BEFORE.search(before) or _SHARES_AFTER.match(line, end)):
        return True
    if unit in ("名", "人"):
        made_of = _MEMBERS_BEFORE.search(before) and _MEMBERS_AFTER.match(line, end)
        if made_of or _MEMBERS_NAMED.search(before):
            return True
    return _CONDITION_AFTER.match(line, end) is not None


def _looks_ahead(before: str, sentence: str, *, year: int | None) -> bool:
    """Whether a sentence outside plans says that something is to be reached: 要, 力争, 到2030年, or a clause that
    begins with a verb of achieving."""
    named = _YEAR.findall(before)
    if named and year is not None and int(named[-1]) > year:
        return True
    clauses = [clause for clause in _CLAUSE.split(before) if clause]
    begins = bool(clauses) and _ACHIEVING.match(clauses[-1]) is not None
    return begins or _FUTURE.search(sentence) is not None


def _is_past(before: str, sentence: str, *, mode: Mode, year: int | None) -> bool:
    """Whether the sentence tells what was or is; a year it names counts more than its words."""
    named = _YEAR.findall(before)
    if named and year is not None and int(named[-1]) != year:
        return int(named[-1]) < year
    if mode is Mode.PAST:
        return not _STRONG.search(before)
    told = _PAST.search(sentence) or _NARRATIVE.search(sentence)
    return told is not None and not _FUTURE.search(before)


def _is_scope(line: str, start: int, end: int, *, unit: str) -> bool:
    """百人以上企业, 500万元以下的贷款, 由52%提高: a figure that says which ones are meant, or from where."""
    if _BASE_AFTER.match(line, end) and _BASE_BEFORE.search(line[max(0, start - 12) : start]):
        return True
    included = _INCLUDED.match(line, end)
    end = included.end() if included else end
    if unit == "%" or end >= len(line) or _GOAL.match(line, end):
        return False
    if _GOVERNING.search(line[max(0, start - 4) : start]):
        return False
    if _WORK_BEFORE.search(line[max(0, start - _WORK) : start]) and _WORK_AFTER.match(line, end):
        return False
    bounded = (included or line[end - 2 : end] in ("以上", "以下", "以内")) and not _MARK.match(line, end)
    return bounded or line[end] == "的" or _SCOPE_AFTER.match(line, end) is not None
