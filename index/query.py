"""What is asked, as a tree of frozen values. Turning a clerk's typing into a tree is not done here.

What each node holds of a passage:

- `Words`: any of its words stands in the passage's text, in its headings or in the paper's title; a word of two or
  more characters also counts where it stands letter for letter inside the passage. The more and the rarer, the better
  the score; all 2-grams of the text add to the score but never make a hit.
- `Phrase`: the text stands letter for letter in the paper, beginning in the passage (it may run on into the next
  ones), after folding: blanks, line breaks, width, case and kinds of brackets and quotes do not count.
- `And` of nothing holds of every passage, `Or` of nothing of none; `Not` holds exactly where its part does not.
- `Filter`: the paper's metadata.

A text without any character that counts holds of nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class Field(str, Enum):
    """What papers are filtered by: `ORGANIZATION` is any that the paper names, `ISSUER` the one that it is of."""

    YEAR = "year"
    ISSUER = "issuer"
    KIND = "kind"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    DOCUMENT_NUMBER = "document_number"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words; any of them makes a hit, ranking decides."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand letter for letter."""

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
    """The paper has the value: the whole of it for year, kind and document (its id); for issuer, organization and
    document number it is enough that the value stands in the name or number."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Every passage."""


Query: TypeAlias = Words | Phrase | And | Or | Not | Filter | Everything


def asked_for(query: Query) -> tuple[Words | Phrase, ...]:
    """The words and phrases that make hits, for highlighting: those under a `Not` are left out."""
    match query:
        case Words() | Phrase():
            return (query,)
        case And(parts) | Or(parts):
            return tuple(leaf for part in parts for leaf in asked_for(part))
        case Not(Not(part)):
            return asked_for(part)
        case _:
            return ()
