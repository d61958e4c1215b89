"""The deadline of a row after corrections: what a person typed is read as the paper's own dates are."""

from __future__ import annotations

from corpus.document import Document, Span
from extract.dates import Anchor, find_dates
from extract.records import DateKind, DateMention, Deadline

BY_HAND = "hand"
"""The basis of a deadline that a person typed; it rests on the clause that it is for."""


def typed_deadline(text: str, document: Document, *, clause: Span) -> Deadline | None:
    """What was typed, read against the paper's year and day; None where there is no date in it."""
    head = document.letterhead
    anchor = Anchor(year=head.year, date=head.date.date if head.date else None)
    dates = find_dates(text, (Span(0, len(text)),), anchor=anchor)
    if not dates:
        return None
    date = max(dates, key=_fitness)
    words = date.text if date.kind is DateKind.RECURRING else text
    return Deadline(clause.start, clause.end, text=words, since=date.since, until=date.until, basis=BY_HAND)


def _fitness(date: DateMention) -> tuple[bool, bool, bool]:
    """A last day before an interval or one day, these before what comes again; the first of equals."""
    return date.kind is DateKind.DEADLINE and date.until is not None, date.until is not None, _recurs(date)


def _recurs(date: DateMention) -> bool:
    return date.kind is DateKind.RECURRING
