"""附件说明 (GB/T 9704-2012, clause 7.3.4): the list of what a paper carries, printed below its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Quote
from corpus.layout import Paragraph

LISTED = re.compile(r"附件?[\d一二三四五六七八九十]{0,2}[:：]")
ORDINAL = re.compile(r"[\d一二三四五六七八九十]{1,2}[.．、]")
NEXT = re.compile(r"附件[\d一二三四五六七八九十]{1,2}")
LONGEST = 70  # a title in the list is no longer than this


def attachments_listed(paragraphs: Sequence[Paragraph], *, issuer: str = "") -> Iterator[tuple[int, Quote | None]]:
    """Each line of the list: the place of its paragraph and the title, without ordinal and closing mark; None where
    only 附件： stands there. A signature run together with a title is left out where `issuer` tells it."""
    in_list = False
    for index, paragraph in enumerate(paragraphs):
        words = paragraph.words
        marker = LISTED.match(words)
        begin = marker.end() if marker else 0
        ordinal = ORDINAL.match(words, begin)
        in_list = _is_line(words) and (bool(marker) or (in_list and bool(ordinal))) and not paragraph.cell
        if not in_list:
            continue
        start = ordinal.end() if ordinal else begin
        end = _end(paragraph, start, issuer)
        yield index, paragraph.quote(start, end) if end > start else None


def attachment_lines(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The places of the list's lines, whose ordinals are no outline."""
    return frozenset(index for index, _ in attachments_listed(paragraphs))


def _is_line(words: str) -> bool:
    return len(words) <= LONGEST and not re.search("[。；]", words.rstrip("。；;"))


def _end(paragraph: Paragraph, start: int, issuer: str) -> int:
    words = paragraph.words.rstrip("。；;")
    following = NEXT.search(words, start)
    if following and paragraph.gap(following.start()):
        return following.start()
    if issuer and words.endswith(issuer) and len(words) - len(issuer) > start:
        return len(words) - len(issuer)
    return len(words)
