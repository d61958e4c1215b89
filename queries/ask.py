"""Answers to a clerk's question, each resting on the words of a paper."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store_values import DocumentSummary


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: in short (`answer`), the body's part in it where it is a body (`role`), the work item (`task`), and
    the clause it rests on: `quote` is `[start, end)` of the paper's text."""

    answer: str
    role: str | None
    task: str
    quote: str
    document: DocumentSummary
    section: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers, best first; `kind` is `organization` `quantity` `date`, or `none` where nothing fits."""

    kind: str
    answers: tuple[Answer, ...]
