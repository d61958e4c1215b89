"""The target table that a page shows: which rows, in which order, with which lamps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Document
from corpus.errors import NotFound
from queries.corrections.counted import Finished
from queries.corrections.table import FinishedRow, extracted_paper, finished_paper, numbered
from queries.export.columns import paper_text
from queries.reader import Reader
from queries.tables.lamps import Lamp, lamp_of
from queries.tables.narrowing import narrowed
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
    reader = desk.reader
    found = reader.selection(
        document=wanted.document or None,
        organization=wanted.organization or None,
        subordinates=wanted.subordinates,
        year=wanted.year,
    )
    rows = narrowed(
        found.rows,
        showing=[wanted.lamp] if wanted.lamp else (),
        lamps=reader.lamps(),
        on=desk.today,
    )
    return numbered(_finished(reader, rows, found.finished))


def _finished(reader: Reader, rows: Sequence[TargetRow], tables: Finished) -> Iterator[FinishedRow]:
    """The rows as the page shows them."""
    for paper, those in groupby(rows, key=lambda row: row.document):
        if paper.id in tables:
            keys = {row.key for row in those}
            yield from (row for row in tables[paper.id] if row.key in keys)
        else:
            yield from extracted_paper(paper, tuple(those), reader.document(paper.id))


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
