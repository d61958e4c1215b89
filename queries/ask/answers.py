"""Answers to a clerk's question, each resting on the words of a paper.

A question is read, the index gives the passages that share words with it, and every record of the wanted kind in them
is judged by how much of the question its own words and its surroundings explain, rare words counting most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.store_values import DocumentSummary
from queries.ask.compounds import taken_apart
from queries.ask.contradictions import contradictions, side_by_side
from queries.ask.dates import dates
from queries.ask.findings import Finding, authority
from queries.ask.organizations import organizations
from queries.ask.papers import papers
from queries.ask.passages import by_synonyms, by_words
from queries.ask.places import Place, Shelf, places
from queries.ask.quantities import one_of_each, quantities
from queries.ask.question import ANY, Question, Wanted, read_question
from queries.ask.tasks import tasks
from queries.ask.weights import LEAST_SHARE, Weights, weigh
from queries.search.synonyms import synonyms_in

_LEAST_SCORE = 0.3
_MOST_NEAREST = 3
# How far the latest paper is put ahead of the oldest.
_LATER = 0.008
# Where a finding explains so much, words that mean the same need not be looked for.
_GOOD_SHARE = 0.85
# Answers that belong together are given together as long as they fit about as well; those who help, a little worse.
_TOGETHER, _HELPING = 0.85, 0.75
_APART = re.compile(r"[，。；：:]")
_FINDERS: Mapping[Wanted, Callable[[Question, Weights, Place], Iterator[Finding]]] = {
    Wanted.ORGANIZATION: organizations,
    Wanted.QUANTITY: quantities,
    Wanted.DATE: dates,
    Wanted.DOCUMENT: papers,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: in short (`answer`), the body's part in it where it is a body (`role`), the work item (`task`), and
    the clause it rests on: `quote` is `[start, end)` of the paper's text. `against` are the places, from 0, of the
    answers given with it that contradict it: another paper names another body, figure or day for the same thing."""

    answer: str
    role: str | None
    task: str
    quote: str
    document: DocumentSummary
    section: str
    start: int
    end: int
    score: float
    against: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers, best first. `kind` is `organization` `quantity` `date`, `task` (what a body is to do), `document`
    (which paper says it), or `none` where nothing fits: then `nearest` are the clauses that come nearest, each with its
    paper for an answer."""

    kind: str
    answers: tuple[Answer, ...]
    nearest: tuple[Answer, ...] = ()


def ask(library: Shelf, question: str, *, limit: int) -> Answers:
    """At most `limit` answers, best first, those of one duty together; of papers that fit as well the later first,
    those that contradict the first answer beside it.

    Raises QueryError where nothing is asked.
    """
    engine = library.engine
    snapshot = engine.snapshot()
    read = read_question(question, synonyms=synonyms_in(library.store.folder, snapshot.shelf).others)
    asked = taken_apart(read, engine)
    weights = weigh(asked, engine)
    if Wanted.TASK in asked.kinds:
        if held := tasks(library, asked, weights, limit=limit):
            return Answers(Wanted.TASK.value, tuple(map(_answer, held)))
        asked = replace(asked, kinds=ANY)
    near = places(library, asked, weights, by_words(asked, snapshot))
    found = _findings(asked, weights, near)
    if max((finding.share for finding in found), default=0.0) < _GOOD_SHARE:
        found += _findings(asked, weights, places(library, asked, weights, by_synonyms(asked, snapshot), but=near))
    ordered = one_of_each(asked, sorted(_by_age(found), key=_order))
    best = side_by_side(_distinct(_together(ordered)))[:limit]
    if not best:
        return Answers("none", (), _nearest(asked, weights, near))
    answers = zip(map(_answer, best), contradictions(best), strict=True)
    return Answers(best[0].wanted.value, tuple(replace(answer, against=against) for answer, against in answers))


def _findings(asked: Question, weights: Weights, where: Iterable[Place]) -> list[Finding]:
    """All that the places hold of what is wanted and that explains enough of the question."""
    return [
        replace(finding, score=finding.score + authority(place))
        for place in where
        for wanted in asked.kinds
        for finding in _FINDERS[wanted](asked, weights, place)
        if finding.share >= LEAST_SHARE and finding.score >= _LEAST_SCORE
    ]


def _nearest(asked: Question, weights: Weights, near: Iterable[Place]) -> tuple[Answer, ...]:
    """The best clauses of the nearest passages, one of each paper."""
    found = (finding for place in near for finding in papers(asked, weights, place) if finding.score > 0)
    return tuple(map(_answer, _distinct(sorted(found, key=_order))[:_MOST_NEAREST]))


def _by_age(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, those of later papers a little ahead."""
    days = sorted({day for finding in found if (day := finding.place.summary.date)})
    step = _LATER / max(1, len(days) - 1)
    for finding in found:
        day = finding.place.summary.date
        yield replace(finding, score=finding.score + step * days.index(day)) if day else finding


def _order(finding: Finding) -> tuple[float, int, str, int, int, str]:
    """Best first; where equal, the later paper first, then as printed."""
    day = finding.place.summary.date
    later = -day.toordinal() if day else 0
    return (-round(finding.score, 6), later, finding.place.summary.id, finding.start, finding.at, finding.answer)


def _together(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with the bodies of one duty moved up to the best of them, those that lead before those that help."""
    left = list(found)
    while left:
        best = left[0]
        yield from _in_order([each for each in left if _belongs(each, best)])
        left = [each for each in left if not _belongs(each, best)]


def _in_order(duty: Sequence[Finding]) -> list[Finding]:
    """Whoever has more to say in it than the best, then the bodies of the same duty by their part in it, those that one
    list names as printed, then those of duties beside it."""
    best = duty[0]
    listed = {id(each): each.at if _listed_with(each, best) else best.at for each in duty}
    return sorted(
        duty, key=lambda each: (each.rank >= best.rank and each.task != best.task, each.rank, listed[id(each)])
    )


def _listed_with(finding: Finding, best: Finding) -> bool:
    """Whether no comma or stop parts the two bodies."""
    first, last = sorted((finding.at, best.at))
    return not _APART.search(best.place.document.text, first, last)


def _belongs(finding: Finding, best: Finding) -> bool:
    same = finding.wanted is Wanted.ORGANIZATION and finding.place.summary.id == best.place.summary.id
    least = _HELPING if finding.rank > best.rank else _TOGETHER
    return finding is best or (same and finding.overlaps(best) and finding.score >= least * best.score)


def _distinct(found: Iterable[Finding]) -> list[Finding]:
    """Each answer of a paper once, where it is best."""
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in found:
        kept.setdefault((finding.place.summary.id, finding.wanted.value, finding.answer), finding)
    return list(kept.values())


def _answer(finding: Finding) -> Answer:
    place = finding.place
    return Answer(
        answer=finding.answer,
        role=finding.role,
        task=finding.task,
        quote=finding.of(place.document.text),
        document=place.summary,
        section=place.section_of(finding.start),
        start=finding.start,
        end=finding.end,
        score=round(finding.score, 4),
    )
