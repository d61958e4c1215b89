"""What may be an answer: a fact of a passage with how well it fits the question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Span
from corpus.view import readable
from index.folding import folded
from queries.ask_lexicon import hints
from queries.ask_places import Place
from queries.ask_weights import Weights
from queries.question import Question, Wanted

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|-\d)")

_TOLD = 0.015
_OTHER_YEAR = 0.78


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
    for said in (" ".join(texts), " ".join(section.heading for section in place.sections)):
        years = _YEAR.findall(folded(said))
        if years:
            return 1.02 if str(question.year) in years else _OTHER_YEAR
    if place.summary.year is None:
        return 0.92
    if place.summary.year == question.year:
        return 1.0
    return _OTHER_YEAR if str(question.year) in place.document.text else 0.0


def authority(place: Place) -> float:
    """What an answer gains or loses by the kind of its paper: a plan binds, a bulletin tells."""
    return -_TOLD if place.summary.kind in hints().told else 0.0


def short(text: str) -> str:
    """The words as a person reads them."""
    return readable(text).text


def tight(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
