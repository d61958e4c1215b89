"""Stretches of papers' texts, without the rest of the papers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from corpus.document import Span
from corpus.store_schema import DocumentRow

_STRETCH: Select[Any] = select(func.substr(DocumentRow.text, bindparam("first"), bindparam("length"))).where(
    DocumentRow.id == bindparam("document_id")
)


def stretches(connection: Connection, wanted: Iterable[tuple[str, Span]]) -> list[str]:
    """The stretch of each paper's text, in order; '' for an id of no paper, less where the text ends before."""
    found = (
        connection.execute(
            _STRETCH, {"document_id": document_id, "first": span.start + 1, "length": span.end - span.start}
        ).scalar()
        for document_id, span in wanted
    )
    return [text or "" for text in found]
