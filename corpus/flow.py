"""From printed lines to paragraphs: which line goes on with the one before it.

Measures are points (1/72 inch) from a page's top left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.lines import SLACK, Line, glued, size_of
from corpus.paragraphs import BEGINS, ENDED, width_of

INDENT = 1.2  # an indent is at least so many characters
UNPARTED = re.compile(r"[!-~、％‰]+")
TITLE_LEADING = 2.8  # the lines of a title are no further apart, in heights of a line
EVEN = 0.3  # lines end at an even margin within so many characters
SPACED = 1.15  # lines that are further apart than others by so much begin a paragraph, where none is indented
FAR = 4  # what begins further in is no paragraph but a signature or a date


@dataclass(frozen=True, slots=True)
class Flow:
    """A paragraph on one line, and its printed lines with where in `text` each begins."""

    text: str
    lines: tuple[tuple[int, Line], ...]

    def followed_by(self, line: Line) -> Flow:
        """The paragraph with one more line."""
        text = glued(self.text, line.text)
        return Flow(text, (*self.lines, (len(text) - len(line.text), line)))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of one setting stands: its left and right margins, the size of most lines, the distance
    from one line to the next (0: unknown), whether paragraphs begin with an indent, whether there is room between them,
    and whether full lines end at the margin exactly."""

    left: float
    right: float
    size: float
    leading: float
    indents: bool
    spaced: bool = False
    even: bool = False

    def indent_of(self, line: Line) -> float:
        """How far in a line begins, in characters of its size."""
        return (line.x0 - self.left) / line.size

    def is_full(self, line: Line) -> bool:
        """Whether a line ends where there is no room for what follows."""
        return line.x1 >= self.right - SLACK * line.size

    def is_at_the_margin(self, line: Line) -> bool:
        """Whether a line ends at the right margin exactly, or hangs out of it."""
        return line.x1 >= self.right - EVEN * line.size


def frame_of(lines: Sequence[Line]) -> Frame:
    """The margins that most lines keep."""
    right = _right_of(lines)
    full = [line for line in lines if line.x1 >= right - SLACK * line.size]
    left = min((x for some in (full, lines) for x in _common([round(line.x0) for line in some])), default=0)
    steps = [
        (line, round(below.top - line.top))
        for line, below in pairwise(lines)
        if line.page == below.page and below.top > line.top
    ]
    indented = sum(line.x0 > left + INDENT * line.size for line in full)
    leading = Counter(step for _, step in steps).most_common(1)[0][0] if steps else 0
    frame = Frame(left, right, size_of(lines), leading, indents=indented >= max(1, 0.03 * len(full)))
    after_last = [step for line, step in steps if not frame.is_full(line)]
    return replace(
        frame,
        spaced=len(after_last) >= 3 and _most(step > SPACED * leading for step in after_last),
        even=_most(frame.is_at_the_margin(line) for line in full),
    )


def _most(facts: Iterable[bool]) -> bool:
    """Whether nearly all are true."""
    listed = list(facts)
    return sum(listed) >= 0.85 * len(listed)


def _right_of(lines: Sequence[Line]) -> int:
    """The right margin: the furthest place where a fifth of the lines end, else (a paper of many short paragraphs)
    the furthest where some do, hanging punctuation and ragged ends allowed for."""
    ends = Counter(round(line.x1) for line in lines)
    if common := _common(list(ends.elements())):
        return max(common)
    em, some = size_of(lines), max(3, 0.05 * len(lines))
    for end in sorted(ends, reverse=True):
        if sum(count for other, count in ends.items() if end - em < other <= end) >= some:
            return end
    return max((value for value, _ in ends.most_common(1)), default=0)


def _common(values: Sequence[int]) -> list[int]:
    """The values that a fifth or more of them have."""
    return [value for value, count in Counter(values).items() if count >= 0.2 * len(values)]


def paragraphs_from(lines: Iterable[Line], frame: Frame) -> list[Flow]:
    """The paragraphs that the lines make."""
    paragraphs: list[Flow] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and goes_on(previous, line, frame):
            paragraphs[-1] = paragraphs[-1].followed_by(line)
        else:
            paragraphs.append(Flow(line.text, ((0, line),)))
        previous = line
    return paragraphs


def goes_on(previous: Line, line: Line, frame: Frame) -> bool:
    """Whether a line goes on with the paragraph of the line before it: that one is full, this one is not indented,
    of the same size and no further away than lines are. A title goes on centred."""
    resized = abs(line.size - previous.size) > 0.05 * previous.size
    step = line.top - previous.top if line.page == previous.page and frame.leading else 0.0
    if resized or not (frame.is_full(previous) or _leaves_no_room(previous, line, frame)):
        return False
    if _is_title(previous, frame):
        return _is_title(line, frame) and step <= max(1.4 * frame.leading, TITLE_LEADING * line.size)
    if step > 1.4 * frame.leading or frame.indent_of(previous) > FAR or frame.indent_of(line) > INDENT:
        return False
    return frame.indents or _goes_on_without_indents(previous, line, frame, step=step)


def _leaves_no_room(previous: Line, line: Line, frame: Frame) -> bool:
    """Whether a line that stops in a sentence stops short only because the figures that follow are not parted."""
    figures = UNPARTED.match(line.text)
    if figures is None or ENDED.search(previous.text):
        return False
    return previous.x1 + width_of(figures[0]) * line.size > frame.right


def _goes_on_without_indents(previous: Line, line: Line, frame: Frame, *, step: float) -> bool:
    """The same where no indent tells: room between paragraphs does; else a number that begins one, and a line that
    ends short of an even margin, or with its sentence where the margin is ragged."""
    if frame.spaced and step:
        return step <= SPACED * frame.leading
    ended, begins = ENDED.search(previous.text), BEGINS.match(line.text)
    if not frame.even:
        return not ended and not begins
    # Words before a colon may as well be in the midst of a sentence.
    is_label = begins is not None and (ended is not None or begins[0][-1] not in ":：")
    return frame.is_at_the_margin(previous) and not is_label


def _is_title(line: Line, frame: Frame) -> bool:
    off_centre = abs((line.x0 + line.x1) - (frame.left + frame.right)) / 2
    return line.size > 1.1 * frame.size and off_centre < line.size
