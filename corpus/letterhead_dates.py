"""The dates a letterhead prints: full days, in Arabic or Chinese numerals (GB/T 9704-2012, clause 7.3.5.4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.document import DateQuote
from corpus.layout import Paragraph
from corpus.numbering_labels import value_of

ZEROS = str.maketrans("ＯOoΟо0０零○◯〇", "〇" * 11)
CHINESE_DAY = "[一二三四五六七八九十廿卅元]{1,3}"
DAY = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二][〇○◯零ＯOoΟо0０一二三四五六七八九]{{3}})年"
    rf"(?P<month>\d{{1,2}}|{CHINESE_DAY})月(?P<day>\d{{1,2}}|{CHINESE_DAY})日"
    r"|(?P<iso>(?:19|20)\d\d[.\-/．－]\d{1,2}[.\-/．－]\d{1,2})(?!\d)"
)


def days_in(paragraph: Paragraph, start: int = 0) -> Iterator[tuple[int, int, DateQuote]]:
    """Every full date of words[start:] with its place in the words; impossible ones (2月30日) are passed over."""
    for match in DAY.finditer(paragraph.words, start):
        day = _day(match)
        if day:
            quote = paragraph.quote(match.start(), match.end())
            found = DateQuote(quote.start, quote.end, value=quote.value, date=day)
            yield match.start(), match.end(), found


def _day(match: re.Match[str]) -> datetime.date | None:
    if match["iso"]:
        parts = [int(part) for part in re.findall(r"\d+", match["iso"])]
    else:
        parts = [_number(match[name]) for name in ("year", "month", "day")]
    try:
        return datetime.date(*parts)
    except ValueError:
        return None


def _number(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    plain = printed.replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    return value_of(plain if "十" in plain else plain.translate(ZEROS))
