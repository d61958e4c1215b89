"""One page: the characters and rules on it as lines, columns and tables.

Measures are points (1/72 inch) from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.columns import bands_of
from corpus.legibility import reads_well
from corpus.lines import Box, Char, Line, lines_of
from corpus.notes import Note, beside_their_words, marks_in, notes_of, without_marks
from corpus.ruled import PageTable, Rule, grids_of, is_inside, tables_of

DOUBLED = 1.5  # the same character so near itself, in points, is printed twice to look bold
STAMPED = 10  # so few characters may be a page number stamped on a scan
PICTURE_PAGE = 0.5  # a page nearly without words, so much of it covered by pictures, is a scan


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: flows of the same setting share their margins."""

    width: int
    is_column: bool = False
    is_scan: bool = False


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds: its flows of lines outside of tables, each with its setting, and its tables from the top.

    `trouble` says why the words cannot be had: `picture`, `garbled`, or '' where they can. `is_blank` is true of a page
    without a character. `slanted` are the words that are printed across the page (a watermark), `notes` those at its
    foot.
    """

    number: int
    flows: tuple[tuple[Setting, tuple[Line, ...]], ...]
    tables: tuple[PageTable, ...]
    is_blank: bool
    trouble: str = ""
    slanted: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """The lines of all flows in reading order."""
        return [line for _, lines in self.flows for line in lines]


def page_of(
    chars: Sequence[Char], rules: Sequence[Rule], *, number: int, width: float, pictured: bool = False
) -> PageContent:
    """Page `number` (from 1) with these level characters and rules; `pictured` says that pictures cover most of it."""
    shown = beside_their_words(_printed_once(chars))
    grids = grids_of(rules)
    outside = [char for char in shown if not any(is_inside(char, box) for boxes in grids for box in boxes)]

    def lines_in(box: Box) -> list[Line]:
        return lines_of([char for char in shown if is_inside(char, box)], page=number)

    words = [char["text"] for char in shown if char["text"].strip()]
    flows, notes = _flows(outside, number=number, width=width)
    return PageContent(
        number=number,
        flows=flows,
        tables=tables_of(grids, lines_in, page=number),
        trouble=_trouble(words, pictured=pictured),
        is_blank=not words,
        notes=notes,
    )


def _flows(
    chars: Sequence[Char], *, number: int, width: float
) -> tuple[tuple[tuple[Setting, tuple[Line, ...]], ...], tuple[Note, ...]]:
    """The flows of lines, and the notes at the foot, which are left out of them with the marks that cite them."""

    def set_apart(shown: Sequence[Char]) -> list[tuple[Setting, tuple[Line, ...]]]:
        return [
            (Setting(round(width), band.is_column), tuple(lines_of(band.pieces, page=number)))
            for band in bands_of(shown)
        ]

    flows = set_apart(chars)
    notes, cited = notes_of(flows[-1][1], marks_in(chars)) if flows else ((), frozenset())
    if notes:
        small = {line for note in notes for line in note.lines}
        flows = set_apart(without_marks(chars, cited))
        flows = [(setting, tuple(line for line in lines if line not in small)) for setting, lines in flows]
    return tuple(flows), notes


def _printed_once(chars: Sequence[Char]) -> list[Char]:
    """The characters without those that are printed a second time."""
    from pdfplumber.utils.text import dedupe_chars

    # Few pages have any, and looking for them one by one takes longer than all the rest.
    taken: set[tuple[str, int, int]] = set()
    for char in chars:
        text, x, y = char["text"], int(char["x0"] // DOUBLED), int(char["top"] // DOUBLED)
        if any((text, x + across, y + down) in taken for across in (-1, 0, 1) for down in (-1, 0, 1)):
            return list(dedupe_chars(list(chars), tolerance=DOUBLED, extra_attrs=()))
        taken.add((text, x, y))
    return list(chars)


def _trouble(words: Sequence[str], *, pictured: bool) -> str:
    if pictured and len(words) < STAMPED:
        return "picture"
    return "" if reads_well(words) else "garbled"
