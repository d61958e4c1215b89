"""The files that were offered, each on an open connection: what became of them, and whose paper stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from corpus.store_renditions import pass_on
from corpus.store_rows import mark_unindexed
from corpus.store_schema import DocumentRow, FileRow
from corpus.store_values import StoredFile

# Put together once, as in `store_rows`.
_PAPER_OF = select(FileRow.document_id).where(FileRow.path == bindparam("path"))
_DROP = delete(FileRow).where(FileRow.path == bindparam("path"))
_DIRECTLY_BELOW = select(FileRow.__table__).where(FileRow.container == bindparam("path")).order_by(FileRow.path)


def put_file(connection: Connection, file: StoredFile, *, members: Collection[str] | None = None) -> list[str]:
    """Writes the file's row anew and takes out the paper it gave before where no file gives it still, and the files
    that it held as a container except `members` (by path; None: all stay).

    Returns the hashes of the originals that nobody needs any more.
    """
    before = connection.execute(_PAPER_OF, {"path": file.path}).scalar()
    connection.execute(_DROP, {"path": file.path})
    connection.execute(insert(FileRow), {name: getattr(file, name) for name in StoredFile.__dataclass_fields__})
    released = [] if before in (None, file.document_id) else [before]
    if members is not None:
        gone = [each for each in _directly_below(connection, file.path) if each.path not in members]
        released += _dropped(connection, gone)
    return [sha256 for each in released if (sha256 := _release(connection, each)) is not None]


def drop_file(connection: Connection, path: str) -> list[str]:
    """Takes the file's row out, with all that is in it; returns as `put_file`."""
    rows = connection.execute(select(FileRow.__table__).where(FileRow.path == path)).mappings().all()
    released = _dropped(connection, [StoredFile(**row) for row in rows])
    return [sha256 for each in released if (sha256 := _release(connection, each)) is not None]


def files_below(connection: Connection, path: str) -> Iterator[StoredFile]:
    """The files in the container, and in the containers in it."""
    for file in _directly_below(connection, path):
        yield file
        yield from files_below(connection, file.path)


def _directly_below(connection: Connection, path: str) -> list[StoredFile]:
    return [StoredFile(**row) for row in connection.execute(_DIRECTLY_BELOW, {"path": path}).mappings()]


def _dropped(connection: Connection, files: list[StoredFile]) -> list[str]:
    """Takes the files and all below them out; the papers that they gave."""
    every = [each for file in files for each in (file, *files_below(connection, file.path))]
    if not every:
        return []
    connection.execute(delete(FileRow).where(FileRow.path.in_([each.path for each in every])))
    return [each.document_id for each in every if each.document_id is not None]


def _release(connection: Connection, document_id: str) -> str | None:
    """Takes the paper out, or, where other files give it, names it after the first of them."""
    heirs = select(FileRow.source).where(FileRow.document_id == document_id).order_by(FileRow.path)
    heir = connection.execute(heirs).scalar()
    if heir is not None:
        connection.execute(update(DocumentRow).where(DocumentRow.id == document_id).values(source=heir))
        return None
    sha256 = connection.execute(select(DocumentRow.sha256).where(DocumentRow.id == document_id)).scalar()
    connection.execute(delete(DocumentRow).where(DocumentRow.id == document_id))
    mark_unindexed(connection, [document_id, *pass_on(connection, document_id)])
    return sha256
