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


def parts(word: str) -> tuple[str, ...]:
    """The shorter words of the dictionary that make up a word of three or more characters (土壤调查: 土壤, 调查), those
    of most equal length; the word itself where there are none."""
    places = sorted(range(2, len(word)), key=lambda place: (abs(2 * place - len(word)), place))
    known = _segmenter().knows
    return next(((word[:at], word[at:]) for at in places if known(word[:at]) and known(word[at:])), (word,))


def names_things(word: str) -> bool:
    """Whether jieba's dictionary calls the word a noun, a time or a set phrase, or does not know it; others are verbs,
    pronouns and the like."""
    entries = _entries()
    at = entries.find(f"\n{word} ".encode())
    return at < 0 or entries[at + 1 : entries.index(b"\n", at + 1)].rsplit(b" ", 1)[1][:1] in b"ntjlib"


@lru_cache(maxsize=1)
def _entries() -> bytes:
    """The dictionary as it lies on the disk, a line for each word: word, frequency, part of speech."""
    return b"\n" + (files("jieba") / "dict.txt").read_bytes()


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
