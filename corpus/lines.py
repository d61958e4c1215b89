"""From characters to printed lines, whatever file the pages come from.

Measures are points (1/72 inch) from a page's top left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

GAP = 0.4  # a gap of this share of the character size is a blank
MOVED = "moved"  # how far a character of a column was moved to the left
SLACK = 2.2  # a full line may miss so many characters: punctuation and figures are not parted

Box = tuple[float, float, float, float]  # left, top, right, bottom
Char = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where words stand: the page (from 1), the box on it, and how sure the recogniser is that read them off a picture
    (0 to 1); None where they stand in the file as characters."""

    page: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, its box, the size of most of its characters, its page (from 1), and where it is seen
    on that. The box is where the line stands in its flow: columns are set one below the other, a skewed page
    straight."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    seen: Seen | None = None


def lines_of(chars: Sequence[Char], *, page: int) -> list[Line]:
    """The lines that the characters of one page make, from top to bottom."""
    if not chars:
        return []
    from pdfplumber.utils.text import chars_to_textmap  # a tenth of a second that papers without pages need not wait

    textmap = chars_to_textmap(list(chars), x_tolerance_ratio=GAP, y_tolerance_ratio=0.35)
    lines = (line for line in textmap.extract_text_lines(return_chars=True) if line["text"].strip())
    return [
        Line(
            text=tidy(line["text"]),
            x0=line["x0"],
            x1=line["x1"],
            top=line["top"],
            bottom=line["bottom"],
            size=Counter(round(char["size"], 1) for char in line["chars"]).most_common(1)[0][0],
            page=page,
            seen=Seen(page, _box(line)),
        )
        for line in lines
    ]


def _box(line: Char) -> Box:
    """Where a line stands on its page, also where its column was moved (`corpus.columns`)."""
    moved = line["chars"][0].get(MOVED, 0.0)
    return line["x0"] + moved, line["top"], line["x1"] + moved, line["bottom"]


def tidy(text: str) -> str:
    """The words without control characters and doubled blanks."""
    return re.sub(r"[\x00-\x1f\x7f\xa0\s]+", " ", text).strip()


def size_of(lines: Sequence[Line]) -> float:
    """The size in which most characters are printed; 0 without any."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def glued(text: str, following: str) -> str:
    """Two pieces of a paragraph as one: a blank between them only where both sides are ASCII words."""
    blank = text[-1:].isascii() and text[-1:].isalpha() and following[:1].isascii() and following[:1].isalpha()
    return f"{text} {following}" if blank else text + following


def together(places: Sequence[Seen]) -> Seen:
    """Several places (at least one) of the first one's page as one; the confidence is their mean, if they have one."""
    here = [seen for seen in places if seen.page == places[0].page]
    lefts, tops, rights, bottoms = zip(*(seen.box for seen in here), strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    sure = [seen.confidence for seen in here if seen.confidence is not None]
    return Seen(here[0].page, box, sum(sure) / len(sure) if sure else None)
