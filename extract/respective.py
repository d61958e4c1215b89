"""Figures told in turn of things told in turn: 甲、乙总量比上年分别下降8%和9% says 9% of 乙 alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Span

_IN_TURN = "分别"
_NAMES = re.compile(r"[^，。；：！？\n]+，?$")
_WHEN = re.compile(r"[^、]*\d(?:年[初底末度内]?|月[初底末份]?|日)")
_BASE = re.compile(r"(?:比|较|与|同)(?:\d{4}年|上年|去年|上一年)[^、]*$|(?:同比|环比)$")
_BETWEEN_NAMES = (re.compile("、|以及|[和与及]"), re.compile("、"))
_BEFORE_FIGURE = re.compile(r"[^，。；：、！？\n]{0,12}")
_BETWEEN_FIGURES = re.compile(r"\s*[、，]?(?:和|与|及|以及)?\s*")


@dataclass(frozen=True, slots=True)
class Respective:
    """`members` are the words that tell the things apart, in their order; the figure is of the one at `place`."""

    members: tuple[Span, ...]
    place: int


def respective(text: str, figures: Sequence[Span], *, within: Span) -> dict[int, Respective]:
    """The figures of the stretch that are told in turn, by where they start; `figures` are in their order.

    Where there are not as many names as figures nobody can tell which is whose, and nothing is said of them.
    """
    found: dict[int, Respective] = {}
    for mark in _marks(text, within):
        run = _run(text, [each for each in figures if mark < each.start and each.end <= within.end], mark)
        members = _members(text, Span(within.start, mark), len(run))
        found.update({each.start: Respective(members, place) for place, each in enumerate(run) if members})
    return found


def _marks(text: str, within: Span) -> Iterator[int]:
    at = text.find(_IN_TURN, within.start, within.end)
    while at >= 0:
        yield at
        at = text.find(_IN_TURN, at + len(_IN_TURN), within.end)


def _run(text: str, behind: Sequence[Span], mark: int) -> list[Span]:
    """The figures that follow each other behind the mark."""
    run: list[Span] = []
    for figure in behind:
        between = _BETWEEN_FIGURES if run else _BEFORE_FIGURE
        if not between.fullmatch(text, run[-1].end if run else mark + len(_IN_TURN), figure.start):
            break
        run.append(figure)
    return run


def _members(text: str, before: Span, count: int) -> tuple[Span, ...]:
    """What tells the things apart: of the last name no more than the longest other has, since the rest is said of all
    (城镇、农村居民收入)."""
    names = _NAMES.search(text, before.start, before.end)
    if names is None or count < 2:
        return ()
    base = _BASE.search(text, names.start(), before.end)
    end = base.start() if base else before.end
    when = _WHEN.match(text, names.start(), end)
    stretch = Span(when.end() if when else names.start(), end)
    for mark in _BETWEEN_NAMES:
        parts = _split(text, stretch, mark)
        if len(parts) == count:
            longest = max(part.end - part.start for part in parts[:-1])
            return (*parts[:-1], Span(parts[-1].start, min(parts[-1].end, parts[-1].start + longest)))
    return ()


def _split(text: str, stretch: Span, mark: re.Pattern[str]) -> list[Span]:
    parts: list[Span] = []
    start = stretch.start
    for found in mark.finditer(text, stretch.start, stretch.end):
        parts.append(Span(start, found.start()))
        start = found.end()
    return [*parts, Span(start, stretch.end)]
