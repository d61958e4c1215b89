"""The steps of one writing transaction, each on an open connection."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, bindparam, delete, insert, inspect, select, update

from corpus.document import Document
from corpus.errors import OtherSchema
from corpus.renditions import layer_of
from corpus.store_questions import PLACES
from corpus.store_schema import (
    SCHEMA_VERSION,
    Base,
    DocumentRow,
    MetaRow,
    PlacesRow,
    RecordKeyRow,
    RecordOrganizationRow,
    RecordRow,
    UnextractedRow,
    UnindexedRow,
)
from corpus.store_values import StoredRecord

# Put together once: for a paper of some pages that takes longer than carrying them out.
_PAPER: BindParameter[str] = bindparam("paper")
_UPDATE_DOCUMENT = update(DocumentRow).where(DocumentRow.id == _PAPER)
_DROP_PLACES = delete(PlacesRow).where(PlacesRow.document_id == _PAPER)
_DROP_RECORDS = delete(RecordRow).where(RecordRow.document_id == _PAPER)
_MARK_EXTRACTED = delete(UnextractedRow).where(UnextractedRow.document_id == _PAPER)
_MARK_UNINDEXED = insert(UnindexedRow).prefix_with("OR IGNORE")

_OTHER_VERSION = "请用写入它的版本打开，或换一个新文件夹重新入库原文件（原件保存在资料库的 originals 文件夹中）"


def prepare(engine: Engine, *, name: str) -> None:
    """Makes the tables where there are none; raises OtherSchema where there are others."""
    tables = set(inspect(engine).get_table_names())
    if tables and MetaRow.__tablename__ not in tables:
        raise OtherSchema(f"{name} 中的数据库不是本程序建立的", advice="请用 --library 另选一个文件夹")
    with engine.begin() as connection:
        if not tables >= set(Base.metadata.tables):
            Base.metadata.create_all(connection)
        if tables and RecordKeyRow.__tablename__ not in tables:
            _mark_unextracted(connection)
        found = connection.execute(select(MetaRow.value).where(MetaRow.key == "schema")).scalar()
        if found is None:
            connection.execute(insert(MetaRow), {"key": "schema", "value": str(SCHEMA_VERSION)})
        elif found != str(SCHEMA_VERSION):
            raise OtherSchema(
                f"资料库 {name} 由另一版本的程序写成（结构版本 {found}，本程序为 {SCHEMA_VERSION}）",
                advice=_OTHER_VERSION,
            )


def put_document(connection: Connection, document: Document, *, sha256: str) -> None:
    """Writes the paper's row anew; its records go."""
    drop_records(connection, document.id)
    values = _document_values(document, sha256)
    if connection.execute(_UPDATE_DOCUMENT, {**values, "paper": document.id}).rowcount:
        connection.execute(_DROP_PLACES, {"paper": document.id})
    else:
        connection.execute(insert(DocumentRow), values)
    if document.places:
        connection.execute(insert(PlacesRow), {"document_id": document.id, "value": document.places})


def drop_records(connection: Connection, document_id: str) -> None:
    """Takes out the paper's records."""
    connection.execute(_DROP_RECORDS, {"paper": document_id})


def put_records(connection: Connection, document_id: str, records: Sequence[StoredRecord]) -> None:
    """Writes the records of a paper that has none."""
    rows = [
        {
            "document_id": document_id,
            "kind": record.kind,
            "ordinal": record.ordinal,
            "start": record.start,
            "end": record.end,
            "payload": record.payload,
        }
        for record in records
    ]
    bodies = [
        {
            "document_id": document_id,
            "kind": record.kind,
            "ordinal": record.ordinal,
            "position": position,
            "name": name,
            "role": role,
        }
        for record in records
        for position, (name, role) in enumerate(record.organizations)
    ]
    if rows:
        connection.execute(insert(RecordRow), rows)
    if bodies:
        connection.execute(insert(RecordOrganizationRow), bodies)
    keys = [
        {"document_id": document_id, "kind": record.kind, "ordinal": record.ordinal, "key": key}
        for record in records
        for key in record.keys
    ]
    if keys:
        connection.execute(insert(RecordKeyRow), keys)


def mark_unindexed(connection: Connection, document_ids: Collection[str]) -> None:
    """Notes that the index has yet to take in or drop these papers."""
    connection.execute(_MARK_UNINDEXED, [{"document_id": document_id} for document_id in document_ids])


def _mark_unextracted(connection: Connection) -> None:
    """A library from before there were keys: its papers are extracted again when the next ones are taken in."""
    connection.execute(delete(UnextractedRow))
    connection.execute(insert(UnextractedRow).from_select(["document_id"], select(DocumentRow.id)))


def mark_extracted(connection: Connection, document_id: str) -> None:
    """Notes that the paper's records are those that the library's register gives."""
    connection.execute(_MARK_EXTRACTED, {"paper": document_id})


def _document_values(document: Document, sha256: str) -> dict[str, Any]:
    head = document.letterhead
    return {
        **{name: getattr(document, name) for name in Document.__dataclass_fields__ if name != PLACES},
        "sha256": sha256,
        "title": head.title.value if head.title else None,
        "document_number": head.document_number.value if head.document_number else None,
        "kind": head.kind.value if head.kind else None,
        "issuer": head.issuer.value if head.issuer else None,
        "date": head.date.date if head.date else None,
        "year": head.year,
        "layer": layer_of(document),
    }
