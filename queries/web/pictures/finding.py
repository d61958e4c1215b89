"""Words among the letters of pages: which page, and a box for each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.folding import fold
from index.highlight import find_phrase
from queries.web.pictures import Box, Place

# A clause that is not found as a whole (a page number stands in it) is looked for by its beginning.
_BEGINNINGS = (1000, 24, 10)


@dataclass(frozen=True, slots=True)
class Letter:
    """A character with its page (from 1) and box."""

    text: str
    page: int
    box: Box


def place_of(words: str, letters: Sequence[Letter], about: float) -> Place:
    """Where the words stand among the letters (in reading order), nearest to `about` (0 to 1)."""
    view = fold("".join(letter.text[:1] for letter in letters))
    for length in _BEGINNINGS:
        wanted = "".join(words.split())[:length]
        found = find_phrase(view, wanted) if wanted else ()
        if found:
            nearest = min(found, key=lambda span: abs(span.start / len(letters) - about))
            here = letters[nearest.start : nearest.end]
            page = here[0].page
            return Place(page, _lines([letter.box for letter in here if letter.page == page]))
    return Place(1, ())


def _lines(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes of letters joined line by line."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _on_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append(box)
    return tuple(lines)


def _on_line(line: Box, box: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    return line[1] - 2 <= middle <= line[3] + 2 and box[0] >= line[0] - 2
