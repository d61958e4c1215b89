"""Dates and deadlines of a paper, read against the paper's own year and day.

A date is found as a phrase (dates_phrases): an optional word before it (到 截至), one date or two joined by 至, and a
word behind it (前 内 期间 起 以来). Which days it means comes from dates_calendar; what the paper said so far is kept
in a `Memory` (dates_memory).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Span
from corpus.view import readable
from extract.confidence import confidence
from extract.dates_calendar import READERS, Interval, whole_number, year_of
from extract.dates_memory import Anchor, Memory
from extract.dates_phrases import Phrase, phrases_of, with_month
from extract.marks import full_width
from extract.numerals import plain
from extract.records import DateKind, DateMention
from extract.rulebook import Match

__all__ = ["Anchor", "find_dates"]

_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百]+条")
_LAW_ARTICLES = 5
_TITLE = re.compile(r"《[^》]*》")


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
        for phrase, interval, kind, year_basis in _dates_of(full_width(plain(view.text)), memory):
            span = view.span(phrase.start, phrase.end)
            known = interval.since is not None or interval.until is not None
            reason = f"year_{year_basis}" if known and year_basis else "no_day"
            mentions.append(
                DateMention(
                    span.start,
                    span.end,
                    text=span.of(text),
                    since=interval.since,
                    until=interval.until,
                    kind=kind,
                    year_basis=year_basis if known else None,
                    confidence=confidence("date", (reason,)),
                    reasons=(reason,),
                )
            )
    return tuple(mentions)


def _dates_of(line: str, memory: Memory) -> Iterator[tuple[Phrase, Interval, DateKind, str | None]]:
    """The dates of one paragraph; 从2007年开始每年 comes again from 2007 on, 12月5日、6日 are of one month."""
    titles = [found.span() for found in _TITLE.finditer(line)]
    memory.enter(line)
    passed, since, month = 0, None, None
    for found in phrases_of(line):
        memory.pass_over(line[passed : found.start])
        adjoining = found.start - passed <= 1
        phrase = with_month(found, month if adjoining else None)
        month = phrase.first.fields.get("month")
        year_basis = memory.year_basis(phrase.first)
        read = _read(phrase, memory, title=any(start <= phrase.start < end for start, end in titles))
        if read is None:
            continue
        interval, kind = read
        if kind is DateKind.RECURRING and adjoining:
            interval = Interval(since, None)
        yield phrase, interval, kind, year_basis
        passed, since = phrase.end, interval.since


def _read(phrase: Phrase, memory: Memory, *, title: bool) -> tuple[Interval, DateKind] | None:
    """The phrase's days and kind, or None where it is no date after all."""
    reads = phrase.first.rule.reads
    if not memory.applies(phrase.first):
        return None
    if reads == "recurring":
        return Interval(None, None), DateKind.RECURRING
    if reads == "standing":
        return Interval(None, None), DateKind.FUZZY
    if reads == "leaning_span":
        years = whole_number(phrase.first.fields["count"]) or 0
        leaned = memory.spans.get(years) or _intended(phrase.first, years, memory)
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


def _intended(match: Match, years: int, memory: Memory) -> Interval | None:
    """争取三年内 counts from the paper's own day, where that is known."""
    day = memory.anchor.date
    if match.rule.id != "intended-span" or day is None:
        return None
    return Interval(None, _later(day, years=years))


def _days(match: Match, memory: Memory, *, title: bool) -> Interval | None:
    interval = READERS[match.rule.reads](match.fields, memory.moment())
    memory.note(match, title=title)
    return interval


def _impossible(phrase: Phrase, memory: Memory) -> bool:
    """Whether the words name no day of any calendar (2月30日), though the year is known."""
    return year_of(phrase.first.fields, memory.moment()) is not None and phrase.first.rule.reads != "relative_month"


def _joined(first: Interval, second: Interval) -> Interval:
    """From the one to the other; an end before its beginning is in the year after (11月至3月)."""
    since, until = first.since, second.until
    if since and until and until < since:
        until = _later(until)
    return Interval(since, until)


def _later(day: datetime.date, *, years: int = 1) -> datetime.date:
    """The same day so many years later; 29 February becomes the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _bounded(phrase: Phrase, interval: Interval) -> Interval:
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


def _kind(phrase: Phrase, interval: Interval | None) -> DateKind:
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
