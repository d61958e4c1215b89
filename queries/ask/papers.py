"""Which paper says it: the papers of the passages that hold what is asked about, each with its best clause."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.store_values import DocumentSummary
from queries.ask.findings import Finding, explained, short, tight
from queries.ask.places import Place
from queries.ask.question import Question, Wanted
from queries.ask.weights import Weights
from queries.ask.years import year_agrees

_BY_LENGTH = 0.0002


def papers(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """The paper of a passage, once for each clause."""
    for clause in place.clauses():
        span = tight(place.document.text, clause)
        share = explained(weights, place, [(span, 1.0)])
        yield Finding(
            span.start,
            span.end,
            wanted=Wanted.DOCUMENT,
            answer=named(place.summary),
            role=None,
            task=short(span.of(place.document.text)),
            place=place,
            share=share,
            score=share * year_agrees(question, place, span) - _BY_LENGTH * min(span.end - span.start, 200),
            at=span.start,
        )


def named(summary: DocumentSummary) -> str:
    """The paper as a clerk cites it: 《title》（document number）, or what it was read from where it has no title."""
    title = f"《{summary.title}》" if summary.title else summary.source
    return f"{title}（{summary.document_number}）" if summary.document_number else title
