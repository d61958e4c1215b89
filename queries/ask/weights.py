"""How much of what is asked about stands in some words: rare words of the question weigh more than common ones."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise, takewhile

from extract.words import names_things, parts
from index.analysis import pairs
from index.engine import SearchEngine
from queries.ask.question import Question
from queries.ask.rarity import Rarity, rarity

_SYNONYM = 0.9
_ALL_PARTS = 0.8  # for a long word of which all parts are there
_PART = 0.6  # for a long word of which only some pairs of characters are there
_NEIGHBOURS = 0.25
_LEAST, _SINGLE = 0.3, 1.0
_MOST_TERMS = 24
_FOCUS = 1.5
# A verb or the like that no paper uses is a clerk's way of putting it; a thing that no paper names is another thing.
_UNHEARD, _ANOTHER_THING = 1.5, 1.45
# What explains less of a question is no answer to it.
LEAST_SHARE = 0.47

Seen = tuple[float, ...]
Alike = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Term:
    """A word asked about (or a pair of characters where two meet), what else may stand for it, and its weight."""

    word: str
    others: tuple[str, ...]
    weight: float
    number: re.Pattern[str] | None = None
    pairs: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()

    def seen_in(self, text: str) -> float:
        """From 0 to 1."""
        if self.number:
            return 1.0 if self.number.search(text) else 0.0
        if self.word in text:
            return 1.0
        if any(other in text for other in self.others):
            return _SYNONYM
        if self.inside and all(part in text for part in self.inside):
            return _ALL_PARTS
        if len(self.pairs) > 1:
            return _PART * sum(pair in text for pair in self.pairs) / len(self.pairs)
        return 0.0


@dataclass(frozen=True)
class Weights:
    """The words of a question with their weights; texts given to it must be folded."""

    terms: tuple[_Term, ...]
    total: float
    _known: dict[str, Seen] = field(default_factory=dict)

    def seen(self, text: str) -> Seen:
        """How far each word stands in the text, from 0 to 1."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = tuple(term.seen_in(text) for term in self.terms)
        return known

    def most(self, surroundings: Iterable[tuple[str, float]]) -> float:
        """The share of the words that stand anywhere in the texts, however little they count there: nothing among
        them explains more."""
        return self.share((self.seen(text), 1.0) for text, _ in surroundings)

    def share(self, parts: Iterable[tuple[Seen, float]]) -> float:
        """The weighted share of the words that the parts hold together, from 0 to 1; what stands in a part counts as
        much as the part does."""
        best = [0.0] * len(self.terms)
        for seen, worth in parts:
            best = [max(before, degree * worth) for before, degree in zip(best, seen, strict=True)]
        return sum(term.weight * degree for term, degree in zip(self.terms, best, strict=True)) / self.total


def weigh(question: Question, engine: SearchEngine) -> Weights:
    """The weights of a question's words by how rare they are in the engine's index."""
    stretches = (_stretches(run, alike=question.alike) for run in question.runs)
    asked = dict.fromkeys(chain(question.words, *stretches))
    known = rarity(engine, chain(asked, *map(question.alike, asked)))
    runs = [tuple(_joined(run, known, alike=question.alike)) for run in question.runs]
    weights = _weights(runs, known, alike=question.alike)
    weights = dict(_with_focus(weights, question.focus))
    terms = [
        _Term(
            word,
            question.alike(word),
            weight,
            number=re.compile(rf"(?<![\d.]){re.escape(word)}(?![\d.])") if word[0].isdecimal() else None,
            pairs=tuple(pairs(word)),
            inside=_inside(word),
        )
        for word, weight in weights.items()
    ]
    terms += _meetings(runs, weights)
    return Weights(tuple(terms), sum(term.weight for term in terms))


def _inside(word: str) -> tuple[str, ...]:
    """The words of two or more characters that make up a long one; none for any other."""
    found = parts(word)
    return found if len(found) > 1 and all(len(part) > 1 for part in found) else ()


def _with_focus(weights: Mapping[str, float], focus: Collection[str]) -> Iterator[tuple[str, float]]:
    """The words of what is done count more than their rarity, but not more than the rarest other: 举行 alone tells
    little."""
    most = max((weight for word, weight in weights.items() if word not in focus), default=math.inf)
    for word, weight in weights.items():
        yield word, max(weight, min(_FOCUS * weight, most)) if word in focus else weight


def _weights(runs: Sequence[Sequence[str]], known: Rarity, *, alike: Alike) -> dict[str, float]:
    words = list(dict.fromkeys(chain.from_iterable(runs)))[:_MOST_TERMS]
    return {word: _SINGLE if len(word) == 1 else max(_LEAST, _rarity(word, known, alike=alike)) for word in words}


def _rarity(word: str, known: Rarity, *, alike: Alike) -> float:
    """How rare a word is; a word that no paper uses is as rare as those that mean the same."""
    held = known.held(word) or max(map(known.held, alike(word)), default=0)
    if not held and not names_things(word):
        return _UNHEARD
    unknown = 1.0 if held else _ANOTHER_THING
    return unknown * math.log((known.passages + 1) / (held + 0.5))


def _stretches(run: Sequence[str], *, alike: Alike) -> Iterator[str]:
    """All that two or more neighbouring single characters of a run may make: names are cut to pieces that no
    dictionary knows. A character that the lexicon knows is a word of its own (盖, 投)."""
    for single, group in groupby(run, key=lambda word: _is_piece(word, alike)):
        pieces = "".join(group)
        if single:
            yield from (pieces[start:end] for end in range(2, len(pieces) + 1) for start in range(end - 1))


def _is_piece(word: str, alike: Alike) -> bool:
    return len(word) == 1 and not alike(word) and not word.isdecimal()


def _joined(run: Sequence[str], known: Rarity, *, alike: Alike) -> Iterator[str]:
    """The words of a run, single characters put together where the library has them side by side, the longest first."""
    reached = 0
    while reached < len(run):
        pieces = len(list(takewhile(lambda word: _is_piece(word, alike), run[reached:])))
        ends = range(reached + pieces, reached + 1, -1)
        end = next((end for end in ends if known.held("".join(run[reached:end]))), None)
        yield "".join(run[reached : end or reached + 1])
        reached = end or reached + 1


def _meetings(runs: Sequence[Sequence[str]], weights: Mapping[str, float]) -> list[_Term]:
    """Where two words of a run meet: that they stand side by side counts a little too."""
    return [
        _Term(left[-1] + right[0], (), _NEIGHBOURS * min(weights[left], weights[right]))
        for run in runs
        for left, right in pairwise(run)
        if left in weights and right in weights
    ]
