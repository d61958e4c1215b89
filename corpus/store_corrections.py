"""What people said about the rows of target tables: a layer of its own beside the records, which nothing overwrites.

A row is known by the words it hangs on, with some words around them, and by the paper that they stand in. What was
done is a list that only grows: taking something back is one more entry. Every entry is one transaction and does not
wait for whoever reads papers in or extracts them again.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import Connection, DateTime, ForeignKey, String, Text, exists, insert, literal, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from corpus.store_connection import explained
from corpus.store_own_tables import OwnTables
from corpus.store_schema import AsJson, Base, DocumentRow

_Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a row hangs on: `exact` are the words (white space dropped), `prefix` and `suffix` those around them, and
    `[start, end)` where they stood in the paper's text. `kind` is `target`, `duty`, or `added` for a row that a person
    added; `label` tells rows on the same words apart. `key` is made of all this and names the row for good."""

    key: str
    document_id: str
    source: str
    title: str | None
    document_number: str | None
    kind: str
    label: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a person did to a row, at a time (UTC): `action` is `confirm`, `correct`, `add`, `drop` or
    `undo`; `field` the cell that was corrected, `before` and `after` what it said. `said` is the whole row as the
    extraction gave it then. `undoes` is the id of the entry that was taken back."""

    id: int
    row: str
    at: datetime.datetime
    who: str
    action: str
    field: str = ""
    before: str = ""
    after: str = ""
    said: _Cells | None = None
    undoes: int | None = None


class AnchorRow(Base):
    """A row of a target table that a person did something to."""

    __tablename__ = "corrected_rows"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    document_id: Mapped[str] = mapped_column(String(16), index=True)
    source: Mapped[str] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(Text)
    exact: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]


class EntryRow(Base):
    """One thing that was done to a row; entries are only ever added."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    row: Mapped[str] = mapped_column(ForeignKey("corrected_rows.key"), index=True)
    at: Mapped[datetime.datetime] = mapped_column(DateTime)
    who: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(20))
    field: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    said: Mapped[_Cells | None] = mapped_column(AsJson(TypeAdapter(_Cells)))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"), unique=True)


_ANCHORS = select(*(getattr(AnchorRow, name) for name in Anchor.__dataclass_fields__))
_ENTRIES = select(*(getattr(EntryRow, name) for name in Entry.__dataclass_fields__))


class Corrections(OwnTables):
    """The corrections of the library in a folder. Safe to share between threads."""

    rows = (AnchorRow, EntryRow)

    def anchors(self, document_ids: Collection[str]) -> tuple[Anchor, ...]:
        """The rows of these papers that somebody did something to, also rows of a paper that is in the library no
        longer and bore the name of the file, or the number and title, of one of these: it is that paper, read anew."""
        wanted = set(document_ids)
        known = select(DocumentRow.id)
        names = select(DocumentRow.source).where(DocumentRow.id.in_(wanted))
        numbers = select(DocumentRow.document_number).where(DocumentRow.id.in_(wanted))
        again = or_(AnchorRow.source.in_(names), AnchorRow.document_number.in_(numbers))
        question = _ANCHORS.where(
            or_(AnchorRow.document_id.in_(wanted), AnchorRow.document_id.not_in(known) & again)
        ).order_by(AnchorRow.start, AnchorRow.key)
        with explained(self._folder), self._engine.connect() as connection:
            return tuple(Anchor(**row) for row in connection.execute(question).mappings())

    def papers(self, *, fields: Collection[str] = ()) -> tuple[str, ...]:
        """The ids of the papers in the library, sorted, that rows people worked on may be of (see `anchors`); with
        `fields` only of rows in which one of these cells was typed."""
        row = DocumentRow
        typed = AnchorRow.key.in_(select(EntryRow.row).where(EntryRow.field.in_(fields)))
        id_, source, number = (
            select(column).where(typed) if fields else select(column)
            for column in (AnchorRow.document_id, AnchorRow.source, AnchorRow.document_number)
        )
        meant = or_(row.id.in_(id_), row.source.in_(source), row.document_number.in_(number))
        question = select(row.id).where(meant).order_by(row.id)
        with explained(self._folder), self._engine.connect() as connection:
            return tuple(connection.execute(question).scalars())

    def entries(self, keys: Collection[str]) -> tuple[Entry, ...]:
        """What was done to these rows, in the order of doing."""
        question = _ENTRIES.where(EntryRow.row.in_(set(keys))).order_by(EntryRow.id)
        with explained(self._folder), self._engine.connect() as connection:
            return tuple(Entry(**row) for row in connection.execute(question).mappings())

    def entry(self, entry_id: int) -> Entry | None:
        """The entry with this id."""
        with explained(self._folder), self._engine.connect() as connection:
            row = connection.execute(_ENTRIES.where(EntryRow.id == entry_id)).mappings().first()
        return Entry(**row) if row is not None else None

    def note(self, anchor: Anchor, entries: Sequence[Entry]) -> tuple[int, ...]:
        """Adds entries (their ids are given here) about one row, all or nothing; returns the ids. An entry that was
        taken back already is not taken back again: nothing is added then."""
        values = {name: getattr(anchor, name) for name in Anchor.__dataclass_fields__}
        with explained(self._folder):
            try:
                with self._engine.begin() as connection:
                    # Written at once: a transaction that began with reading could not wait for another writer.
                    known = exists().where(AnchorRow.key == anchor.key)
                    fresh = select(*(literal(value) for value in values.values())).where(~known)
                    connection.execute(insert(AnchorRow).from_select(list(values), fresh))
                    return tuple(_put(connection, entry) for entry in entries)
            except IntegrityError:
                return ()


def _put(connection: Connection, entry: Entry) -> int:
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name != "id"}
    values["at"] = entry.at.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return int(connection.execute(insert(EntryRow), values).inserted_primary_key[0])  # type: ignore[index]
