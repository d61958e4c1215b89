"""Words: jieba with the project's own dictionary of office terms, without guessing of unknown words.

HMM is off: it guesses words that no dictionary has, and guesses differently in a question and in a clause; retrieval
measured better without it. The dictionary `lexicon/jieba_words.txt` adds what jieba would tear into characters.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.segmenter import Segmenter


def cut(text: str) -> list[str]:
    """The words of a text in order; joined they are the text again."""
    return _segmenter().cut(text)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Tells one segmentation from another: an index and a question must have the same."""
    return sha256(f"jieba {version('jieba')}\n{_dictionary()}".encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    """jieba with the dictionary of this project, of our own: other users of jieba in the process are not touched.

    jieba's `initialize` would take a second, or write a cache file that every program of the machine shares.
    """
    import jieba

    from extract.segmenter import Segmenter
    from extract.word_counts import WordCounts

    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        counts = WordCounts(file.read().decode())
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = counts, counts.total, True
    for word in _dictionary().split():
        tokenizer.add_word(word)
    return Segmenter(counts, total=tokenizer.total)


def _dictionary() -> str:
    text = (files("extract") / "lexicon" / "jieba_words.txt").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
