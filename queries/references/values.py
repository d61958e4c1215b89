"""What is told of papers that name each other."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store_values import DocumentSummary
from extract.records import Relation


@dataclass(frozen=True, slots=True)
class Reference:
    """One paper naming another: `[start, end)` of the citing paper's text is where, `quote` the clause around it, which
    begins at `quote_start` of that text.

    `title` and `document_number` are as printed. `cited` is the library's paper that is meant, None where none fits;
    `others` are papers that fit as well.
    """

    citing: DocumentSummary
    cited: DocumentSummary | None
    others: tuple[DocumentSummary, ...]
    relation: Relation
    title: str
    document_number: str | None
    start: int
    end: int
    quote: str
    quote_start: int


@dataclass(frozen=True, slots=True)
class References:
    """A paper's references both ways: `cites` in the order of its text, also those that the library has not; `cited_by`
    by the citing papers' dates, the latest first."""

    document: DocumentSummary
    cites: tuple[Reference, ...]
    cited_by: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a paper, as far as the library tells: how many other papers name it and how many of them carry it
    out; which revise it and which end its validity, the latest first."""

    cited_by: int = 0
    implemented_by: int = 0
    revised_by: tuple[DocumentSummary, ...] = ()
    repealed_by: tuple[DocumentSummary, ...] = ()
