"""What is asked, as a tree of frozen values. Turning a clerk's typing into a tree is not done here.

What each node holds of a passage:

- `Words`: any of its words stands in the passage's text, in its headings or in the paper's title; a word of two or
  more characters also counts where it stands letter for letter inside the passage, and only where the text has no such
  word do single characters make a hit. The more and the rarer, the better the score; all 2-grams of the text, and
  single characters, add to the score. `others` mean the same as words of the text:
  they count where they stand letter for letter, and for less.
- `Phrase`: the text stands letter for letter in the paper, beginning in the passage (it may run on into the next
  ones), after folding: blanks, line breaks, width, case and kinds of brackets and quotes do not count.
- `Pattern`: as `Phrase`, where the text stands so in any paper; else its ? stand for any one character and its * for up
  to GAP characters of one sentence, and all of it lies in the passage. Without ? and * it is a `Phrase`.
- `And` of nothing holds of every passage, `Or` of nothing of none; `Not` holds exactly where its part does not.
- `Filter` and `Between`: the paper's metadata; the last days are the passage's own.

A text without any character that counts holds of nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

GAP = 40
"""How many characters a * stands for at most."""


class Field(str, Enum):
    """What papers are filtered by: `ORGANIZATION` is any that the paper names, `ISSUER` the one that it is of, `DATE`
    its own date, `DUE` the last day of something that the passage asks for; days are written YYYY-MM-DD."""

    YEAR = "year"
    ISSUER = "issuer"
    KIND = "kind"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    DOCUMENT_NUMBER = "document_number"
    TITLE = "title"
    FORMAT = "format"
    DATE = "date"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words; any of them makes a hit, ranking decides. `others` mean the same and count less."""

    text: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand letter for letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words letter for letter, but for ? (any one character) and * (some characters)."""

    text: str


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Query


@dataclass(frozen=True, slots=True)
class Filter:
    """The paper has the value: the whole of it for year, kind, format, days and document (its id); for issuer,
    organization, document number and title it is enough that the value stands in the name, number or title, where ?
    and * of the value stand for any character and any characters."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """The paper has a value from `low` to `high`, both included, '' being open; values compare as text."""

    field: Field
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Every passage."""


Query: TypeAlias = Words | Phrase | Pattern | And | Or | Not | Filter | Between | Everything


def asked_for(query: Query) -> tuple[Words | Phrase | Pattern, ...]:
    """The words and phrases that make hits, for highlighting: those under a `Not` are left out."""
    match query:
        case Words() | Phrase() | Pattern():
            return (query,)
        case And(parts) | Or(parts):
            return tuple(leaf for part in parts for leaf in asked_for(part))
        case Not(Not(part)):
            return asked_for(part)
        case _:
            return ()
