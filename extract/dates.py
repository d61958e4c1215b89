"""Dates and deadlines of a paper, read against the paper's own year and day.

A date is found as a phrase: an optional word before it (到 截至), one date or two joined by 至, and a word behind it
(前 内 期间 起 以来). The phrase's calendar stretch comes from dates_calendar; what the paper said so far (the year of
the sentence, a span of years that a later bare 5年内 leans on) is kept in a `Memory`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.document import Span
from corpus.view import readable
from extract import rulebook
from extract.dates_calendar import HOLIDAYS, READERS, Interval, Moment, whole_number, year_of
from extract.numerals import plain
from extract.records import DateKind, DateMention
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
_SENTENCE_END = re.compile(r"[。！？；]")
_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_HEADING_LENGTH = 30
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_PAST_YEAR = re.compile(r"过去的?一年|去年|上年")
_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百]+条")
_LAW_ARTICLES = 5
_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What dates are read against: the year the paper speaks of and its own day (成文日期). Either may be unknown."""

    year: int | None
    date: datetime.date | None


def _grammar() -> Grammar:
    table = rulebook.load("rules/dates.yaml", RuleTable)
    names = rulebook.alternatives([*HOLIDAYS.fixed, *HOLIDAYS.lunar])
    fragments = table.fragments | {"holiday_name": names}
    return Grammar(table.model_copy(update={"fragments": fragments}), name="dates.yaml")


GRAMMAR = _grammar()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A date as printed in a paragraph's readable text, half-open; `suffix` is what the words behind it mean."""

    start: int
    end: int
    first: Match
    second: Match | None
    until: bool
    suffix: str


@dataclass(slots=True)
class Memory:
    """What was said before, as far as later dates lean on it."""

    anchor: Anchor
    law: bool = False
    section_year: int | None = None
    sentence_year: int | None = None
    paragraph_year: int | None = None
    spans: dict[int, Interval] = field(default_factory=dict)

    @property
    def this_year(self) -> int | None:
        """The year in which the paper was written."""
        return self.anchor.date.year if self.anchor.date else self.anchor.year

    def moment(self) -> Moment:
        """Where the next date is read."""
        said = (self.sentence_year, self.paragraph_year, self.section_year, self.anchor.year, self.this_year)
        return Moment(next((year for year in said if year is not None), None), self.this_year, self.anchor.date)

    def enter(self, line: str) -> None:
        """Begin a paragraph; a heading (一、…) that names a year gives it to the section, any other one ends that."""
        self.sentence_year = self.paragraph_year = None
        if len(line) <= _HEADING_LENGTH and _HEADING.match(line):
            named = _YEAR.search(line)
            self.section_year = int(named[1]) if named else None
            if _PAST_YEAR.search(line) and self.this_year is not None:
                self.section_year = self.this_year - 1

    def applies(self, match: Match) -> bool:
        """Whether words that lean on a year have one to lean on: a law's 上一年度 is nobody's year in particular."""
        word = match.fields.get("relative") or match.fields.get("relative_month") or ""
        if word[:1] in ("当", "次", "翌"):
            return self.sentence_year is not None or self.paragraph_year is not None
        return not word or not self.law

    def pass_over(self, words: str) -> None:
        """Go on behind some words; a sentence's end forgets the year of the sentence."""
        if _SENTENCE_END.search(words):
            self.sentence_year = None

    def note(self, match: Match, *, title: bool) -> None:
        """Remember the year a date names: for the sentence, with a month for the whole paragraph."""
        fields = match.fields
        named = "year" in fields or "relative" in fields
        if not named or title or "年度" in fields.get("year", ""):
            return
        year = year_of(fields, self.moment())
        self.sentence_year = year
        if "month" in fields or "relative" in fields:
            self.paragraph_year = year


def find_dates(text: str, paragraphs: Sequence[Span], *, anchor: Anchor) -> tuple[DateMention, ...]:
    """All dates of a paper in reading order, none overlapping another.

    `paragraphs` are spans of `text`, in order. A date without a year belongs to the year its sentence or paragraph
    named last, else to the anchor's; where nothing tells the year, `since` and `until` are None and the kind stands.
    """
    articles = sum(1 for paragraph in paragraphs if _ARTICLE.match(text, paragraph.start, paragraph.end))
    memory = Memory(anchor, law=articles >= _LAW_ARTICLES)
    mentions: list[DateMention] = []
    for paragraph in paragraphs:
        view = readable(text, paragraph)
        line = plain(view.text)
        titles = [found.span() for found in _TITLE.finditer(line)]
        memory.enter(line)
        passed, previous = 0, None
        for phrase in _phrases(line):
            memory.pass_over(line[passed : phrase.start])
            title = any(start <= phrase.start < end for start, end in titles)
            read = _read(phrase, memory, title=title)
            if read is None:
                continue
            interval, kind = read
            if kind is DateKind.RECURRING and previous and phrase.start - passed <= 1:
                interval = Interval(previous.since, None)
            span = view.span(phrase.start, phrase.end)
            mentions.append(
                DateMention(
                    span.start,
                    span.end,
                    text=text[span.start : span.end],
                    since=interval.since,
                    until=interval.until,
                    kind=kind,
                )
            )
            passed, previous = phrase.end, interval
    return tuple(mentions)


def _phrases(line: str) -> Iterator[_Phrase]:
    """The dates of a line with the words that belong to them."""
    behind = 0
    for match in GRAMMAR.find(line):
        if match.start < behind:
            continue
        second = _second(line, match)
        last = second or match
        until, start = _prefix(line, match.start) if second is None else (False, match.start)
        suffix, end = _suffix(line, last, joined=second is not None)
        behind = end
        yield _Phrase(start, end, match, second, until, suffix)


def _second(line: str, first: Match) -> Match | None:
    """The date that 至 joins to the first; a bare day takes the first one's month."""
    link = _LINK.match(line, first.end)
    if not link or first.rule.reads in ("recurring", "leaning_span", "standing"):
        return None
    match = GRAMMAR.at(line, link.end())
    if match and match.rule.reads not in ("recurring", "leaning_span", "standing"):
        return match
    day = _BARE_DAY.match(line, link.end())
    if day and "day" in first.fields and "month" in first.fields:
        return Match(first.rule, day.start(), day.end(), {"month": first.fields["month"], "day": day["day"]})
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


def _read(phrase: _Phrase, memory: Memory, *, title: bool) -> tuple[Interval, DateKind] | None:
    """The phrase's days and kind, or None where it is no date after all."""
    reads = phrase.first.rule.reads
    if not memory.applies(phrase.first):
        return None
    if reads == "recurring":
        return Interval(None, None), DateKind.RECURRING
    if reads == "standing":
        return Interval(None, None), DateKind.FUZZY
    if reads == "leaning_span":
        leaned = memory.spans.get(whole_number(phrase.first.fields["count"]) or 0)
        return (leaned, DateKind.DEADLINE) if leaned else None
    unknown = memory.moment().day is None and reads == "after_issue"
    interval = _days(phrase.first, memory, title=title)
    if reads == "span" and interval and interval.since and interval.until:
        memory.spans[interval.until.year - interval.since.year + 1] = interval
        return interval, DateKind.PERIOD
    if interval is None:
        return None if unknown or _impossible(phrase, memory) else (Interval(None, None), _kind(phrase, None))
    if phrase.second:
        until = _days(phrase.second, memory, title=title)
        return (_joined(interval, until), DateKind.PERIOD) if until else (interval, DateKind.PERIOD)
    return _bounded(phrase, interval), _kind(phrase, interval)


def _days(match: Match, memory: Memory, *, title: bool) -> Interval | None:
    interval = READERS[match.rule.reads](match.fields, memory.moment())
    memory.note(match, title=title)
    return interval


def _impossible(phrase: _Phrase, memory: Memory) -> bool:
    """Whether the words name no day of any calendar (2月30日), though the year is known."""
    return year_of(phrase.first.fields, memory.moment()) is not None and phrase.first.rule.reads != "relative_month"


def _joined(first: Interval, second: Interval) -> Interval:
    """From the one to the other; an end before its beginning is in the year after (11月至3月)."""
    since, until = first.since, second.until
    if since and until and until < since:
        until = _a_year_later(until)
    return Interval(since, until)


def _a_year_later(day: datetime.date) -> datetime.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _bounded(phrase: _Phrase, interval: Interval) -> Interval:
    """The interval as the words around it bound it: 前 and 到 leave the beginning open, 起 the end."""
    holiday = phrase.first.rule.reads == "holiday"
    if phrase.suffix == "before":
        until = interval.until
        return Interval(None, until - datetime.timedelta(days=1) if holiday and until else until)
    if phrase.suffix == "since":
        since = interval.since
        return Interval(since + datetime.timedelta(days=1) if holiday and since else since, None)
    if phrase.suffix == "within" or phrase.until:
        return replace(interval, since=None)
    return interval


def _kind(phrase: _Phrase, interval: Interval | None) -> DateKind:
    fields = phrase.first.fields
    if phrase.suffix in ("before", "within") or phrase.until or phrase.first.rule.reads == "after_issue":
        return DateKind.DEADLINE
    if fields.get("part", "").endswith("内"):
        return DateKind.DEADLINE
    if phrase.suffix == "since":
        return DateKind.FUZZY if phrase.first.rule.reads == "holiday" else DateKind.PERIOD
    if "day" in fields or (interval is not None and interval.last):
        return DateKind.POINT
    return DateKind.PERIOD
