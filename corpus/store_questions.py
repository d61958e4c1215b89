"""What is asked of the store's tables, as questions that are not yet put."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from corpus.document import Document, Span
from corpus.store_schema import DocumentRow, PlacesRow, RecordOrganizationRow, RecordRow
from corpus.store_values import DocumentSummary

PLACES = "places"
"""The part of a paper that has a table of its own; None for a paper that has no such row."""
_COLUMNS = [getattr(DocumentRow, name) for name in Document.__dataclass_fields__ if name != PLACES]
DOCUMENTS: Select[Any] = select(*_COLUMNS, PlacesRow.value.label(PLACES)).outerjoin(
    PlacesRow, PlacesRow.document_id == DocumentRow.id
)
SUMMARIES: Select[Any] = select(*(getattr(DocumentRow, name) for name in DocumentSummary.__dataclass_fields__))
# Put together once: that takes longer than answering it. The ids come as a JSON list.
SUMMARIES_OF: Select[Any] = SUMMARIES.where(
    DocumentRow.id.in_(select(func.json_each(bindparam("wanted")).table_valued("value").c.value))
).order_by(DocumentRow.id)


def records_question(
    *,
    kinds: Collection[str] | None,
    documents: Collection[str] | None,
    organizations: Collection[str] | None,
    year: int | None,
) -> Select[Any]:
    """Asks for records as `Store.records` says."""
    question = select(RecordRow.__table__).order_by(RecordRow.document_id, RecordRow.kind, RecordRow.ordinal)
    if documents is None:
        other_forms = select(DocumentRow.id).where(DocumentRow.rendition_of.is_not(None))
        question = question.where(RecordRow.document_id.not_in(other_forms))
    if kinds is not None:
        question = question.where(RecordRow.kind.in_(set(kinds)))
    if documents is not None:
        question = question.where(RecordRow.document_id.in_(set(documents)))
    if year is not None:
        question = question.where(RecordRow.document_id.in_(select(DocumentRow.id).where(DocumentRow.year == year)))
    if organizations is not None:
        question = question.where(_names_one_of(organizations))
    return question


def records_within(spans: Mapping[str, Collection[Span]], *, kinds: Collection[str]) -> Select[Any]:
    """Asks for the records of these kinds that lie, with at least a character, between the first and the last end of
    their paper's spans (by its id), by paper, kind and place. One statement for any number of papers: they come as a
    JSON list of [id, start, end]."""
    rows = [
        (document_id, min(span.start for span in own), max(span.end for span in own))
        for document_id, own in spans.items()
        if own
    ]
    wanted = func.json_each(json.dumps(rows)).table_valued("key", "value")
    document_id, start, end = (func.json_extract(wanted.c.value, f"$[{place}]") for place in range(3))
    row = RecordRow.__table__.c
    question = select(row.document_id, row.kind, row.ordinal, row.start, row.end, row.payload).where(
        row.document_id == document_id, row.kind.in_(sorted(kinds)), row.start < end, row.end > start
    )
    return question.select_from(wanted).order_by(row.document_id, row.kind, row.ordinal)


def _names_one_of(organizations: Collection[str]) -> ColumnElement[bool]:
    """The condition that a record names one of these bodies by its full name."""
    return exists().where(
        and_(
            RecordOrganizationRow.document_id == RecordRow.document_id,
            RecordOrganizationRow.kind == RecordRow.kind,
            RecordOrganizationRow.ordinal == RecordRow.ordinal,
            RecordOrganizationRow.name.in_(set(organizations)),
        )
    )
