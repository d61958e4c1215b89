"""Opening the library's database and putting its troubles into words. The only place that knows SQLite."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import LibraryError, NotWritable

_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 30000")
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_CANNOT_WRITE = "请检查文件夹的写入权限，或用 --library 另选位置"
_NO_SPACE = "请清理磁盘空间后重新运行，已入库的文件不会重复处理"


def connect(path: Path) -> Engine:
    """The database in the file, created if absent; readers do not wait for the writer."""
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raises NotWritable or LibraryError for what the disk and the database say inside the block."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise LibraryError(f"磁盘已满，无法写入资料库 {folder}", advice=_NO_SPACE) from error
        said = error.strerror or str(error)
        raise NotWritable(f"无法写入资料库文件夹 {folder}（{said}）", advice=_CANNOT_WRITE) from error
    except SQLAlchemyError as error:
        raise _from_database(folder, str(getattr(error, "orig", None) or error)) from error


def _from_database(folder: Path, said: str) -> LibraryError:
    if "full" in said:
        return LibraryError(f"磁盘已满，无法写入资料库 {folder}", advice=_NO_SPACE)
    if "readonly" in said or "unable to open" in said:
        return NotWritable(f"无法写入资料库文件夹 {folder}（{said}）", advice=_CANNOT_WRITE)
    if "locked" in said:
        return LibraryError(f"资料库 {folder} 正被另一个程序使用", advice="请等它结束后再试")
    if "not a database" in said or "malformed" in said:
        return LibraryError(
            f"资料库 {folder} 的数据库文件已损坏", advice="请把该文件夹移到别处，换一个新文件夹重新入库原文件"
        )
    return LibraryError(f"资料库 {folder} 无法使用（{said}）", advice="请换一个新文件夹重新入库原文件")
