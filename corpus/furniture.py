"""What is printed on every page and belongs to none: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from corpus.lines import Line, size_of

PAGE_NUMBER = re.compile(
    r"[-—–－―一·\s]*(?:第\s*)?(?:\d{1,4}|[ⅰ-ⅻⅠ-Ⅻ]+)(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―一·\s]*"
)
FURNITURE_LINES = 2  # page numbers and running heads are among so many lines at either end of a page


def without_furniture(pages: Sequence[Sequence[Line]], *, tables: Sequence[float] = ()) -> list[list[Line]]:
    """The pages without page numbers and running heads: first or last lines, in small print or set apart from the
    rest, that stand with the same words, but for figures, at one height on many pages (two in five, three at least:
    left and right pages may have heads of their own; of a paper of two pages on both, figures too). `tables` are the
    tops of the first table on each page (inf: none); of a page that is a table the same words above it are a running
    head, too."""
    numbered = [[line for line in page if not _is_page_number(line, page)] for page in pages]
    small = 0.95 * size_of([line for page in numbered for line in page])
    ends = [{_place(line): line for line in _ends(page) if _may_run(line, page, small)} for page in numbered]
    for page, lines, top in zip(ends, numbered, tables, strict=False):
        page.update({_exact(line): line for line in _ends(lines) if line.bottom <= top < inf})
    counts = Counter(place for page in ends for place in page)
    running = {place for place, count in counts.items() if count >= max(3, 0.4 * len(pages))}
    if len(pages) == 2:
        first, second = ends
        running |= {place for place in first.keys() & second.keys() if first[place].text == second[place].text}
    dropped = {id(line) for page in ends for place, line in page.items() if place in running}
    return [[line for line in page if id(line) not in dropped] for page in numbered]


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


def _exact(line: Line) -> tuple[str, int]:
    return f"={line.text}", round(line.top / 3)


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 3)
