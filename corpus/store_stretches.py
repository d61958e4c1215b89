"""Stretches of papers' texts, without the rest of the papers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from corpus.document import Span
from corpus.store_schema import DocumentRow

# One statement for all: what is wanted comes as a JSON list of [id, first character from 1, length].
_WANTED = func.json_each(bindparam("wanted")).table_valued("key", "value")
_ID, _FIRST, _LENGTH = (func.json_extract(_WANTED.c.value, f"$[{place}]") for place in range(3))
_STRETCHES: Select[Any] = (
    select(func.substr(DocumentRow.text, _FIRST, _LENGTH))
    .select_from(_WANTED.outerjoin(DocumentRow.__table__, DocumentRow.id == _ID))
    .order_by(_WANTED.c.key)
)


def stretches(connection: Connection, wanted: Iterable[tuple[str, Span]]) -> list[str]:
    """The stretch of each paper's text, in order; '' for an id of no paper, less where the text ends before."""
    rows = [(document_id, span.start + 1, span.end - span.start) for document_id, span in wanted]
    return [text or "" for text in connection.execute(_STRETCHES, {"wanted": json.dumps(rows)}).scalars()]
