"""The results among papers' figures: those whose own words speak of the indicator.

These are what stands before the figure, back to the last comma or figure, or the noun right behind it. The figures of
laws bound what is allowed and are no results, and of a table's cell nobody can tell from its own words which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Document, Section, Span
from corpus.store_values import DocumentSummary
from corpus.view import one_line
from extract.papers import is_law
from extract.records import Comparator, DateKind, Extraction, Naming, Quantity, QuantityRole
from extract.respective import respective
from extract.serial import extraction_of
from queries.tables.figure import Figure, FigureKind, Shelf, figure_of, is_meant
from queries.tables.wording import Wording

_MOST_PASSAGES = 2000
_STATED = ("quantity", "target", "organization", "date", "named")
_SENTENCE_END = re.compile("[。；;！？\n]")
_CLAUSE_END = re.compile("[，,。；;：:！？\n]")
_PART_END = re.compile("[，,。；;、：:！？\n]")
_NOUN = re.compile(r"[^，,。；;、的：:！？\s\d]{0,10}")
_SCOPE = re.compile("以上$|以下$|以内$")
_COMPARED = re.compile(r"[比较与同]\Z")
_LEAD_IN = 10
_DONE = (DateKind.PERIOD, DateKind.POINT)


def results(shelf: Shelf, wording: Wording) -> Iterator[Figure]:
    """All results of what the wording names."""
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
        past = past and not _is_scope(quantity) and (told is None or is_meant(wording, document.text, told))
        if past and any(map(wording.found_in, words)):
            yield figure_of(
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
