"""Figures that a clause prints and no record holds, read from the words: spans of time (`十五个工作日内`, `3年`), and
figures with a measure word that is no unit (`130根`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.document import Span
from extract.numerals import NUMERAL, plain
from extract.rulebook import alternatives
from queries.ask.findings import Finding, exception_fit, explained, segment_of, short, tight
from queries.ask.places import Place
from queries.ask.question import Question, Wanted
from queries.ask.weights import Weights
from queries.ask.years import year_agrees


def unrecorded(question: Question, weights: Weights, place: Place, *, units: tuple[str, ...]) -> Iterator[Finding]:
    """All figures of the passage with one of the units that are no dates."""
    text = place.document.text
    for clause in place.clauses():
        for found in _figure(units).finditer(plain(text[clause.start : clause.end])):
            figure = Span(clause.start + found.start(), clause.start + found.end())
            if any(date.covers(figure) for date in place.records.dates):
                continue
            near, span = segment_of(place.document.text, clause, figure), tight(text, clause)
            share = explained(weights, place, [(near, 1.0), (clause, 0.9)])
            yield Finding(
                span.start,
                span.end,
                wanted=Wanted.QUANTITY,
                answer=short(plain(figure.of(text))),
                role=None,
                task=short(span.of(text)),
                place=place,
                share=share,
                score=share * exception_fit(question, near.of(text)) * year_agrees(question, place, span, near=near)
                - 0.0003 * (near.end - near.start),
                at=figure.start,
            )


@lru_cache(maxsize=64)
def _figure(units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.第月年])(?!\d{{4}}年){NUMERAL}(?:{alternatives(units)})(?:[之以]?内)?")
