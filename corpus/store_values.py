"""What goes into the store and comes out of it, besides papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Span


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What an answer says of the paper it comes from; None where the paper does not tell.

    `rendition_of` is the id of the paper of which this is another form (its PDF, its scan), None for a paper that
    counts.
    """

    id: str
    source: str
    title: str | None
    document_number: str | None
    issuer: str | None
    date: datetime.date | None
    kind: str | None
    year: int | None
    rendition_of: str | None = None


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record of a paper: `[start, end)` of its text, its place among those of its kind, its payload as JSON, the
    bodies it names as (full name, role), and the keys by which it meets records of other papers."""

    kind: str
    ordinal: int
    start: int
    end: int
    payload: str
    organizations: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()

    def touches(self, spans: Iterable[Span]) -> bool:
        """Whether it shares a character with one of the spans."""
        return any(self.start < span.end and span.start < self.end for span in spans)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was offered. `path` is absolute, `source` as the user named it, `sha256` of the content last seen
    ('' where it could not be had). A file in a container (zip, eml) has the container's `path`, a slash and its name
    for a path, and the container's path for a `container`.

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
    container: str | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do for this content."""
        return self.reason is None

    @property
    def is_container(self) -> bool:
        """Whether it gave files of their own instead of a paper."""
        return self.document_id is None and self.reason is None


@dataclass(frozen=True, slots=True)
class Organization:
    """A body: its full name, its other names, and the full name of the body it belongs to ('' where none is known)."""

    name: str
    aliases: tuple[str, ...] = ()
    superior: str = ""
