"""Who: the bodies held to a duty or to a target, and, where no duty is known, the body that a clause speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.document import Span
from extract.records import Basis, Role
from queries.ask_findings import Finding, explained, short, tight, year_agrees
from queries.ask_places import Place
from queries.ask_weights import Weights
from queries.question import Question, Wanted

_BASES = {Basis.EXPLICIT: 1.0, Basis.SUBJECT: 0.98, Basis.AUTHOR: 0.86}
_MENTION = 0.7
_ORDER = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT, Role.SUPERVISE)
# How far a role that is known answers for the role asked for.
_FITS: dict[Role, dict[Role, float]] = {
    Role.LEAD: {Role.LEAD: 1.0, Role.RESPONSIBLE: 0.88, Role.SUPERVISE: 0.7, Role.SUPPORT: 0.6},
    Role.RESPONSIBLE: {Role.LEAD: 1.0, Role.RESPONSIBLE: 1.0, Role.SUPERVISE: 0.95, Role.SUPPORT: 0.8},
    Role.SUPPORT: {Role.SUPPORT: 1.0, Role.LEAD: 0.75, Role.RESPONSIBLE: 0.75, Role.SUPERVISE: 0.7},
    Role.SUPERVISE: {Role.SUPERVISE: 1.0, Role.RESPONSIBLE: 0.95, Role.LEAD: 0.93, Role.SUPPORT: 0.8},
}
_UNASKED = {Role.LEAD: 1.0, Role.RESPONSIBLE: 1.0, Role.SUPERVISE: 0.97, Role.SUPPORT: 0.92}
_LONG = 150


def organizations(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """All bodies of the passage that may be meant."""
    yield from _of_duties(question, weights, place)
    yield from _of_targets(question, weights, place)
    yield from _mentioned(question, weights, place)


def _of_duties(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    for duty in place.records.responsibilities:
        if not duty.overlaps(place):
            continue
        own = [(duty, 0.95 if duty.end - duty.start < _LONG else 0.85)]
        own += [(_task_span(place, duty, duty.task), 1.0)]
        own += [(clause, 0.9) for clause in place.clauses() if duty.covers(clause)]
        share = explained(weights, place, own)
        yield _finding(question, place, duty, duty.organization, duty.text, duty.role, duty.basis, duty.task, share)


def _of_targets(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    for target in place.records.targets:
        if not target.overlaps(place):
            continue
        share = explained(weights, place, [(target, 1.0)])
        for body in target.responsible:
            yield _finding(
                question, place, target, body.organization, body.text, body.role, body.basis, target.task, share
            )


def _mentioned(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """The first body that a clause without a duty names: mostly its subject."""
    known = [record for record in (*place.records.responsibilities, *place.records.targets) if record.overlaps(place)]
    for clause in place.clauses():
        if any(record.overlaps(clause) for record in known):
            continue
        first = next((each for each in place.records.organizations if clause.covers(each)), None)
        if first is None:
            continue
        share = explained(weights, place, [(clause, 1.0)])
        span = tight(place.document.text, clause)
        words = short(span.of(place.document.text))
        found = _finding(question, place, span, first.name, first.text, Role.RESPONSIBLE, None, words, share)
        yield found


def _finding(
    question: Question,
    place: Place,
    span: Span,
    name: str,
    printed: str,
    role: Role,
    basis: Basis | None,
    task: str,
    share: float,
) -> Finding:
    fit = max((_FITS[asked][role] for asked in question.roles), default=_UNASKED[role])
    agreed = year_agrees(question, place, span.of(place.document.text))
    sure = _BASES[basis] if basis else _MENTION
    return Finding(
        span.start,
        span.end,
        wanted=Wanted.ORGANIZATION,
        answer=_named(name, printed),
        role=role.value,
        task=task,
        place=place,
        share=share,
        score=share * fit * agreed * sure - min(len(task), 200) * 0.0003,
        group=Span(span.start, span.end),
        rank=_ORDER.index(role),
    )


def _named(name: str, printed: str) -> str:
    """The full name, and as printed where that is not part of it."""
    plain = short(printed)
    return name if plain in name else f"{name}（{plain}）"


def _task_span(place: Place, duty: Span, task: str) -> Span:
    """Where the task's words stand in the duty; the duty itself where they were put together."""
    at = place.document.text.find(task, duty.start, duty.end)
    return Span(at, at + len(task)) if at >= 0 else Span(duty.start, duty.end)
