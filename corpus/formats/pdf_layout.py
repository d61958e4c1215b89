"""Lines of PDF pages and how they make paragraphs. Measures are points (1/72 inch) from a page's top left corner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.utils.text import chars_to_textmap

from corpus.paragraphs import BEGINS, ENDED

GAP = 0.4  # a gap of this share of the character size is a blank
SLACK = 2.2  # a full line may miss so many characters: punctuation and figures are not parted
INDENT = 1.2  # an indent is at least so many characters
FAR = 4  # what begins further in is no paragraph but a signature or a date
PAGE_NUMBER = re.compile(
    r"[-—–－―·\s]*(?:第\s*)?(?:\d{1,4}|[ⅰ-ⅻⅠ-Ⅻ]+)(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―·\s]*"
)
FURNITURE_LINES = 2  # page numbers and running heads are among so many lines at either end of a page

Char = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where words were read off a picture: the page (from 1), the box on it, how sure the recogniser is (0 to 1)."""

    page: int
    box: tuple[float, float, float, float]
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, its box, the size of most of its characters, its page (from 1), and where it was
    seen if it was read off a picture. The box is where the line stands in its flow: columns are set one below the
    other, a skewed page straight."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    seen: Seen | None = None


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
    """Where the text of pages of one width stands: its left and right margins, the size of most lines, the distance
    from one line to the next (0: unknown), and whether paragraphs begin with an indent."""

    left: float
    right: float
    size: float
    leading: float
    indents: bool

    def indent_of(self, line: Line) -> float:
        """How far in a line begins, in characters of its size."""
        return (line.x0 - self.left) / line.size


def lines_of(chars: Sequence[Char], *, page: int) -> list[Line]:
    """The lines that the characters of one page make, from top to bottom."""
    if not chars:
        return []
    textmap = chars_to_textmap(list(chars), x_tolerance_ratio=GAP, y_tolerance_ratio=0.35)
    lines = (line for line in textmap.extract_text_lines(return_chars=True) if line["text"].strip())
    return [
        Line(
            text=tidy(line["text"]),
            x0=line["x0"],
            x1=line["x1"],
            top=line["top"],
            bottom=line["bottom"],
            size=Counter(round(char["size"], 1) for char in line["chars"]).most_common(1)[0][0],
            page=page,
        )
        for line in lines
    ]


def tidy(text: str) -> str:
    """The words without control characters and doubled blanks."""
    return re.sub(r"[\x00-\x1f\x7f\xa0\s]+", " ", text).strip()


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and running heads: first or last lines, in small print or set apart from the
    rest, that stand with the same words, but for figures, at one height on many pages (two in five, three at least:
    left and right pages may have heads of their own)."""
    numbered = [[line for line in page if not _is_page_number(line, page)] for page in pages]
    small = 0.95 * size_of([line for page in numbered for line in page])
    ends = [{_place(line): line for line in _ends(page) if _may_run(line, page, small)} for page in numbered]
    counts = Counter(place for page in ends for place in page)
    running = {place for place, count in counts.items() if count >= max(3, 0.4 * len(pages))}
    dropped = {id(line) for page in ends for place, line in page.items() if place in running}
    return [[line for line in page if id(line) not in dropped] for page in numbered]


def size_of(lines: Sequence[Line]) -> float:
    """The size in which most characters are printed; 0 without any."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


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


def glued(text: str, following: str) -> str:
    """Two pieces of a paragraph as one: a blank between them only where both sides are ASCII words."""
    blank = text[-1:].isascii() and text[-1:].isalpha() and following[:1].isascii() and following[:1].isalpha()
    return f"{text} {following}" if blank else text + following


def _is_title(line: Line, frame: Frame) -> bool:
    off_centre = abs((line.x0 + line.x1) - (frame.left + frame.right)) / 2
    return line.size > 1.1 * frame.size and off_centre < line.size


def _ends(page: Sequence[Line]) -> list[Line]:
    return [*page[:FURNITURE_LINES], *page[-FURNITURE_LINES:]]


def _may_run(line: Line, page: Sequence[Line], small: float) -> bool:
    """Whether a line at a page's end is printed like a running head: smaller than the text, or with room between."""
    steps = [below.top - above.top for above, below in pairwise(page)]
    if line.size < small or len(steps) <= 2 * FURNITURE_LINES:
        return line.size < small
    place, wide = page.index(line), 1.4 * median(steps)
    head, foot = steps[place:FURNITURE_LINES], steps[max(len(steps) - FURNITURE_LINES, 0) : place]
    return any(step > wide for step in (head if place < FURNITURE_LINES else foot))


def _is_page_number(line: Line, page: Sequence[Line]) -> bool:
    return (line is page[0] or line is page[-1]) and PAGE_NUMBER.fullmatch(line.text) is not None


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 3)
