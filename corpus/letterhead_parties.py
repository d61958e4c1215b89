"""Bodies in the letterhead: what looks like the name of one, and how a printed list of them is parted.

主送机关 is GB/T 9704-2012, clause 7.3.2, 抄送机关 clause 7.4.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import Quote
from corpus.layout import Paragraph
from corpus.lexicons import organization_words

OPENING, CLOSING = "（(《“〔[", "）)》”〕]"
NAME = re.compile(r"[一-鿿〇（）()·、“”A-Za-z]{2,60}")
COPIES = re.compile(r"[，,、；;。]?[（(]?(?:共印|印发?|印数)[\d一二三四五六七八九十百]+份.*$|[。；;]$")
COPIED = re.compile(r"(?:抄送|抄报|主报|分送|发送|报送|抄发|本期印发|本期发送|印发|发|送|报)[:：]")
WHOLE = re.compile(r"各[省市县区州乡镇]|.{0,3}自治[区州县]|[省市县区州]")


def is_body(words: str) -> bool:
    """Whether the words look like the name of one body (or several, joined by 、): no sentence, the right ending."""
    if not NAME.fullmatch(words):
        return False
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", words) or words
    return bare.endswith(organization_words("bodies")) and not any(
        word in words for word in organization_words("never")
    )


def named(paragraph: Paragraph, start: int, end: int) -> Quote:
    """words[start:end] as bodies: several that blanks part are joined by 、 (a name spaced out is one)."""
    cuts = [start, *(place for place in range(start + 1, end) if paragraph.gap(place)), end]
    names = [paragraph.words[low:high] for low, high in pairwise(cuts)]
    several = len(names) > 1 and all(len(name) >= 3 and is_body(name) for name in names)
    return paragraph.quote(start, end, value="、".join(names) if several else None)


def parted(paragraph: Paragraph, start: int, end: int) -> tuple[Quote, ...]:
    """The items of a list words[start:end]. Where ， or ； parts it, 、 stays inside the items; else 、 parts it,
    except where the piece before is no body by itself (各市、区总工会). Brackets hold together."""
    copies = COPIES.search(paragraph.words[:end], start)
    end = copies.start() if copies else end
    marks = _marks(paragraph.words, start, end)
    strong = [place for place in marks if paragraph.words[place] in "，,；;"]
    quotes: list[tuple[int, int, bool]] = []
    for low, high in _between(strong or marks, start, end):
        words = paragraph.words[low:high]
        complete = bool(strong) or _is_complete(words) or high == end
        if quotes and not quotes[-1][2]:
            quotes[-1] = (quotes[-1][0], high, complete)
        elif words:
            quotes.append((low, high, complete))
    return tuple(paragraph.quote(low, high) for low, high, _ in quotes)


def copied_to(paragraphs: Sequence[Paragraph]) -> tuple[Quote, ...]:
    """Who gets a copy: the lines 抄送： 抄报： 本期印发： in the last part of a paper."""
    found: list[Quote] = []
    for paragraph in paragraphs[-12:]:
        match = COPIED.match(paragraph.words)
        if match and match.end() < len(paragraph.words) and not paragraph.cell:
            found += parted(paragraph, match.end(), len(paragraph.words))
    return tuple(found)


def _is_complete(words: str) -> bool:
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", words) or words
    if len(bare) <= 1 or WHOLE.fullmatch(bare):
        return False
    return bare.endswith(organization_words("bodies") + organization_words("recipients")) and not re.fullmatch(
        "各?[厅局部委办处]", bare
    )


def _marks(words: str, start: int, end: int) -> list[int]:
    depth = 0
    places = []
    for place in range(start, end):
        character = words[place]
        depth += (character in OPENING) - (character in CLOSING)
        if depth <= 0 and character in "，,、；;":
            places.append(place)
    return places


def _between(marks: Sequence[int], start: int, end: int) -> list[tuple[int, int]]:
    bounds = [start - 1, *marks, end]
    return [(low + 1, high) for low, high in pairwise(bounds) if high > low + 1]
