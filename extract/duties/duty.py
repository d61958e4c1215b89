"""A duty as found, before the body's name and the deadline are worked out."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.document import Span
from extract.records import Basis, Role
from extract.sentences import Sentence

TASK_LIMIT = 40
"""A task is quoted up to this many characters."""


@dataclass(frozen=True, slots=True)
class Duty(Span):
    """What one body is to do. The span is the clause or item; `name` is the body as printed at `name_span` (for an
    author, who may be printed elsewhere or nowhere, None: the speaker of the sentence is meant). `reason` is a code of
    `extract.confidence`."""

    task: str = field(kw_only=True)
    name: str | None = field(kw_only=True)
    name_span: Span | None = field(kw_only=True)
    role: Role = field(kw_only=True)
    reason: str = field(kw_only=True)
    basis: Basis = field(kw_only=True)
    sentence: Sentence = field(kw_only=True)
