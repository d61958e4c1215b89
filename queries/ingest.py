"""Taking files into the library: every file offered is taken in, known already, or listed with the reason why not."""

from __future__ import annotations

import datetime
import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TypeVar

from corpus.errors import GongwenError, NotFound, UnreadableFile
from corpus.reading import read_document
from corpus.store import Store
from corpus.store_values import StoredFile
from extract.pipeline import extract
from extract.register import Register
from extract.serial import rows_of
from index.engine import SearchEngine
from queries.indexing import catch_up

# How many files may be in the store before the index learns of them.
_STRIDE = 200
LARGEST = 256 * 1024 * 1024
_log = logging.getLogger("gongwen")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read, or only in part, as the user named it, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How many files were new, changed, or known already, and those that failed; every file offered counts once."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: `done` of `total` files, `source` being the last one done."""

    done: int
    total: int
    source: str


class _Outcome(Enum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def ingest(
    store: Store,
    engine: SearchEngine,
    paths: Sequence[Path],
    *,
    at: datetime.datetime | None,
    progress: Callable[[Progress], None],
) -> IngestReport:
    """Takes in files, and folders with all below them, in the order of their names; `at` is noted with each file.

    A file is known by its absolute path and its content. Same path and content: unchanged. Other content: updated, the
    paper that it gave before goes unless another file gives it. Content that the library has under another name: the
    file is noted as one more source of that paper, which counts as unchanged. A file that failed is tried again each
    time, and keeps the last paper that it gave. A paper whose records fail stays, findable, listed as failed.

    Must run inside `store.writing()`. Raises LibraryError where the library itself cannot go on.
    """
    offered = list(dict.fromkeys(_offered(paths, library=store.folder)))
    counts = dict.fromkeys(_Outcome, 0)
    failed: list[Failure] = []
    register = Register(store.register())
    for done, path in enumerate(offered, start=1):
        outcome = _take_in(store, path, at=at, register=register)
        if isinstance(outcome, Failure):
            failed.append(outcome)
        else:
            counts[outcome] += 1
        if done % _STRIDE == 0 or done == len(offered):
            catch_up(store, engine)
        progress(Progress(done, len(offered), printable(path)))
    return IngestReport(
        added=counts[_Outcome.ADDED],
        updated=counts[_Outcome.UPDATED],
        unchanged=counts[_Outcome.UNCHANGED],
        failed=tuple(failed),
    )


def printable(path: Path) -> str:
    """The path as text that can be written anywhere, also where its bytes are no text."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _offered(paths: Sequence[Path], *, library: Path) -> Iterator[Path]:
    """The files to read. Folders are walked in the order of names; what an office program or the system keeps for
    itself (`~$…`, hidden files) is no paper, and the library does not eat itself."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not _own(name) and not _same(Path(folder, name), library))
            yield from (Path(folder, name) for name in sorted(names) if not _own(name))


def _own(name: str) -> bool:
    return name.startswith((".", "~$")) or name in {"Thumbs.db", "desktop.ini"}


def _same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


def _take_in(store: Store, path: Path, *, at: datetime.datetime | None, register: Register) -> _Outcome | Failure:
    source = printable(path)
    data = attempt(lambda: _read(path))
    if isinstance(data, GongwenError):
        return Failure(source, str(data))
    key = printable(Path(os.path.abspath(path)))  # noqa: PTH100 (resolve() would follow links)
    before = store.file(key)
    file = StoredFile(key, source, len(data), hashlib.sha256(data).hexdigest(), read_at=at)
    if before is not None and before.done and before.sha256 == file.sha256:
        return _Outcome.UNCHANGED
    known = store.paper_of(file.sha256)
    if known is not None:
        store.put_file(replace(file, document_id=known))
        return _Outcome.UPDATED if before is not None and before.document_id else _Outcome.UNCHANGED
    return _read_and_put(store, file, data, before=before, register=register)


def _read_and_put(
    store: Store, file: StoredFile, data: bytes, *, before: StoredFile | None, register: Register
) -> _Outcome | Failure:
    last_paper = before.document_id if before else None
    document = attempt(lambda: read_document(data, file.source))
    if isinstance(document, GongwenError):
        store.put_file(replace(file, document_id=last_paper, reason=document.reason, advice=document.advice))
        return Failure(file.source, str(document))
    extraction = attempt(lambda: extract(document, register=register))
    file = replace(file, document_id=document.id)
    if isinstance(extraction, GongwenError):
        trouble = GongwenError(f"正文已入库，但未能提取数据：{extraction.reason}", advice=extraction.advice)
        store.put(document, (), file=replace(file, reason=trouble.reason, advice=trouble.advice), data=data)
        return Failure(file.source, str(trouble))
    store.put(document, rows_of(extraction), file=file, data=data)
    return _Outcome.UPDATED if last_paper else _Outcome.ADDED


def _read(path: Path) -> bytes:
    if not path.exists():
        raise NotFound("找不到这个文件或文件夹", advice="请检查路径和文件名")
    if not path.is_file():
        raise UnreadableFile("这不是普通文件，无法读取", advice="请给出文件或文件夹")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(f"文件超过 {LARGEST // 1024 // 1024} MB", advice="请拆分后再入库")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"无法打开文件（{error.strerror}）", advice="请检查读取权限，或文件是否正被占用"
        ) from error


def attempt(work: Callable[[], T]) -> T | GongwenError:
    """What the work gives, or the error to list: one bad file never stops the rest, whatever it makes a reader do."""
    try:
        return work()
    except GongwenError as error:
        return error
    except Exception as error:  # noqa: BLE001 (the border between one file and the rest)
        _log.debug("unexpected error in one file", exc_info=error)
        return GongwenError(
            f"处理时出现程序错误（{type(error).__name__}：{error}）", advice="请把此文件交给维护人员，其他文件不受影响"
        )
