"""Numbers written in the numbering formats of a docx (ECMA-376 part 1, clause 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
CIRCLED = "".join(chr(code) for code in (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
BRACKETED = "".join(chr(code) for code in range(0x2474, 0x2488))
POINTED = "".join(chr(code) for code in range(0x2488, 0x249C))
CIRCLED_HANZI = "".join(chr(code) for code in range(0x3280, 0x328A))
HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
EARTHLY_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def numeral(value: int, form: str) -> str:
    """`value` as `form` (a w:numFmt) writes it; in Arabic digits where the form is not known or has no such number."""
    return FORMS.get(form, str)(value)


def counted(value: int, *, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """Counting words up to 9999: 十, 十一, 二十, 一百零一. Arabic digits beyond."""
    if not 0 < value < 10000:
        return str(value)
    words, zero = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            words += (digits[0] if zero and words else "") + digits[digit] + (units[power - 1] if power else "")
            zero = False
        else:
            zero = True
    leading = digits[1] + units[0]
    return words[1:] if units[0] == "十" and words.startswith(leading) else words


def japanese(value: int) -> str:
    """Japanese counting: 百, not 一百, and no 零."""
    words = counted(value).replace("零", "")
    return words[1:] if words[:2] in ("一百", "一千") else words


def digit_by_digit(value: int) -> str:
    """一〇, 一一: each digit by itself."""
    return "".join(DIGITS[int(digit)] for digit in str(value))


def roman(value: int) -> str:
    """Roman numerals; Arabic digits from 4000 on and for 0."""
    if not 0 < value < 4000:
        return str(value)
    words = ""
    for worth, sign in ROMAN:
        words += sign * (value // worth)
        value %= worth
    return words


def letter(value: int) -> str:
    """A to Z, then AA, BB and so on, as Word counts."""
    return chr(ord("A") + (value - 1) % 26) * (1 + (value - 1) // 26) if 0 < value <= 780 else str(value)


def from_series(series: str) -> Callable[[int], str]:
    """A form that takes the signs of a series in turn, Arabic digits beyond its end."""
    return lambda value: series[value - 1] if 0 < value <= len(series) else str(value)


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(FULL_WIDTH),
    "decimalEnclosedCircle": from_series(CIRCLED),
    "decimalEnclosedCircleChinese": from_series(CIRCLED),
    "decimalEnclosedParen": from_series(BRACKETED),
    "decimalEnclosedFullstop": from_series(POINTED),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": japanese,
    "chineseLegalSimplified": lambda value: counted(value, digits=FORMAL, units="拾佰仟"),
    "ideographDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "ideographEnclosedCircle": from_series(CIRCLED_HANZI),
    "ideographTraditional": from_series(HEAVENLY_STEMS),
    "ideographZodiac": from_series(EARTHLY_BRANCHES),
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": letter,
    "lowerLetter": lambda value: letter(value).lower(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}
