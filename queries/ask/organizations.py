"""Who: the bodies held to a duty or to a target, and, where no duty is known, the subject of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.document import Span
from extract.records import Basis, Responsibility, Role
from queries.ask.findings import Finding, explained, segment_of, short, tight
from queries.ask.lexicon import hints
from queries.ask.places import Place
from queries.ask.question import Question, Wanted
from queries.ask.subjects import Subject, goes_to, subjects
from queries.ask.weights import LEAST_SHARE, Weights
from queries.ask.years import year_agrees

_BASES = {Basis.EXPLICIT: 1.0, Basis.SUBJECT: 0.95, Basis.AUTHOR: 0.84}
# Who is named in the question is seldom the answer to it.
_ASKED_ABOUT = 0.8
_OF_SORT, _OF_OTHER_SORT = 1.05, 0.85
_ORDER = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT, Role.SUPERVISE)
# How far a role that is known answers for the role asked for.
_FITS: dict[Role, dict[Role, float]] = {
    Role.LEAD: {Role.LEAD: 1.0, Role.RESPONSIBLE: 0.82, Role.SUPERVISE: 0.7, Role.SUPPORT: 0.6},
    Role.RESPONSIBLE: {Role.LEAD: 1.0, Role.RESPONSIBLE: 1.0, Role.SUPERVISE: 0.95, Role.SUPPORT: 0.8},
    Role.SUPPORT: {Role.SUPPORT: 1.0, Role.LEAD: 0.75, Role.RESPONSIBLE: 0.75, Role.SUPERVISE: 0.7},
    Role.SUPERVISE: {Role.SUPERVISE: 1.0, Role.RESPONSIBLE: 0.95, Role.LEAD: 0.93, Role.SUPPORT: 0.8},
}
_UNASKED = {Role.LEAD: 1.0, Role.RESPONSIBLE: 1.0, Role.SUPERVISE: 0.97, Role.SUPPORT: 0.92}
_ADDRESSED, _ELSEWHERE, _NOT_THERE = 0.9, 0.94, 0.9
_LONG = 150
_OWN_TASK, _OWN_WORDS, _LATER_WORDS = 1.0, 0.95, 0.78
# What an item says in its other sentences, for a duty that names nothing to do (由某部负责) and for one that does.
_ITEM_OF_BARE, _ITEM_OF_OTHER = 0.96, 0.84
_UNDER_HEAD = 0.9  # what stands in a section whose first words say who is in charge
_BARE = 4
_IN_CELL = 0.95
_ROW = re.compile(r"[^\n]*\|[^\n]*")
_CELL = re.compile(r"[^|]+")
_LIST = re.compile(r"[、和及与]")
_MARKS = re.compile(r"[、，,。（）()：:]")


def organizations(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """All bodies of the passage that may be meant."""
    text = place.document.text
    read = {
        clause: tuple(subjects(question, place, tight(text, clause)))
        for clause in place.clauses()
        if explained(weights, place, [(clause, 1.0)]) >= LEAST_SHARE
    }
    yield from _of_duties(question, weights, place, [subject for found in read.values() for subject in found])
    yield from _of_targets(question, weights, place)
    yield from _of_subjects(question, weights, place, read)
    yield from _of_cells(question, weights, place)


def fit_of_role(question: Question, role: Role) -> float:
    """How far a body's part is the one asked for."""
    return max((_FITS[asked][role] for asked in question.roles), default=_UNASKED[role])


def _of_duties(question: Question, weights: Weights, place: Place, read: Sequence[Subject]) -> Iterator[Finding]:
    duties = [duty for duty in place.records.responsibilities if duty.overlaps(place) or _is_in_charge(place, duty)]
    clauses = list(place.clauses())
    for duty in duties:
        if any(_is_fuller(subject, duty.organization_span) for subject in read):
            continue
        own = [*_own_words(place, duty, duties), *_item(place, duty, clauses)]
        own += [(clause, _UNDER_HEAD) for clause in clauses if not duty.overlaps(place)]
        yield _finding(
            question,
            place,
            duty,
            name=duty.organization,
            printed=duty.text,
            at=duty.organization_span.start,
            role=duty.role,
            sure=_BASES[duty.basis],
            task=duty.task,
            share=explained(weights, place, own),
        )


def _is_in_charge(place: Place, duty: Responsibility) -> bool:
    """Whether the first words of the section, before the passage, name bodies and nothing else that they are to do."""
    if not place.sections or not place.sections[-1].start <= duty.start <= duty.end <= place.start:
        return False
    begin = min(max(duty.start, place.sections[-1].heading_end), duty.end)
    return begin < duty.end and not _what_is_to_do(place, Span(begin, duty.end))


def _own_words(place: Place, duty: Responsibility, duties: Sequence[Responsibility]) -> list[tuple[Span, float]]:
    """The duty's words with their worth; what another body's duty inside it says counts for less."""
    inner = (each.start for each in duties if _answers_itself(each, duty))
    end = min(inner, default=duty.end)
    own: list[tuple[Span, float]] = [(Span(duty.start, duty.end), _LATER_WORDS)]
    own.append((Span(duty.start, end), _OWN_WORDS if end - duty.start < _LONG else 0.85))
    at = place.document.text.find(duty.task, duty.start, duty.end)
    if 0 <= at < end:
        own.append((Span(at, min(at + len(duty.task), end)), _OWN_TASK))
    return own


def _answers_itself(inner: Responsibility, outer: Responsibility) -> bool:
    return (
        outer.start < inner.start
        and inner.end <= outer.end
        and inner.role in (Role.RESPONSIBLE, Role.LEAD)
        and inner.organization != outer.organization
    )


def _item(place: Place, duty: Responsibility, clauses: Sequence[Span]) -> Iterator[tuple[Span, float]]:
    """The other sentences of the item for which a body is named, up to the one that names it."""
    if duty.basis is Basis.AUTHOR:
        return
    inside = [clause for clause in clauses if clause.overlaps(duty)]
    if len(inside) > 1:
        yield from ((clause, 0.93) for clause in inside)
    worth = _ITEM_OF_BARE if _is_bare(place, duty) else _ITEM_OF_OTHER
    section = place.document.section_at(duty.start)
    begin = max(place.start, section.start if section else 0)
    yield from ((clause, worth) for clause in clauses if begin <= clause.end and clause.end <= duty.start)


def _is_bare(place: Place, duty: Responsibility) -> bool:
    """Whether the words of a duty name hardly more than bodies and roles."""
    return len(_what_is_to_do(place, duty)) <= _BARE


def _what_is_to_do(place: Place, said: Span) -> str:
    """The words without the bodies and what only says which part they have."""
    words = said.of(place.document.text)
    for mention in place.records.organizations:
        if said.covers(mention):
            words = words.replace(mention.text, "")
    words = _MARKS.sub("", short(words))
    for empty in sorted(hints().empty_duty, key=len, reverse=True):
        words = words.replace(empty, "")
    return words


def _of_targets(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    for target in place.records.targets:
        if not target.overlaps(place):
            continue
        share = explained(weights, place, [(target, 1.0)])
        for body in target.responsible:
            yield _finding(
                question,
                place,
                target,
                name=body.organization,
                printed=body.text,
                at=body.start,
                role=body.role,
                sure=_BASES[body.basis],
                task=target.task,
                share=share,
            )


def _of_subjects(
    question: Question, weights: Weights, place: Place, read: Mapping[Span, Sequence[Subject]]
) -> Iterator[Finding]:
    """Who a clause says is to do something, or did it, where no record holds it."""
    text = place.document.text
    for clause, found in read.items():
        span = tight(text, clause)
        for subject in found:
            if _is_known(place, clause, subject):
                continue
            near = segment_of(place.document.text, span, subject)
            yield _finding(
                question,
                place,
                span,
                name=subject.name,
                printed=subject.name,
                at=subject.start,
                role=Role.LEAD if subject.leads else Role.RESPONSIBLE,
                sure=subject.sure,
                task=short(span.of(text)),
                share=explained(weights, place, [(near, 1.0), (span, 0.96)]),
            )


def _of_cells(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """The bodies that fill a cell of a table's row that was written with strokes."""
    for row in _ROW.finditer(place.document.text, place.start, place.end):
        line = Span(*row.span())
        share = explained(weights, place, [(line, 1.0)])
        for cell in _CELL.finditer(row.group()):
            at = Span(line.start + cell.start(), line.start + cell.end())
            for body in place.records.organizations if not _what_is_to_do(place, at) else ():
                if at.covers(body):
                    yield _finding(
                        question,
                        place,
                        line,
                        name=body.name,
                        printed=body.text,
                        at=body.start,
                        role=Role.RESPONSIBLE,
                        sure=_IN_CELL,
                        task=short(line.of(place.document.text)),
                        share=share,
                    )


def _is_known(place: Place, clause: Span, subject: Subject) -> bool:
    """Whether a record holds the clause: any where the subject is merely the first named, else one of that body."""
    duties = [duty for duty in place.records.responsibilities if duty.overlaps(clause)]
    if subject.named:
        return bool(duties) or any(target.overlaps(clause) for target in place.records.targets)
    return any(
        subject.name in short(duty.text)
        or (short(duty.text) in subject.name and not _is_fuller(subject, duty.organization_span))
        for duty in duties
    )


def _is_fuller(subject: Subject, printed: Span) -> bool:
    """Whether the clause names a body that is only part of the record's, an office of it say."""
    same = not subject.named and subject.start == printed.start and subject.end > printed.end
    return same and not _LIST.search(subject.name)


def _finding(
    question: Question,
    place: Place,
    span: Span,
    *,
    name: str,
    printed: str,
    at: int,
    role: Role,
    sure: float,
    task: str,
    share: float,
) -> Finding:
    fit = fit_of_role(question, role)
    fit *= year_agrees(question, place, span)
    fit *= sure if printed not in hints().addressed else sure * _ADDRESSED
    fit *= 1.0 if question.sort is None else _OF_SORT if question.sort in short(printed) + name else _OF_OTHER_SORT
    fit *= _ASKED_ABOUT if short(printed) in question.asked else 1.0
    fit *= 1.0 if _does_it(question, place, span, at) else _ELSEWHERE
    fit *= 1.0 if goes_to(question, place, at) else _NOT_THERE
    return Finding(
        span.start,
        span.end,
        wanted=Wanted.ORGANIZATION,
        answer=_named(name, printed),
        role=role.value,
        task=task,
        place=place,
        share=share,
        score=share * fit - min(span.end - span.start, 200) * 0.0003,
        at=at,
        rank=_ORDER.index(role),
    )


def _does_it(question: Question, place: Place, span: Span, at: int) -> bool:
    """Whether what is done stands in the body's own part of the clause, or in no other body's (由甲推荐，由乙聘任)."""
    acts = [act for word in question.focus for act in (word, *question.alike(word))]
    bodies = [Span(at, at), *(each for each in place.records.organizations if span.covers(each) and each.start != at)]
    near = (segment_of(place.document.text, span, body) for body in bodies)
    does = [any(act in place.words(part.start, part.end) for act in acts) for part in near]
    return does[0] or not any(does)


def _named(name: str, printed: str) -> str:
    """The full name, and as printed where that is not part of it."""
    plain = short(printed)
    return name if plain in name else f"{name}（{plain}）"
