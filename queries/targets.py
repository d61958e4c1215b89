"""The 目标任务责任分解表: one row a target, and one a duty that holds no figure, in the order of the text."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.document import Document
from corpus.store_values import DocumentSummary
from extract.records import Deadline, Extraction, Quantity, Responsibility, Responsible

if TYPE_CHECKING:
    from queries.tables.lamps import Lamp


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a row or a cell, and at what time (UTC). Of a cell, `text` is what it says now and
    `extracted` what the extraction gives, None where it gives no such row."""

    who: str
    at: datetime.datetime
    text: str = ""
    extracted: str | None = None


@dataclass(frozen=True, slots=True)
class ByHand:
    """What people said of a row: the `cells` that they answer for, by field; who confirmed, added or dropped it."""

    cells: Mapping[str, Said] = field(default_factory=dict)
    confirmed: Said | None = None
    added: Said | None = None
    dropped: Said | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row of the table; every field rests on a span of the paper's text.

    `number` counts from 1 in its table. `quote` is `[start, end)` of the text, the clause that states the task.
    `indicator` and `quantity` are None for a duty without a figure. `bodies` are those held to it, each with the span
    where it is printed. `reasons` are the codes of what the row rests on (`extract.confidence`): a target's, or for a
    duty without a figure those of the duties. `lamp` is the one lit on the day of reference, None without one.

    `by_hand` is what people said of the row, None where nobody did: task, indicator, quantity, deadline and bodies are
    then those that count. Spans and quote stay the paper's; what was typed rests on what it corrects, else on the
    clause. `key` names the row in a paper that people worked on, '' elsewhere.
    """

    number: int
    document: DocumentSummary
    section: str
    start: int
    end: int
    quote: str
    task: str
    indicator: str | None
    quantity: Quantity | None
    deadline: Deadline | None
    bodies: tuple[Responsible, ...]
    confidence: float | None
    lamp: Lamp | None = None
    reasons: tuple[str, ...] = ()
    by_hand: ByHand | None = None
    key: str = ""

    @property
    def typed(self) -> Mapping[str, Said]:
        """The cells that people answer for, by field."""
        return self.by_hand.cells if self.by_hand else {}

    @property
    def is_dropped(self) -> bool:
        """Whether somebody took the row out of the table."""
        return self.by_hand is not None and self.by_hand.dropped is not None

    @property
    def deadline_unread(self) -> bool:
        """Whether there is no date in what a person typed as deadline, so that no lamp can be lit for it."""
        return self.deadline is None and "deadline" in self.typed and bool(self.typed["deadline"].text)


def summary_of(document: Document) -> DocumentSummary:
    """What an answer says of the paper."""
    head = document.letterhead
    return DocumentSummary(
        id=document.id,
        source=document.source,
        title=head.title.value if head.title else None,
        document_number=head.document_number.value if head.document_number else None,
        issuer=head.issuer.value if head.issuer else None,
        date=head.date.date if head.date else None,
        kind=head.kind.value if head.kind else None,
        year=head.year,
    )


def target_rows(document: Document, extraction: Extraction) -> tuple[TargetRow, ...]:
    """The paper's table, numbered from 1."""
    return numbered(sorted(_rows(document, extraction), key=_place))


def numbered(rows: Iterable[TargetRow]) -> tuple[TargetRow, ...]:
    """The rows in this order, numbered from 1."""
    return tuple(replace(row, number=number) for number, row in enumerate(rows, start=1))


def naming(rows: Iterable[TargetRow], names: Collection[str]) -> Iterator[TargetRow]:
    """The rows that hold one of these bodies, by full name, to something."""
    return (row for row in rows if any(body.organization in names for body in row.bodies))


def _place(row: TargetRow) -> tuple[int, int, int]:
    return (row.quantity.start if row.quantity else row.start, row.start, row.end)


def _rows(document: Document, extraction: Extraction) -> Iterator[TargetRow]:
    summary = summary_of(document)
    for target in extraction.targets:
        yield TargetRow(
            number=0,
            document=summary,
            section=target.section,
            start=target.start,
            end=target.end,
            quote=target.of(document.text),
            task=target.task,
            indicator=target.indicator,
            quantity=target.quantity,
            deadline=target.deadline,
            bodies=target.responsible,
            confidence=target.confidence,
            reasons=target.reasons,
        )
    for duties in _duties_without_target(extraction):
        first = duties[0]
        yield TargetRow(
            number=0,
            document=summary,
            section=first.section,
            start=first.start,
            end=first.end,
            quote=first.of(document.text),
            task=first.task,
            indicator=None,
            quantity=None,
            deadline=next((duty.deadline for duty in duties if duty.deadline), None),
            bodies=tuple(_body(duty) for duty in duties),
            confidence=None,
            reasons=tuple(dict.fromkeys(reason for duty in duties for reason in duty.reasons)),
        )


def _duties_without_target(extraction: Extraction) -> Iterator[list[Responsibility]]:
    """Duties whose clause shares no character with a target's, those of one clause and task together."""
    groups: dict[tuple[int, int, str], list[Responsibility]] = {}
    for duty in extraction.responsibilities:
        if not any(duty.overlaps(target) for target in extraction.targets):
            groups.setdefault((duty.start, duty.end, duty.task), []).append(duty)
    yield from groups.values()


def _body(duty: Responsibility) -> Responsible:
    return Responsible(
        duty.organization_span.start,
        duty.organization_span.end,
        organization=duty.organization,
        text=duty.text,
        role=duty.role,
        basis=duty.basis,
    )
