"""The rows that count everywhere: what is extracted, with what people said laid over it.

`FinishedRow` tells a page what to show and offer in a cell; a counted row is a row of the target table again, which
tables, calendar, comparison, conflicts and exports take as they take the extracted ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.document import Document, Span
from corpus.store_corrections import Entry
from corpus.store_values import DocumentSummary
from extract.records import Responsible, Role
from extract.register import Register
from extract.serial import extraction_of
from queries.corrections.cells import OWNERS
from queries.corrections.layer import ADD, CONFIRM, DROP, Standing
from queries.corrections.table import FinishedCell, FinishedRow, finished_papers
from queries.corrections.typed import typed_bodies, typed_quantity
from queries.targets import ByHand, Said, TargetRow, naming, target_rows

if TYPE_CHECKING:
    from queries.reader import Reader

Finished = dict[str, tuple[FinishedRow, ...]]
Counted = dict[str, tuple[TargetRow, ...]]
_KINDS = ("target", "responsibility")
_BODIES = frozenset({"owners", "helpers"})


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of some papers, by paper (oldest first) and place in it, as they count; those that somebody dropped are
    among them. `finished` are the whole tables of the papers that people worked on, by id."""

    rows: tuple[TargetRow, ...]
    finished: Finished

    @property
    def standing(self) -> tuple[TargetRow, ...]:
        """The rows that nobody dropped."""
        return tuple(row for row in self.rows if not row.is_dropped)


def selection(
    reader: Reader, *, documents: Collection[str] | None, names: Collection[str] | None, year: int | None
) -> Selection:
    """The rows of these papers and of this year that hold one of the bodies (full names) to something; None is any."""
    store = reader.store
    chosen = store.records(kinds=_KINDS, documents=documents, organizations=names, year=year)
    whole = chosen if names is None else store.records(kinds=_KINDS, documents=chosen)
    # A body has rows where the extraction or somebody names it: no other paper need be finished.
    named = documents if names is None else {*chosen, *_within(papers_with_typed_bodies(reader), documents)}
    finished = finished_tables(reader, documents=named, year=year)
    tables = counted_tables(reader, finished)
    rows: list[TargetRow] = []
    for paper in sorted(store.summaries({*chosen, *finished}).values(), key=_age):
        table = tables.get(paper.id)
        if table is None:
            table = target_rows(reader.document(paper.id), extraction_of(whole[paper.id]))
        rows.extend(table if names is None else naming(table, names))
    return Selection(tuple(rows), finished)


def papers_with_typed_bodies(reader: Reader) -> tuple[str, ...]:
    """The papers into whose tables people typed bodies, by id."""
    return reader.corrections.papers(fields=_BODIES)


def typed_organizations(reader: Reader) -> frozenset[str]:
    """The full names of the bodies that people typed anywhere."""
    tables = counted_tables(reader, finished_tables(reader, documents=papers_with_typed_bodies(reader)))
    typed = (row for table in tables.values() for row in table if row.typed.keys() & _BODIES)
    return frozenset(body.organization for row in typed for body in row.bodies)


def _within(papers: Iterable[str], documents: Collection[str] | None) -> Iterator[str]:
    return (paper for paper in papers if documents is None or paper in documents)


def _age(paper: DocumentSummary) -> tuple[int, str, str]:
    """Oldest first; papers that tell no year come last."""
    return (paper.year or 9999, paper.date.isoformat() if paper.date else "", paper.id)


def finished_tables(reader: Reader, *, documents: Collection[str] | None = None, year: int | None = None) -> Finished:
    """The finished tables of the papers that people worked on, by id, dropped rows among them; of these papers and of
    this year (default: all)."""
    worked_on = [each for each in reader.corrections.papers() if documents is None or each in documents]
    papers = [each for each in reader.store.summaries(worked_on).values() if year in (None, each.year)]

    def table(document_id: str) -> tuple[Document, tuple[TargetRow, ...]]:
        document = reader.document(document_id)
        return document, target_rows(document, reader.extraction(document_id))

    return finished_papers([each for each in papers if each.rendition_of is None], reader.corrections, table=table)


def counted_tables(reader: Reader, finished: Finished) -> Counted:
    """The tables as they count, by id; dropped rows are among them and say so."""
    register = Register(reader.store.register())
    return {
        paper: tuple(counted(row, reader.document(paper), register=register) for row in rows)
        for paper, rows in finished.items()
    }


def counted(row: FinishedRow, document: Document, *, register: Register) -> TargetRow:
    """The row as it counts; `register` is the one that the paper's bodies are named by."""
    base = row.row or _without_extraction(row)
    cells = row.cells
    task, indicator, value = (_typed(row, field) for field in ("task", "indicator", "value"))
    return replace(
        base,
        key=row.key,
        task=base.task if task is None else task,
        indicator=base.indicator if indicator is None else indicator or None,
        quantity=base.quantity if value is None else typed_quantity(value, place=base.quantity or row.place),
        deadline=row.deadline,
        bodies=tuple(_bodies(row, base, document, register=register)),
        by_hand=_by_hand(row, {field: cell for field, cell in cells.items() if _typed(row, field) is not None}),
    )


def _typed(row: FinishedRow, field: str) -> str | None:
    """What people answer for in the cell: a correction, or any cell of a row that is not extracted now."""
    cell = row.cells[field]
    if row.row is None:
        return cell.text or None
    return cell.text if cell.is_corrected else None


def _without_extraction(row: FinishedRow) -> TargetRow:
    return TargetRow(
        number=0,
        document=row.document,
        section=row.section,
        start=row.place.start,
        end=row.place.end,
        quote=row.quote,
        task="",
        indicator=None,
        quantity=None,
        deadline=None,
        bodies=(),
        confidence=None,
    )


def _bodies(row: FinishedRow, base: TargetRow, document: Document, *, register: Register) -> Iterator[Responsible]:
    """Those that are held to it, then those that help; as extracted where nobody typed any."""
    if _typed(row, "owners") is None and _typed(row, "helpers") is None:
        yield from base.bodies
        return
    for field, role in (("owners", Role.RESPONSIBLE), ("helpers", Role.SUPPORT)):
        text = _typed(row, field)
        if text is None:
            yield from (body for body in base.bodies if (body.role in OWNERS) == (field == "owners"))
        else:
            place = Span(base.start, base.end)
            yield from typed_bodies(text, document, register=register, known=base.bodies, role=role, clause=place)


def _by_hand(row: FinishedRow, typed: dict[str, FinishedCell]) -> ByHand | None:
    if row.standing is None or not row.standing.in_force:
        return None
    last = row.standing.in_force[-1]
    cells = {
        field: _said(cell.correction or last, text=cell.text, extracted=cell.said if row.row is not None else None)
        for field, cell in typed.items()
    }
    by_hand = ByHand(
        cells,
        confirmed=_last(row.standing, CONFIRM),
        added=_last(row.standing, ADD),
        dropped=_last(row.standing, DROP),
    )
    return by_hand if by_hand != ByHand() else None


def _last(standing: Standing, action: str) -> Said | None:
    entry = standing.last(action)
    return _said(entry) if entry else None


def _said(entry: Entry, *, text: str = "", extracted: str | None = None) -> Said:
    return Said(entry.who, entry.at, text, extracted)
