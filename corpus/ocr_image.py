"""Pictures of pages made ready for reading: set straight, without seals, their ruled tables found.

Arrays are rows by columns, colours in the order red, green, blue; measures are pixels, `em` the height of a character
of the body. Needs OpenCV, which comes with the extra `ocr`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from corpus.lines import Box
from corpus.ruled import Rule, grids_of

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

WIDEST_SKEW = 6.0  # degrees; a sheet that lies further askew is laid on the glass anew
SEAL_INCHES = (0.9, 2.6)  # the width and height of a seal (GB/T 33476: 42 mm, those of parties 38 to 45 mm)
RULE_INCHES = 0.4  # a rule is at least so long, the strokes of a character are not
MOST_RULES = 1000  # a picture's grain makes more; a table of an office does not
GAP_INCHES = 0.02  # and meets both so nearly; the strokes of a character in a low row keep further off
PIECE_INCHES = 0.15  # between two rules that cross it a piece of a rule may be so short: the side of a low row
FAINT = 40  # a page whose lightest and darkest parts differ by less is blank paper


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page set straight: its pixels without seals and table rules, where ink is, the cells of its tables, and how
    it was turned, anticlockwise: by quarters, then by degrees."""

    pixels: Pixels
    ink: Mask
    tables: tuple[tuple[Box, ...], ...]
    quarters: int
    turned: float

    def on_the_page(self, box: Box) -> Box:
        """The box around the same place on the page before it was set straight."""
        back = cv2.invertAffineTransform(_turn(self.pixels.shape, self.turned))
        corners = np.array([[x, y, 1.0] for x in box[::2] for y in box[1::2]]) @ back.T
        height, width = self.pixels.shape[:2]
        for _ in range(self.quarters):
            corners = np.stack([height - corners[:, 1], corners[:, 0]], axis=1)
            height, width = width, height
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        return float(left), float(top), float(right), float(bottom)


def sheet_of(page: Pixels, *, dpi: float, quarters: int = 0) -> Sheet:
    """The page made ready; `page` has three colours and is first turned by `quarters` (anticlockwise)."""
    page = np.ascontiguousarray(np.rot90(page, quarters))
    turned = skew_of(ink_of(page))
    straight = _turned(without_seals(page, dpi=dpi), turned)
    ink = ink_of(straight)
    across, down = _rules(ink, dpi=dpi)
    tables = _cells(across, down, near=dpi / 24)
    ruled = np.zeros(ink.shape, np.bool_)
    for cells in tables:
        left, top = (round(min(cell[side] for cell in cells) - dpi / 20) for side in (0, 1))
        right, bottom = (round(max(cell[side] for cell in cells) + dpi / 20) for side in (2, 3))
        place = slice(max(0, top), bottom), slice(max(0, left), right)
        ruled[place] |= (across | down)[place]
    ruled = cv2.dilate(ruled.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    straight[ruled] = 255
    return Sheet(straight, ink & ~ruled, tables, quarters, turned)


def ink_of(page: Pixels) -> Mask:
    """Where something is printed: what is darker than Otsu's threshold between paper and ink."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    if int(grey.max()) - int(grey.min()) < FAINT:
        return np.zeros(grey.shape, np.bool_)
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(grey < max(threshold, 100), np.bool_)


def skew_of(ink: Mask) -> float:
    """By how many degrees the page must be turned (anticlockwise) for its lines to lie level: the turn at which rows
    full of ink and rows without any differ most."""
    scale = 900 / max(ink.shape)
    small = cv2.resize(ink.astype(np.uint8) * 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)

    def evenness(degrees: float) -> float:
        rows = _turned(small, degrees, paper=0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.arange(-WIDEST_SKEW, WIDEST_SKEW + 0.1, 0.5), key=evenness)
    best = max(best + np.arange(-0.5, 0.51, 0.1), key=evenness)
    return round(float(max(best + np.arange(-0.1, 0.11, 0.025), key=evenness)), 3)


def without_seals(page: Pixels, *, dpi: float) -> Pixels:
    """A copy without the red of round seals; the black words under them stay, and so does a red letterhead."""
    red, green, blue = (page[:, :, colour].astype(np.int16) for colour in range(3))
    reddish = (red - np.maximum(green, blue) > 45).astype(np.uint8)
    joined = cv2.morphologyEx(reddish, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    cleared: Pixels = page.copy()
    smallest, largest = (inches * dpi for inches in SEAL_INCHES)
    for left, top, width, height, _ in stats[1:].tolist():
        if smallest <= min(width, height) and max(width, height) <= largest and 0.7 < width / height < 1.4:
            place = slice(top, top + height), slice(left, left + width)
            cleared[place][cv2.dilate(reddish[place], np.ones((3, 3), np.uint8)) > 0] = 255
    return cleared


def ink_box(ink: Mask, box: Box) -> Box | None:
    """The smallest box around the ink of the one line in a box, without what its edges cut from the lines above and
    below; None where there is no ink."""
    left, top, right, bottom = (max(0, round(side)) for side in box)
    part = ink[top:bottom, left:right]
    first, last = _line_rows(np.asarray(part.any(axis=1)))
    columns = np.nonzero(part[first:last].any(axis=0))[0]
    if not columns.size:
        return None
    return float(left + columns[0]), float(top + first), float(left + columns[-1] + 1), float(top + last)


def _line_rows(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """Where the line's rows begin and end: the runs of inked rows without low ones that touch an edge of the box."""
    changes = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    runs = [(int(first), int(last)) for first, last in zip(changes[::2], changes[1::2], strict=True)]
    for edge, at in ((0, 0), (len(inked), -1)):
        low = len(runs) > 1 and edge in runs[at] and runs[at][1] - runs[at][0] < 0.3 * len(inked)
        if low:
            runs.pop(at)
    return (runs[0][0], runs[-1][1]) if runs else (0, 0)


def left_over(ink: Mask, covered: list[Box], *, em: float) -> list[Box]:
    """Boxes around ink that could be characters and lies in none of the boxes: specks and pictures are left out."""
    rest = ink.astype(np.uint8)
    for left, top, right, bottom in covered:
        margin = 0.2 * em
        rest[
            max(0, round(top - margin)) : round(bottom + margin), max(0, round(left - margin)) : round(right + margin)
        ] = 0
    reach = np.ones((max(1, round(0.15 * em)), max(1, round(0.8 * em))), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(rest, cv2.MORPH_CLOSE, reach))
    found = []
    for left, top, width, height, _ in stats[1:].tolist():
        amount = int(rest[top : top + height, left : left + width].sum())
        sized = 0.45 * em <= max(width, height) and height <= 2.2 * em and amount >= 0.04 * em * em
        if sized:
            found.append((float(left), float(top), float(left + width), float(top + height)))
    return found


def _turn(shape: tuple[int, ...], degrees: float) -> NDArray[np.float64]:
    return np.asarray(cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), degrees, 1.0), np.float64)


def _turned(page: Any, degrees: float, *, paper: int = 255) -> Any:
    size = page.shape[1], page.shape[0]
    colour = (paper,) * 3
    return cv2.warpAffine(page, _turn(page.shape, degrees), size, flags=cv2.INTER_LINEAR, borderValue=colour)


def _rules(ink: Mask, *, dpi: float) -> tuple[Mask, Mask]:
    """Where level and upright rules are; a rule may be a pixel askew and broken for a few."""
    plane = ink.astype(np.uint8)
    mended = [cv2.morphologyEx(plane, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)) for shape in ((3, 5), (5, 3))]

    def along(inches: float) -> tuple[Mask, Mask]:
        length = round(inches * dpi)
        opened = (
            cv2.morphologyEx(plane, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) > 0
            for plane, shape in zip(mended, ((1, length), (length, 1)), strict=True)
        )
        across, down = opened
        return np.asarray(across, np.bool_), np.asarray(down, np.bool_)

    across, down = along(RULE_INCHES)
    short_across, short_down = along(PIECE_INCHES)
    reach, gap = round(dpi / 24), round(GAP_INCHES * dpi)
    between_across = _between(short_across, down, reach=reach, gap=gap)
    between_down = _between(short_down.T, across.T, reach=reach, gap=gap).T
    return across | between_across, down | between_down


def _between(pieces: Mask, rules: Mask, *, reach: int, gap: int) -> Mask:
    """Those of the level pieces that lie between two upright rules: from both ends a rule is no further than `gap`
    along the piece, and within `reach` across it."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(pieces).astype(np.uint8))
    kept = np.zeros(len(stats), np.bool_)
    for number, (left, top, width, height, _) in enumerate(stats.tolist()):
        rows = slice(max(0, top - reach), top + height + reach)
        ends = (left, left + width)
        kept[number] = number > 0 and all(rules[rows, max(0, end - gap) : end + gap].any() for end in ends)
    return np.asarray(kept[labels], np.bool_)


def _cells(across: Mask, down: Mask, *, near: float) -> tuple[tuple[Box, ...], ...]:
    """The cells of each table that the rules make; what is thick is no rule."""
    level = [Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2) for x0, y0, x1, y1 in _boxes(across) if y1 - y0 <= 2 * near]
    upright = [Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1) for x0, y0, x1, y1 in _boxes(down) if x1 - x0 <= 2 * near]
    if len(level) + len(upright) > MOST_RULES:
        return ()
    return tuple(tuple(grid) for grid in grids_of([*level, *upright], near=near, bridged=2 * near))


def _boxes(mask: Mask) -> list[Box]:
    """The boxes around what hangs together."""
    joined = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    return [(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:].tolist()]
