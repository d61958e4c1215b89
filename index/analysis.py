"""The one analysis, for indexing and for asking: words for ranking, 2-grams for what is written letter for letter.

Words are jieba's without its HMM (which guesses words that no dictionary has, and guesses differently in a question
and in a clause), with the terms of official papers added. 2-grams are all pairs of neighbouring folded characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from operator import add
from typing import Protocol

from index.folding import folded

# White space separates words only between two letters or figures; anywhere else it is how the paper was laid out.
_BETWEEN_ASCII = re.compile(r"(?<=[!-~！-～])\s+(?=[!-~！-～])")


class Segmenter(Protocol):
    """What is used of jieba."""

    def cut(self, text: str, *, HMM: bool) -> Iterator[str]:  # noqa: N803 (jieba's name)
        """The words of a text, one after the other, nothing left out."""


def words(text: str) -> list[str]:
    """The words of a text in reading order, folded; tokens without a letter, character or figure are left out."""
    cut = _segmenter().cut
    return [
        word
        for part in _BETWEEN_ASCII.split(text)
        for word in cut(folded(part), HMM=False)
        if word.isalnum() or any(map(str.isalnum, word))
    ]


def asked_words(text: str) -> list[str]:
    """The words of what a person typed, each once: the same analysis, but blanks part words as the person meant."""
    return list(dict.fromkeys(word for part in text.split() for word in words(part)))


def grams(text: str) -> list[str]:
    """All pairs of neighbouring characters of the folded text, in order; none where it has fewer than two."""
    return pairs(folded(text))


def pairs(text: str) -> list[str]:
    """All pairs of neighbouring characters of a text that is folded already."""
    return list(map(add, text, text[1:]))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Tells one analysis from another: an index and a question must have the same."""
    return sha256(f"jieba {version('jieba')}\n{_dictionary()}".encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    """jieba with the dictionary of this project, of our own: other users of jieba in the process are not touched.

    The prefix table is built here and not by jieba's `initialize`, which would write a cache file that every program
    of the machine shares.
    """
    import jieba

    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    for word in _dictionary().split():
        segmenter.add_word(word)
    own: Segmenter = segmenter
    return own


def _dictionary() -> str:
    text = (files("extract") / "lexicon" / "jieba_words.txt").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
