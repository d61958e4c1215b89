"""What may be an answer: a fact of a passage with how well it fits the question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Span
from corpus.view import readable
from index.folding import folded
from queries.ask.lexicon import hints
from queries.ask.places import Place
from queries.ask.question import Question, Wanted
from queries.ask.weights import Weights

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|-\d)")

_BREAK = re.compile(r"[，,。；;：:！？!?]")
_TOLD = 0.015
_OTHER_YEAR, _UNKNOWN_YEAR = 0.78, 0.92
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class Finding(Span):
    """An answer with its grounds. The span is the words it rests on, in the paper of `place`; `rank` orders the
    bodies of one duty, least first.

    `share` is the part of the question that its words explain, from 0 to 1; `score` is that share, less what does not
    agree with the question. `at` is where the answer itself is printed.
    """

    wanted: Wanted
    answer: str
    role: str | None
    task: str
    place: Place
    share: float
    score: float
    at: int
    rank: int = 0


def explained(weights: Weights, place: Place, own: Iterable[tuple[Span, float]]) -> float:
    """The share of the question that stretches of the paper and the passage's surroundings explain together."""
    parts = [(weights.seen(place.words(span.start, span.end)), worth) for span, worth in own]
    return weights.share([*parts, *((weights.seen(text), worth) for text, worth in place.surroundings)])


def year_agrees(question: Question, place: Place, *texts: str) -> float:
    """How far the year named agrees, as a factor: what the words themselves say counts before their headings, and
    these before the paper's year; 0 where the paper never speaks of that year."""
    if question.year is None:
        return 1.0
    said = [
        _YEAR.findall(folded(text)) for text in (" ".join(texts), *(each.heading for each in reversed(place.sections)))
    ]
    nearest = next((years for years in said if years), [])
    if str(question.year) in nearest:
        return 1.02
    if place.summary.year != question.year and not _speaks_of(place, question.year):
        return _UNKNOWN_YEAR if place.summary.year is None and not nearest else 0.0
    return _OTHER_YEAR if nearest or place.summary.year != question.year else 1.0


def _speaks_of(place: Place, year: int) -> bool:
    written = (str(year), str(year).translate(_FULL_WIDTH), str(year).translate(_CHINESE))
    return any(each in place.document.text for each in written)


def authority(place: Place) -> float:
    """What an answer gains or loses by the kind of its paper: a plan binds, a bulletin tells."""
    return -_TOLD if place.summary.kind in hints().told else 0.0


def segment_of(place: Place, clause: Span, figure: Span) -> Span:
    """The part of the clause between two commas that holds the figure."""
    text = place.document.text
    start, end = clause.start, clause.end
    for mark in _BREAK.finditer(text, clause.start, clause.end):
        if mark.end() <= figure.start:
            start = mark.end()
        elif mark.start() >= figure.end:
            end = mark.start()
            break
    return Span(start, end)


def short(text: str) -> str:
    """The words as a person reads them."""
    return readable(text).text


def tight(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
