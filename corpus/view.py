"""Reading past the white space: a text without its accidental blanks, and the way back to the source.

Papers break words over lines, space out signatures (`市 总 工 会`) and pad tables. Everything that matches words
works on a `View`; everything that is recorded is a span of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Span

_BLANKS = re.compile(r"\s")
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class View:
    """A text made for matching; `offsets[i]` is where its character i stands in the source, strictly rising."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The source's span for `[start, end)` of the view, which must not be empty."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def index(self, offset: int) -> int:
        """The first index of the view that stands at or after an offset of the source (len(text) if none)."""
        return bisect_left(self.offsets, offset)


def readable(text: str, span: Span | None = None) -> View:
    """The stretch (default: all) as a person reads it: a run of white space is dropped, or is one blank between two
    ASCII words, where dropping it would join them."""
    start, end = (span.start, span.end) if span else (0, len(text))
    stretch = text[start:end]
    if _BLANKS.search(stretch) is None:
        return View(stretch, range(start, end))
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _WORDS.finditer(stretch):
        before = start + match.start()
        if pieces and pieces[-1][-1].isascii() and match[0][0].isascii():
            pieces.append(" ")
            offsets.append(before - 1)
        pieces.append(match[0])
        offsets.extend(range(before, start + match.end()))
    return View("".join(pieces), offsets)


def one_line(text: str) -> str:
    """A stretch on one line, as a person reads it; the cells of a table row are kept apart by ` | `."""
    return " | ".join(words for cell in text.split("\t") if (words := readable(cell).text))
