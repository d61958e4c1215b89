"""The cells of a row as people read and correct them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from corpus.document import Span
from extract.records import Role
from queries.export.columns import CELL_NAMES, by_field
from queries.targets import TargetRow

OWNERS = frozenset({Role.LEAD, Role.RESPONSIBLE})


@dataclass(frozen=True, slots=True)
class Field:
    """A cell that can be corrected: its name for programs and the heading that people know it by; `spans` are what
    it rests on in the paper."""

    name: str
    heading: str
    spans: Callable[[TargetRow], Iterator[Span]]


def _clause(row: TargetRow) -> Iterator[Span]:
    yield Span(row.start, row.end)


def _figure(row: TargetRow) -> Iterator[Span]:
    if row.quantity is not None:
        yield row.quantity


def _deadline(row: TargetRow) -> Iterator[Span]:
    if row.deadline is not None:
        yield row.deadline


def _owners(row: TargetRow) -> Iterator[Span]:
    yield from (body for body in row.bodies if body.role in OWNERS)


def _helpers(row: TargetRow) -> Iterator[Span]:
    yield from (body for body in row.bodies if body.role not in OWNERS)


def _nothing(_row: TargetRow) -> Iterator[Span]:
    yield from ()


_SPANS: Mapping[str, Callable[[TargetRow], Iterator[Span]]] = {
    "task": _clause,
    "indicator": _clause,
    "value": _figure,
    "deadline": _deadline,
    "owners": _owners,
    "helpers": _helpers,
    "note": _nothing,
}
FIELDS: Mapping[str, Field] = {name: Field(name, heading, _SPANS[name]) for name, heading in CELL_NAMES.items()}
"""What can be corrected, in the order of the table. 备注 is people's own: the extraction leaves it empty."""


def said_by(row: TargetRow) -> dict[str, str]:
    """The row's cells as the extraction says them."""
    return {name: str(by_field(row, name)) if name != "note" else "" for name in FIELDS}
