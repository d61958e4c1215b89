"""The fields of an index: what is written of a passage, the same for every engine.

An index is disposable: when anything that its content hangs on changes (this module, the folding, the analysis, the
cutting into passages), raise SCHEMA_VERSION, and libraries build theirs anew from the store. Where an index of before
cannot be read any more (a field is gone or means something else), raise OLDEST_READABLE to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Document
from corpus.store_values import StoredRecord
from index.analysis import pairs, words
from index.cards import card_of, number_of, standing
from index.due import due_of
from index.folding import folded
from index.passages import Passage, passages_of

SCHEMA_VERSION = 4
OLDEST_READABLE = 4  # of an index that is read until a new one is in its place

# One whole value each.
DOCUMENT = "document"
KEY = "key"
YEAR = "year"
KIND = "kind"
FORMAT = "format"
DATE = "date"
FIRST = "first"
# Folded names and numbers, one token each.
ISSUER = "issuer"
ORGANIZATION = "organization"
NUMBER = "document_number"
NAME = "name"
# Days, one token each.
DUE = "due"
# Words, with frequencies, for ranking.
WORDS = "words"
HEADING = "heading"
TITLE = "title"
# 2-grams in order, with positions; see `gram_tokens`.
GRAMS = "grams"

EXACT_FIELDS = (DOCUMENT, KEY, YEAR, KIND, FORMAT, DATE, FIRST)
NAME_FIELDS = (ISSUER, ORGANIZATION, NUMBER, NAME, DUE)
WORD_FIELDS = (WORDS, HEADING, TITLE)

# Marks in front of 2-grams, and the end of a paper. Folding drops control characters, so no text has them.
CROSSING = "\x01"
AHEAD = "\x02"
END = "\x03"


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as engines store it.

    `values` are the fields that can be searched: whole values in EXACT_FIELDS (absent when there is none), in all
    others tokens parted by single blanks. `body` is the folded text, kept to verify phrases longer than the index
    can see; the other members come back with a hit. `sections` are the paths of the numbered items that enclose the
    passage's beginning or change in it, each a line after its offset in the paper and a blank, in order. `paper` is a
    number for the paper, `standing` orders equal hits (`index.cards`). The first passage of a paper has a `card` that
    describes the paper, all others ''.
    """

    document_id: str
    ordinal: int
    start: int
    end: int
    body: str
    values: dict[str, str]
    sections: str
    paper: int
    standing: int
    card: str = ""


def index_rows(
    document: Document,
    *,
    organizations: Sequence[str] = (),
    records: Sequence[StoredRecord] = (),
    sketch: Sequence[int] = (),
) -> tuple[Row, ...]:
    """What is written of all passages of a paper, in reading order; `organizations` are the full names of the bodies
    that it speaks of, `records` its records (the last days of their tasks are taken from them), `sketch` what papers
    that say the same have in common (`corpus.text_sketch`)."""
    passages = passages_of(document, organizations=organizations, due=due_of(records))
    cards = (card_of(document, each, records=records, sketch=sketch) for each in passages[:1])
    return tuple(row(each, card=next(cards, "")) for each in passages)


def row(passage: Passage, *, card: str = "") -> Row:
    """What is written of a passage."""
    body = folded(passage.text)
    values = {
        DOCUMENT: passage.document_id,
        KEY: key(passage.document_id, passage.ordinal),
        YEAR: str(passage.year or ""),
        KIND: folded(passage.kind),
        FORMAT: passage.format,
        DATE: passage.date.isoformat() if passage.date else "",
        FIRST: "1" if card else "",
        ISSUER: folded(passage.issuer),
        ORGANIZATION: _joined_names(passage.organizations),
        NUMBER: folded(passage.document_number),
        NAME: folded(passage.title),
        DUE: " ".join(day.isoformat() for day in passage.due),
        WORDS: " ".join(words(passage.text)),
        HEADING: _joined_words(passage.heading),
        TITLE: _joined_words(passage.title),
        GRAMS: " ".join(gram_tokens(body, passage.following)),
    }
    filled = {field: value for field, value in values.items() if value}
    return Row(
        document_id=passage.document_id,
        ordinal=passage.ordinal,
        start=passage.start,
        end=passage.end,
        body=body,
        values=filled,
        sections="\n".join(f"{offset} {path}" for offset, path in passage.sections),
        paper=number_of(passage.document_id),
        standing=standing(passage.date, passage.year, passage.issuer),
        card=card,
    )


def key(document_id: str, ordinal: int) -> str:
    """The name of one passage."""
    return f"{document_id}#{ordinal}"


def gram_tokens(body: str, following: str) -> list[str]:
    """The 2-grams of a passage's folded text and of what follows it, by where they begin.

    A pair inside the passage is plain, the one pair that leaves it is marked CROSSING, those after it AHEAD. So a
    phrase that begins in the passage is a run of plain pairs, or plain ones, the crossing one and ones ahead; a phrase
    that begins only in the next passage is neither.
    """
    inside = len(body) - 1
    run = pairs(body + (following or END))
    return [*run[:inside], CROSSING + run[inside], *(AHEAD + pair for pair in run[inside + 1 :])]


@lru_cache(maxsize=4096)
def _joined_words(text: str) -> str:
    return " ".join(words(text))


@lru_cache(maxsize=16)
def _joined_names(names: tuple[str, ...]) -> str:
    return " ".join(map(folded, names))
