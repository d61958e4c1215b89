"""How words sound, so that a word typed with the wrong characters is known again."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path

# What many speakers do not tell apart, and what is typed for ü.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("ü", "v"))


def sound(word: str) -> str:
    """The syllables of a word without tones, joined by blanks; a character without a reading stands for itself. Words
    that sound alike give the same."""
    return " ".join(map(_syllable, word))


@lru_cache(maxsize=30_000)
def _syllable(character: str) -> str:
    readings = _readings().get(str(ord(character)), character).split(",")
    bare = "".join(each for each in unicodedata.normalize("NFD", readings[0]) if not unicodedata.combining(each))
    for one, other in _ALIKE:
        bare = bare.replace(one, other)
    return bare


@lru_cache(maxsize=1)
def _readings() -> Mapping[str, str]:
    """pypinyin's table of single characters, by code point. Importing the package would also load its phrases: two
    hundred thousand lists that nobody here needs, and that every collection of garbage would look through."""
    table = Path(str(distribution("pypinyin").locate_file("pypinyin/pinyin_dict.json")))
    readings: dict[str, str] = json.loads(table.read_text(encoding="utf-8"))
    return readings
