"""What one body is to do: its duties in all papers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import combinations

from corpus.document import Span
from corpus.store import Store
from corpus.store_values import DocumentSummary
from extract.records import Extraction, Responsibility, Role
from extract.serial import extraction_of
from index.folding import folded
from queries.ask.findings import Finding
from queries.ask.organizations import fit_of_role
from queries.ask.places import Place, Shelf
from queries.ask.question import Question, Wanted
from queries.ask.weights import Weights
from queries.organizations import meant

_DUTIES = ("responsibility",)
_OTHER_WORDS, _OTHER_YEAR = 0.3, 0.8
_RANKS = (Role.LEAD, Role.RESPONSIBLE, Role.SUPERVISE, Role.SUPPORT)


@dataclass(frozen=True, slots=True)
class _Held(Span):
    """A duty in its paper with how well it fits."""

    duty: Responsibility = field(kw_only=True)
    summary: DocumentSummary = field(kw_only=True)
    score: float = field(kw_only=True)


def tasks(shelf: Shelf, question: Question, weights: Weights, *, limit: int) -> list[Finding]:
    """The duties of the body that the question names, at most `limit`: what it leads before what it helps with, of the
    year and the paper that are named, the later paper first. None where no body of the library is named."""
    names, body = _meant(shelf.store, question)
    rows = shelf.store.records(kinds=_DUTIES, organizations=names) if names else {}
    summaries = shelf.store.summaries(rows)
    held = [
        _Held(duty.start, duty.end, duty=duty, summary=summary, score=_score(question, weights, duty, summary, body))
        for document_id, summary in summaries.items()
        for duty in extraction_of(rows[document_id]).responsibilities
        if duty.organization in names
    ]
    return [_finding(shelf, each) for each in sorted(held, key=_order)[:limit]]


def _meant(store: Store, question: Question) -> tuple[Collection[str], str]:
    """The full names of the body that is named, and the words that name it: those that stand last, where several do
    (试点中药监局负责), the longest that end there."""
    for run in reversed(question.runs):
        for start, end in sorted(combinations(range(len(run) + 1), 2), key=lambda part: (-part[1], part[0])):
            words = "".join(run[start:end])
            if len(words) > 1 and (names := meant(store, words, subordinates=False)):
                return names, words
    return (), ""


def _score(question: Question, weights: Weights, duty: Responsibility, summary: DocumentSummary, body: str) -> float:
    """How well a duty fits: the part asked for, the year, and the words that do not name the body."""
    said = folded(f"{duty.task} {summary.title or ''} {summary.issuer or ''} {body}")
    share = weights.share([(weights.seen(said), 1.0)])
    year = 1.0 if question.year in (None, summary.year) else _OTHER_YEAR
    return fit_of_role(question, duty.role) * year * (1 - _OTHER_WORDS + _OTHER_WORDS * share)


def _order(held: _Held) -> tuple[float, int, int, str, int]:
    day = held.summary.date
    return (
        -round(held.score, 4),
        _RANKS.index(held.duty.role),
        -day.toordinal() if day else 0,
        held.summary.id,
        held.start,
    )


def _finding(shelf: Shelf, held: _Held) -> Finding:
    document = shelf.document(held.summary.id)
    place = Place(
        held.start,
        held.end,
        document=document,
        summary=held.summary,
        records=Extraction(),
        sections=(),
        surroundings=(),
    )
    return Finding(
        held.start,
        held.end,
        wanted=Wanted.TASK,
        answer=held.duty.task,
        role=held.duty.role.value,
        task=held.duty.task,
        place=place,
        share=1.0,
        score=held.score,
        at=held.start,
        rank=_RANKS.index(held.duty.role),
    )
