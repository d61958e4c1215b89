"""The last days that records of a paper name, and the stretches of its text that they are for."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.document import Span
from corpus.store_values import StoredRecord

_TASKS = ("target", "responsibility")
_DATE, _DEADLINE = "date", "deadline"
KINDS = (*_TASKS, _DATE)
"""The kinds of records that `due_of` reads."""


def due_of(records: Iterable[StoredRecord]) -> tuple[tuple[Span, datetime.date], ...]:
    """Each last day with its stretch of the text: the clause that has to be done by then, and the words that say so."""
    return tuple(found for record in records for found in _due(record))


def _due(record: StoredRecord) -> Iterator[tuple[Span, datetime.date]]:
    if record.kind not in KINDS:
        return
    said: dict[str, Any] | None = json.loads(record.payload)
    if record.kind in _TASKS:
        said = said[_DEADLINE] if said else None
    elif said and said["kind"] != _DEADLINE:
        said = None
    if said and said["until"]:
        yield Span(record.start, record.end), datetime.date.fromisoformat(said["until"])
