"""What stands below the title instead of a signature: the adoption of a law, the occasion of a speech or report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import DateQuote, Quote
from corpus.layout import Paragraph
from corpus.letterhead_dates import days_in
from corpus.letterhead_head import ADOPTED, Head
from corpus.letterhead_parties import is_body, named

CONGRESS = re.compile(
    r"(?P<place>[一-鿿]{0,12}?)(?:第?[一二三四五六七八九十]+届)?(?P<name>人民代表大会(?:常务委员会)?)(?=第?[一二三四五六七八九十\d]+[次号届会])"
)
COUNCIL = re.compile(r"(?P<place>)(?P<name>国务院)(?=第?[一二三四五六七八九十\d]+次)")
TERM = re.compile(r"第?[一二三四五六七八九十]+届")
PLACE = re.compile(r".{2,10}?(?:自治区|自治州|自治县|省|市|县|区)")
SPEAKER = re.compile(r"(?P<body>.{2,30}?)(?:代?(?:主席|主任|书记|省长|市长|区长|县长|州长|盟长|院长|检察长|总理))")


def adoption_of(
    paragraphs: Sequence[Paragraph], head: Head | None, title: str
) -> tuple[Quote | None, DateQuote | None]:
    """Who adopted or delivered a paper and on which day, from the lines below its title."""
    lines = [paragraphs[index] for index in head.beneath] if head else []
    date = next((day for line in lines for _, _, day in days_in(line)), None)
    body = _congress(lines, title) or _speaker(lines) or (author_beneath(paragraphs, head) if head else None)
    return body, date


def author_beneath(paragraphs: Sequence[Paragraph], head: Head) -> Quote | None:
    """The body that stands under a title as its author, by itself or with a date in brackets （某局 一九九七年…）."""
    for index in head.beneath:
        paragraph = paragraphs[index]
        start = 1 if paragraph.words[0] in "（(" else 0
        cuts = [place for place in range(start + 1, len(paragraph.words)) if paragraph.gap(place)]
        dates = [place for place, _, _ in days_in(paragraph)]
        for end in (len(paragraph.words.rstrip("）)")), *dates, *cuts):
            if is_body(paragraph.words[start:end]):
                return named(paragraph, start, end)
    return None


def _congress(lines: Sequence[Paragraph], title: str) -> Quote | None:
    """The congress or its standing committee that passed the law first; a place printed short (市) is completed from a
    line that prints it whole, or from the title."""
    named = PLACE.match(title)
    for line in lines:
        if not ADOPTED.search(line.words):
            continue
        match = CONGRESS.search(_undated(line), 0) or COUNCIL.search(_undated(line))
        if match is None:
            continue
        place = TERM.sub("", match["place"])
        if len(place) < 2 and named and named.group().endswith(place) and match["name"] != "国务院":
            place = named.group()
        return line.quote(match.start(), match.end("name"), value=place + match["name"])
    return None


def _undated(line: Paragraph) -> str:
    """The words with the dates made blank, so that a place does not begin with 日."""
    words = line.words
    for start, end, _ in days_in(line):
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def _speaker(lines: Sequence[Paragraph]) -> Quote | None:
    for line in lines:
        match = SPEAKER.match(line.words)
        if match and is_body(match["body"]):
            return line.quote(match.start("body"), match.end("body"))
    return None
