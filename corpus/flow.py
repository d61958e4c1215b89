"""From printed lines to paragraphs: which line goes on with the one before it.

Measures are points (1/72 inch) from a page's top left corner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.lines import SLACK, Line, glued, size_of
from corpus.paragraphs import BEGINS, ENDED

INDENT = 1.2  # an indent is at least so many characters
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
    from one line to the next (0: unknown), and whether paragraphs begin with an indent."""

    left: float
    right: float
    size: float
    leading: float
    indents: bool

    def indent_of(self, line: Line) -> float:
        """How far in a line begins, in characters of its size."""
        return (line.x0 - self.left) / line.size


def frame_of(lines: Sequence[Line]) -> Frame:
    """The margins that most lines keep."""
    rights = [round(line.x1) for line in lines]
    right = max(_common(rights) or [value for value, _ in Counter(rights).most_common(1)], default=0)
    full = [line for line in lines if line.x1 >= right - SLACK * line.size]
    left = min((x for some in (full, lines) for x in _common([round(line.x0) for line in some])), default=0)
    steps = Counter(
        round(below.top - line.top)
        for line, below in pairwise(lines)
        if line.page == below.page and below.top > line.top
    )
    indented = sum(line.x0 > left + INDENT * line.size for line in full)
    return Frame(
        left=left,
        right=right,
        size=size_of(lines),
        leading=steps.most_common(1)[0][0] if steps else 0,
        indents=indented >= max(1, 0.03 * len(full)),
    )


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
    full = previous.x1 >= frame.right - SLACK * previous.size
    resized = abs(line.size - previous.size) > 0.05 * previous.size
    away = line.page == previous.page and frame.leading and line.top - previous.top > 1.4 * frame.leading
    if not full or resized or away:
        return False
    if _is_title(previous, frame):
        return _is_title(line, frame)
    if frame.indent_of(previous) > FAR or frame.indent_of(line) > INDENT:
        return False
    return frame.indents or not (ENDED.search(previous.text) or BEGINS.match(line.text))


def _is_title(line: Line, frame: Frame) -> bool:
    off_centre = abs((line.x0 + line.x1) - (frame.left + frame.right)) / 2
    return line.size > 1.1 * frame.size and off_centre < line.size
