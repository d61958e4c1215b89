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

    jieba's own `initialize` is not used: it reads all of its dictionary, and writes a cache file that every program of
    the machine shares.
    """
    import jieba

    from extract.dictionary import Dictionary
    from extract.segmenter import Segmenter

    with jieba.Tokenizer().get_dict_file() as words:
        return Segmenter(Dictionary(words.read().decode("utf-8")), own=_dictionary().split())


def _dictionary() -> str:
    text = (files("extract") / "lexicon" / "jieba_words.txt").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
