"""A number of a question as papers may write it: 二十年 and 20年, 十五天 and 15日."""

from __future__ import annotations

import re

from extract.numerals import parse
from queries.ask.lexicon import hints, unit_at

_CHINESE = re.compile("[一二两三四五六七八九十百]+")
_FIGURES = re.compile(r"\d{1,2}(?!\d|\.)")
_DIGITS = "零一二三四五六七八九"
_DAYS = {"天": "日", "日": "天"}
_HUNDRED = 100


def written_otherwise(word: str) -> tuple[str, ...]:
    """The other ways of writing a number with its unit, or one below a hundred alone; none for other words."""
    found = _CHINESE.match(word) or _FIGURES.match(word)
    if found is None:
        return ()
    value, unit = parse(found.group()), word[found.end() :]
    if unit and unit not in hints().time_units and unit_at(word, found.end()) is None:
        return ()
    if value is None or value >= _HUNDRED or (not unit and value <= len(_DIGITS)):
        return ()
    numbers = (str(value), _in_chinese(int(value)))
    units = [unit, *([_DAYS[unit]] if unit in _DAYS else [])]
    return tuple(form for number in numbers for each in units if (form := number + each) != word)


def _in_chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
