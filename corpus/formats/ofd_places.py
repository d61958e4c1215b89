"""Where things stand on an OFD page (GB/T 33190-2016, clause 8): measures, numbers and affine maps."""

from __future__ import annotations

import math
from dataclasses import dataclass

POINTS = 72 / 25.4
SLANT = 0.02  # what is turned by more than this (radians) slants
FAULTS = (ValueError, OverflowError, ZeroDivisionError)


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


def number_in(text: str | None, default: float) -> float:
    """A finite number, `default` where the file writes none."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < 1e6 else default


def numbers_in(text: str | None) -> list[float]:
    """The numbers of a list parted by blanks, 0 for what is none."""
    return [number_in(part, 0.0) for part in (text or "").split()]
