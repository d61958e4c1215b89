"""Numerals as Chinese papers print them: Arabic, full-width, Chinese, and mixed (`2万` `1.5亿` `二〇一一` `百`).

`NUMERAL` finds them in a text that `plain` has made uniform; `parse` reads one. A numeral ends before 千 where a unit
begins with it (`5万千瓦` is 5万 of the unit 千瓦).
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SCALES = _TENS | _MYRIADS

_THOUSAND = "千(?![瓦克米伏卡帕赫升焦安])"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DIGIT = "[零〇○一二三四五六七八九两]"
_SCALE = f"(?:[十百万亿]|{_THOUSAND})"

NUMERAL = rf"(?:(?:{_ARABIC})(?:[十百]?[万亿]+|百|{_THOUSAND})?|(?:{_DIGIT}|{_SCALE})+)"
"""Source of a pattern for a numeral, without named groups; for texts made uniform by `plain`."""

_MIXED = re.compile(rf"({_ARABIC})({_SCALE}*)")
_SPOKEN = re.compile(
    r"零?(?:[一二三四五六七八九两]?千)?零?(?:[一二三四五六七八九两]?百)?零?(?:[一二三四五六七八九]?十)?[零一二三四五六七八九两]?"
)
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇○", "一二三四五六七八九十百千零零")
_WIDE = str.maketrans("０１２３４５６７８９％﹪．＜＞＋－／", "0123456789%%.<>+-/")


def plain(text: str) -> str:
    """The text with full-width digits, per cent and decimal point made ASCII; every offset stays where it was."""
    return text.translate(_WIDE)


def parse(text: str) -> Decimal | None:
    """The value of a whole numeral, or None where the text is not one.

    Reads `1,600` `１．５亿` `3千` `十二` `一百零五` `二〇一一` (digit by digit) `两百万` `百` `半`.
    """
    text = plain(text)
    if text == "半":
        return Decimal("0.5")
    mixed = _MIXED.fullmatch(text)
    if mixed:
        value = Decimal(mixed[1].replace(",", ""))
        for scale in mixed[2]:
            value *= _SCALES[scale]
        return value
    text = text.translate(_CAPITALS)
    if len(text) > 1 and all(character in _DIGITS for character in text) and "两" not in text:
        return Decimal("".join(str(_DIGITS[character]) for character in text))
    return _chinese(text)


def _chinese(text: str) -> Decimal | None:
    """A numeral with scales: 亿 and 万 each multiply what stands before them; 三万五 is 35000."""
    total = Decimal(0)
    rest = text
    for scale in ("亿", "万"):
        head, found, tail = rest.rpartition(scale)
        if not found:
            continue
        factor = _chinese(head) if head else Decimal(1)
        if factor is None:
            return None
        total += factor * _MYRIADS[scale]
        rest = tail
        if not rest:
            return total
    below = _below_myriad(rest)
    if below is None:
        return None
    spoken = total and len(rest) == 1 and rest != "零"
    return total + below * (1000 if spoken else 1)


def _below_myriad(text: str) -> Decimal | None:
    """A numeral under 万: digits and 千 百 十 in falling order, or a single digit; 一百五 is 150."""
    if not text or not _SPOKEN.fullmatch(text):
        return None
    total, digit, scale = 0, 0, 1
    for character in text:
        if character in _TENS:
            scale = _TENS[character]
            total += scale * (digit or 1)
            digit = 0
        elif character == "零":
            scale = 1
        else:
            digit = _DIGITS[character]
    return Decimal(total + digit * max(1, scale // 10))
