"""From what is asked to what is looked up: the meaning of queries, in one place for all engines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from index.analysis import asked_words, pairs
from index.engine import Hit
from index.folding import folded
from index.passages import LOOK_AHEAD
from index.plan import (
    ALL,
    NOTHING,
    AllBut,
    AllOf,
    AnyOf,
    Beginning,
    Holding,
    Keys,
    Lookup,
    Plan,
    Ranked,
    Run,
    Token,
    Unscored,
    Within,
)
from index.query import And, Between, Everything, Field, Filter, Not, Or, Pattern, Phrase, Query, Words
from index.schema import (
    AHEAD,
    CROSSING,
    DATE,
    DOCUMENT,
    DUE,
    FORMAT,
    GRAMS,
    HEADING,
    ISSUER,
    KIND,
    NAME,
    NUMBER,
    ORGANIZATION,
    TITLE,
    WORDS,
    YEAR,
)
from index.wildcards import as_expression, has_wildcards, pieces

TITLE_WEIGHT = 0.8
HEADING_WEIGHT = 0.1
OTHER_WEIGHT = 0.15

# A word that means the same but stands in more than this share of all passages, and in many, tells nothing apart.
COMMON, MANY = 0.02, 1000

# A phrase that begins at the last character of a passage still lies wholly in what the index sees.
LONGEST_SEEN = LOOK_AHEAD + 1

_WHOLE = {Field.YEAR: YEAR, Field.KIND: KIND, Field.FORMAT: FORMAT, Field.DATE: DATE, Field.DUE: DUE}
_PARTLY = {
    Field.ISSUER: ISSUER,
    Field.ORGANIZATION: ORGANIZATION,
    Field.DOCUMENT_NUMBER: NUMBER,
    Field.TITLE: NAME,
}


def plan(query: Query, index: Lookup) -> Plan:
    """How a query is looked up in an index."""
    match query:
        case Words(text, others):
            return _words(text, others, index)
        case Phrase(text):
            return _phrase(folded(text), index)
        case Pattern(text):
            return _pattern(folded(text), index)
        case And(parts):
            return _all([plan(part, index) for part in parts])
        case Or(parts):
            return AnyOf(tuple(plan(part, index) for part in parts))
        case Not(part):
            return AllBut(plan(part, index))
        case Filter(field, value):
            return _filter(Field(field), value)
        case Between(field, low, high):
            return Within(_WHOLE[Field(field)], folded(low), folded(high))
        case Everything():
            return ALL


def _all(parts: list[Plan]) -> Plan:
    """All parts. Where one is words, what narrows them narrows both what they require and what scores them."""
    ranked = [part for part in parts if isinstance(part, Ranked)]
    if len(ranked) != 1:
        return AllOf(tuple(parts))
    words = ranked[0]
    rest = tuple(part for part in parts if part is not words)
    return Ranked(AllOf((words.required, *rest)), AllOf((words.scored, *rest)), words.sure)


def _words(text: str, others: tuple[str, ...], index: Lookup) -> Plan:
    """Any word, in text, headings or title, or letter for letter; all 2-grams help the ranking."""
    asked = asked_words(text)
    if not asked:
        return _phrase(folded(text), index)
    # Single characters are mostly particles: they order what longer words find, and find only where there are none.
    telling = [word for word in asked if len(word) > 1] or asked
    scored: list[Plan] = [Token(WORDS, word) for word in asked]
    scored += _above(telling, index)
    scored += (Token(GRAMS, pair) for pair in dict.fromkeys(pairs(folded(text))))
    required: list[Plan] = [_phrase(word, index) if len(word) > 1 else Token(WORDS, word) for word in telling]
    required += [Token(field, word) for word in telling for field in (HEADING, TITLE)]
    for other in _telling(others, asked, index):
        required.append(_phrase(other, index))
        scored.append(_other(other, index))
    return Ranked(AnyOf(tuple(required)), AnyOf(tuple(scored)), tuple(word for word in asked if len(word) > 1))


def _above(asked: list[str], index: Lookup) -> Iterator[Token]:
    """The score of words in headings and titles. Where few passages have a heading, each word is rare there; it counts
    for no more than it does in the texts."""
    known = index.frequencies([(field, word) for word in asked for field in (WORDS, HEADING)])
    rarities = [rarity(held, known.passages) for held in known.holding]
    for word, in_text, in_heading in zip(asked, rarities[::2], rarities[1::2], strict=True):
        yield Token(HEADING, word, HEADING_WEIGHT * min(1.0, in_text / in_heading))
        yield Token(TITLE, word, TITLE_WEIGHT)


def rarity(held: int, passages: int) -> float:
    """How much a token tells that so many of the passages hold: what BM25 makes of it, always above 0."""
    return math.log(1 + max(passages - held + 0.5, 0.5) / (held + 0.5))


def _telling(others: tuple[str, ...], asked: list[str], index: Lookup) -> list[str]:
    """The words that mean the same and are worth looking for: rare ones, and where no typed word is known, all."""
    wanted = [other for other in dict.fromkeys(map(folded, others)) if len(other) > 1 and other not in asked]
    if not wanted:
        return []
    known = index.frequencies([(WORDS, word) for word in asked])
    if not any(known.holding):
        return wanted
    counts = index.frequencies([(GRAMS, other[:2]) for other in wanted]).holding
    return [other for other, count in zip(wanted, counts, strict=True) if count <= max(COMMON * known.passages, MANY)]


def _other(word: str, index: Lookup) -> Plan:
    """The score of a word that means the same: its rarest 2-gram stands for all, as looking up runs is slow."""
    run = list(dict.fromkeys(pairs(word)))
    counts = index.frequencies([(GRAMS, pair) for pair in run]).holding
    rarest = min(zip(counts, run, strict=True))[1]
    return Token(GRAMS, rarest, OTHER_WEIGHT * len(run))


def _phrase(phrase: str, index: Lookup) -> Plan:
    """Passages in which the folded phrase begins."""
    if not phrase:
        return NOTHING
    if len(phrase) == 1:
        return AnyOf((Beginning(GRAMS, phrase), Beginning(GRAMS, CROSSING + phrase)))
    if len(phrase) <= LONGEST_SEEN:
        return _seen_phrase(phrase, index)
    begun = index.found(_seen_phrase(phrase[:LONGEST_SEEN], index))
    return _keys(hit for hit in begun if _begins(phrase, hit, index))


def _seen_phrase(phrase: str, index: Lookup) -> Plan:
    """A phrase of 2 to LONGEST_SEEN characters: wholly inside, or crossing the passage's end at one of its pairs."""
    run = pairs(phrase)
    places = [run]
    for place, pair in enumerate(run):
        if index.has(GRAMS, CROSSING + pair):
            places.append([*run[:place], CROSSING + pair, *(AHEAD + later for later in run[place + 1 :])])
    parts = tuple(Run(GRAMS, tuple(tokens)) if len(tokens) > 1 else Token(GRAMS, tokens[0]) for tokens in places)
    return AnyOf(parts)


def _begins(phrase: str, hit: Hit, index: Lookup) -> bool:
    """Whether the folded phrase begins in a passage, read on through as many passages as it takes."""
    text, ordinal = hit.body, hit.ordinal
    while len(text) < len(hit.body) + len(phrase) - 1:
        ordinal += 1
        following = index.body(hit.document_id, ordinal)
        if following is None:
            break
        text += following
    return 0 <= text.find(phrase) < len(hit.body)


def _pattern(pattern: str, index: Lookup) -> Plan:
    """Passages in which the pattern stands as it is typed; where there are none, those that hold what it stands for."""
    literal = _phrase(pattern, index)
    if not has_wildcards(pattern) or not pieces(pattern) or index.is_any(literal):
        return literal
    expression = re.compile(as_expression(pattern))
    # The longer a piece, the fewer passages have to be looked into.
    parts = sorted(pieces(pattern), key=len, reverse=True)
    candidates = AllOf(tuple(_phrase(piece, index) for piece in parts if len(piece) > 1 or len(parts[0]) == 1))
    return _keys(hit for hit in index.found(candidates) if expression.search(hit.body))


def _keys(hits: Iterable[Hit]) -> Plan:
    return Keys(tuple((hit.document_id, hit.ordinal) for hit in hits))


def _filter(field: Field, value: str) -> Plan:
    if field is Field.DOCUMENT:
        return Unscored(Token(DOCUMENT, value)) if value else NOTHING
    wanted = folded(value)
    if not wanted:
        return NOTHING
    if field in _WHOLE:
        return Unscored(Token(_WHOLE[field], wanted))
    return Holding(_PARTLY[field], wanted)
