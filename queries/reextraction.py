"""Extracting again: after a change of the register the papers' records follow, one paper a transaction.

Which papers are still to be done is kept in the store, so that a kill at any moment is mended by the next run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus.document import Document
from corpus.errors import GongwenError
from corpus.store import Store
from corpus.store_values import StoredRecord
from extract.pipeline import extract
from extract.register import Register
from extract.serial import rows_of
from queries.attempts import attempt
from queries.ingest import Progress


def reextract(store: Store, *, progress: Callable[[Progress], None]) -> int:
    """Brings the records of the papers that wait for it up to the library's register; how many papers changed.

    A paper that cannot be extracted keeps its records and waits on. Must run inside `store.writing()`; the index has
    to catch up afterwards.
    """
    waiting = store.unextracted()
    register = Register(store.register())
    changed = 0
    for done, document_id in enumerate(waiting, start=1):
        document = store.document(document_id)
        changed += _renew(store, document, register=register)
        progress(Progress(done, len(waiting), document.source))
    return changed


def _renew(store: Store, document: Document, *, register: Register) -> bool:
    """Extracts the paper; whether its records are other ones now."""
    extraction = attempt(lambda: extract(document, register=register))
    if isinstance(extraction, GongwenError):
        return False
    records = rows_of(extraction)
    if _payloads(records) == _payloads(store.records(documents=[document.id]).get(document.id, ())):
        store.mark_extracted(document.id)
        return False
    store.put_records(document.id, records)
    return True


def _payloads(records: tuple[StoredRecord, ...]) -> set[StoredRecord]:
    """The records as they are compared; bodies and keys follow from the payloads."""
    return {replace(record, organizations=(), keys=()) for record in records}
