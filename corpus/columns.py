"""Pages printed in two columns: found by the gutter between them, read one column after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.lines import MOVED, Char

MIDDLE = (0.35, 0.65)  # the gutter lies in this part of the width that is printed on
GUTTER = 0.8  # its least width, in heights of a line
ROWS = 6  # a column has at least so many lines
BROAD = 0.3  # a column takes at least so much of the width that is printed on
FILLED = 0.75  # many lines of a column fill so much of its width; those of a list side by side do not
FULL, NARROW_FULL = 0.5, 0.15  # so many at least; fewer where the gutter is no wider than NARROW heights of a line
NARROW = 3.0
LEADING = 2.6  # a line further below the one above than so many of its heights begins something else


@dataclass(frozen=True, slots=True)
class Band:
    """Pieces that are read as one flow: of the full width, or (`is_column`) of a column, moved so that both columns
    of the page begin at the same place from the left."""

    pieces: list[Char]
    is_column: bool


@dataclass(frozen=True, slots=True)
class _Row:
    top: float
    bottom: float
    pieces: list[Char]

    def side(self, gutter: float, *, right: bool) -> list[Char]:
        return [piece for piece in self.pieces if (piece["x0"] >= gutter) is right]

    def is_clear(self, gutter: float) -> bool:
        half = GUTTER * (self.bottom - self.top) / 2
        return all(piece["x1"] <= gutter - half or piece["x0"] >= gutter + half for piece in self.pieces)


def bands_of(pieces: Sequence[Char]) -> list[Band]:
    """The page's flows in reading order. A piece (a character, a stretch of words) is known by its x0, x1, top and
    bottom in points; nothing is left out."""
    rows = _rows(pieces)
    gutter = _gutter(rows)
    if gutter is None:
        return [Band(list(pieces), is_column=False)] if pieces else []
    bands: list[Band] = []
    wide: list[Char] = []
    for block in _blocks(rows, gutter):
        if not _is_two_columns(block, gutter):
            wide += [piece for row in block for piece in row.pieces]
            continue
        left, right = ([piece for row in block for piece in row.side(gutter, right=side)] for side in (False, True))
        shift = min(piece["x0"] for piece in right) - min(piece["x0"] for piece in left)
        moved = [{**piece, "x0": piece["x0"] - shift, "x1": piece["x1"] - shift, MOVED: shift} for piece in right]
        bands += [Band(wide, is_column=False), Band(left, is_column=True), Band(moved, is_column=True)]
        wide = []
    return [band for band in (*bands, Band(wide, is_column=False)) if band.pieces]


def _rows(pieces: Sequence[Char]) -> list[_Row]:
    rows: list[_Row] = []
    for piece in sorted(pieces, key=_middle):
        if not str(piece.get("text", "x")).strip():
            continue
        if rows and _middle(piece) - _middle(rows[-1].pieces[0]) < 0.5 * (piece["bottom"] - piece["top"]):
            row = rows[-1]
            rows[-1] = _Row(min(row.top, piece["top"]), max(row.bottom, piece["bottom"]), row.pieces)
            row.pieces.append(piece)
        else:
            rows.append(_Row(piece["top"], piece["bottom"], [piece]))
    return rows


def _middle(piece: Char) -> float:
    return float(piece["top"] + piece["bottom"]) / 2


def _gutter(rows: list[_Row]) -> float | None:
    """The place from the left that most lines on both of its sides keep clear; None where columns cannot be."""
    if len(rows) < ROWS:
        return None
    left: float = min(piece["x0"] for row in rows for piece in row.pieces)
    right: float = max(piece["x1"] for row in rows for piece in row.pieces)
    places = [left + (right - left) * share / 100 for share in range(round(100 * MIDDLE[0]), round(100 * MIDDLE[1]))]
    clear = {place: _two_sided(rows, place) for place in places}
    most = max(clear.values())
    if most < ROWS:
        return None
    return median(place for place, count in clear.items() if count == most)


def _two_sided(rows: list[_Row], place: float) -> int:
    sides = [
        (any(piece["x0"] >= place for piece in row.pieces), any(piece["x1"] <= place for piece in row.pieces))
        for row in rows
        if row.is_clear(place)
    ]
    return min(sum(right for right, _ in sides), sum(left for _, left in sides))


def _blocks(rows: list[_Row], gutter: float) -> list[list[_Row]]:
    """The rows in runs that keep the gutter clear, one below the other, and rows that do not."""
    blocks: list[list[_Row]] = []
    for row in rows:
        above = blocks[-1][-1] if blocks else None
        if (
            above is not None
            and above.is_clear(gutter) is row.is_clear(gutter)
            and (not row.is_clear(gutter) or row.top - above.top <= LEADING * (row.bottom - row.top))
        ):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _is_two_columns(block: list[_Row], gutter: float) -> bool:
    if not block[0].is_clear(gutter):
        return False
    pieces = [piece for row in block for piece in row.pieces]
    width = max(piece["x1"] for piece in pieces) - min(piece["x0"] for piece in pieces)
    for right in (False, True):
        sides = [side for row in block if (side := row.side(gutter, right=right))]
        if len(sides) < ROWS:
            return False
        lengths = [max(piece["x1"] for piece in side) - min(piece["x0"] for piece in side) for side in sides]
        full = sum(length >= FILLED * max(lengths) for length in lengths)
        enough = NARROW_FULL if _is_narrow(block, gutter) else FULL
        if max(lengths) < BROAD * width or full < max(enough * len(lengths), 2):
            return False
    return True


def _is_narrow(block: list[_Row], gutter: float) -> bool:
    """Whether the room between the columns is no wider than a gutter is made: a list's is as wide as its words leave
    it."""
    left = max(piece["x1"] for row in block for piece in row.side(gutter, right=False))
    right = min(piece["x0"] for row in block for piece in row.side(gutter, right=True))
    heights = sorted(row.bottom - row.top for row in block)
    return bool(right - left <= NARROW * heights[len(heights) // 2])
