"""The target table that a page shows: which rows, in which order, with which lamps."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Document
from corpus.errors import NotFound
from queries.corrections.calendar import finished_entries
from queries.corrections.table import FinishedRow, finished_paper, finished_table, numbered
from queries.export.columns import paper_text
from queries.reader import Reader
from queries.tables.calendar import DueEntry, within
from queries.tables.lamps import Lamp, lamp_of, lamps_named
from queries.targets import TargetRow, target_rows
from queries.web.desk import Desk

DOUBT, PLACE = "doubt", "place"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which table: of a paper, an organization, a year, or what is left of these; `lamp` is the name of one."""

    document: str = ""
    organization: str = ""
    year: int | None = None
    lamp: str = ""
    subordinates: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.document or self.organization or self.year or self.lamp)

    @property
    def asked(self) -> dict[str, object]:
        """What is asked for, as in an address."""
        return {
            "document": self.document,
            "organization": self.organization,
            "year": self.year,
            "lamp": self.lamp,
            "subordinates": "1" if self.subordinates else "",
        }


def table_of(desk: Desk, wanted: Wanted) -> tuple[FinishedRow, ...]:
    """The finished table, in the order of papers and text; rows taken out are among them. Raises NotFound,
    QueryError."""
    if wanted.lamp:
        return _lit(desk, wanted)
    reader = desk.reader
    rows = _extracted(desk, wanted)
    if not rows and wanted.document and not wanted.organization:
        return _of_one_paper(desk, wanted.document)
    return _finished(reader, desk, wanted, rows)


def _lit(desk: Desk, wanted: Wanted) -> tuple[FinishedRow, ...]:
    """The rows whose lamp is lit. Corrections change lamps, so all rows of the papers that have any are looked at."""
    names = lamps_named([wanted.lamp], lamps=desk.reader.lamps())
    worked_on = set(desk.corrections.papers())
    extracted = _extracted(desk, replace(wanted, lamp=""))
    rows = [row for row in extracted if row.document.id in worked_on or (row.lamp and row.lamp.name in names)]
    finished = _finished(desk.reader, desk, wanted, rows)
    lit = lamps_for(desk, finished)
    return numbered(row for row in finished if row.key in lit and lit[row.key].name in names)


def _extracted(desk: Desk, wanted: Wanted) -> tuple[TargetRow, ...]:
    return desk.reader.targets(
        document=wanted.document or None,
        organization=wanted.organization or None,
        subordinates=wanted.subordinates,
        year=wanted.year,
        on=desk.today,
    )


def _finished(reader: Reader, desk: Desk, wanted: Wanted, rows: Sequence[TargetRow]) -> tuple[FinishedRow, ...]:
    return finished_table(
        rows,
        desk.corrections,
        paper=lambda document_id: whole_table(reader, document_id),
        belongs=lambda row: _belongs(row, wanted),
    )


def row_of(desk: Desk, document_id: str, key: str) -> tuple[FinishedRow, Document]:
    """A row of a paper's table by its key; raises NotFound."""
    summary = desk.reader.store.summaries([document_id]).get(document_id)
    if summary is not None:
        document, rows = whole_table(desk.reader, document_id)
        for row in finished_paper(summary, rows, desk.corrections, document):
            if row.key == key:
                return row, document
    raise NotFound("表中没有这一行", advice="提取结果可能有变化，请刷新页面后再试")


def whole_table(reader: Reader, document_id: str) -> tuple[Document, Sequence[TargetRow]]:
    """A paper with all rows that its extraction gives."""
    document = reader.document(document_id)
    return document, target_rows(document, reader.extraction(document_id))


def in_order(rows: Sequence[FinishedRow], order: str) -> list[FinishedRow]:
    """The rows as they are looked at: those to be checked first, or as printed."""
    return sorted(rows, key=lambda row: not row.doubts) if order == DOUBT else list(rows)


def lamps_for(desk: Desk, rows: Sequence[FinishedRow]) -> dict[str, Lamp]:
    """The lamps that are lit today, by the keys of the rows, by the deadlines that count; a typed deadline without a
    date lights none."""
    rules = desk.reader.lamps()
    found = {}
    for row in rows:
        if not row.deadline_unread:
            lamp = lamp_of(row.deadline, on=desk.today, lamps=rules, year=row.document.year)
            if lamp is not None:
                found[row.key] = lamp
    return found


def calendar_of(
    desk: Desk, organization: str | None, *, since: datetime.date, until: datetime.date
) -> tuple[DueEntry, ...]:
    """The deadlines that count in a closed window, by day; raises NotFound."""
    entries = desk.reader.calendar(organization=organization, since=since, until=until)
    papers = desk.corrections.papers()
    return within(finished_entries(entries, papers, _rows_of(desk, papers, organization)), since, until)


def _rows_of(desk: Desk, papers: Sequence[str], organization: str | None) -> Sequence[FinishedRow]:
    """The finished rows of papers that people worked on, as far as they hold the organization to something."""
    reader = desk.reader
    if organization is None:
        tables = ((summary, whole_table(reader, summary.id)) for summary in reader.store.summaries(papers).values())
        return [
            row
            for summary, (document, rows) in tables
            for row in finished_paper(summary, rows, desk.corrections, document)
        ]
    wanted = Wanted(organization=organization)
    rows = [row for row in _extracted(desk, wanted) if row.document.id in papers]
    return _finished(reader, desk, wanted, rows)


def subject_of(rows: Sequence[FinishedRow], wanted: Wanted) -> str:
    """What the table's title names: the organization, or the paper's issuer."""
    if wanted.organization:
        return wanted.organization
    if wanted.document and rows:
        return rows[0].document.issuer or ""
    return ""


def named(rows: Sequence[FinishedRow], wanted: Wanted) -> str:
    """The paper as it is asked for next: its number or title where all rows are of one paper, else what was typed."""
    papers = {row.document for row in rows}
    if not wanted.document or len(papers) != 1:
        return wanted.document
    paper = papers.pop()
    return paper.document_number or paper.title or wanted.document


def heading_of(rows: Sequence[FinishedRow], wanted: Wanted) -> str:
    """What the page says above the table."""
    parts = []
    if wanted.document:
        parts.append(paper_text(rows[0].document) if rows else wanted.document)
    if wanted.organization:
        parts.append(wanted.organization)
    if wanted.year:
        parts.append(f"{wanted.year}年")
    return " ".join(parts)


def _of_one_paper(desk: Desk, wanted: str) -> tuple[FinishedRow, ...]:
    summary = desk.reader.paper(wanted)
    document, rows = whole_table(desk.reader, summary.id)
    return finished_paper(summary, rows, desk.corrections, document)


def _belongs(row: FinishedRow, wanted: Wanted) -> bool:
    """Whether a row that people worked on belongs into a table that the extraction alone would not put it in."""
    bodies = row.cells["owners"].text + row.cells["helpers"].text
    return not wanted.organization or wanted.organization in bodies
