"""The engine for offices where no compiled package can be had: Whoosh, pure Python.

Whoosh keeps the postings and scores tokens and runs; how they combine is worked out here, with plain dictionaries.
Whoosh's own trees of And and Or are not used: with a limit they drop better hits, and their counts are not the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from pickle import UnpicklingError
from types import TracebackType
from typing import Any

import whoosh.index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from corpus.errors import Busy, NotWritable
from index import schema
from index.engine import Frequencies, Results, Snapshot
from index.manifest import prepared, sound
from index.query import Query
from index.whoosh_snapshot import PASSAGE, READING_FAULTS, WhooshSnapshot

NAME = "whoosh"
MEMORY = 128  # megabytes that the writer may fill before it spools to disk
POLL = 0.05  # seconds between two tries for the writer's place

# What Whoosh raises over a damaged pickle, which can come out as nearly anything.
OPENING_FAULTS = (whoosh.index.IndexError, UnpicklingError, TypeError, AttributeError, AssertionError, ImportError)


def _schema() -> Schema:
    tokens = SpaceSeparatedTokenizer()
    fields = {
        **{field: ID() for field in schema.EXACT_FIELDS},
        **{field: KEYWORD(scorable=False) for field in schema.NAME_FIELDS},
        **{field: TEXT(analyzer=tokens, phrase=False) for field in schema.WORD_FIELDS},
        schema.GRAMS: TEXT(analyzer=tokens, phrase=True),
        PASSAGE: STORED(),
    }
    return Schema(**fields)


class WhooshEngine:
    """A Whoosh index in a folder; see `index.engine.SearchEngine`. The writer lives from the first change to the
    commit."""

    def __init__(self, folder: Path, *, patience: float, older: bool = False) -> None:
        self._folder = prepared(folder, engine=NAME, distribution="Whoosh", older=older)
        self._patience = patience
        self._writer: Any = None
        self._written: set[str] = set()
        self._snapshot: WhooshSnapshot | None = None
        with sound(folder, faults=(*READING_FAULTS, *OPENING_FAULTS)):
            self._index = self._opened()
            self._searcher = self._index.searcher()

    def add(self, rows: Iterable[schema.Row]) -> None:
        """See SearchEngine."""
        writer = self._writing()
        for row in rows:
            stored = (row.document_id, row.ordinal, row.start, row.end, row.body, row.sections, row.card)
            writer.add_document(**row.values, **{PASSAGE: stored})
            self._written.add(row.document_id)

    def remove(self, document_ids: Iterable[str]) -> None:
        """See SearchEngine."""
        gone = set(document_ids)
        if gone & self._written:
            # Whoosh removes only what was committed.
            self.commit()
        writer = self._writing()
        for document_id in sorted(gone):
            writer.delete_by_term(schema.DOCUMENT, document_id)

    def commit(self) -> None:
        """See SearchEngine."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        self._written.clear()
        try:
            writer.commit()
        except OSError as error:
            raise NotWritable(f"索引“{self._folder}”写不进去（{error}）", advice="请检查磁盘空间和权限") from error

    def search(self, query: Query, *, limit: int = 10, offset: int = 0) -> Results:
        """See SearchEngine."""
        snapshot = self.snapshot()
        return snapshot.page(snapshot.plan(query), limit=limit, offset=offset)

    def frequencies(self, tokens: Iterable[tuple[str, str]]) -> Frequencies:
        """See SearchEngine."""
        return self.snapshot().frequencies(tokens)

    def snapshot(self) -> WhooshSnapshot:
        """See SearchEngine."""
        with sound(self._folder, faults=READING_FAULTS):
            searcher = self._searcher.refresh()
            if self._snapshot is None or searcher is not self._searcher:
                self._searcher, self._snapshot = searcher, WhooshSnapshot(searcher, self._folder)
        return self._snapshot

    def follow(self, prepare: Callable[[Snapshot], object]) -> None:
        """See SearchEngine; this engine goes on seeing every change at once."""

    def close(self) -> None:
        """See SearchEngine."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.cancel()
        if not self._searcher.is_closed:
            self._searcher.close()
            self._index.close()

    def __enter__(self) -> WhooshEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> Any:
        """The index, made when there is none; only ever in a folder whose manifest is this program's own."""
        if any(self._folder.iterdir()):
            return whoosh.index.open_dir(str(self._folder), schema=_schema())
        return whoosh.index.create_in(str(self._folder), _schema())

    def _writing(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer(timeout=self._patience, delay=POLL, limitmb=MEMORY)
            except whoosh.index.LockError as error:
                raise Busy("另一个程序正在写入索引", advice="请等它完成后再试") from error
            except OSError as error:
                raise NotWritable(f"索引“{self._folder}”不能写入（{error}）", advice="请检查磁盘空间和权限") from error
        return self._writer
