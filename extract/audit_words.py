"""Words that only contain a numeral character: 一般 统一 进一步 四川, as the dictionary of words has them.

A dictionary word that is a numeral with a unit (三年, 十个, 第一) is no such word: what it says is for others to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.audit_numerals import CHINESE
from extract.quantity_units import UNIT
from extract.words import cut

_HOLDS = re.compile(f"[{CHINESE}]")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_COUNTS = re.compile(rf"(?:第|每|各|上|下|前|后|数|几|近)?[{CHINESE}几]+(?:余|多|来)?(?:{UNIT}|分之)?")


def words_with_numerals(line: str) -> Iterator[tuple[int, int]]:
    """The half-open stretches of a line that are words and hold a numeral character."""
    if not _HOLDS.search(line):
        return
    start = 0
    for word in cut(line):
        end = start + len(word)
        if _HOLDS.search(word) and _WORD.fullmatch(word) and not _COUNTS.fullmatch(word):
            yield start, end
        start = end
