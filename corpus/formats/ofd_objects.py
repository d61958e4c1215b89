"""What stands on an OFD page (GB/T 33190-2016, clauses 8 to 10): placed characters, rules and pictures.

OFD measures in millimetres from the top left corner; what is given here is in points (1/72 inch), as `corpus.lines`
takes it; pictures keep millimetres. Stamps and annotations hold no text and are passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise

from corpus.formats.ofd_places import POINTS, SLANT, Matrix, number_in, numbers_in
from corpus.formats.ofd_text import char_of_upright, chars_of, glyph_lines, is_upright
from corpus.lines import Box, Char
from corpus.markup import Element, name_of, within, words_at
from corpus.ruled import Rule

THIN = 1.5  # a filled stretch no thicker than this, in millimetres, is a rule
DEEPEST = 20  # blocks and composite objects nest no deeper
MOST_PARTS = 2000  # a path of more parts is a picture
DRAWN = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
POINTS_OF = {"S": (2, 0), "M": (2, 0), "L": (2, 0), "Q": (4, 2), "B": (6, 4), "A": (7, 5), "C": (0, 0)}


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
    """What a page's objects come to, in points; `turned` counts the characters that run in each quarter, `slanted` are
    the words of a watermark."""

    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    turned: Counter[int] = field(default_factory=Counter)
    slanted: str = ""

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
    """Adds the characters of a TextObject's level lines, and its upright lines each as one; what slants belongs to a
    watermark."""
    quarter = place.quarter
    if quarter is None:
        drawn.slanted += "".join("".join(code.itertext()) for code in within(element, "TextCode"))
        return
    for line in glyph_lines(element):
        direction = (quarter + is_upright(line)) % 4
        drawn.turned[direction] += sum(len(glyph.words.strip()) for glyph in line)
        if direction == 0:
            drawn.chars += chars_of(line, place)
        elif direction == 1 and quarter == 0:
            drawn.chars.append(char_of_upright(line, place))


def _picture(element: Element, above: Matrix) -> Picture:
    """An ImageObject; its Boundary is where it stands, its CTM turns what it shows (clause 10)."""
    x, y, width, height = [*numbers_in(element.get("Boundary")), 0.0, 0.0, 0.0, 0.0][:4]
    (x0, y0), (x1, y1) = above(x, y), above(x + width, y + height)
    own = [*numbers_in(element.get("CTM")), 1.0, 0.0, 0.0, 1.0][:4]
    is_turned = own[0] <= 0 or own[3] <= 0 or max(abs(own[1]), abs(own[2])) > SLANT * max(own[0], own[3])
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return Picture(element.get("ResourceID") or "", box, is_turned)


def _placed(element: Element) -> Matrix:
    """From an object's own space to the page's: its CTM, then its Boundary's corner."""
    corner = [*numbers_in(element.get("Boundary")), 0.0, 0.0]
    own = numbers_in(element.get("CTM"))
    return Matrix(e=corner[0], f=corner[1]).after(Matrix(*own) if len(own) == 6 else Matrix())


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
        values = [number_in(part, 0.0) for part in parts[index + 1 : index + 1 + length]]
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
