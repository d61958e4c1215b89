"""Where an answer may stand: the passages that the index finds for a question, with all that surrounds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.document import Document, Section, Span
from corpus.store import Store
from corpus.store_values import DocumentSummary
from extract.records import Extraction
from extract.serial import extraction_of
from index.engine import SearchEngine
from index.folding import folded
from index.plan import Plan
from queries.ask.passages import passages
from queries.ask.question import Question, Wanted
from queries.ask.weights import LEAST_SHARE, Weights

# So many characters behind a heading may say who is in charge.
_OPENING = 80
# So many passages are kept however little they hold, as those nearest to the question.
_NEAREST = 3
# How much a word counts that stands not in the record's own words but around them (in these: 1).
_IN_PASSAGE, _IN_HEADING, _IN_ARTICLE, _IN_PAPER, _IN_LEAD = 0.6, 0.75, 0.85, 0.8, 0.76
_RECORDS = {
    Wanted.ORGANIZATION: ("organization", "responsibility", "target"),
    Wanted.QUANTITY: ("quantity", "target"),
    Wanted.DOCUMENT: (),
    Wanted.DATE: ("date", "responsibility", "target"),
}
_LEAD = re.compile(r"[^。；！？\n]{2,60}[。；！？]")
_CLAUSE = re.compile(r"(?:（[^（）]{0,300}）|\([^()]{0,300}\)|《[^《》]{0,100}》|[^。；！？!?;])+")


class Shelf(Protocol):
    """What is used of a library."""

    store: Store

    @property
    def engine(self) -> SearchEngine:
        """The index."""

    def document(self, document_id: str) -> Document:
        """A paper by its id."""


@dataclass(frozen=True, slots=True, eq=False)
class Place(Span):
    """A passage of a paper. `records` are those that share a character with it or with a heading above it; `sections`
    enclose its beginning, outermost first; `surroundings` are texts that say what it is about, folded, each with how
    much a word found there counts."""

    document: Document
    summary: DocumentSummary
    records: Extraction
    sections: tuple[Section, ...]
    surroundings: tuple[tuple[str, float], ...]

    def words(self, start: int, end: int) -> str:
        """The folded words of a stretch of the paper."""
        return folded(self.document.text[start:end])

    def clauses(self) -> Iterator[Span]:
        """The sentences and ；-parts of the passage, in order."""
        for found in _CLAUSE.finditer(self.document.text, self.start, self.end):
            if not found.group().isspace():
                yield Span(*found.span())

    def above(self) -> Iterator[Span]:
        """The headings that enclose it, the innermost with the first words behind it, which often say who is in charge
        of all that follows (三、救援组。由某部牵头。主要职责：…)."""
        for section in self.sections:
            end = section.heading_end if section is not self.sections[-1] else section.heading_end + _OPENING
            yield Span(section.start, max(section.heading_end, min(end, self.start)))

    def section_of(self, offset: int) -> str:
        """The path of the innermost heading or item at an offset of the passage, '' outside all."""
        section = self.document.section_at(offset)
        return section.path if section else ""


def places(
    shelf: Shelf, question: Question, weights: Weights, searches: Iterable[Plan], *, but: Collection[Place] = ()
) -> tuple[Place, ...]:
    """The best passages of some searches with all that surrounds them and the records of the wanted kinds; `but` are
    those that are known already."""
    known = {(place.document.id, place.start) for place in but}
    best = passages(shelf.engine.snapshot(), shelf.store, weights, searches, but=known)
    documents = shelf.store.documents([summary.id for summary, _ in best])
    found = [
        place
        for summary, hits in best
        if summary.id in documents
        for place in _of_paper(documents[summary.id], summary, [Span(hit.start, hit.end) for hit in hits])
    ]
    found = [
        place
        for number, place in enumerate(found)
        if number < _NEAREST or weights.most(place.surroundings) >= LEAST_SHARE
    ]
    kinds = {kind for wanted in question.kinds for kind in _RECORDS[wanted]}
    return tuple(_with_records(shelf.store, found, kinds=kinds))


def _of_paper(document: Document, summary: DocumentSummary, passages: Iterable[Span]) -> Iterator[Place]:
    for passage in passages:
        sections = tuple(each for each in document.outline if each.start <= passage.start < each.end)
        yield Place(
            passage.start,
            passage.end,
            document=document,
            summary=summary,
            records=Extraction(),
            sections=sections,
            surroundings=_surroundings(document, summary, passage, sections),
        )


def _with_records(store: Store, places: Sequence[Place], *, kinds: Collection[str]) -> Iterator[Place]:
    """The places with the records that touch them, looked up at once."""
    near = {place: (place, *place.above()) for place in places}
    spans: dict[str, set[Span]] = {}
    for place in places:
        spans.setdefault(place.document.id, set()).update(near[place])
    rows = store.records_at(spans, kinds=kinds)
    for place in places:
        touching = (row for row in rows[place.document.id] if row.touches(near[place]))
        yield replace(place, records=extraction_of(touching))


def _surroundings(
    document: Document, summary: DocumentSummary, passage: Span, sections: tuple[Section, ...]
) -> tuple[tuple[str, float], ...]:
    article = document.article_at(passage.start)
    named = [quote.value for quote in (article.title, article.author) if quote] if article else []
    paper = [summary.title, summary.issuer, summary.document_number]
    return (
        (folded(passage.of(document.text)), _IN_PASSAGE),
        (folded(_lead(document, passage)), _IN_LEAD),
        (folded(" ".join(section.heading for section in sections)), _IN_HEADING),
        (folded(" ".join(named)), _IN_ARTICLE),
        (folded(" ".join(text for text in paper if text)), _IN_PAPER),
    )


def _lead(document: Document, passage: Span) -> str:
    """The first sentence of the paragraph: what all of it is about."""
    at = bisect_right(document.paragraphs, passage.start, key=lambda paragraph: paragraph.start) - 1
    start = document.paragraphs[at].start if at >= 0 and passage.start < document.paragraphs[at].end else passage.start
    found = _LEAD.match(document.text, start)
    return found.group() if found else ""
