"""From what is asked to what is looked up: the meaning of queries, in one place for all engines.

A plan is a tree of a few kinds of look-ups that every engine knows how to do. `plan` needs to look into the index
while it works (`Lookup`), since a phrase is looked up differently with what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from index.analysis import asked_words, pairs
from index.folding import folded
from index.passages import LOOK_AHEAD
from index.query import And, Everything, Field, Filter, Not, Or, Phrase, Query, Words
from index.schema import (
    AHEAD,
    CROSSING,
    DOCUMENT,
    GRAMS,
    HEADING,
    ISSUER,
    KIND,
    NUMBER,
    ORGANIZATION,
    TITLE,
    WORDS,
    YEAR,
)

TITLE_WEIGHT = 1.5
HEADING_WEIGHT = 1.2
GRAM_WEIGHT = 1.0

# A phrase that begins at the last character of a passage still lies wholly in what the index sees.
LONGEST_SEEN = LOOK_AHEAD + 1


@dataclass(frozen=True, slots=True)
class Token:
    """Passages that have the token in the field, scored by BM25 times the weight."""

    field: str
    token: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """Passages that have the tokens (two or more) in the field one right after the other, scored by BM25."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Passages that have in the field a token that begins so; not scored."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Passages that have in the field a token that holds the text somewhere; not scored."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Keys:
    """These passages, by (document id, ordinal); not scored."""

    keys: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Passages of at least one part, scores added up; none when there are no parts."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Passages of all parts, scores added up; all passages when there are no parts."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AllBut:
    """All passages but those of the part; not scored."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Unscored:
    """Passages of the part, not scored."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Preferring:
    """Passages of `required`; where they are also in `preferred`, its score is added."""

    required: Plan
    preferred: Plan


Plan: TypeAlias = Token | Run | Beginning | Holding | Keys | AnyOf | AllOf | AllBut | Unscored | Preferring

NOTHING = AnyOf(())
ALL = AllOf(())


class Lookup(Protocol):
    """What planning needs to know of an index."""

    def has(self, field: str, token: str) -> bool:
        """Whether any passage has the token."""

    def keys(self, plan: Plan) -> Iterable[tuple[str, int]]:
        """The (document id, ordinal) of all passages of a plan."""

    def body(self, document_id: str, ordinal: int) -> str | None:
        """The folded text of a passage, None when there is no such."""


def plan(query: Query, index: Lookup) -> Plan:
    """How a query is looked up in an index."""
    match query:
        case Words(text):
            return _words(text, index)
        case Phrase(text):
            return _phrase(folded(text), index)
        case And(parts):
            return AllOf(tuple(plan(part, index) for part in parts))
        case Or(parts):
            return AnyOf(tuple(plan(part, index) for part in parts))
        case Not(part):
            return AllBut(plan(part, index))
        case Filter(field, value):
            return _filter(Field(field), value)
        case Everything():
            return ALL


def _words(text: str, index: Lookup) -> Plan:
    """Any word, in text, headings or title, or letter for letter; all 2-grams help the ranking."""
    asked = asked_words(text)
    if not asked:
        return _phrase(folded(text), index)
    in_fields = [
        Token(field, word, weight)
        for word in asked
        for field, weight in ((WORDS, 1.0), (HEADING, HEADING_WEIGHT), (TITLE, TITLE_WEIGHT))
    ]
    verbatim = [Unscored(_phrase(word, index)) for word in asked if len(word) > 1]
    preferred = AnyOf(tuple(Token(GRAMS, pair, GRAM_WEIGHT) for pair in dict.fromkeys(pairs(folded(text)))))
    return Preferring(AnyOf((*in_fields, *verbatim)), preferred)


def _phrase(phrase: str, index: Lookup) -> Plan:
    """Passages in which the folded phrase begins."""
    if not phrase:
        return NOTHING
    if len(phrase) == 1:
        return AnyOf((Beginning(GRAMS, phrase), Beginning(GRAMS, CROSSING + phrase)))
    if len(phrase) <= LONGEST_SEEN:
        return _seen_phrase(phrase, index)
    begun = index.keys(_seen_phrase(phrase[:LONGEST_SEEN], index))
    return Keys(tuple(key for key in begun if _begins(phrase, key, index)))


def _seen_phrase(phrase: str, index: Lookup) -> Plan:
    """A phrase of 2 to LONGEST_SEEN characters: wholly inside, or crossing the passage's end at one of its pairs."""
    run = pairs(phrase)
    places = [run]
    for place, pair in enumerate(run):
        if index.has(GRAMS, CROSSING + pair):
            places.append([*run[:place], CROSSING + pair, *(AHEAD + later for later in run[place + 1 :])])
    parts = tuple(Run(GRAMS, tuple(tokens)) if len(tokens) > 1 else Token(GRAMS, tokens[0]) for tokens in places)
    return AnyOf(parts)


def _begins(phrase: str, key: tuple[str, int], index: Lookup) -> bool:
    """Whether the folded phrase begins in a passage, read on through as many passages as it takes."""
    document_id, ordinal = key
    text = index.body(document_id, ordinal) or ""
    inside = len(text)
    while len(text) < inside + len(phrase) - 1:
        ordinal += 1
        following = index.body(document_id, ordinal)
        if following is None:
            break
        text += following
    return 0 <= text.find(phrase) < inside


def _filter(field: Field, value: str) -> Plan:
    if field is Field.DOCUMENT:
        return Unscored(Token(DOCUMENT, value)) if value else NOTHING
    wanted = folded(value)
    if not wanted:
        return NOTHING
    match field:
        case Field.YEAR:
            return Unscored(Token(YEAR, wanted))
        case Field.KIND:
            return Unscored(Token(KIND, wanted))
        case Field.ISSUER:
            return Holding(ISSUER, wanted)
        case Field.ORGANIZATION:
            return Holding(ORGANIZATION, wanted)
        case Field.DOCUMENT_NUMBER:
            return Holding(NUMBER, wanted)
