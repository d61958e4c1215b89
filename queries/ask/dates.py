"""When: the dates of a passage, or those that hold for it from its headings, its item or the plan's year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.document import Span
from extract.records import DateKind, DateMention, Deadline, Responsibility, Target
from queries.ask.findings import Finding, explained, short, tight
from queries.ask.lexicon import hints
from queries.ask.places import Place
from queries.ask.question import Edge, Question, Tense, Wanted
from queries.ask.weights import Weights
from queries.ask.years import year_agrees

_OWN, _PASSING, _EARLIER, _HEADING, _RECORD = 1.0, 0.82, 0.95, 0.93, 0.85
_NOT_DUE = 0.93
_AGAIN = 0.97  # for what comes again: a day is the better answer
_UNDER_TIME = 1.12  # for what stands under a heading that says 时间
# What may stand between the beginning of a part and a date that says when.
_AT = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．])?\s*|.*(?:[于在至到从自：:（(]|截[至止])\s*", re.DOTALL
)
_ATTRIBUTE = re.compile(r"[^，。；、\s]{0,12}的")
_HEAD = 2
_SEGMENT = re.compile(r"(?:（[^（）]*）|\([^()]*\)|[^，,：:])+")


@dataclass(frozen=True, slots=True)
class _Due(Span):
    """A date that holds for some words, where it is printed and how sure that is."""

    text: str
    since: date | None
    until: date | None
    kind: DateKind
    worth: float


def dates(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """All dates that may be meant."""
    earlier: DateMention | None = None
    for clause in place.clauses():
        own = [each for each in place.records.dates if clause.covers(each) and each.kind is not DateKind.FUZZY]
        for segment, due in _governed(place, clause, own, earlier):
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
    place: Place, clause: Span, own: list[DateMention], earlier: DateMention | None
) -> Iterator[tuple[Span, _Due]]:
    """Each part of a clause with the date that holds for it."""
    if not own:
        inherited = _inherited(place, clause, earlier)
        if inherited:
            yield clause, inherited
        return
    leading: DateMention | None = None
    for found in _SEGMENT.finditer(place.document.text, clause.start, clause.end):
        segment = Span(*found.span())
        inside = [each for each in own if segment.covers(each)]
        for mention in inside or [leading or own[0]]:
            says = mention is leading or (mention in inside and _says_when(place, segment, mention))
            again = _AGAIN if mention.kind is DateKind.RECURRING else 1.0
            yield segment, _due(mention, again * (_OWN if says else _PASSING))
        leading = next((each for each in reversed(inside) if _says_when(place, segment, each)), leading)


def _says_when(place: Place, segment: Span, mention: DateMention) -> bool:
    """Whether a date says when something is done, and is not in passing part of a name (下半年工作, 2019年春节)."""
    if mention.kind is DateKind.DEADLINE:
        # 淘汰2005年以前注册的车辆: the date tells which, not when.
        return mention.start - segment.start <= _HEAD or not _ATTRIBUTE.match(place.document.text, mention.end)
    if mention.kind is DateKind.RECURRING or mention.text.endswith("以来"):
        return mention.kind is DateKind.RECURRING
    text = place.document.text
    named = text.startswith("的", mention.end) or _is_long(mention)
    return not named and _AT.fullmatch(text, segment.start, mention.start) is not None


def _is_long(mention: DateMention) -> bool:
    return bool(mention.since and mention.until and (mention.until - mention.since).days > 300)


def _inherited(place: Place, clause: Span, earlier: DateMention | None) -> _Due | None:
    """The date that holds for a clause without one of its own."""
    if earlier:
        return _due(earlier, _EARLIER)
    for section in reversed(place.sections):
        heading = Span(section.start, section.heading_end)
        inside = [each for each in place.records.dates if heading.covers(each) and each.kind is not DateKind.FUZZY]
        if inside:
            return _due(inside[-1], _HEADING)
    records: tuple[Target | Responsibility, ...] = (*place.records.targets, *place.records.responsibilities)
    return next((_due(each.deadline, _RECORD) for each in records if each.deadline and each.overlaps(clause)), None)


def _due(found: DateMention | Deadline, worth: float) -> _Due:
    kind = found.kind if isinstance(found, DateMention) else DateKind.DEADLINE
    return _Due(found.start, found.end, found.text, found.since, found.until, kind, worth)


def _finding(question: Question, weights: Weights, place: Place, clause: Span, segment: Span, due: _Due) -> Finding:
    share = explained(weights, place, [(segment, 1.0), (clause, 0.9)])
    text = place.document.text
    task = tight(text, clause)
    grounds = task if clause.covers(due) else _grounds(place, task, due)
    fit = due.worth * year_agrees(question, place, task, due=_years(due))
    if any(word in section.heading for section in place.sections for word in hints().time_headings):
        fit *= _UNDER_TIME
    return Finding(
        grounds.start,
        grounds.end,
        wanted=Wanted.DATE,
        answer=in_words(due, edge=question.edge),
        role=None,
        task=short(task.of(text)),
        place=place,
        share=share,
        score=share * fit * _edge_fit(question, due) * _kind_fit(question, due) - 0.0002 * (task.end - task.start),
        at=due.start,
    )


def _grounds(place: Place, task: Span, due: _Due) -> Span:
    """The heading that holds the date; the clause itself where the date comes from further away."""
    for section in reversed(place.sections):
        heading = Span(section.start, section.heading_end)
        if heading.covers(due):
            return heading
    return Span(due.start, task.end) if place.covers(due) and due.start <= task.start else task


def _years(due: _Due) -> str:
    return " ".join(f"{day.year}年" for day in (due.since, due.until) if day)


def _kind_fit(question: Question, due: _Due) -> float:
    """How far a date of this kind is what is asked for: what comes again, a last day, or any."""
    if question.again:
        return 1.0 if due.kind is DateKind.RECURRING else 0.7
    if question.lasting:
        return 1.0 if due.kind in (DateKind.RECURRING, DateKind.PERIOD) else 0.7
    return _NOT_DUE if question.tense is Tense.DUE and due.kind is not DateKind.DEADLINE else 1.0


def _edge_fit(question: Question, due: _Due) -> float:
    if question.edge is Edge.BEGIN:
        return 0.85 if due.since is None else 1.12 if "起" in due.text else 1.0
    return 0.95 if question.edge is Edge.FINISH and due.until is None else 1.0
