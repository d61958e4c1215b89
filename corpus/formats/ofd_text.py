"""The words of an OFD page's TextObjects (GB/T 33190-2016, clause 11): each TextCode is a line of glyphs, level or
upright, every glyph at its place.

OFD measures in millimetres from the top left corner; the characters given here are in points (1/72 inch), as
`corpus.lines` takes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from corpus.formats.ofd_places import POINTS, Matrix, number_in
from corpus.lines import Char
from corpus.markup import Element, within

ASCENT = 0.86  # how much of a character's size stands above its baseline
APART = 2.0  # a step of more than so many sizes leaves a gap; a smaller one only sets the words wider
MOST_REPEATS = 100_000  # a run of equal steps (g n step) is no longer
DOWNWARDS = "90"  # ReadDirection of upright lines


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a glyph prints (several characters where it is a ligature), where its baseline begins in the object's own
    space, how wide it is, and its size."""

    words: str
    x: float
    y: float
    wide: float
    size: float


def glyph_lines(text: Element) -> Iterator[list[Glyph]]:
    """The lines of a TextObject, one a TextCode."""
    size, stretch = number_in(text.get("Size"), 0.0), number_in(text.get("HScale"), 1.0)
    if size <= 0:
        return
    start = (0.0, 0.0)
    for code in within(text, "TextCode"):
        start = number_in(code.get("X"), start[0]), number_in(code.get("Y"), start[1])
        yield list(_line(code, text, start, size=size, stretch=stretch))


def is_upright(line: Sequence[Glyph]) -> bool:
    """Whether the glyphs stand one below the other."""
    across, down = line[-1].x - line[0].x if line else 0.0, line[-1].y - line[0].y if line else 0.0
    return down > abs(across)


def chars_of(line: Sequence[Glyph], place: Matrix) -> Iterator[Char]:
    """The characters of a line that is level when placed on the page, each with its box."""
    for glyph in line:
        size = glyph.size * math.hypot(place.c, place.d)
        if is_upright(line):
            left, top, right, _ = _box(glyph, place)
        else:
            (left, baseline), (right, _) = place(glyph.x, glyph.y), place(glyph.x + glyph.wide, glyph.y)
            top = baseline - ASCENT * size
        yield _char(glyph.words, left, top, right, size)


def char_of_upright(line: Sequence[Glyph], place: Matrix) -> Char:
    """A line that stands upright among level ones (a side heading): all its words at the place of the first."""
    left, top, right, _ = _box(line[0], place)
    return _char("".join(glyph.words for glyph in line), left, top, right, line[0].size * math.hypot(place.c, place.d))


def _line(code: Element, text: Element, start: tuple[float, float], *, size: float, stretch: float) -> Iterator[Glyph]:
    words = re.sub(r"[\r\n\t]", "", "".join(code.itertext()))
    pieces = list(_glyphs(words, text))
    across, down = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
    if not across and not down and text.get("ReadDirection") == DOWNWARDS:
        down = [size]
    x, y = start
    for index, (piece, glyphs) in enumerate(pieces):
        wide = sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in piece) * size * stretch
        to_right = _taken(across, glyphs) if across or down else wide
        to_bottom = _taken(down, glyphs) if down else 0.0
        if 0 < to_right <= APART * size and index + 1 < len(pieces):
            wide = to_right
        yield Glyph(piece, x, y, wide, size)
        x, y = x + to_right, y + to_bottom


def _box(glyph: Glyph, place: Matrix) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a glyph placed on the page, in millimetres."""
    above, below = glyph.y - ASCENT * glyph.size, glyph.y + (1 - ASCENT) * glyph.size
    (x0, y0), (x1, y1) = place(glyph.x, above), place(glyph.x + glyph.wide, below)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _char(words: str, left: float, top: float, right: float, size: float) -> Char:
    return {
        "text": words,
        "x0": left * POINTS,
        "x1": max(right, left + 0.01) * POINTS,
        "top": top * POINTS,
        "doctop": top * POINTS,
        "bottom": (top + size) * POINTS,
        "size": size * POINTS,
        "upright": True,
    }


def _glyphs(words: str, text: Element) -> Iterator[tuple[str, int]]:
    """The words in pieces, each with the number of glyphs that print it (clause 11.4, CGTransform)."""
    changes = {}
    for change in within(text, "CGTransform"):
        counts = [int(number_in(change.get(name), 1.0)) for name in ("CodePosition", "CodeCount", "GlyphCount")]
        changes[counts[0]] = max(1, counts[1]), max(1, counts[2])
    position = 0
    while position < len(words):
        codes, glyphs = changes.get(position, (1, 1))
        if codes == glyphs:  # one for one: programs that embed a part of a font write whole lines so
            yield from ((sign, 1) for sign in words[position : position + codes])
        else:
            yield words[position : position + codes], glyphs
        position += codes


def _steps(delta: str | None) -> list[float]:
    """The distances of DeltaX or DeltaY, last first; `g 3 5.2` stands for 5.2 three times (clause 11.3)."""
    steps: list[float] = []
    parts = iter((delta or "").split())
    for part in parts:
        if part != "g":
            steps.append(number_in(part, 0.0))
            continue
        count, step = number_in(next(parts, None), 0.0), number_in(next(parts, None), 0.0)
        steps += [step] * int(min(max(count, 0), MOST_REPEATS - min(len(steps), MOST_REPEATS)))
    return steps[::-1]


def _taken(steps: list[float], count: int) -> float:
    """The next `count` distances together; where they run out the last one goes on."""
    total = 0.0
    for _ in range(min(count, MOST_REPEATS)):
        total += steps.pop() if len(steps) > 1 else steps[0] if steps else 0.0
    return total
