"""Which of the library's papers a citation means: the surest key counts, and what cannot be is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.store_values import DocumentSummary
from extract.paper_keys import RANKS, plain_number, plain_title, sender_of
from extract.records import CitedPaper, Relation

_NUMBER = "n"
_TRIAL = re.compile("[（(]试行[）)]")


def candidates(
    cited: CitedPaper,
    *,
    citing: DocumentSummary,
    met: Iterable[tuple[str, str]],
    summaries: Mapping[str, DocumentSummary],
) -> tuple[DocumentSummary, ...]:
    """The papers that fit equally well by their surest key, the likeliest first; `met` are papers (id, key) that share
    a key with the citation. The citing paper itself may be among them."""
    ranks: dict[str, int] = {}
    for document_id, key in met:
        paper = summaries.get(document_id)
        if paper is not None and _fits(cited, key, citing=citing, paper=paper):
            ranks[document_id] = min(RANKS.index(key[0]), ranks.get(document_id, len(RANKS)))
    best = min(ranks.values(), default=0)
    found = [summaries[document_id] for document_id, rank in ranks.items() if rank == best]
    return tuple(sorted(found, key=lambda paper: _likeliest(paper, citing)))


def _fits(cited: CitedPaper, key: str, *, citing: DocumentSummary, paper: DocumentSummary) -> bool:
    """Whether the paper may be meant: none from later on, none of another number, none of another body's."""
    if citing.date and paper.date and paper.date > citing.date:
        return False
    if cited.relation is Relation.REPEALS and not _may_be_ended(cited, citing, paper):
        return False
    if key[0] == _NUMBER:
        return True
    asked, has = plain_number(cited.document_number or ""), plain_number(paper.document_number or "")
    if asked and has and asked != has:
        return False
    sender, own = sender_of(cited.title), sender_of(paper.title or "") or paper.issuer or ""
    return not sender or not own or _is_same_body(plain_title(sender), plain_title(own))


def _may_be_ended(cited: CitedPaper, citing: DocumentSummary, paper: DocumentSummary) -> bool:
    """A new paper ends older ones that have its own title, so one of the same title must be older for certain; and a
    trial version (试行) is not the final one."""
    if bool(_TRIAL.search(cited.title)) != bool(_TRIAL.search(paper.title or "")):
        return False
    same = (
        paper.title is not None and citing.title is not None and plain_title(paper.title) == plain_title(citing.title)
    )
    return not same or bool(citing.date and paper.date and paper.date < citing.date)


def _is_same_body(one: str, other: str) -> bool:
    """Whether one name is the other, or what is left of it without its place in front."""
    return one.endswith(other) or other.endswith(one)


def _likeliest(paper: DocumentSummary, citing: DocumentSummary) -> tuple[bool, int, str]:
    """The citing body's own papers first, then the latest."""
    return (paper.issuer != citing.issuer, -paper.date.toordinal() if paper.date else 0, paper.id)
