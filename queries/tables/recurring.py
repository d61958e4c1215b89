"""Deadlines that come again, as entries of a calendar: of work to report, money to pass on, meetings to hold.

What recurs within a year (每月, 每季度) is of the paper's own year; what recurs yearly has no end. Laws are left out:
their yearly days bind whoever they bind, not the office that keeps them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.document import Document, Span
from corpus.store import Store
from corpus.store_values import DocumentSummary
from extract.papers import is_law
from extract.records import DateKind, DateMention, Deadline
from extract.sentences import sentences_of
from extract.serial import extraction_of
from queries.tables.calendar import DueEntry, uid_of
from queries.tables.recurrence import Recurrence, recurrence_of
from queries.targets import TargetRow

_MARK = f'"{DateKind.RECURRING.value}"'


def recurring_entries(
    store: Store,
    document_of: Callable[[str], Document],
    rows: Sequence[TargetRow],
    *,
    year: int | None,
    only_rows: bool,
) -> Iterator[DueEntry]:
    """The entries of papers of the year (default: all), by paper and place; `rows` are table rows that may hold them,
    and `only_rows` leaves out what stands in none of these."""
    held: dict[str, list[TargetRow]] = {}
    for row in rows:
        held.setdefault(row.document.id, []).append(row)
    found = store.records(kinds=("date",), year=year, documents=list(held) if only_rows else None)
    summaries = store.summaries(found)
    for document_id, records in found.items():
        dates = extraction_of(record for record in records if _MARK in record.payload).dates
        told = [(date, recurrence) for date in dates if (recurrence := recurrence_of(date.text))]
        if told and not is_law(document_of(document_id)):
            document = document_of(document_id)
            yield from _of_paper(document, summaries[document_id], told, held.get(document_id, ()), only_rows=only_rows)


def _of_paper(
    document: Document,
    summary: DocumentSummary,
    told: Iterable[tuple[DateMention, Recurrence]],
    rows: Sequence[TargetRow],
    *,
    only_rows: bool,
) -> Iterator[DueEntry]:
    sentences = sentences_of(document)
    for date, recurrence in told:
        since = _since(date, summary)
        row = next((row for row in rows if row.start <= date.start and date.end <= row.end), None)
        sentence = next((each for each in sentences if each.covers(date)), None)
        clause = Span(row.start, row.end) if row else _line(document, date) or sentence
        if since is not None and clause is not None and (row or not only_rows):
            span = _span(recurrence, since)
            if span is not None:
                first, last = span
                yield _entry(document, summary, date, recurrence, clause=clause, row=row, first=first, last=last)


def entry_of_row(row: TargetRow, recurrence: Recurrence, *, since: datetime.date) -> Iterator[DueEntry]:
    """The entry of a row whose deadline comes again from `since` on; none where it never does."""
    span = _span(recurrence, since)
    if span is not None and row.deadline is not None:
        yield DueEntry(
            uid=uid_of(row.document, row.deadline, span[0]),
            day=span[0],
            task=row.task,
            quote=row.quote,
            start=row.start,
            end=row.end,
            section=row.section,
            deadline=replace(row.deadline, until=span[0]),
            bodies=row.bodies,
            document=row.document,
            recurrence=recurrence,
            last=span[1],
            by_hand=row.by_hand,
        )


def _span(recurrence: Recurrence, since: datetime.date) -> tuple[datetime.date, datetime.date | None] | None:
    """The first day from `since` on and the closed end: what recurs within a year ends with it, the rest does not."""
    last = None if recurrence.is_yearly else datetime.date(since.year, 12, 31)
    first = next(recurrence.days(since, last or since.replace(year=since.year + 2, day=1)), None)
    return None if first is None else (first, last)


def _line(document: Document, date: Span) -> Span | None:
    """The row of a table that holds the date: by itself its cell says nothing."""
    for table in document.tables:
        if table.covers(date):
            rows = {cell.row for cell in table.cells if cell.covers(date)}
            cells = [cell for cell in table.cells if cell.row in rows]
            return Span(min(cell.start for cell in cells), max(cell.end for cell in cells)) if cells else None
    return None


def _entry(
    document: Document,
    summary: DocumentSummary,
    date: DateMention,
    recurrence: Recurrence,
    *,
    clause: Span,
    row: TargetRow | None,
    first: datetime.date,
    last: datetime.date | None,
) -> DueEntry:
    words = clause.of(document.text)
    section = document.section_at(clause.start)
    return DueEntry(
        uid=uid_of(summary, date, first),
        day=first,
        task=row.task if row else words,
        quote=words,
        start=clause.start,
        end=clause.end,
        section=section.path if section else "",
        deadline=Deadline(date.start, date.end, text=date.text, since=None, until=first, basis="clause"),
        bodies=row.bodies if row else (),
        document=summary,
        recurrence=recurrence,
        last=last,
        by_hand=row.by_hand if row else None,
    )


def _since(date: DateMention, summary: DocumentSummary) -> datetime.date | None:
    """From when it recurs: as the words say, else from the paper's day, else from the beginning of its year."""
    if date.since or summary.date:
        return date.since or summary.date
    return datetime.date(summary.year, 1, 1) if summary.year else None
