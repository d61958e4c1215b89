"""Where records of papers meet: a record that asks for a key and the records of other papers that give it.

The store does not know what a key says. Nothing is kept but the keys themselves, so that what meets what is right at
any moment, whichever papers come or go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from corpus.store_schema import DocumentRow, RecordKeyRow, RecordRow
from corpus.store_values import StoredRecord

_AROUND = 120


@dataclass(frozen=True, slots=True)
class Asking:
    """A record that asks for keys: the paper it is in, the record, and what stands in the paper around it, which begins
    at `around_start` (`around` is '' where it was not asked for). `met` are the papers that count (id, key) which give
    a key of it, the paper itself among them where it does."""

    document_id: str
    record: StoredRecord
    around: str
    around_start: int
    met: tuple[tuple[str, str], ...]


def asking(
    connection: Connection,
    *,
    asks: str,
    gives: str,
    of: Collection[str] | None = None,
    to: Collection[str] | None = None,
    with_words: bool = True,
) -> tuple[Asking, ...]:
    """The records of the kind `asks`, by paper and place, with all that meets them in records of the kind `gives`.

    `of` are the papers whose records they are (default: all that count, other forms of a paper left out), `to` those
    that one of their keys must meet in any form; all that meets such a record is given, also beyond `to`. Fetching
    `with_words` around the records takes most of the time.
    """
    question = _question(narrowed_of=of is not None, narrowed_to=to is not None, with_words=with_words)
    values: dict[str, Any] = {"asks": asks, "gives": gives}
    if of is not None:
        values["of"] = sorted(set(of))
    if to is not None:
        values["to"] = sorted(set(to))
    return _each_once(connection.execute(question, values).mappings(), kind=asks)


def _each_once(rows: Iterable[RowMapping], *, kind: str) -> tuple[Asking, ...]:
    met: dict[tuple[str, int], dict[tuple[str, str], None]] = {}
    first: dict[tuple[str, int], RowMapping] = {}
    for row in rows:
        place = (row["document_id"], row["ordinal"])
        first.setdefault(place, row)
        keys = met.setdefault(place, {})
        if row["met"] is not None:
            keys[row["met"], row["met_key"]] = None
    return tuple(
        Asking(
            document_id=row["document_id"],
            record=StoredRecord(kind, row["ordinal"], row["start"], row["end"], row["payload"]),
            around=row["around"],
            around_start=row["around_start"],
            met=tuple(met[place]),
        )
        for place, row in first.items()
    )


@lru_cache(maxsize=8)
def _question(*, narrowed_of: bool, narrowed_to: bool, with_words: bool) -> Select[Any]:
    """The question, put together once: that takes longer than answering it."""
    record, source = RecordRow.__table__.alias(), DocumentRow.__table__.alias()
    key, given, holder = RecordKeyRow.__table__.alias(), RecordKeyRow.__table__.alias(), DocumentRow.__table__.alias()
    start = case((record.c.start > _AROUND, record.c.start - _AROUND), else_=0)
    words = func.substr(source.c.text, start + 1, record.c.end - start + _AROUND) if with_words else literal("")
    is_of = and_(
        key.c.document_id == record.c.document_id, key.c.kind == record.c.kind, key.c.ordinal == record.c.ordinal
    )
    question = (
        select(
            record.c.document_id,
            record.c.ordinal,
            record.c.start,
            record.c.end,
            record.c.payload,
            start.label("around_start"),
            words.label("around"),
            func.coalesce(holder.c.rendition_of, holder.c.id).label("met"),
            given.c.key.label("met_key"),
        )
        .join(source, source.c.id == record.c.document_id)
        .outerjoin(key, is_of)
        .outerjoin(given, and_(given.c.key == key.c.key, given.c.kind == bindparam("gives")))
        .outerjoin(holder, holder.c.id == given.c.document_id)
        .where(record.c.kind == bindparam("asks"))
        .order_by(record.c.document_id, record.c.ordinal)
    )
    if narrowed_of:
        question = question.where(record.c.document_id.in_(bindparam("of", expanding=True)))
    else:
        question = question.where(source.c.rendition_of.is_(None))
    if narrowed_to:
        question = question.where(tuple_(record.c.document_id, record.c.ordinal).in_(_places_meeting()))
    return question


def _places_meeting() -> Select[Any]:
    """The paper and place of each record that asks for a key which one of the papers `to` gives."""
    key, given, holder = RecordKeyRow.__table__.alias(), RecordKeyRow.__table__.alias(), DocumentRow.__table__.alias()
    wanted: BindParameter[Any] = bindparam("to", expanding=True)
    return (
        select(key.c.document_id, key.c.ordinal)
        .join(given, and_(given.c.key == key.c.key, given.c.kind == bindparam("gives")))
        .join(holder, holder.c.id == given.c.document_id)
        .where(key.c.kind == bindparam("asks"), or_(holder.c.id.in_(wanted), holder.c.rendition_of.in_(wanted)))
        .distinct()
    )
