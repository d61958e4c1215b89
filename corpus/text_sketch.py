"""How alike two texts are, whatever form they were read from.

Only Chinese characters and digits count, since blanks, punctuation and layout differ between a paper's .docx and its
PDF. Texts are compared by their 5-grams: Jaccard's share of those that both have in all that either has. A sketch is
the smallest hashes of the 5-grams (Broder's MinHash with one permutation): two texts share the smallest one with a
probability of just that share, so that papers which share no value of their sketches need no comparing.
"""

from __future__ import annotations

import re
import unicodedata
from zlib import crc32

GRAM = 5
VALUES = 8
_OTHER = re.compile(r"[^0-9\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_ZEROS = str.maketrans("〇○", "00")


def essence(text: str) -> str:
    """The text's Chinese characters and digits, full width and half width alike."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text.translate(_ZEROS)))


def grams(text: str) -> frozenset[str]:
    """The 5-grams of the text's essence; the whole of a shorter one."""
    words = essence(text)
    if len(words) <= GRAM:
        return frozenset((words,) if words else ())
    return frozenset(words[at : at + GRAM] for at in range(len(words) - GRAM + 1))


def sketch_of(text: str) -> tuple[int, ...]:
    """The smallest hashes of the 5-grams, rising; none for a text without Chinese characters and digits."""
    hashes = {crc32(gram.encode()) for gram in grams(text)}
    return tuple(sorted(hashes)[:VALUES])


def likeness(text: str, other: str) -> float:
    """Jaccard's share of the 5-grams, 0 to 1; 0 where neither has any."""
    first, second = grams(text), grams(other)
    return len(first & second) / max(len(first | second), 1)
