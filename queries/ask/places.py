"""Where an answer may stand: the passages that the index finds for a question, with all that surrounds them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.document import Document, Section, Span
from corpus.store import Store
from corpus.store_values import DocumentSummary, StoredRecord
from extract.records import Extraction
from extract.serial import extraction_of
from index.engine import Hit, SearchEngine
from index.folding import folded
from index.query import And, Field, Filter, Or, Query, Words
from queries.ask.lexicon import synonyms
from queries.ask.question import Question, Wanted

_PASSAGES = 40
_PAPERS = 6
# How much a word counts that stands not in the record's own words but around them (in these: 1).
_IN_PASSAGE, _IN_HEADING, _IN_ARTICLE, _IN_PAPER = 0.72, 0.75, 0.85, 0.8
_RECORDS = {
    Wanted.ORGANIZATION: ("organization", "responsibility", "target"),
    Wanted.QUANTITY: ("quantity", "target"),
    Wanted.DATE: ("date", "responsibility", "target"),
}
_CLAUSE = re.compile(r"(?:（[^（）]{0,300}）|\([^()]{0,300}\)|《[^《》]{0,100}》|[^。；！？!?;])+")


class Shelf(Protocol):
    """What is used of a library."""

    store: Store

    @property
    def engine(self) -> SearchEngine:
        """The index."""

    def document(self, document_id: str) -> Document:
        """A paper by its id."""


@dataclass(frozen=True, slots=True)
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

    def section_of(self, offset: int) -> str:
        """The path of the innermost heading or item at an offset of the passage, '' outside all."""
        section = self.document.section_at(offset)
        return section.path if section else ""


def places(shelf: Shelf, question: Question) -> tuple[Place, ...]:
    """The passages that hold the question's words: the best of all papers, and the best of those papers that are of the
    year and name the bodies which the question names."""
    asked = Words(" ".join(question.words))
    narrowed = tuple(_filters(shelf.store, question))
    searches: list[Query] = [asked, And((asked, *narrowed))] if narrowed else [asked]
    return _places(shelf, question, searches)


def places_by_synonyms(shelf: Shelf, question: Question) -> tuple[Place, ...]:
    """The passages that hold the question's words or others that mean the same; these are many and common, and would
    push the question's own words aside if they were looked for at once."""
    others = [other for word in question.words for other in synonyms().get(word, ())]
    return _places(shelf, question, [Words(" ".join((*question.words, *others)))]) if others else ()


def _places(shelf: Shelf, question: Question, searches: Sequence[Query]) -> tuple[Place, ...]:
    by_paper: dict[str, dict[int, Span]] = {}
    for search in searches:
        _add(by_paper, shelf.engine.search(search, limit=_PASSAGES).hits)
    summaries = shelf.store.summaries(by_paper)
    kinds = {kind for wanted in question.kinds for kind in _RECORDS[wanted]}
    return tuple(
        place
        for document_id, passages in by_paper.items()
        if document_id in summaries
        for place in _of_paper(shelf, summaries[document_id], list(passages.values()), kinds=kinds)
    )


def _filters(store: Store, question: Question) -> Iterator[Query]:
    if question.year:
        yield Filter(Field.YEAR, str(question.year))
    named = [word for word in question.words if len(word) > 1 and store.has_organization(beginning=word)]
    if named:
        yield Or(tuple(Filter(Field.ORGANIZATION, word) for word in named))


def _add(found: dict[str, dict[int, Span]], hits: Iterable[Hit]) -> None:
    """Adds the passages by paper, each once: those of papers known already and of the first few others."""
    most = len(found) + _PAPERS
    for hit in hits:
        if hit.document_id in found or len(found) < most:
            found.setdefault(hit.document_id, {})[hit.start] = Span(hit.start, hit.end)


def _of_paper(
    shelf: Shelf, summary: DocumentSummary, passages: Sequence[Span], *, kinds: Collection[str]
) -> Iterator[Place]:
    document = shelf.document(summary.id)
    above = {passage: _enclosing(document, passage) for passage in passages}
    headings = {Span(each.start, each.heading_end) for sections in above.values() for each in sections}
    rows = shelf.store.records_at(summary.id, spans=[*passages, *headings], kinds=kinds)
    for passage, sections in above.items():
        near = (passage, *(Span(each.start, each.heading_end) for each in sections))
        yield Place(
            passage.start,
            passage.end,
            document=document,
            summary=summary,
            records=extraction_of(row for row in rows if _touches(row, near)),
            sections=sections,
            surroundings=_surroundings(document, summary, passage, sections),
        )


def _touches(row: StoredRecord, spans: Iterable[Span]) -> bool:
    return any(row.start < span.end and span.start < row.end for span in spans)


def _enclosing(document: Document, passage: Span) -> tuple[Section, ...]:
    return tuple(each for each in document.outline if each.start <= passage.start < each.end)


def _surroundings(
    document: Document, summary: DocumentSummary, passage: Span, sections: tuple[Section, ...]
) -> tuple[tuple[str, float], ...]:
    article = document.article_at(passage.start)
    named = [quote.value for quote in (article.title, article.author) if quote] if article else []
    paper = [summary.title, summary.issuer, summary.document_number]
    return (
        (folded(passage.of(document.text)), _IN_PASSAGE),
        (folded(" ".join(section.heading for section in sections)), _IN_HEADING),
        (folded(" ".join(named)), _IN_ARTICLE),
        (folded(" ".join(text for text in paper if text)), _IN_PAPER),
    )
