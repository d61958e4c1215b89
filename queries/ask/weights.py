"""How much of what is asked about stands in some words: rare words of the question weigh more than common ones."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.analysis import pairs
from queries.ask.lexicon import synonyms
from queries.ask.question import Question

_SYNONYM = 0.9
_PART = 0.6  # for a long word of which only some pairs of characters are there
_NEIGHBOURS = 0.25
_LEAST, _SINGLE = 0.3, 1.0
_MOST_TERMS = 24

Seen = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A word asked about (or a pair of characters where two meet), what else may stand for it, and its weight."""

    word: str
    others: tuple[str, ...]
    weight: float
    number: re.Pattern[str] | None = None
    pairs: tuple[str, ...] = ()

    def seen_in(self, text: str) -> float:
        """From 0 to 1."""
        if self.number:
            return 1.0 if self.number.search(text) else 0.0
        if self.word in text:
            return 1.0
        if any(other in text for other in self.others):
            return _SYNONYM
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

    def share(self, parts: Iterable[tuple[Seen, float]]) -> float:
        """The weighted share of the words that the parts hold together, from 0 to 1; what stands in a part counts as
        much as the part does."""
        best = [0.0] * len(self.terms)
        for seen, worth in parts:
            best = [max(before, degree * worth) for before, degree in zip(best, seen, strict=True)]
        return sum(term.weight * degree for term, degree in zip(self.terms, best, strict=True)) / self.total


def weigh(question: Question, *, passages: int, holding: Callable[[str], int]) -> Weights:
    """The weights of a question's words; `passages` is how many the library has, `holding` tells how many hold a word
    letter for letter."""
    weights: dict[str, float] = {}
    for word in question.words[:_MOST_TERMS]:
        weights[word] = _SINGLE if len(word) == 1 else max(_LEAST, _rarity(word, passages, holding))
    terms = [
        _Term(
            word,
            synonyms().get(word, ()),
            weight,
            number=re.compile(rf"(?<![\d.]){re.escape(word)}(?![\d.])") if word[0].isdecimal() else None,
            pairs=tuple(pairs(word)),
        )
        for word, weight in weights.items()
    ]
    terms += _meetings(question.runs, weights)
    return Weights(tuple(terms), sum(term.weight for term in terms))


def _rarity(word: str, passages: int, holding: Callable[[str], int]) -> float:
    """How rare a word is; a word that no paper uses is as rare as those that mean the same."""
    held = holding(word) or max(map(holding, synonyms().get(word, ())), default=0)
    return math.log((passages + 1) / (held + 0.5))


def _meetings(runs: Sequence[Sequence[str]], weights: dict[str, float]) -> list[_Term]:
    """Where two words of a run meet: that they stand side by side counts a little too."""
    return [
        _Term(left[-1] + right[0], (), _NEIGHBOURS * min(weights[left], weights[right]))
        for run in runs
        for left, right in pairwise(run)
        if left in weights and right in weights
    ]
