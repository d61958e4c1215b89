"""What is asked of the store's tables, as questions that are not yet put."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, and_, bindparam, exists, func, select

from corpus.document import Document, Span
from corpus.store_schema import DocumentRow, PlacesRow, RecordOrganizationRow, RecordRow
from corpus.store_values import DocumentSummary

PLACES = "places"
"""The part of a paper that has a table of its own; None for a paper that has no such row."""
_COLUMNS = [getattr(DocumentRow, name) for name in Document.__dataclass_fields__ if name != PLACES]
_PAPERS: Select[Any] = select(*_COLUMNS, PlacesRow.value.label(PLACES)).outerjoin(
    PlacesRow, PlacesRow.document_id == DocumentRow.id
)
SUMMARIES: Select[Any] = select(
    *(getattr(DocumentRow, name) for name in DocumentSummary.__dataclass_fields__)
).order_by(DocumentRow.id)
"""The summaries of all papers, by id."""

# What is wanted comes as a JSON list, so that one statement, put together once, serves for any number of papers.
_WANTED = func.json_each(bindparam("wanted", type_=JSON)).table_valued("key", "value")
_OF_THESE = DocumentRow.id.in_(select(_WANTED.c.value))
DOCUMENTS: Select[Any] = _PAPERS.where(_OF_THESE)
"""The papers with the ids in the list `wanted`, in any order."""
SUMMARIES_OF: Select[Any] = SUMMARIES.where(_OF_THESE)
"""The summaries of those."""
_ID, _START, _END = (func.json_extract(_WANTED.c.value, f"$[{place}]") for place in range(3))
_RECORD = RecordRow.__table__.c
WITHIN: Select[Any] = (
    select(_RECORD.document_id, _RECORD.kind, _RECORD.ordinal, _RECORD.start, _RECORD.end, _RECORD.payload)
    .select_from(_WANTED)
    .where(_RECORD.document_id == _ID, _RECORD.kind.in_(bindparam("kinds", expanding=True)))
    .where(_RECORD.start < _END, _RECORD.end > _START)
    .order_by(_RECORD.document_id, _RECORD.kind, _RECORD.ordinal)
)
"""The records of these `kinds` that share a character with one of the stretches `wanted` (`within_spans`), by paper,
kind and place."""


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


def within_spans(spans: Mapping[str, Collection[Span]]) -> list[tuple[str, int, int]]:
    """What WITHIN is asked for: of each paper (by id) that has spans, from its first span's start to the last's end."""
    return [(key, min(each.start for each in own), max(each.end for each in own)) for key, own in spans.items() if own]


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
