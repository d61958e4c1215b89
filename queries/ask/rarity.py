"""How common the words of a question are in the library, asked of the index in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from index.analysis import pairs
from index.engine import SearchEngine
from index.schema import GRAMS, WORDS


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many passages there are, and how many about hold each word that was asked for letter for letter."""

    passages: int
    holding: Mapping[str, int]

    def held(self, word: str) -> int:
        """How many passages hold a word that was asked for; 0 for any other."""
        return self.holding.get(word, 0)


def rarity(engine: SearchEngine, words: Iterable[str]) -> Rarity:
    """The rarity of words that are folded already.

    A word of two characters is counted exactly. A longer one counts as often as it is cut out as a word, or, where it
    never is, as often as its rarest pair of characters, which is a little too much; a single character only where it
    stands as a word.
    """
    asked = tuple(dict.fromkeys(words))
    tokens = list(dict.fromkeys(token for word in asked for token in _tokens(word)))
    found = engine.frequencies(tokens)
    counts = dict(zip(tokens, found.holding, strict=True))
    return Rarity(found.passages, {word: _held(word, counts) for word in asked})


def _tokens(word: str) -> Collection[tuple[str, str]]:
    alone = () if len(word) == 2 else ((WORDS, word),)
    return (*alone, *((GRAMS, pair) for pair in pairs(word)))


def _held(word: str, counts: Mapping[tuple[str, str], int]) -> int:
    return counts.get((WORDS, word), 0) or min((counts[GRAMS, pair] for pair in pairs(word)), default=0)
