"""A figure of an indicator as tables compare them: brought to one unit, with its grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Protocol

from corpus.document import Document, Span
from corpus.store import Store
from corpus.store_values import DocumentSummary
from extract.records import Deadline, Quantity
from extract.respective import Respective
from index.engine import SearchEngine
from queries.tables.units import compared
from queries.tables.wording import Wording
from queries.targets import ByHand, TargetRow


class FigureKind(str, Enum):
    """Whether a figure is to be reached or was reached."""

    TARGET = "target"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `quote` is `[start, end)` of the paper's text, the clause that states it; `value` and `max_value` are
    in `unit`, brought to what is compared. `organizations` are whose it is, `year` is when it is due or was reached.
    `by_hand` is what people said of a target's row, None where nobody did."""

    kind: FigureKind
    indicator: str
    value: Decimal
    max_value: Decimal | None
    unit: str
    quantity: Quantity
    organizations: tuple[str, ...]
    year: int | None
    deadline: Deadline | None
    document: DocumentSummary
    section: str
    start: int
    end: int
    quote: str
    by_hand: ByHand | None = None


class Shelf(Protocol):
    """What is used of a library."""

    store: Store

    @property
    def engine(self) -> SearchEngine:
        """The index."""

    def document(self, document_id: str) -> Document:
        """A paper by its id."""

    def worked_on(self) -> Mapping[str, Sequence[TargetRow]]:
        """The tables of papers that people worked on."""


def is_meant(wording: Wording, text: str, told: Respective) -> bool:
    """Whether the wording speaks of the one whose figure it is, as much as of any other."""
    shares = [wording.share_in(member.of(text)) for member in told.members]
    return shares[told.place] == max(shares)


def figure_of(
    document: Document,
    summary: DocumentSummary,
    quantity: Quantity,
    *,
    kind: FigureKind,
    indicator: str,
    organizations: tuple[str, ...],
    year: int | None,
    deadline: Deadline | None,
    clause: Span,
) -> Figure:
    """The figure that a quantity of a paper states in a clause."""
    value, unit = compared(quantity.value, quantity.unit)
    section = document.section_at(quantity.start)
    return Figure(
        kind=kind,
        indicator=indicator,
        value=value,
        max_value=None if quantity.max_value is None else compared(quantity.max_value, quantity.unit)[0],
        unit=unit,
        quantity=quantity,
        organizations=organizations,
        year=year,
        deadline=deadline,
        document=summary,
        section=section.path if section else "",
        start=clause.start,
        end=clause.end,
        quote=clause.of(document.text),
    )
