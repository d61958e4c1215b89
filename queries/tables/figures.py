"""Figures of one indicator, wherever papers state them: to be reached (targets, which say themselves what they measure,
as people finished them) and reached (`queries.tables.results`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from corpus.document import Document, Span
from corpus.store_values import DocumentSummary
from corpus.view import one_line
from extract.naming import body_of
from extract.records import Deadline, Quantity, Responsible, Role, Target
from extract.respective import respective
from extract.serial import extraction_of
from queries.tables.figure import Figure, FigureKind, Shelf, figure_of, is_meant
from queries.tables.results import results
from queries.tables.wording import Wording

_OWNERS = (Role.LEAD, Role.RESPONSIBLE)


def figures(shelf: Shelf, wording: Wording) -> tuple[Figure, ...]:
    """All figures of what the wording names, by paper and place."""
    found = [*_targets(shelf, wording), *results(shelf, wording)]
    return tuple(sorted(found, key=lambda figure: (figure.document.id, figure.quantity.start)))


def of_bodies(found: Sequence[Figure], names: Collection[str]) -> tuple[Figure, ...]:
    """The figures of one of these bodies or of their own offices."""
    return tuple(
        figure for figure in found if any(name in names or body_of(name) in names for name in figure.organizations)
    )


def _targets(shelf: Shelf, wording: Wording) -> Iterator[Figure]:
    worked_on = shelf.worked_on()
    rows = shelf.store.records(kinds=("target",))
    summaries = shelf.store.summaries(rows)
    for document_id, records in rows.items():
        targets = () if document_id in worked_on else extraction_of(records).targets
        if named := [target for target in targets if wording.found_in(target.indicator)]:
            document = shelf.document(document_id)
            for target in _of_whatis_meant(document, named, wording):
                yield _target(
                    document,
                    summaries[document_id],
                    target,
                    indicator=target.indicator,
                    quantity=target.quantity,
                    bodies=target.responsible,
                    deadline=target.deadline,
                )
    for row in chain.from_iterable(worked_on.values()):
        indicator = row.indicator or row.task
        if row.quantity is not None and not row.is_dropped and wording.found_in(indicator):
            clause = Span(row.start, row.end)
            figure = _target(
                shelf.document(row.document.id),
                row.document,
                clause,
                indicator=indicator,
                quantity=row.quantity,
                bodies=row.bodies,
                deadline=row.deadline,
            )
            yield replace(figure, by_hand=row.by_hand)


def _of_whatis_meant(document: Document, targets: Sequence[Target], wording: Wording) -> Iterator[Target]:
    """The paper's targets, without those that are of another of several things told in turn."""
    stated = sorted((target.quantity for target in targets), key=lambda quantity: quantity.start)
    for target in targets:
        told = respective(document.text, stated, within=target).get(target.quantity.start)
        if told is None or is_meant(wording, document.text, told):
            yield target


def _target(
    document: Document,
    summary: DocumentSummary,
    clause: Span,
    *,
    indicator: str,
    quantity: Quantity,
    bodies: Sequence[Responsible],
    deadline: Deadline | None,
) -> Figure:
    owners = dict.fromkeys(body.organization for body in bodies if body.role in _OWNERS)
    due = deadline.until if deadline else None
    return figure_of(
        document,
        summary,
        quantity,
        kind=FigureKind.TARGET,
        indicator=one_line(indicator),
        organizations=tuple(owners),
        year=due.year if due else summary.year,
        deadline=deadline,
        clause=clause,
    )
