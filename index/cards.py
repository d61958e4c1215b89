"""What an index keeps of each paper as a whole: for grouping, for the order of equal hits, for counting by kind.

A card is written with the first passage of its paper, so it is there exactly when the paper can be found.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from corpus.document import Document
from corpus.store_values import StoredRecord
from index.authority import level_of
from index.passages import Passage
from index.short_forms import short_forms


@dataclass(frozen=True, slots=True)
class Card:
    """A paper: '' or None where it says nothing. `date` is ISO 8601; papers that say the same have one `sketch`.

    `headings` are the words of its numbered headings, each once; `short_forms` what it calls something for short, with
    what that stands for; `standing` orders papers that fit equally well.
    """

    document_id: str
    title: str
    date: str
    year: int | None
    issuer: str
    kind: str
    format: str
    standing: int
    organizations: tuple[str, ...]
    headings: tuple[str, ...]
    short_forms: tuple[tuple[str, str], ...]
    sketch: tuple[int, ...]


def card_of(
    document: Document, first: Passage, *, records: Sequence[StoredRecord] = (), sketch: Sequence[int] = ()
) -> str:
    """The card of a paper, written down; `first` is its first passage."""
    headings = dict.fromkeys(section.heading for section in document.outline if not section.inline and section.heading)
    card = Card(
        document_id=document.id,
        title=first.title,
        date=first.date.isoformat() if first.date else "",
        year=first.year,
        issuer=first.issuer,
        kind=first.kind,
        format=first.format,
        standing=standing(first.date, first.year, first.issuer),
        organizations=first.organizations,
        headings=tuple(headings),
        short_forms=short_forms(document.text, records),
        sketch=tuple(sketch),
    )
    return json.dumps(asdict(card), ensure_ascii=False, separators=(",", ":"))


def read_card(written: str) -> Card:
    """The card that was written down."""
    said = json.loads(written)
    lists = {name: tuple(said[name]) for name in ("organizations", "headings", "sketch")}
    pairs = tuple((short, whole) for short, whole in said["short_forms"])
    return Card(**{**said, **lists, "short_forms": pairs})


def standing(date: datetime.date | None, year: int | None, issuer: str) -> int:
    """Greater for newer papers, and of those of one day for those of higher bodies; 0 and up for papers that tell
    neither day nor year."""
    if date is None and year and datetime.MINYEAR <= year <= datetime.MAXYEAR:
        date = datetime.date(year, 1, 1)
    return 10 * (date.toordinal() if date else 0) + level_of(issuer)


def number_of(document_id: str) -> int:
    """A number for the paper, of less than 56 bits: the same for the same id everywhere."""
    return int.from_bytes(sha256(document_id.encode()).digest()[:7], "big")
