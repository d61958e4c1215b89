"""The engine that a library gets by default: Tantivy, compiled, fast."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

import tantivy

from corpus.errors import Busy, NotWritable
from index import schema
from index.engine import Frequencies, Results, Snapshot
from index.manifest import prepared, sound
from index.query import Query
from index.tantivy_snapshot import CARD, PAPER, PASSAGE, STANDING, TantivySnapshot, stored

NAME = "tantivy"
MEMORY = 64_000_000  # bytes that the writer may fill before it writes a segment
POLL = 0.05  # seconds between two tries for the writer's place
FAULTS = (ValueError, OSError)  # what Tantivy raises over damaged files

META = "meta.json"  # the list of segments, written anew by every commit


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in schema.EXACT_FIELDS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in schema.NAME_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in schema.WORD_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(schema.GRAMS, tokenizer_name="whitespace", index_option="position")
    for field in (PAPER, STANDING):
        builder.add_integer_field(field, fast=True)
    # Stored but never searched; a bytes field is not tokenized.
    for field in (PASSAGE, CARD):
        builder.add_bytes_field(field, stored=True)
    return builder.build()


class TantivyEngine:
    """A Tantivy index in a folder; see `index.engine.SearchEngine`. The writer lives from the first change to the
    commit and works with one thread, so that the same papers in the same order give the same index."""

    def __init__(self, folder: Path, *, patience: float, older: bool = False) -> None:
        self._folder = prepared(folder, engine=NAME, distribution="tantivy", older=older)
        self._patience = patience
        self._writer: tantivy.IndexWriter | None = None
        self._schema = _schema()
        self._snapshot: TantivySnapshot | None = None
        self._is_followed = False
        self._state: tuple[int, ...] | None = None
        with sound(folder, faults=FAULTS):
            self._index = self._opened()
            self._index.config_reader("manual")
            self._index.reload()

    def add(self, rows: Iterable[schema.Row]) -> None:
        """See SearchEngine."""
        writer = self._writing()
        for row in rows:
            document = tantivy.Document(
                **row.values, **{PAPER: row.paper, STANDING: row.standing, PASSAGE: stored(row)}
            )
            if row.card:
                document.add_bytes(CARD, row.card.encode())
            writer.add_document(document)

    def remove(self, document_ids: Iterable[str]) -> None:
        """See SearchEngine."""
        writer = self._writing()
        for document_id in document_ids:
            writer.delete_documents_by_term(schema.DOCUMENT, document_id)

    def commit(self) -> None:
        """See SearchEngine."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        try:
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise NotWritable(f"索引“{self._folder}”写不进去（{error}）", advice="请检查磁盘空间和权限") from error
        self._snapshot = None

    def search(self, query: Query, *, limit: int = 10, offset: int = 0) -> Results:
        """See SearchEngine."""
        snapshot = self.snapshot()
        return snapshot.page(snapshot.plan(query), limit=limit, offset=offset)

    def frequencies(self, tokens: Iterable[tuple[str, str]]) -> Frequencies:
        """See SearchEngine."""
        return self.snapshot().frequencies(tokens)

    def snapshot(self) -> TantivySnapshot:
        """See SearchEngine."""
        if self._snapshot is None or not self._is_followed:
            self._renew(lambda _: None)
        assert self._snapshot is not None
        return self._snapshot

    def follow(self, prepare: Callable[[Snapshot], object]) -> None:
        """See SearchEngine."""
        self._renew(prepare)
        self._is_followed = True

    def _renew(self, prepare: Callable[[Snapshot], object]) -> None:
        """Gives the index as it stands now, prepared, where it has changed."""
        with sound(self._folder, faults=FAULTS):
            state = self._written()
            if self._snapshot is None or state not in (self._state, None):
                self._index.reload()
                fresh = TantivySnapshot(self._index.searcher(), self._schema, self._folder, before=self._snapshot)
                prepare(fresh)
                self._snapshot, self._state = fresh, state

    def _written(self) -> tuple[int, ...] | None:
        """What changes with every commit; None while another index is being put in this one's place."""
        try:
            written = (self._folder / META).stat()
        except FileNotFoundError:
            return None
        return written.st_ino, written.st_mtime_ns, written.st_size

    def close(self) -> None:
        """See SearchEngine."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.rollback()
            writer.wait_merging_threads()

    def __enter__(self) -> TantivyEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> tantivy.Index:
        """The index, made only where there is nothing: one whose list of segments is lost is not an empty one."""
        if any(self._folder.iterdir()):
            return tantivy.Index.open(str(self._folder))
        return tantivy.Index(self._schema, str(self._folder))

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._new_writer()
        return self._writer

    def _new_writer(self) -> tantivy.IndexWriter:
        for _ in range(1 + round(self._patience / POLL)):
            writer = self._free_writer()
            if writer is not None:
                return writer
            time.sleep(POLL)
        raise Busy("另一个程序正在写入索引", advice="请等它完成后再试")

    def _free_writer(self) -> tantivy.IndexWriter | None:
        """The writer, or None while somebody else has it."""
        try:
            return self._index.writer(heap_size=MEMORY, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                return None
            raise NotWritable(f"索引“{self._folder}”不能写入（{error}）", advice="请检查磁盘空间和权限") from error
