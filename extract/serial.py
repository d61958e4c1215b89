"""Records as rows of the store, and back: `extraction_of(rows_of(x)) == x` for every extraction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from corpus.store_values import StoredRecord
from extract.paper_keys import keys_of_citation, keys_of_name
from extract.records import (
    CitedPaper,
    DateMention,
    Extraction,
    NamedOrganization,
    OrganizationMention,
    PaperName,
    Quantity,
    Responsibility,
    Target,
)

Bodies = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record: its name in the store, the field of Extraction that holds it, its JSON, the bodies it names,
    and the keys by which it meets records of other papers."""

    name: str
    field: str
    adapter: TypeAdapter[Any]
    bodies: Callable[[Any], Bodies]
    keys: Callable[[Any], tuple[str, ...]] = lambda _: ()


def _no_bodies(_: Any) -> Bodies:
    return ()


def _mentioned(mention: OrganizationMention) -> Bodies:
    return ((mention.name, "mention"),)


def _named(body: NamedOrganization) -> Bodies:
    return ((body.name, body.naming.value),)


def _held_to_target(target: Target) -> Bodies:
    return tuple((body.organization, body.role.value) for body in target.responsible)


def _held_to_duty(duty: Responsibility) -> Bodies:
    return ((duty.organization, duty.role.value),)


_KINDS = (
    _Kind("date", "dates", TypeAdapter(DateMention), _no_bodies),
    _Kind("quantity", "quantities", TypeAdapter(Quantity), _no_bodies),
    _Kind("organization", "organizations", TypeAdapter(OrganizationMention), _mentioned),
    _Kind("target", "targets", TypeAdapter(Target), _held_to_target),
    _Kind("responsibility", "responsibilities", TypeAdapter(Responsibility), _held_to_duty),
    _Kind("named", "named", TypeAdapter(NamedOrganization), _named),
    _Kind("short_name", "short_names", TypeAdapter(NamedOrganization), _named),
    _Kind("citation", "citations", TypeAdapter(CitedPaper), _no_bodies, keys_of_citation),
    _Kind("name", "names", TypeAdapter(PaperName), _no_bodies, keys_of_name),
)
_BY_NAME = {kind.name: kind for kind in _KINDS}


def rows_of(extraction: Extraction) -> tuple[StoredRecord, ...]:
    """Every record as a row; ordinals count from 0 in each kind."""
    return tuple(
        StoredRecord(
            kind=kind.name,
            ordinal=ordinal,
            start=record.start,
            end=record.end,
            payload=kind.adapter.dump_json(record).decode(),
            organizations=kind.bodies(record),
            keys=kind.keys(record),
        )
        for kind in _KINDS
        for ordinal, record in enumerate(getattr(extraction, kind.field))
    )


def extraction_of(rows: Iterable[StoredRecord]) -> Extraction:
    """The records that the rows stand for, each kind in the order of the rows; kinds without rows are empty.

    Raises KeyError for a kind that is none, pydantic.ValidationError for a payload that is none.
    """
    found: dict[str, list[Any]] = {}
    for row in rows:
        kind = _BY_NAME[row.kind]
        found.setdefault(kind.field, []).append(kind.adapter.validate_json(row.payload))
    return Extraction(**{field: tuple(records) for field, records in found.items()})
