"""The year that a clause speaks of, against the year that is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Section, Span
from index.folding import folded
from queries.ask.lexicon import hints
from queries.ask.places import Place
from queries.ask.question import Question

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|-\d)")
# A year that begins a sentence holds for what follows it (2012年，全市…), until the next one.
_LEADING = re.compile(r"(?:^|[。；\n])\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)?([1１２2][90９０]\d\d)(?=年)")
_SAME, _OTHER, _UNKNOWN = 1.02, 0.78, 0.92
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def year_agrees(question: Question, place: Place, at: Span, *, near: Span | None = None, due: str = "") -> float:
    """How far the year named agrees with that of a clause, as a factor. The nearest year counts: what is said `near`
    the answer, then in the clause before it, in all of the clause (and `due`, the years of its deadline), at the head
    of the sentences before it, in the headings above it, then the paper's own year; 0 where the paper never speaks of
    that year."""
    if question.year is None:
        return 1.0
    if question.of_paper and place.summary.year:
        return _SAME if place.summary.year == question.year else _OTHER
    asked = str(question.year)
    nearest = next(filter(None, _said(place, at, near, due)), ())
    if asked in nearest:
        return _SAME
    if place.summary.year != question.year and not _speaks_of(place, asked):
        return _UNKNOWN if place.summary.year is None and not nearest else 0.0
    return _OTHER if nearest or place.summary.year != question.year else 1.0


def _said(place: Place, at: Span, near: Span | None, due: str) -> Iterator[tuple[str, ...]]:
    """The years that may be meant, those that are said nearest first."""
    text = place.document.text
    if near:
        yield tuple(_YEAR.findall(folded(f"{near.of(text)} {due}")))
        yield tuple(_YEAR.findall(folded(text[at.start : near.start]))[-1:])
    yield tuple(_YEAR.findall(folded(f"{at.of(text)} {due}")))
    for section in reversed(place.sections):
        before = place.document.text[max(section.start, at.start - 3000) : at.start]
        yield tuple(str(int(year)) for year in _LEADING.findall(before)[-1:])
        yield (*_YEAR.findall(folded(section.heading)), *_relative(section, place))


def _relative(section: Section, place: Place) -> tuple[str, ...]:
    """The year before the paper's, where the heading looks back at it (过去一年工作回顾)."""
    year = place.summary.year
    return (str(year - 1),) if year and any(word in section.heading for word in hints().last_year) else ()


def _speaks_of(place: Place, year: str) -> bool:
    written = (year, year.translate(_FULL_WIDTH), year.translate(_CHINESE))
    if any(each in place.document.text for each in written):
        return True
    return any(year in _relative(section, place) for section in place.sections)
