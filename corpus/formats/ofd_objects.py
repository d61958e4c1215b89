"""What stands on an OFD page (GB/T 33190-2016, clauses 8 to 11): placed characters and rules.

OFD measures in millimetres from the top left corner; what is given here is in points (1/72 inch), as `corpus.lines`
takes it; pictures keep millimetres. Stamps and annotations hold no text and are passed over.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise
from unicodedata import east_asian_width

from corpus.lines import Box, Char
from corpus.markup import Element, name_of, within, words_at
from corpus.ruled import Rule

POINTS = 72 / 25.4
ASCENT = 0.86  # how much of a character's size stands above its baseline
SLANT = 0.02  # text turned by more than this (radians) is a watermark or runs another way
APART = 2.0  # a step of more than so many sizes leaves a gap; a smaller one only sets the words wider
THIN = 1.5  # a filled stretch no thicker than this, in millimetres, is a rule
DEEPEST = 20  # blocks and composite objects nest no deeper
MOST_PARTS = 2000  # a path of more parts is a picture
MOST_REPEATS = 100_000  # a run of equal steps (g n step) is no longer
FAULTS = (ValueError, OverflowError, ZeroDivisionError)
DRAWN = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
POINTS_OF = {"S": (2, 0), "M": (2, 0), "L": (2, 0), "Q": (4, 2), "B": (6, 4), "A": (7, 5), "C": (0, 0)}


@dataclass(frozen=True, slots=True)
class Matrix:
    """An affine map (clause 8.5, CTM): x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is mapped to."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """The map that does `first`, then this one."""
        (a, b), (c, d), (e, f) = (self(x, y) for x, y in ((first.a, first.b), (first.c, first.d), (first.e, first.f)))
        return Matrix(a - self.e, b - self.f, c - self.e, d - self.f, e, f)

    @property
    def quarter(self) -> int | None:
        """By how many quarters level text is turned to the right; None where it slants."""
        quarters = math.atan2(self.b, self.a) / (math.pi / 2)
        return round(quarters) % 4 if abs(quarters - round(quarters)) * math.pi / 2 <= SLANT else None

    @classmethod
    def turning_back(cls, quarter: int, width: float, height: float) -> Matrix:
        """The turn of a page of this size that makes text level that is turned by so many quarters to the right."""
        turns = {1: cls(0, -1, 1, 0, 0, width), 2: cls(-1, 0, 0, -1, width, height), 3: cls(0, 1, -1, 0, height, 0)}
        return turns.get(quarter % 4, cls())


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page: the ID of what it shows, and its box in millimetres."""

    resource: str
    box: Box
    is_turned: bool

    @property
    def area(self) -> float:
        """What it covers, in square millimetres."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


@dataclass(slots=True)
class Drawn:
    """What a page's objects come to, in points; `turned` counts the characters that run in each quarter."""

    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    turned: Counter[int] = field(default_factory=Counter)

    @property
    def quarter(self) -> int:
        """By how many quarters to the right most of the page's words are turned, as those of a broad table are."""
        quarter, count = self.turned.most_common(1)[0] if self.turned else (0, 0)
        return quarter if count > 0.5 * self.turned.total() else 0


def draw(content: Element, units: Mapping[str, Element], drawn: Drawn, turn: Matrix) -> None:
    """Adds what stands in a page's Content, after a turn of the whole; `units` are the composite objects of the
    resources by their ID."""
    for layer in within(content, "Layer"):
        _draw(layer, turn, units, drawn, 0)


def _draw(container: Element, above: Matrix, units: Mapping[str, Element], drawn: Drawn, depth: int) -> None:
    for element in container:
        name = name_of(element)
        if element.get("Visible") in ("false", "0") or element.get("Alpha") == "0" or depth > DEEPEST:
            continue
        if name == "PageBlock":
            _draw(element, above, units, drawn, depth + 1)
            continue
        if name not in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
            continue
        place = above.after(_placed(element))
        if name == "TextObject":
            _add_text(element, place, drawn)
        elif name == "PathObject":
            drawn.rules += _rules(element, place)
        elif name == "ImageObject":
            drawn.pictures.append(_picture(element, above))
        elif name == "CompositeObject" and (unit := units.get(element.get("ResourceID") or "")) is not None:
            for inner in within(unit, "Content"):
                _draw(inner, place, units, drawn, depth + 1)


def _add_text(element: Element, place: Matrix, drawn: Drawn) -> None:
    """Adds the characters of a TextObject that are level; those that slant belong to a watermark."""
    quarter = place.quarter
    if quarter is None:
        return
    drawn.turned[quarter] += sum(len("".join(code.itertext()).strip()) for code in within(element, "TextCode"))
    if quarter == 0:
        drawn.chars += _chars(element, place)


def _picture(element: Element, above: Matrix) -> Picture:
    """An ImageObject; its Boundary is where it stands, its CTM turns what it shows (clause 10)."""
    x, y, width, height = [*_numbers(element.get("Boundary")), 0.0, 0.0, 0.0, 0.0][:4]
    (x0, y0), (x1, y1) = above(x, y), above(x + width, y + height)
    own = [*_numbers(element.get("CTM")), 1.0, 0.0, 0.0, 1.0][:4]
    is_turned = own[0] <= 0 or own[3] <= 0 or max(abs(own[1]), abs(own[2])) > SLANT * max(own[0], own[3])
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return Picture(element.get("ResourceID") or "", box, is_turned)


def _placed(element: Element) -> Matrix:
    """From an object's own space to the page's: its CTM, then its Boundary's corner."""
    corner = [*_numbers(element.get("Boundary")), 0.0, 0.0]
    own = _numbers(element.get("CTM"))
    return Matrix(e=corner[0], f=corner[1]).after(Matrix(*own) if len(own) == 6 else Matrix())


def _chars(text: Element, place: Matrix) -> Iterator[Char]:
    """The characters of a TextObject, each with its box; those that one glyph stands for (a ligature) together."""
    size, stretch = _number(text.get("Size"), 0.0), _number(text.get("HScale"), 1.0)
    if size <= 0 or text.get("CharDirection", "0") not in ("0", ""):
        return
    start = (0.0, 0.0)
    for code in within(text, "TextCode"):
        start = _number(code.get("X"), start[0]), _number(code.get("Y"), start[1])
        words = re.sub(r"[\r\n\t]", "", "".join(code.itertext()))
        pieces = list(_glyphs(words, text))
        across, down = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
        x, y = start
        for index, (piece, glyphs) in enumerate(pieces):
            wide = sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in piece) * size * stretch
            to_right = _taken(across, glyphs) if across or down else wide
            to_bottom = _taken(down, glyphs) if down else 0.0
            if 0 < to_right <= APART * size and index + 1 < len(pieces):
                wide = to_right
            yield _char(piece, place(x, y), place(x + wide, y), size * math.hypot(place.c, place.d))
            x, y = x + to_right, y + to_bottom


def _char(piece: str, begin: tuple[float, float], end: tuple[float, float], size: float) -> Char:
    top = (begin[1] - ASCENT * size) * POINTS
    return {
        "text": piece,
        "x0": begin[0] * POINTS,
        "x1": max(end[0], begin[0] + 0.01) * POINTS,
        "top": top,
        "doctop": top,
        "bottom": top + size * POINTS,
        "size": size * POINTS,
        "upright": True,
    }


def _glyphs(words: str, text: Element) -> Iterator[tuple[str, int]]:
    """The words in pieces, each with the number of glyphs that print it (clause 11.4, CGTransform)."""
    changes = {}
    for change in within(text, "CGTransform"):
        counts = [int(_number(change.get(name), 1.0)) for name in ("CodePosition", "CodeCount", "GlyphCount")]
        changes[counts[0]] = max(1, counts[1]), max(1, counts[2])
    position = 0
    while position < len(words):
        codes, glyphs = changes.get(position, (1, 1))
        yield words[position : position + codes], glyphs
        position += codes


def _steps(delta: str | None) -> list[float]:
    """The distances of DeltaX or DeltaY, last first; `g 3 5.2` stands for 5.2 three times (clause 11.3)."""
    steps: list[float] = []
    parts = iter((delta or "").split())
    for part in parts:
        if part != "g":
            steps.append(_number(part, 0.0))
            continue
        count, step = _number(next(parts, None), 0.0), _number(next(parts, None), 0.0)
        steps += [step] * int(min(max(count, 0), MOST_REPEATS - min(len(steps), MOST_REPEATS)))
    return steps[::-1]


def _taken(steps: list[float], count: int) -> float:
    """The next `count` distances together; where they run out the last one goes on."""
    total = 0.0
    for _ in range(min(count, MOST_REPEATS)):
        total += steps.pop() if len(steps) > 1 else steps[0] if steps else 0.0
    return total


def _rules(path: Element, place: Matrix) -> Iterator[Rule]:
    """The level and upright lines of a PathObject: its strokes, and what is filled but thin."""
    strokes = list(_strokes(words_at(path, "AbbreviatedData")))
    filled = path.get("Fill") in ("true", "1")
    if len(strokes) > MOST_PARTS:
        return
    for stroke in strokes:
        points = [place(x, y) for x, y in stroke]
        xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
        if filled and min(xs[-1] - xs[0], ys[-1] - ys[0]) <= THIN:
            yield from _rule((xs[0], ys[0]), (xs[-1], ys[-1]))
        else:
            yield from chain.from_iterable(_rule(begin, end) for begin, end in pairwise(points))


def _rule(begin: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (x0, x1), (y0, y1) = sorted((begin[0] * POINTS, end[0] * POINTS)), sorted((begin[1] * POINTS, end[1] * POINTS))
    if min(x1 - x0, y1 - y0) > THIN * POINTS:
        return
    if x1 - x0 >= y1 - y0:
        yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    else:
        yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


def _strokes(data: str) -> Iterator[list[tuple[float, float]]]:
    """The strokes of AbbreviatedData (clause 9.3), each as the points it passes; a closed one ends where it began.
    A curve breaks a stroke, as no part of it is a rule."""
    parts = DRAWN.findall(data)
    stroke: list[tuple[float, float]] = []
    index = 0
    while index < len(parts):
        letter = parts[index]
        length, at = POINTS_OF.get(letter, (0, 0))
        values = [_number(part, 0.0) for part in parts[index + 1 : index + 1 + length]]
        index += 1 + length
        if letter == "C" and stroke:
            stroke.append(stroke[0])
        if letter not in POINTS_OF or len(values) < length or letter == "C":
            continue
        if letter != "L":
            yield from [stroke] if len(stroke) > 1 else []
            stroke = []
        stroke.append((values[at], values[at + 1]))
    yield from [stroke] if len(stroke) > 1 else []


def _number(text: str | None, default: float) -> float:
    """A finite number, `default` where the file writes none."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < 1e6 else default


def _numbers(text: str | None) -> list[float]:
    return [_number(part, 0.0) for part in (text or "").split()]
