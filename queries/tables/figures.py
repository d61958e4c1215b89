"""Figures of one indicator, wherever papers state them: to be reached (targets) and reached (results).

A target says itself what it measures. A result is a figure whose own words - what stands before it, back to the last
comma or figure, or the noun right behind it - speak of the indicator. The figures of laws bound what is allowed and are
no results, and of a table's cell nobody can tell from its own words which it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import Protocol

from corpus.document import Document, Section, Span
from corpus.store import Store
from corpus.store_values import DocumentSummary
from corpus.view import one_line
from extract.naming import body_of
from extract.papers import is_law
from extract.records import (
    Comparator,
    DateKind,
    Deadline,
    Extraction,
    Naming,
    Quantity,
    QuantityRole,
    Responsible,
    Role,
    Target,
)
from extract.respective import Respective, respective
from extract.serial import extraction_of
from index.engine import SearchEngine
from queries.tables.units import compared
from queries.tables.wording import Wording
from queries.targets import ByHand, TargetRow

_MOST_PASSAGES = 2000
_STATED = ("quantity", "target", "organization", "date", "named")
_SENTENCE_END = re.compile("[。；;！？\n]")
_CLAUSE_END = re.compile("[，,。；;：:！？\n]")
_PART_END = re.compile("[，,。；;、：:！？\n]")
_NOUN = re.compile(r"[^，,。；;、的：:！？\s\d]{0,10}")
_SCOPE = re.compile("以上$|以下$|以内$")
_COMPARED = re.compile(r"[比较与同]\Z")
_LEAD_IN = 10
_OWNERS = (Role.LEAD, Role.RESPONSIBLE)
_DONE = (DateKind.PERIOD, DateKind.POINT)


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


def figures(shelf: Shelf, wording: Wording) -> tuple[Figure, ...]:
    """All figures of what the wording names, by paper and place."""
    found = [*_targets(shelf, wording), *_results(shelf, wording)]
    return tuple(sorted(found, key=lambda figure: (figure.document.id, figure.quantity.start)))


def _targets(shelf: Shelf, wording: Wording) -> Iterator[Figure]:
    worked_on = shelf.worked_on()
    rows = shelf.store.records(kinds=("target",))
    summaries = shelf.store.summaries(rows)
    for document_id, records in rows.items():
        targets = () if document_id in worked_on else extraction_of(records).targets
        if named := [target for target in targets if wording.found_in(target.indicator)]:
            document = shelf.document(document_id)
            for target in _of_what_is_meant(document, named, wording):
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


def _of_what_is_meant(document: Document, targets: Sequence[Target], wording: Wording) -> Iterator[Target]:
    """The paper's targets, without those that are of another of several things told in turn."""
    stated = sorted((target.quantity for target in targets), key=lambda quantity: quantity.start)
    for target in targets:
        told = respective(document.text, stated, within=target).get(target.quantity.start)
        if told is None or _is_meant(wording, document.text, told):
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
    return _figure(
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


def _results(shelf: Shelf, wording: Wording) -> Iterator[Figure]:
    passages: dict[str, list[Span]] = {}
    for hit in shelf.engine.search(wording.query(), limit=_MOST_PASSAGES).hits:
        passages.setdefault(hit.document_id, []).append(Span(hit.start, hit.end))
    summaries = shelf.store.summaries(passages)
    documents = {document_id: shelf.document(document_id) for document_id in passages if document_id in summaries}
    near: dict[str, list[Span]] = {}
    for document_id, document in documents.items():
        spans = passages[document_id]
        if not is_law(document):
            above = (each for span in spans for each in _above(document, span.start))
            near[document_id] = [*spans, *(Span(each.start, each.heading_end) for each in above)]
    for document_id, records in shelf.store.records_at(near, kinds=_STATED).items():
        yield from _stated(documents[document_id], summaries[document_id], extraction_of(records), wording)


def _stated(document: Document, summary: DocumentSummary, records: Extraction, wording: Wording) -> Iterator[Figure]:
    """The results among a paper's figures that the wording names."""
    held = {(target.quantity.start, target.quantity.end) for target in records.targets}
    in_turn = respective(document.text, records.quantities, within=Span(0, len(document.text)))
    before, own = 0, Span(0, 0)
    for quantity in records.quantities:
        past = quantity.role is QuantityRole.DESCRIPTION and (quantity.start, quantity.end) not in held
        past = past and not any(table.covers(quantity) for table in document.tables)
        sentence = _around(document.text, quantity, _SENTENCE_END)
        part = _around(document.text, quantity, _CLAUSE_END)
        told = in_turn.get(quantity.start)
        # What stands before the first of several figures told in turn is said of all.
        if told is None or told.place == 0:
            own = Span(max(part.start, min(before, quantity.start)), quantity.start)
        before = quantity.end
        noun = _NOUN.match(document.text, quantity.end)
        words = (own.of(document.text), noun[0] if noun else "")
        past = past and not _is_scope(quantity) and (told is None or _is_meant(wording, document.text, told))
        if past and any(map(wording.found_in, words)):
            yield _figure(
                document,
                summary,
                quantity,
                kind=FigureKind.RESULT,
                indicator=one_line(words[0] if wording.found_in(words[0]) else words[1]).strip("，,、：: "),
                organizations=_owner(document, records, sentence, quantity),
                year=_year(document, records, sentence, quantity) or summary.year,
                deadline=None,
                clause=Span(sentence.start, _around(document.text, quantity, _PART_END).end),
            )


def _is_meant(wording: Wording, text: str, told: Respective) -> bool:
    """Whether the wording speaks of the one whose figure it is, as much as of any other."""
    shares = [wording.share_in(member.of(text)) for member in told.members]
    return shares[told.place] == max(shares)


def _figure(
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


def _around(text: str, figure: Span, mark: re.Pattern[str]) -> Span:
    """The stretch between two marks that holds the figure, without white space in front."""
    low = max(0, figure.start - 300)
    before = [match.end() for match in mark.finditer(text, low, figure.start)]
    after = mark.search(text, figure.end)
    start = before[-1] if before else low
    start += len(text[start : figure.start]) - len(text[start : figure.start].lstrip())
    return Span(start, after.start() if after else len(text))


def _is_scope(quantity: Quantity) -> bool:
    """Whether it bounds what is spoken of (100人以上的企业) rather than telling a result."""
    bounds = quantity.comparator in (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.LESS)
    return bounds and _SCOPE.search(one_line(quantity.text)) is not None


def _owner(document: Document, records: Extraction, sentence: Span, figure: Span) -> tuple[str, ...]:
    """Whose result it is: the body that the sentence begins with, else the article's author, else the issuer."""
    for mention in records.organizations:
        if sentence.start <= mention.start <= sentence.start + _LEAD_IN and mention.end <= figure.start:
            return (mention.name,)
    article = document.article_at(figure.start)
    author = article.author if article else None
    head = document.letterhead.issuer
    for quote, naming in ((author, Naming.AUTHOR), (head, Naming.ISSUER)):
        if quote is not None:
            named = (body.name for body in records.named if body.naming is naming and body.overlaps(quote))
            return (next(named, quote.value),)
    return ()


def _year(document: Document, records: Extraction, sentence: Span, figure: Span) -> int | None:
    """The year that the sentence speaks of before the figure, or else a heading above it."""
    headings = [Span(each.start, each.heading_end) for each in reversed(_above(document, figure.start))]
    for place in (Span(sentence.start, figure.start), *headings):
        years = [
            date.until.year
            for date in records.dates
            if place.covers(date) and date.kind in _DONE and date.since and date.until
            if date.since.year == date.until.year and not _COMPARED.search(document.text, place.start, date.start)
        ]
        if years:
            return years[-1]
    return None


def _above(document: Document, offset: int) -> tuple[Section, ...]:
    """The headings above a place, outermost first."""
    return tuple(section for section in document.outline if section.start <= offset < section.end)


def of_bodies(found: Sequence[Figure], names: Collection[str]) -> tuple[Figure, ...]:
    """The figures of one of these bodies or of their own offices."""
    return tuple(
        figure for figure in found if any(name in names or body_of(name) in names for name in figure.organizations)
    )
