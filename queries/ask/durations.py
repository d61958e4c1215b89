"""How long: spans of time that a clause prints (`十五个工作日内`, `3年`). No record holds them: the words are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.document import Span
from extract.numerals import NUMERAL, plain
from extract.rulebook import alternatives
from queries.ask.findings import Finding, explained, segment_of, short, tight, year_agrees
from queries.ask.lexicon import hints
from queries.ask.places import Place
from queries.ask.question import Question, Wanted
from queries.ask.weights import Weights


def durations(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """All spans of time in the passage that are no dates."""
    text = place.document.text
    for clause in place.clauses():
        for found in _duration().finditer(plain(text[clause.start : clause.end])):
            duration = Span(clause.start + found.start(), clause.start + found.end())
            if any(date.covers(duration) for date in place.records.dates):
                continue
            near, span = segment_of(place, clause, duration), tight(text, clause)
            share = explained(weights, place, [(near, 1.0), (clause, 0.9)])
            yield Finding(
                span.start,
                span.end,
                wanted=Wanted.QUANTITY,
                answer=short(plain(duration.of(text))),
                role=None,
                task=short(span.of(text)),
                place=place,
                share=share,
                score=share * year_agrees(question, place, span.of(text)) - 0.0003 * (near.end - near.start),
                at=duration.start,
            )


@lru_cache(maxsize=1)
def _duration() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.第月年])(?!\d{{4}}年){NUMERAL}(?:{alternatives(hints().time_units)})(?:[之以]?内)?")
