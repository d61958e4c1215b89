"""The library's tables: papers, the files they came from, and records as plain rows that the store does not interpret.

Portable SQL only; the one place that knows SQLite is `corpus.store_connection`.
"""

from __future__ import annotations

import datetime
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from corpus.document import Article, Letterhead, Place, Region, Section, Span, Table

SCHEMA_VERSION = 4

T = TypeVar("T")


class AsJson(TypeDecorator[T], Generic[T]):
    """A frozen value kept as JSON text and validated when it is read back."""

    impl = Text
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[T]) -> None:
        super().__init__()
        self.adapter = adapter

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The value as JSON."""
        return None if value is None else self.adapter.dump_json(value).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T | None:  # noqa: ARG002
        """The value that the JSON stands for; pydantic.ValidationError where it stands for none."""
        return None if value is None else self.adapter.validate_json(value)


class Base(DeclarativeBase):
    """The root of the tables."""


class MetaRow(Base):
    """What the library says of itself; `schema` is the version of these tables."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class DocumentRow(Base):
    """A paper: the columns that are asked for, then its parts. `sha256` names the original.

    `rendition_of` is the paper of which this is another form; `layer` tells how its text was had (0 is best).
    """

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(200))
    title: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(Text, index=True)
    kind: Mapped[str | None] = mapped_column(String(40), index=True)
    issuer: Mapped[str | None] = mapped_column(Text, index=True)
    date: Mapped[datetime.date | None] = mapped_column(Date)
    year: Mapped[int | None] = mapped_column(index=True)
    rendition_of: Mapped[str | None] = mapped_column(String(16), index=True)
    layer: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    letterhead: Mapped[Letterhead] = mapped_column(AsJson(TypeAdapter(Letterhead)))
    outline: Mapped[tuple[Section, ...]] = mapped_column(AsJson(TypeAdapter(tuple[Section, ...])))
    articles: Mapped[tuple[Article, ...]] = mapped_column(AsJson(TypeAdapter(tuple[Article, ...])))
    paragraphs: Mapped[tuple[Span, ...]] = mapped_column(AsJson(TypeAdapter(tuple[Span, ...])))
    tables: Mapped[tuple[Table, ...]] = mapped_column(AsJson(TypeAdapter(tuple[Table, ...])))
    recognized: Mapped[tuple[Region, ...]] = mapped_column(AsJson(TypeAdapter(tuple[Region, ...])))


class PlacesRow(Base):
    """Where a paper's text is printed; papers without pages have none."""

    __tablename__ = "places"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[tuple[Place, ...]] = mapped_column(AsJson(TypeAdapter(tuple[Place, ...])))


class FileRow(Base):
    """A file that was offered: the content last seen, the paper it gave, and why it gave none or gave it in part; and
    the path of the container that it lies in."""

    __tablename__ = "files"

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    advice: Mapped[str | None] = mapped_column(Text)
    read_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    container: Mapped[str | None] = mapped_column(Text, index=True)


class SketchRow(Base):
    """One of the few values by which a paper is recognised in another form (`corpus.text_sketch`)."""

    __tablename__ = "sketches"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class RecordRow(Base):
    """One record of a paper: `[start, end)` of its text, and a payload that only the layer that made it reads."""

    __tablename__ = "records"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    payload: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("records_by_kind", "kind"),)


class RecordOrganizationRow(Base):
    """A body that a record names, and as what, so that all duties of one body are an indexed look-up."""

    __tablename__ = "record_organizations"

    document_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))

    __table_args__ = (
        ForeignKeyConstraint(
            ["document_id", "kind", "ordinal"],
            ["records.document_id", "records.kind", "records.ordinal"],
            ondelete="CASCADE",
        ),
        Index("record_organizations_by_name", "name", "kind"),
    )


class RecordKeyRow(Base):
    """A key by which a record meets records of other papers: what cites a paper and what names it share one."""

    __tablename__ = "record_keys"

    document_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(
            ["document_id", "kind", "ordinal"],
            ["records.document_id", "records.kind", "records.ordinal"],
            ondelete="CASCADE",
        ),
        Index("record_keys_by_key", "key", "kind"),
    )


class UnindexedRow(Base):
    """A paper that was added or removed since the index last caught up; it may exist no longer."""

    __tablename__ = "unindexed"

    document_id: Mapped[str] = mapped_column(String(16), primary_key=True)


class OrganizationRow(Base):
    """A body that the user has entered into the register."""

    __tablename__ = "organizations"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    aliases: Mapped[tuple[str, ...]] = mapped_column(AsJson(TypeAdapter(tuple[str, ...])))
    superior: Mapped[str] = mapped_column(Text)


class UnextractedRow(Base):
    """A paper whose records were extracted with another register than the library has now."""

    __tablename__ = "unextracted"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
