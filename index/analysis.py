"""The one analysis, for indexing and for asking: words for ranking, 2-grams for what is written letter for letter.

Words are those of `extract.words`, folded. 2-grams are all pairs of neighbouring folded characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

from extract.words import cut
from index.folding import folded

# White space separates words only between two letters or figures; anywhere else it is how the paper was laid out.
_BETWEEN_ASCII = re.compile(r"(?<=[!-~！-～])\s+(?=[!-~！-～])")


def words(text: str) -> list[str]:
    """The words of a text in reading order, folded; tokens without a letter, character or figure are left out."""
    return [
        word
        for part in _BETWEEN_ASCII.split(text)
        for word in cut(folded(part))
        if word.isalnum() or any(map(str.isalnum, word))
    ]


def asked_words(text: str) -> list[str]:
    """The words of what a person typed, each once: the same analysis, but blanks part words as the person meant."""
    return list(_asked_words(text))


@lru_cache(maxsize=64)
def _asked_words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in text.split() for word in words(part)))


def grams(text: str) -> list[str]:
    """All pairs of neighbouring characters of the folded text, in order; none where it has fewer than two."""
    return pairs(folded(text))


def pairs(text: str) -> list[str]:
    """All pairs of neighbouring characters of a text that is folded already."""
    return list(map(add, text, text[1:]))
