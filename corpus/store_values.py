"""What goes into the store and comes out of it, besides papers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What an answer says of the paper it comes from; None where the paper does not tell."""

    id: str
    source: str
    title: str | None
    document_number: str | None
    issuer: str | None
    date: datetime.date | None
    kind: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record of a paper: `[start, end)` of its text, its place among those of its kind, its payload as JSON, and
    the bodies it names as (full name, role)."""

    kind: str
    ordinal: int
    start: int
    end: int
    payload: str
    organizations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was offered. `path` is absolute, `source` as the user named it, `sha256` of the content last seen.

    `document_id` is the last paper it gave; `reason` and `advice` say what went wrong the last time, if anything did.
    """

    path: str
    source: str
    size: int
    sha256: str
    document_id: str | None = None
    reason: str | None = None
    advice: str | None = None
    read_at: datetime.datetime | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do for this content."""
        return self.document_id is not None and self.reason is None


@dataclass(frozen=True, slots=True)
class Organization:
    """A body: its full name, its other names, and the full name of the body it belongs to ('' where none is known)."""

    name: str
    aliases: tuple[str, ...] = ()
    superior: str = ""
