"""Numerals: a number written in any of the ways papers write it is read back as itself."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numerals import NUMERAL, parse, plain

DIGITS = "零一二三四五六七八九"


def below_myriad(number: int) -> str:
    """1 to 9999 in Chinese, with 零 for a gap."""
    written, gap = "", False
    for scale, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + mark
            gap = False
        else:
            gap = True
    return written


def chinese(number: int) -> str:
    """A number under 10^12 as a careful writer puts it: 二亿零三万零五."""
    if number == 0:
        return "零"
    written = ""
    for scale, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // scale % 10**4
        if part:
            written += ("零" if written and part < 1000 else "") + below_myriad(part) + mark
    return written.removeprefix("一") if written.startswith("一十") else written


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert parse(chinese(number)) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_thousands_and_full_width_are_read_back(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse(f"{number:,}") == parse(str(number)) == parse(wide) == number


@given(
    st.decimals(min_value=0, max_value=9999, places=2),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]),
)
def test_mixed_numerals_are_read_back(value: Decimal, scale: tuple[str, int]) -> None:
    assert parse(f"{value}{scale[0]}") == value * scale[1]


@given(st.integers(min_value=1000, max_value=2999))
def test_digit_by_digit_years(year: int) -> None:
    written = "".join(DIGITS[int(digit)] for digit in str(year))
    assert parse(written) == parse(written.replace("零", "〇")) == parse(written.replace("零", "○")) == year


@given(st.text(max_size=8))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert parse(text) is None or isinstance(parse(text), Decimal)


@given(st.text())
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3千", 3000), ("百", 100), ("万", 10000), ("十", 10), ("两百万", 2000000), ("一百五", 150), ("三万五", 35000),
        ("1.5亿", 150000000), ("二十", 20), ("一万零五百", 10500), ("半", Decimal("0.5")), ("１．５", Decimal("1.5")),
        ("", None), ("甲", None), ("两三", None), ("十七八", None), ("1.2.3", None), ("12,34", None),
    ],
)  # fmt: skip
def test_numerals(text: str, value: Decimal | int | None) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5万千瓦和1.2亿千瓦", ["5万", "1.2亿"]),
        ("三千名", ["三千"]),
        ("12,000人", ["12,000"]),
        ("十二万千米", ["十二万"]),
    ],
)
def test_a_numeral_ends_before_its_unit(text: str, found: list[str]) -> None:
    assert [match.group() for match in re.finditer(NUMERAL, text)] == found
