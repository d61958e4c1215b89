"""Reading past the white space: a text without its accidental blanks, and the way back to the source.

Papers break words over lines, space out signatures (`市 总 工 会`) and pad tables. Everything that matches words
works on a `View`; everything that is recorded is a span of the source.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from corpus.document import Span


@dataclass(frozen=True, slots=True)
class View:
    """A text made for matching; `offsets[i]` is where its character i stands in the source, strictly rising."""

    text: str
    offsets: tuple[int, ...]

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
    characters: list[str] = []
    offsets: list[int] = []
    blank: int | None = None
    for offset in range(start, end):
        character = text[offset]
        if character.isspace():
            blank = offset if blank is None else blank
            continue
        if blank is not None and characters and characters[-1].isascii() and character.isascii():
            characters.append(" ")
            offsets.append(blank)
        blank = None
        characters.append(character)
        offsets.append(offset)
    return View("".join(characters), tuple(offsets))
