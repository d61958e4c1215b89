"""Targets: each figure to be reached, with what it measures, when it is due and who must reach it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from corpus.document import Document, Span
from corpus.view import readable
from extract.confidence import confidence
from extract.deadlines import Deadlines
from extract.indicators import Figure, Pieces, clause_begin, clause_end, indicators
from extract.naming import Speakers
from extract.owners import Owners
from extract.records import (
    Basis,
    DateMention,
    Deadline,
    Quantity,
    QuantityRole,
    Responsibility,
    Responsible,
    Target,
    Words,
)
from extract.scopes import base_of, change_of, scope_of
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
    counted = [quantity for quantity in quantities if quantity.role is not QuantityRole.STRUCTURAL]
    for at, figures in _by_sentence(sentences, counted).items():
        sentence = sentences[at]
        places = [_place(sentence, figure) for figure in figures]
        blanks = [_place(sentence, date) for date in dated.get(at, ())]
        for quantity, pieces in zip(figures, indicators(sentence.text, places, blanks), strict=True):
            if quantity.role is QuantityRole.TARGET:
                indicator = _measured(document.text, sentence, pieces, rows)
                due = deadlines.of(sentence, quantity.start)
                found.append(_target(document.text, sentence, quantity, indicator, due, owners.of(sentence, quantity)))
    return tuple(found)


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
    figure = _place(sentence, quantity)
    reasons = (*quantity.reasons, _of_indicator(sentence, indicator), _of_deadline(deadline), _of_owner(responsible))
    return Target(
        clause.start,
        clause.end,
        section=sentence.section.path if sentence.section else "",
        task=readable(text, clause).text,
        indicator="".join(words for _, words in indicator),
        indicator_spans=tuple(span for span, _ in indicator),
        scope=_words(sentence, scope_of(sentence.text, figure)),
        base=_words(sentence, base_of(sentence.text, figure)),
        change=change_of(sentence.text, figure, comparator=quantity.comparator),
        quantity=quantity,
        deadline=deadline,
        responsible=responsible,
        confidence=confidence("target", reasons),
        reasons=reasons,
    )


def _words(sentence: Sentence, place: tuple[int, int] | None) -> Words | None:
    if place is None:
        return None
    span = sentence.view.span(*place)
    return Words(span.start, span.end, text=sentence.printed[slice(*place)])


def _measured(text: str, sentence: Sentence, pieces: Pieces, rows: Sequence[Row]) -> Quoted:
    """The words of an indicator; a cell that holds a bare figure takes those of its row."""
    if pieces:
        return tuple((sentence.view.span(start, end), sentence.printed[start:end]) for start, end in pieces)
    number = bisect_right(rows, sentence.start, key=_start) - 1
    if number < 0 or not rows[number].covers(sentence):
        return ()
    cell = rows[number].columns.get("indicator") or rows[number].subject
    return () if cell.covers(sentence) else ((Span(cell.start, cell.end), readable(text, cell).text),)


def _start(span: Span) -> int:
    return span.start


def _of_indicator(sentence: Sentence, indicator: Quoted) -> str:
    """The code that says where an indicator's words stand."""
    if not indicator:
        return "indicator_missing"
    if not all(sentence.covers(span) for span, _ in indicator):
        return "indicator_row"
    return "indicator_stated" if len(indicator) == 1 else "indicator_joined"


def _of_deadline(deadline: Deadline | None) -> str:
    return f"due_{deadline.basis}" if deadline else "due_missing"


def _of_owner(responsible: Sequence[Responsible]) -> str:
    if not responsible:
        return "owner_missing"
    stated = {Basis.EXPLICIT: "owner_named", Basis.SUBJECT: "owner_subject", Basis.AUTHOR: "owner_author"}
    return stated[responsible[0].basis]
