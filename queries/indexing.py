"""The library's index: follows the store, and is built anew from it when it is missing, damaged or of another kind.

The index is disposable and the store is the truth. The store notes which papers changed since the index last caught
up, in the same transaction as the change, so that a kill at any moment is mended by the next `catch_up`.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from corpus.errors import Busy, NotFound, OtherSchema
from corpus.store import Store
from corpus.store_connection import explained
from corpus.text_sketch import sketch_of
from index import due, short_forms
from index.engine import SearchEngine
from index.engines import open_engine
from index.manifest import MANIFEST
from index.schema import Row, index_rows
from queries.ingest_report import Progress

_BATCH = 200
_WAIT = 3.0  # seconds

_log = logging.getLogger("gongwen")


def open_index(store: Store, *, engine: str, progress: Callable[[Progress], None]) -> SearchEngine:
    """The engine over the library's index, sound and caught up with the store; built where there is none, of which
    `progress` hears.

    While another process writes the library, the index is as that process last left it. Raises OtherSchema where it is
    of an older make, or damaged (`renew_index` puts a new one in its place), Busy, with how much is done, where there
    is none yet and another process is building it.
    """
    folder = folder_of(store)
    if not folder.exists():
        renew_index(store, engine=engine, progress=progress)
    opened = open_engine(engine, folder)
    # Whoever is writing catches up by itself.
    with suppress(Busy):
        if store.unindexed():
            with store.writing(wait=0):
                catch_up(store, opened)
    return opened


def renew_index(store: Store, *, engine: str, progress: Callable[[Progress], None]) -> None:
    """Builds the index anew where it is of an older make, missing or damaged; `progress` hears of papers.

    Whoever searches goes on with the old one until the new one is whole. Raises Busy, with how much is done, while
    another process builds it.
    """
    folder = folder_of(store)
    if _is_sound(folder, engine=engine):
        return
    try:
        # Making the first one takes a moment, building a large one anew minutes.
        with store.writing(wait=0.2 if folder.exists() else _WAIT):
            # Another process may have built it while this one waited.
            if not _is_sound(folder, engine=engine):
                _build(store, folder, engine=engine, progress=progress)
    except Busy as error:
        raise _being_built(folder) or error from error


def folder_of(store: Store) -> Path:
    """Where the library has its index."""
    return store.folder / "index"


def made_at(folder: Path) -> object:
    """What changes when another index is put in this one's place; its engine follows what is added to it. None where
    there is none."""
    try:
        known = (folder / MANIFEST).stat()
    except OSError:
        return None
    return known.st_ino, known.st_mtime_ns


def catch_up(store: Store, engine: SearchEngine, *, made: Mapping[str, Sequence[Row]] = MappingProxyType({})) -> None:
    """Brings the papers that changed into the index; must run inside `store.writing()`. `made` are rows of papers by
    id, as the store has the papers now; those of others are made here."""
    for batch in _batches(store.unindexed()):
        engine.remove(batch)
        _add(store, engine, batch, made=made)
        engine.commit()
        store.mark_indexed(batch)


def _is_sound(folder: Path, *, engine: str) -> bool:
    if not folder.exists():
        return False
    try:
        with open_engine(engine, folder):
            return True
    except OtherSchema:
        return False


def _being_built(folder: Path) -> Busy | None:
    """What is said while the index is being built, None where nobody is building it."""
    try:
        share = _share_of(folder).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return Busy(f"索引正在重新建立，已完成 {share}", advice="原文都在库中；请过几分钟再试")


def _share_of(folder: Path) -> Path:
    """The file that tells how much of a new index is done."""
    return folder.with_name("index.share")


def _build(store: Store, folder: Path, *, engine: str, progress: Callable[[Progress], None]) -> None:
    """Builds the index beside its place and moves it there whole; must run inside `store.writing()`.

    Whoever searches the old one meanwhile goes on with it; nobody sees the new one before it is whole.
    """
    unfinished, gone = folder.with_name("index.new"), folder.with_name("index.old")
    shutil.rmtree(unfinished, ignore_errors=True)
    papers = sorted({*store.summaries(), *store.unindexed()})
    with open_engine(engine, unfinished) as opened:
        for number, batch in enumerate(_batches(papers)):
            _log.info("正在建立索引：%d/%d", number * _BATCH, len(papers))
            _share_of(folder).write_text(f"{100 * number * _BATCH // len(papers)}%", encoding="utf-8")
            progress(Progress(number * _BATCH, len(papers), "重新建立索引"))
            _add(store, opened, batch, made={})
        # One commit for all leaves few segments, so that searching is fast; nobody reads what is not in its place.
        opened.commit()
    with explained(store.folder):
        shutil.rmtree(gone, ignore_errors=True)
        if folder.exists():
            folder.rename(gone)
        unfinished.rename(folder)
        shutil.rmtree(gone, ignore_errors=True)
        _share_of(folder).unlink(missing_ok=True)
    for batch in _batches(papers):
        store.mark_indexed(batch)


def _add(store: Store, engine: SearchEngine, document_ids: Sequence[str], *, made: Mapping[str, Sequence[Row]]) -> None:
    organizations = store.organizations_of(document_ids)
    summaries = store.summaries(document_ids)
    for document_id in document_ids:
        # A paper's other forms are found through it.
        if document_id in summaries and summaries[document_id].rendition_of is None:
            engine.add(made.get(document_id) or _rows(store, document_id, organizations.get(document_id, ())))


def _rows(store: Store, document_id: str, organizations: Sequence[str]) -> Sequence[Row]:
    """What is written of the paper; nothing where it is in the library no longer."""
    try:
        document = store.document(document_id)
    except NotFound:
        return ()
    records = store.records(kinds=(*due.KINDS, short_forms.KIND), documents=[document_id]).get(document_id, ())
    sketch = sketch_of(document.text)
    return index_rows(document, organizations=organizations, records=records, sketch=sketch)


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
