"""Targets: each figure to be reached, with what it measures, when it is due and who must reach it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from corpus.document import Document, Span
from corpus.view import readable
from extract.deadlines import Deadlines
from extract.indicators import Figure, Pieces, clause_begin, clause_end, indicators
from extract.naming import Speakers
from extract.papers import is_plan
from extract.records import (
    Basis,
    DateMention,
    Deadline,
    Quantity,
    QuantityRole,
    Responsibility,
    Responsible,
    Role,
    Target,
)
from extract.sentences import Sentence
from extract.table_rows import Row

Place = TypeVar("Place", bound=Span)
Quoted = tuple[tuple[Span, str], ...]
"""Words with where they stand."""


def find_targets(
    document: Document,
    sentences: Sequence[Sentence],
    *,
    rows: Sequence[Row] = (),
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    responsibilities: Sequence[Responsibility],
    speakers: Speakers,
    deadlines: Deadlines,
) -> tuple[Target, ...]:
    """All targets of a paper in reading order: one for each quantity with the role `target`."""
    owners = Owners(document, responsibilities, speakers)
    found: list[Target] = []
    dated = _by_sentence(sentences, dates)
    for at, figures in _by_sentence(sentences, quantities).items():
        sentence = sentences[at]
        places = [_place(sentence, figure) for figure in figures]
        blanks = [_place(sentence, date) for date in dated.get(at, ())]
        for quantity, pieces in zip(figures, indicators(sentence.text, places, blanks), strict=True):
            if quantity.role is QuantityRole.TARGET:
                indicator = _measured(document.text, sentence, pieces, rows)
                due = deadlines.of(sentence, quantity.start)
                found.append(_target(document.text, sentence, quantity, indicator, due, owners.of(sentence, quantity)))
    return tuple(found)


class Owners:
    """Who must reach a figure: the bodies named for its item or the subject of its sentence; outside plans, where
    others are told what to do, the last subject of the paragraph; else the speaker."""

    def __init__(self, document: Document, responsibilities: Sequence[Responsibility], speakers: Speakers) -> None:
        self._document = document
        self._speakers = speakers
        self._named = sorted((r for r in responsibilities if r.basis is not Basis.AUTHOR), key=lambda r: r.start)
        self._starts = [duty.start for duty in self._named]
        self._longest = max((duty.end - duty.start for duty in self._named), default=0)

    def of(self, sentence: Sentence, quantity: Quantity) -> tuple[Responsible, ...]:
        """The bodies, those that support included; empty where nobody is known."""
        first = bisect_left(self._starts, quantity.start - self._longest)
        last = bisect_left(self._starts, quantity.end)
        around = [duty for duty in self._named[first:last] if duty.covers(quantity)]
        if around:
            narrowest = min(duty.end - duty.start for duty in around)
            return tuple(_responsible(duty) for duty in around if duty.end - duty.start == narrowest)
        subjects = self._subjects_before(sentence)
        if subjects and not is_plan(self._document, sentence.article):
            return tuple(_responsible(duty) for duty in subjects)
        speaker = self._speakers.of(sentence.article)
        if not speaker.printed:
            return ()
        return (
            Responsible(
                speaker.printed.start,
                speaker.printed.end,
                organization=speaker.name,
                text=speaker.name,
                role=Role.RESPONSIBLE,
                basis=Basis.AUTHOR,
            ),
        )

    def _subjects_before(self, sentence: Sentence) -> list[Responsibility]:
        """The duties of the last sentence of the paragraph, before this one, that has a subject."""
        paragraph = self._document.paragraphs[sentence.paragraph]
        first = bisect_left(self._starts, paragraph.start)
        last = bisect_left(self._starts, sentence.start)
        subjects = [duty for duty in self._named[first:last] if duty.basis is Basis.SUBJECT]
        return [duty for duty in subjects if duty.start == subjects[-1].start]


def _responsible(duty: Responsibility) -> Responsible:
    where = duty.organization_span
    return Responsible(
        where.start, where.end, organization=duty.organization, text=duty.text, role=duty.role, basis=duty.basis
    )


def _by_sentence(sentences: Sequence[Sentence], spans: Sequence[Place]) -> dict[int, list[Place]]:
    """The spans that a sentence holds whole, by its place among the sentences, both in order."""
    starts = [sentence.start for sentence in sentences]
    held: dict[int, list[Place]] = defaultdict(list)
    for span in spans:
        at = bisect_left(starts, span.start + 1) - 1
        if at >= 0 and sentences[at].covers(span):
            held[at].append(span)
    return held


def _place(sentence: Sentence, span: Span) -> Figure:
    return Figure(sentence.view.index(span.start), sentence.view.index(span.end))


def _clause(sentence: Sentence, quantity: Quantity, indicator: Quoted) -> Span:
    """The comma clauses from what is measured to the figure."""
    first = min([quantity.start, *(span.start for span, _ in indicator if sentence.covers(span))])
    begin = clause_begin(sentence.text, sentence.view.index(first))
    return sentence.view.span(begin, clause_end(sentence.text, sentence.view.index(quantity.end - 1)))


def _target(
    text: str,
    sentence: Sentence,
    quantity: Quantity,
    indicator: Quoted,
    deadline: Deadline | None,
    responsible: tuple[Responsible, ...],
) -> Target:
    clause = _clause(sentence, quantity, indicator)
    return Target(
        clause.start,
        clause.end,
        section=sentence.section.path if sentence.section else "",
        task=readable(text, clause).text,
        indicator="".join(words for _, words in indicator),
        indicator_spans=tuple(span for span, _ in indicator),
        quantity=quantity,
        deadline=deadline,
        responsible=responsible,
        confidence=_confidence(indicator, deadline, responsible),
    )


def _measured(text: str, sentence: Sentence, pieces: Pieces, rows: Sequence[Row]) -> Quoted:
    """The words of an indicator; a cell that holds a bare figure takes those of its row."""
    if pieces:
        return tuple((sentence.view.span(start, end), sentence.text[start:end]) for start, end in pieces)
    row = next((row for row in rows if row.covers(sentence)), None)
    if row is None:
        return ()
    cell = row.columns.get("indicator") or row.subject
    return () if cell.covers(sentence) else ((Span(cell.start, cell.end), readable(text, cell).text),)


def _confidence(indicator: Quoted, deadline: Deadline | None, responsible: tuple[Responsible, ...]) -> float:
    """How much of the record the text states outright, from 0 to 1; a step off for each part that was inferred."""
    confidence = 0.95
    if len(indicator) != 1:
        confidence -= 0.1 if indicator else 0.3
    if deadline is None or deadline.basis == "year":
        confidence -= 0.05
    if not any(body.basis is not Basis.AUTHOR for body in responsible):
        confidence -= 0.05
    return round(confidence, 2)
