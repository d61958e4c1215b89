"""What may be an answer: a fact of a passage with how well it fits the question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Span
from corpus.view import readable
from queries.ask.lexicon import hints
from queries.ask.places import Place
from queries.ask.question import Question, Wanted
from queries.ask.weights import Weights

_BREAK = re.compile(r"[，,。；;：:！？!?]")
# Between the members of a list too.
LISTING = re.compile(r"[，,。；;：:！？!?、]")
_TOLD, _EXCEPTION = 0.015, 0.93


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


def authority(place: Place) -> float:
    """What an answer gains or loses by the kind of its paper: a plan binds, a bulletin tells."""
    return -_TOLD if place.summary.kind in hints().told else 0.0


def exception_fit(question: Question, words: str) -> float:
    """What holds by way of exception only (可以延长30日) comes after the rule, unless it is asked for."""
    exceptional = any(word in words and word not in question.asked for word in hints().exceptions)
    return _EXCEPTION if exceptional else 1.0


def segment_of(text: str, clause: Span, figure: Span, *, marks: re.Pattern[str] = _BREAK) -> Span:
    """The part of the clause between two marks (by default commas and the like) that holds the figure."""
    start, end = clause.start, clause.end
    for mark in marks.finditer(text, clause.start, clause.end):
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
