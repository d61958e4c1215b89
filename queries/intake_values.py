"""What goes to a worker and what comes back; plain values, so that the parent need not load what reads and extracts."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.containers import Member
from corpus.document import Document
from corpus.limits import Limits
from corpus.store_values import StoredRecord
from extract.register import Register
from index.schema import Row

WORK = "queries.intake:take"
"""The function that does a Job or what has to be done Again, for `corpus.workers.Workers`."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file's bytes, the name it goes by, and how it is to be read."""

    data: bytes
    source: str
    limits: Limits
    register: Register
    allow_secret: bool


@dataclass(frozen=True, slots=True)
class Again:
    """A paper of the library that is to be extracted again."""

    document: Document
    register: Register


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file gave nothing, or not all."""

    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Read:
    """A paper, its records, what it is recognised by in other files (`corpus.text_sketch`), why the records are missing
    where they are, and what the index writes of it (none: to be made when it is indexed)."""

    document: Document
    records: tuple[StoredRecord, ...]
    sketch: tuple[int, ...]
    trouble: Refused | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """A paper's records, and what the index writes of it."""

    records: tuple[StoredRecord, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The files of a container."""

    members: tuple[Member, ...]
