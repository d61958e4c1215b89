"""Figures of a paper: value, unit, comparator and role, each resting on its words.

A figure is a numeral with a unit (quantity_figures, lexicon/units.yaml); the words around it compare it
(quantity_comparators, rules/quantities.yaml), and the sentence and section say what it is for (quantity_roles,
rules/roles.yaml). Names in quotation marks and titles hold no figures (quantity_names).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Span
from corpus.view import View, readable
from extract.confidence import confidence
from extract.duties.listed import bracketed_lists
from extract.marks import full_width
from extract.numerals import plain
from extract.quantity_comparators import compare
from extract.quantity_figures import Figure, figures_of, with_units
from extract.quantity_names import hidden
from extract.quantity_roles import Mode, Outlook, Purpose, is_structural, role_of
from extract.records import Comparator, Quantity, QuantityRole


def find_quantities(
    text: str,
    paragraphs: Sequence[Span],
    *,
    taken: Sequence[Span] = (),
    kind: str | None = None,
    year: int | None = None,
    plans: Sequence[Span] | None = None,
) -> tuple[Quantity, ...]:
    """All figures of a paper in reading order, none overlapping another.

    `paragraphs` are spans of `text` in order; `taken` are the spans of dates, document numbers and outline labels,
    whose digits are not figures. `kind` is 文种 and `year` the year the paper speaks of: both help to tell targets
    from results. `plans` are the stretches whose author says what it will do (None: all of the text).
    """
    taken = sorted(taken, key=_start)
    outlook = Outlook(kind=kind, year=year, texts=[paragraph.of(text) for paragraph in paragraphs])
    found: list[Quantity] = []
    for paragraph in paragraphs:
        view = readable(text, paragraph)
        line = full_width(plain(view.text))
        mode = outlook.enter(line)
        present = list(figures(_masked(line, view, taken)))
        # Where somebody is named for it, it is to be done.
        planned = (
            plans is None or any(plan.covers(paragraph) for plan in plans) or bool(present and bracketed_lists(line))
        )
        found += [_quantity(text, view, line, figure, mode=mode, year=year, planned=planned) for figure in present]
    return tuple(found)


def figures(line: str) -> Iterator[Figure]:
    """The figures of one paragraph's readable text, made uniform by numerals.plain; without roles."""
    names = hidden(line)
    counted = [
        _compared(line, figure)
        for figure in figures_of(line)
        if not any(start <= figure.core_start < end for start, end in names)
    ]
    return with_units(line, counted)


def _compared(line: str, figure: Figure) -> Figure:
    comparator, start, end = compare(line, figure.start, figure.end)
    if comparator is Comparator.EQUAL and any(mark in figure.printed for mark in "余多过"):
        comparator = Comparator.MORE
    return replace(figure, start=start, end=end, comparator=comparator)


def _masked(line: str, view: View, taken: Sequence[Span]) -> str:
    """The line with the taken characters blotted out; `taken` is sorted and does not overlap itself."""
    if not view.offsets or not taken:
        return line
    first, last = view.offsets[0], view.offsets[-1] + 1
    for span in taken[max(0, bisect_left(taken, first, key=_start) - 1) : bisect_left(taken, last, key=_start)]:
        start, end = view.index(span.start), view.index(span.end)
        line = line[:start] + "\0" * (end - start) + line[end:]
    return line


def _start(span: Span) -> int:
    return span.start


def _quantity(
    text: str, view: View, line: str, figure: Figure, *, mode: Mode, year: int | None, planned: bool
) -> Quantity:
    """The record of a figure: its words in the source, and what it is for."""
    span = view.span(figure.start, figure.end)
    comparator = figure.comparator
    if is_structural(line, figure.core_start, figure.core_end, unit=figure.unit, numeral=figure.printed):
        purpose, comparator = Purpose(QuantityRole.STRUCTURAL, "parts"), Comparator.EQUAL
    else:
        purpose = role_of(
            line,
            figure.start,
            figure.end,
            unit=figure.unit,
            comparator=comparator,
            mode=mode,
            year=year,
            planned=planned,
        )
    return Quantity(
        span.start,
        span.end,
        text=span.of(text),
        value=figure.value,
        max_value=figure.max_value,
        unit=figure.unit,
        comparator=comparator,
        role=purpose.role,
        confidence=confidence("quantity", (purpose.reason,)),
        reasons=(purpose.reason,),
    )
