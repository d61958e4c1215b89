"""Duties in tables of responsibility: each body named in a row, in the role of its column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.document import Cell, Document
from corpus.view import View, readable
from extract.duties.duty import TASK_LIMIT, Duty
from extract.duties.listed import led_by_first
from extract.organizations import Name, find_names
from extract.records import Basis, Role
from extract.sentences import Sentence
from extract.table_rows import Row


def duties_in_tables(
    document: Document, sentences: Sequence[Sentence], rows: Sequence[Row], *, first_leads: bool
) -> Iterator[Duty]:
    """One duty for each body of each row, with basis `explicit`; the span is the row's, the task its task cell.
    `first_leads` as in `duties_in_lists`."""
    starts = [sentence.start for sentence in sentences]
    for row in rows:
        task = readable(document.text, row.subject).text[:TASK_LIMIT]
        for cell, role in row.bodies:
            for view, name, own in _parties(document, cell, role, first_leads=first_leads):
                yield Duty(
                    row.start,
                    row.end,
                    task=task,
                    name=name.text,
                    name_span=view.span(name.start, name.end),
                    role=own,
                    basis=Basis.EXPLICIT,
                    reason="table",
                    sentence=sentences[max(0, bisect_right(starts, cell.start) - 1)],
                )


def _parties(document: Document, cell: Cell, role: Role, *, first_leads: bool) -> Iterator[tuple[View, Name, Role]]:
    """The bodies of a cell, which may list them in paragraphs of its own."""
    views = [readable(document.text, paragraph) for paragraph in document.paragraphs_in(cell)]
    found = [(view, name) for view in views for name in find_names(view.text)]
    parties = [(name, role) for _, name in found]
    for (view, _), (name, own) in zip(found, led_by_first(parties) if first_leads else parties, strict=True):
        yield view, name, own
