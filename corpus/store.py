"""The library's truth: papers, their records, their originals and what became of every file.

A paper and its records land in one transaction, its original before that, so that a kill at any moment leaves whole
papers only. One process writes at a time (`Store.writing`); readers never wait. Records are rows that this layer does
not interpret: `payload` is read by whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Executable, RowMapping, delete, select

from corpus.document import Document, Span
from corpus.errors import Busy, NotFound, NotWritable
from corpus.store_connection import connect, explained
from corpus.store_files import drop_file, files_below, put_file
from corpus.store_keys import Asking, asking
from corpus.store_organizations import organization_counts, organizations, organizations_of, put_organizations
from corpus.store_originals import drop_original, keep_original, read_original, sweep_originals
from corpus.store_questions import DOCUMENTS, PLACES, SUMMARIES, SUMMARIES_OF, WITHIN, records_question, within_spans
from corpus.store_renditions import settle
from corpus.store_rows import drop_records, mark_extracted, mark_unindexed, prepare, put_document, put_records
from corpus.store_schema import DocumentRow, FileRow, RecordOrganizationRow, UnextractedRow, UnindexedRow
from corpus.store_stretches import stretches
from corpus.store_values import DocumentSummary, Organization, StoredFile, StoredRecord

DATABASE = "gongwen.sqlite"
_LOCK = "gongwen.lock"

__all__ = ["DATABASE", "DocumentSummary", "Store", "StoredFile", "StoredRecord"]


class Store:
    """A library's folder, open. Safe to share between threads.

    Raises NotWritable where the folder cannot be made or written, OtherSchema where another version wrote it,
    LibraryError for a damaged database or a full disk.
    """

    def __init__(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise NotWritable(f"资料库位置 {folder} 是一个文件，不是文件夹", advice="请用 --library 指定一个文件夹")
        self.folder = folder
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._engine = connect(folder / DATABASE)
            try:
                prepare(self._engine, name=str(folder))
            except BaseException:
                self._engine.dispose()
                raise

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    @contextmanager
    def writing(self, *, wait: float = 3.0) -> Iterator[None]:
        """Holds the library's one write lock, which ends with the process; raises Busy after `wait` seconds."""
        lock = FileLock(self.folder / _LOCK, timeout=wait, thread_local=False)
        with explained(self.folder):
            try:
                lock.acquire()
            except Timeout as error:
                raise Busy(f"资料库 {self.folder} 正由另一个程序写入", advice="请等它结束后再试") from error
        try:
            yield
        finally:
            lock.release()

    # Reading

    def document(self, document_id: str) -> Document:
        """The paper, equal to the one that was put in; raises NotFound."""
        found = self.documents([document_id])
        if not found:
            raise _no_paper(document_id)
        return found[document_id]

    def documents(self, document_ids: Collection[str]) -> dict[str, Document]:
        """These papers, by id, read at once; ids of no paper are left out."""
        rows = self._all(DOCUMENTS, wanted=list(document_ids))
        return {row["id"]: Document(**{**row, PLACES: row[PLACES] or ()}) for row in rows}

    def original(self, document_id: str) -> bytes:
        """The bytes that the paper was read from; raises NotFound."""
        row = self._one(select(DocumentRow.sha256).where(DocumentRow.id == document_id))
        if row is None:
            raise _no_paper(document_id)
        return read_original(self.folder, row["sha256"])

    def stretches(self, wanted: Iterable[tuple[str, Span]]) -> list[str]:
        """The stretch of each paper's text (by id), in order; '' for an id of no paper."""
        with explained(self.folder), self._engine.connect() as connection:
            return stretches(connection, wanted)

    def summaries(self, document_ids: Collection[str] | None = None) -> dict[str, DocumentSummary]:
        """The summaries of these papers (default: all), by id; ids of no paper are left out."""
        question, wanted = (SUMMARIES, {}) if document_ids is None else (SUMMARIES_OF, {"wanted": list(document_ids)})
        with explained(self.folder), self._engine.connect() as connection:
            found = [DocumentSummary(*row) for row in connection.execute(question, wanted)]
        return {summary.id: summary for summary in found}

    def other_forms(self, document_id: str) -> tuple[DocumentSummary, ...]:
        """The papers that are other forms of this one (its PDF, its scan), by source."""
        found = self._all(SUMMARIES.where(DocumentRow.rendition_of == document_id))
        return tuple(sorted((DocumentSummary(**row) for row in found), key=lambda each: each.source))

    def organizations_of(self, document_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The full names of the bodies that each paper's records name, by paper id, each once and sorted."""
        with explained(self.folder), self._engine.connect() as connection:
            return organizations_of(connection, document_ids)

    def organization_names(self) -> tuple[str, ...]:
        """The full names of all bodies that a record names, sorted."""
        question = select(RecordOrganizationRow.name).distinct().order_by(RecordOrganizationRow.name)
        return tuple(row["name"] for row in self._all(question))

    def organization_counts(self, *, duty_kind: str) -> dict[str, tuple[int, int]]:
        """How many papers name each body, and how many records of the kind, by full name."""
        with explained(self.folder), self._engine.connect() as connection:
            return organization_counts(connection, duty_kind=duty_kind)

    def register(self) -> tuple[Organization, ...]:
        """The bodies that the user has entered, by name."""
        with explained(self.folder), self._engine.connect() as connection:
            return organizations(connection)

    def unextracted(self) -> tuple[str, ...]:
        """The ids of papers to be extracted again, since the user has changed the register."""
        rows = self._all(select(UnextractedRow.document_id).order_by(UnextractedRow.document_id))
        return tuple(row["document_id"] for row in rows)

    def records(
        self,
        *,
        kinds: Collection[str] | None = None,
        documents: Collection[str] | None = None,
        organizations: Collection[str] | None = None,
        year: int | None = None,
    ) -> dict[str, tuple[StoredRecord, ...]]:
        """The records by paper id, each paper's by kind and place. What is None does not narrow.

        `documents` are ids, `organizations` full names of which the record must name one, `year` is the paper's.
        The records' own `organizations` are left empty. Papers that are other forms of one that counts are left out
        unless `documents` names them.
        """
        return self._records(records_question(kinds=kinds, documents=documents, organizations=organizations, year=year))

    def records_at(
        self, spans: Mapping[str, Collection[Span]], *, kinds: Collection[str]
    ) -> dict[str, tuple[StoredRecord, ...]]:
        """For each paper (by id) with spans, its records of these kinds that share a character with one of them, by
        kind and place. The records' own `organizations` are left empty."""
        # What lies between a paper's spans is dropped here.
        found = self._records(WITHIN, wanted=within_spans(spans), kinds=sorted(kinds))
        return {
            document_id: tuple(record for record in found.get(document_id, ()) if record.touches(own))
            for document_id, own in spans.items()
        }

    def asking(
        self,
        *,
        asks: str,
        gives: str,
        of: Collection[str] | None = None,
        to: Collection[str] | None = None,
        with_words: bool = True,
    ) -> tuple[Asking, ...]:
        """The records that ask for keys, with all that meets them; `corpus.store_keys.asking` says which."""
        with explained(self.folder), self._engine.connect() as connection:
            return asking(connection, asks=asks, gives=gives, of=of, to=to, with_words=with_words)

    def file(self, path: str) -> StoredFile | None:
        """What became of the file with this absolute path."""
        row = self._one(select(FileRow.__table__).where(FileRow.path == path))
        return StoredFile(**row) if row is not None else None

    def paper_of(self, sha256: str) -> str | None:
        """The id of the paper that a file with this content has given, records and all; None where there is none."""
        whole = select(FileRow.document_id).where(
            FileRow.sha256 == sha256, FileRow.document_id.is_not(None), FileRow.reason.is_(None)
        )
        row = self._one(whole.limit(1))
        return row["document_id"] if row is not None else None

    def files_below(self, path: str) -> tuple[StoredFile, ...]:
        """The files in the container with this path, and in the containers in it."""
        with explained(self.folder), self._engine.connect() as connection:
            return tuple(files_below(connection, path))

    def failures(self) -> tuple[StoredFile, ...]:
        """The files that could not be read, or only in part, by path."""
        rows = self._all(select(FileRow.__table__).where(FileRow.reason.is_not(None)).order_by(FileRow.path))
        return tuple(StoredFile(**row) for row in rows)

    def unindexed(self) -> tuple[str, ...]:
        """The ids of papers added or removed since the index last caught up; some may exist no longer."""
        rows = self._all(select(UnindexedRow.document_id).order_by(UnindexedRow.document_id))
        return tuple(row["document_id"] for row in rows)

    # Writing, only inside `writing`

    def put(
        self,
        document: Document,
        records: Sequence[StoredRecord],
        *,
        file: StoredFile,
        data: bytes,
        sketch: Sequence[int] = (),
    ) -> None:
        """Puts the paper in with its records, its original and its file, all or nothing; takes out what the file gave
        before unless another file gives it still. `sketch` is what the paper is recognised by in another form."""
        with explained(self.folder):
            keep_original(self.folder, file.sha256, data)

        def change(connection: Connection) -> list[str]:
            put_document(connection, document, sha256=file.sha256)
            put_records(connection, document.id, records)
            mark_extracted(connection, document.id)
            mark_unindexed(connection, [document.id, *settle(connection, document, sketch)])
            return put_file(connection, file, members=())

        self._change(change)

    def put_file(self, file: StoredFile) -> None:
        """Notes what became of a file whose paper, if it gave one, is in already; else as `put`."""
        self._change(lambda connection: put_file(connection, file))

    def put_container(self, file: StoredFile, *, members: Collection[str]) -> None:
        """Notes that all files of a container are in; those that it held before and holds no longer go."""
        self._change(lambda connection: put_file(connection, file, members=members))

    def drop_file(self, path: str) -> None:
        """Forgets the file, and with it its paper unless another file gives it."""
        self._change(lambda connection: drop_file(connection, path))

    def put_records(self, document_id: str, records: Sequence[StoredRecord]) -> None:
        """Puts other records in for those of a paper that is in."""
        with explained(self.folder), self._engine.begin() as connection:
            drop_records(connection, document_id)
            put_records(connection, document_id, records)
            mark_extracted(connection, document_id)
            mark_unindexed(connection, [document_id])

    def mark_extracted(self, document_id: str) -> None:
        """The paper's records stay as they are."""
        with explained(self.folder), self._engine.begin() as connection:
            mark_extracted(connection, document_id)

    def put_register(self, put: Collection[Organization], *, removed: Collection[str] = ()) -> None:
        """Adds or changes bodies of the user's and takes others out, by name, all or nothing; every paper has then to
        be extracted again."""
        with explained(self.folder), self._engine.begin() as connection:
            put_organizations(connection, put, removed=removed)

    def sweep(self) -> None:
        """Removes the originals that a kill has left behind."""
        needed = {row["sha256"] for row in self._all(select(DocumentRow.sha256))}
        with explained(self.folder):
            sweep_originals(self.folder, needed=needed)

    def mark_indexed(self, document_ids: Collection[str]) -> None:
        """The index has caught up with these, at most some hundreds."""
        with explained(self.folder), self._engine.begin() as connection:
            connection.execute(delete(UnindexedRow).where(UnindexedRow.document_id.in_(set(document_ids))))

    def _change(self, change: Callable[[Connection], list[str]]) -> None:
        """Makes the change, all or nothing, and removes the originals that it says nobody needs any more."""
        with explained(self.folder):
            with self._engine.begin() as connection:
                orphans = change(connection)
            for sha256 in orphans:
                drop_original(self.folder, sha256)

    def _one(self, question: Executable) -> RowMapping | None:
        with explained(self.folder), self._engine.connect() as connection:
            return connection.execute(question).mappings().first()

    def _records(self, question: Executable, **wanted: object) -> dict[str, tuple[StoredRecord, ...]]:
        found: dict[str, list[StoredRecord]] = {}
        with explained(self.folder), self._engine.connect() as connection:
            for document_id, *values in connection.execute(question, wanted):
                found.setdefault(document_id, []).append(StoredRecord(*values))
        return {document_id: tuple(records) for document_id, records in found.items()}

    def _all(self, question: Executable, **wanted: object) -> Sequence[RowMapping]:
        with explained(self.folder), self._engine.connect() as connection:
            return connection.execute(question, wanted).mappings().all()


def _no_paper(document_id: str) -> NotFound:
    return NotFound(f"资料库中没有编号为 {document_id} 的文件", advice="它可能已不在资料库中，请重新检索")
