"""When: the dates of a passage, or those that hold for it from its headings, its item or the plan's year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.document import Span
from extract.records import DateKind, DateMention, Deadline
from queries.ask_findings import Finding, explained, short, tight, year_agrees
from queries.ask_places import Place
from queries.ask_weights import Weights
from queries.question import Edge, Question, Wanted

_OWN, _EARLIER, _HEADING, _RECORD = 1.0, 0.95, 0.93, 0.85
_KINDS = {DateKind.RECURRING: 0.97, DateKind.FUZZY: 0.85}
_SEGMENT = re.compile(r"(?:（[^（）]*）|\([^()]*\)|[^，,：:])+")


@dataclass(frozen=True, slots=True)
class _Due(Span):
    """A date that holds for some words, where it is printed and how sure that is."""

    text: str
    since: date | None
    until: date | None
    worth: float


def dates(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """All dates that may be meant."""
    earlier: DateMention | None = None
    for clause in place.clauses():
        own = [each for each in place.records.dates if clause.covers(each) and each.kind is not DateKind.FUZZY]
        for segment, due in _governed(question, place, clause, own, earlier):
            yield _finding(question, weights, place, clause, segment, due)
        if own and own[0].kind is DateKind.DEADLINE and own[0].start - clause.start <= 2:
            earlier = own[0]


def in_words(due: _Due, *, edge: Edge | None) -> str:
    """The day or days in ISO 8601 and as printed: `2008-05-31（5月底前）`, `2008-02-11/2008-03-31（…）`; only the end
    that is asked for leads."""
    printed = short(due.text)
    if due.since is None and due.until is None:
        return printed
    if edge is Edge.BEGIN and due.since:
        days = due.since.isoformat()
    elif edge is Edge.FINISH and due.until:
        days = due.until.isoformat()
    else:
        days = "/".join(dict.fromkeys(day.isoformat() for day in (due.since, due.until) if day))
    return f"{days}（{printed}）"


def _governed(
    question: Question, place: Place, clause: Span, own: list[DateMention], earlier: DateMention | None
) -> Iterator[tuple[Span, _Due]]:
    """Each part of a clause with the date that holds for it."""
    if not own:
        inherited = _inherited(place, clause, earlier)
        if inherited:
            yield clause, inherited
        return
    for found in _SEGMENT.finditer(place.document.text, clause.start, clause.end):
        segment = Span(*found.span())
        inside = [each for each in own if segment.covers(each)]
        before = [each for each in own if each.end <= segment.start]
        for mention in inside or before[-1:] or own[:1]:
            yield segment, _due(mention, _OWN * _KINDS.get(mention.kind, 1.0))


def _inherited(place: Place, clause: Span, earlier: DateMention | None) -> _Due | None:
    """The date that holds for a clause without one of its own."""
    if earlier:
        return _due(earlier, _EARLIER)
    for section in reversed(place.sections):
        heading = Span(section.start, section.heading_end)
        inside = [each for each in place.records.dates if heading.covers(each) and each.kind is not DateKind.FUZZY]
        if inside:
            return _due(inside[-1], _HEADING)
    records = (*place.records.targets, *place.records.responsibilities)
    found = next((each.deadline for each in records if each.deadline and each.overlaps(clause)), None)
    return _due(found, _RECORD) if found else None


def _due(found: DateMention | Deadline, worth: float) -> _Due:
    return _Due(found.start, found.end, found.text, found.since, found.until, worth)


def _finding(question: Question, weights: Weights, place: Place, clause: Span, segment: Span, due: _Due) -> Finding:
    share = explained(weights, place, [(segment, 1.0), (clause, 0.9)])
    text = place.document.text
    task = tight(text, clause)
    grounds = task if clause.covers(due) else _grounds(place, task, due)
    fit = due.worth * year_agrees(question, place, task.of(text), _years(due))
    return Finding(
        grounds.start,
        grounds.end,
        wanted=Wanted.DATE,
        answer=in_words(due, edge=question.edge),
        role=None,
        task=short(task.of(text)),
        place=place,
        share=share,
        score=share * fit * _edge_fit(question, due) - 0.0002 * (task.end - task.start),
        group=Span(due.start, due.end),
    )


def _grounds(place: Place, task: Span, due: _Due) -> Span:
    """The heading that holds the date; the clause itself where the date comes from further away."""
    for section in reversed(place.sections):
        heading = Span(section.start, section.heading_end)
        if heading.covers(due):
            return heading
    return Span(due.start, task.end) if place.covers(due) and due.start <= task.start else task


def _years(due: _Due) -> str:
    return " ".join(str(day.year) for day in (due.since, due.until) if day)


def _edge_fit(question: Question, due: _Due) -> float:
    if question.edge is Edge.BEGIN and due.since is None:
        return 0.85
    return 0.95 if question.edge is Edge.FINISH and due.until is None else 1.0
