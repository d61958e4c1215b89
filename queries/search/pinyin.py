"""How words sound, so that a word typed with the wrong characters is known again."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# What many speakers do not tell apart, and what is typed for ü.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("ü", "v"))


def sound(word: str) -> str:
    """The syllables of a word without tones, joined by blanks; a character without a reading stands for itself. Words
    that sound alike give the same."""
    return " ".join(map(_syllable, word))


@lru_cache(maxsize=30_000)
def _syllable(character: str) -> str:
    from pypinyin.constants import PINYIN_DICT

    readings = PINYIN_DICT.get(ord(character), character).split(",")
    bare = "".join(each for each in unicodedata.normalize("NFD", readings[0]) if not unicodedata.combining(each))
    for one, other in _ALIKE:
        bare = bare.replace(one, other)
    return bare
