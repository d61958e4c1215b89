"""Duties in tables of responsibility: each body named in a row, in the role of its column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.document import Document
from corpus.view import readable
from extract.duties.duty import TASK_LIMIT, Duty
from extract.duties.listed import led_by_first
from extract.duty_rules import first_listed_leads
from extract.organizations import find_names
from extract.records import Basis
from extract.sentences import Sentence
from extract.table_rows import Row


def duties_in_tables(document: Document, sentences: Sequence[Sentence], rows: Sequence[Row]) -> Iterator[Duty]:
    """One duty for each body of each row, with basis `explicit`; the span is the row's, the task its task cell."""
    first_leads = first_listed_leads(readable(document.text).text)
    starts = [sentence.start for sentence in sentences]
    for row in rows:
        task = readable(document.text, row.subject).text[:TASK_LIMIT]
        for cell, role in row.bodies:
            view = readable(document.text, cell)
            parties = [(name, role) for name in find_names(view.text)]
            for name, own in led_by_first(parties) if first_leads else parties:
                yield Duty(
                    row.start,
                    row.end,
                    task=task,
                    name=name.text,
                    name_span=view.span(name.start, name.end),
                    role=own,
                    basis=Basis.EXPLICIT,
                    sentence=sentences[max(0, bisect_right(starts, cell.start) - 1)],
                )
