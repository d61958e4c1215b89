"""A paper's records as its page shows them: marks in the text, and a card a record beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from corpus.document import Span
from extract.records import DateKind, Extraction, QuantityRole
from queries.targets import TargetRow
from queries.web.texts import HIT, Mark

# What a mark stands for, in the order of the legend; the classes of the style sheet.
LEGEND = (
    ("figure", "目标值"),
    ("told", "其他数字"),
    ("deadline", "时限"),
    ("date", "日期"),
    ("body", "单位"),
    ("clause", "记录的原文"),
)
_FIGURES = {QuantityRole.TARGET: "figure", QuantityRole.DESCRIPTION: "told"}


def record_id(row: TargetRow) -> str:
    """What the row's card and its words are known by on the page."""
    return f"r{row.number}"


def marks_of(extraction: Extraction, rows: Iterable[TargetRow], found: Sequence[Span]) -> tuple[Mark, ...]:
    """All that is to be shown in the text: dates, figures and bodies, the words of each row, and what was found."""
    return tuple(chain(_of_records(extraction), chain.from_iterable(map(_of_row, rows)), _of_hits(found)))


def spans_of(row: TargetRow) -> Iterator[Span]:
    """The stretches that the row's cells rest on besides its clause."""
    if row.quantity is not None:
        yield row.quantity
    if row.deadline is not None:
        yield row.deadline
    yield from row.bodies


def _of_records(extraction: Extraction) -> Iterator[Mark]:
    for date in extraction.dates:
        if date.kind is not DateKind.FUZZY:
            yield Mark(date.start, date.end, "deadline" if date.kind is DateKind.DEADLINE else "date")
    for quantity in extraction.quantities:
        if quantity.role in _FIGURES:
            yield Mark(quantity.start, quantity.end, _FIGURES[quantity.role])
    for body in extraction.organizations:
        yield Mark(body.start, body.end, "body")


def _of_row(row: TargetRow) -> Iterator[Mark]:
    yield Mark(row.start, row.end, "clause", record_id(row))
    for span in spans_of(row):
        yield Mark(span.start, span.end, "cell", record_id(row))


def _of_hits(found: Sequence[Span]) -> Iterator[Mark]:
    for span in found:
        yield Mark(span.start, span.end, HIT)
