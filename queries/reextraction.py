"""Extracting again: after a change of the register the papers' records follow, one paper a transaction.

The worker processes extract, some papers ahead of their turn. Which papers are still to be done is kept in the store,
so that a kill at any moment is mended by the next run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace

from corpus.document import Document
from corpus.store import Store
from corpus.store_values import StoredRecord
from corpus.workers import Workers
from extract.register import Register
from index.engine import SearchEngine
from index.schema import Row
from queries.attempts import attempt
from queries.indexing import catch_up
from queries.ingest_report import Progress
from queries.intake_values import Again, Extracted, Refused
from queries.waiting import result_of

_STRIDE = 200  # papers that may be changed before the index learns of them
_AHEAD = 4  # papers that wait for each worker


def reextract(store: Store, engine: SearchEngine, workers: Workers, *, progress: Callable[[Progress], None]) -> int:
    """Brings the records of the papers that wait for it up to the library's register, and the index; how many papers
    changed.

    A paper that cannot be extracted keeps its records and waits on. Must run inside `store.writing()`.
    """
    waiting = store.unextracted()
    made: dict[str, Sequence[Row]] = {}
    changed = 0
    for done, (document, extracted) in enumerate(_extracted(store, workers, waiting), start=1):
        if extracted is not None and _renew(store, document, extracted.records):
            made[document.id] = extracted.rows
            changed += 1
        if len(made) >= _STRIDE:
            catch_up(store, engine, made=made)
            made = {}
        progress(Progress(done, len(waiting), document.source))
    catch_up(store, engine, made=made)
    return changed


def _extracted(
    store: Store, workers: Workers, document_ids: Sequence[str]
) -> Iterator[tuple[Document, Extracted | None]]:
    """The papers in order, each with what was extracted; None where that failed."""
    register = Register(store.register())
    line: deque[tuple[Document, Future[Extracted | Refused]]] = deque()
    try:
        for document_id in document_ids:
            document = store.document(document_id)
            line.append((document, workers.submit(Again(document, register))))
            if len(line) > _AHEAD * workers.size:
                yield _next(line)
        while line:
            yield _next(line)
    finally:
        for _, future in line:
            future.cancel()


def _next(line: deque[tuple[Document, Future[Extracted | Refused]]]) -> tuple[Document, Extracted | None]:
    document, future = line.popleft()
    result = attempt(lambda: result_of(future))
    return document, result if isinstance(result, Extracted) else None


def _renew(store: Store, document: Document, records: Sequence[StoredRecord]) -> bool:
    """Puts the records in; whether they are other ones than before."""
    if _payloads(records) == _payloads(store.records(documents=[document.id]).get(document.id, ())):
        store.mark_extracted(document.id)
        return False
    store.put_records(document.id, records)
    return True


def _payloads(records: Sequence[StoredRecord]) -> set[StoredRecord]:
    """The records as they are compared; bodies and keys follow from the payloads."""
    return {replace(record, organizations=(), keys=()) for record in records}
