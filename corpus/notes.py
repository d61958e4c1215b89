"""Small print that belongs to the words before it: raised and lowered signs, and notes at the foot of a page.

A note is known by its mark, which stands small behind the words that it explains and again before the note. Measures
are points (1/72 inch) from the page's top left corner.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.flow import Flow
from corpus.lines import Char, Line, size_of
from corpus.ruled import PageTable

SMALL = 0.8  # of the size of the words beside it, or of the text: what is smaller is a mark, or a note
OVER = 0.2  # and reaches so far over them
BESIDE = 0.6  # a mark follows its words within so many of their characters
HEAD = "注："
LONGEST = 6  # characters of a mark; more of them are words in small print
MARK = "mark"  # of a small sign: the words of the mark that it is a part of
HOST = "host"  # and the character that it hangs on
LABEL = re.compile(r"\s*([\[〔(（]?(?:\d{1,3}|[①-⑳]|\*{1,3})[\]〕)）]?)\s*(?![\d.．、])")


@dataclass(frozen=True, slots=True)
class Note:
    """A note's lines; the first begins with its mark."""

    lines: tuple[Line, ...]

    def paragraph(self) -> Flow:
        """The note as the paragraph that it makes, `注：` in the place of its mark."""
        first, *rest = self.lines
        paragraph = Flow(HEAD, ())
        for line in (replace(first, text=LABEL.sub("", first.text, count=1).removeprefix(HEAD)), *rest):
            paragraph = paragraph.followed_by(line)
        return paragraph


def beside_their_words(chars: Sequence[Char]) -> list[Char]:
    """The characters, those that are set small behind others moved onto the line of those."""
    placed = list(chars)
    for host, mark in _marks(chars):
        words = "".join(chars[index]["text"] for index in mark)
        line = {side: chars[host][side] for side in ("top", "bottom", "doctop")}
        for index in mark if len(words) <= LONGEST else ():
            placed[index] = {**chars[index], **line, MARK: words, HOST: chars[host]}
    return placed


def _marks(chars: Sequence[Char]) -> list[tuple[int, list[int]]]:
    """Where small characters stand from left to right, each run after where the character stands that it hangs on."""
    shown = sorted((index for index, char in enumerate(chars) if char["text"].strip()), key=lambda at: chars[at]["x1"])
    body = Counter(chars[index]["size"] for index in shown).most_common(1)[0][0] if shown else 0
    ends = [chars[index]["x1"] for index in shown]
    runs: dict[int, tuple[int, list[int]]] = {}  # by the last character of each
    for index in shown:
        char = chars[index]
        if char["size"] >= SMALL * body:
            continue
        first, last = bisect_left(ends, char["x0"] - BESIDE * body), bisect_right(ends, char["x0"] + OVER * body)
        for before in reversed(shown[first:last]):
            host, run = runs.get(before, (before, []))
            if before != index and _hangs_on(char, chars[host], chars[before]):
                runs.pop(before, None)
                runs[index] = host, [*run, index]
                break
    return list(runs.values())


def _hangs_on(char: Char, host: Char, last: Char) -> bool:
    middle = (char["top"] + char["bottom"]) / 2
    near = -OVER * host["size"] <= char["x0"] - last["x1"] <= BESIDE * host["size"]
    level = host["top"] - 0.3 * host["size"] <= middle <= host["bottom"] + 0.3 * host["size"]
    return bool(near and level and char["size"] < SMALL * host["size"])


def without_marks(chars: Sequence[Char], marks: frozenset[str]) -> list[Char]:
    """The characters without these marks, whose room goes to the words before them."""
    ends: dict[int, float] = {}
    for char in chars:
        if char.get(MARK) in marks:
            ends[id(char[HOST])] = max(char["x1"], ends.get(id(char[HOST]), 0.0))
    left = [char for char in chars if char.get(MARK) not in marks]
    return [{**char, "x1": max(char["x1"], ends[id(char)])} if id(char) in ends else char for char in left]


def marks_in(chars: Sequence[Char]) -> frozenset[str]:
    """The marks that may cite notes."""
    return frozenset(mark for char in chars if (mark := char.get(MARK)) and LABEL.fullmatch(mark))


def notes_of(lines: Sequence[Line], marks: frozenset[str]) -> tuple[tuple[Note, ...], frozenset[str]]:
    """The notes at the foot of a page with these lines, and the marks that cite them. Notes are small print, begin with
    marks of the page, and only a page number follows them."""
    if not marks:
        return (), frozenset()
    small = SMALL * 1.1 * size_of(lines)
    end = len(lines)
    while end and len(lines[end - 1].text) <= 8 and LABEL.fullmatch(lines[end - 1].text.strip("-—– ")):
        end -= 1
    begin = end
    while begin and lines[begin - 1].size <= small:
        begin -= 1
    notes: list[list[Line]] = []
    cited = set[str]()
    for line in lines[begin:end]:
        mark = _mark_of(line, marks)
        if mark is not None:
            cited.add(mark)
            notes.append([])
        if notes:
            notes[-1].append(line)
    return tuple(Note(tuple(note)) for note in notes), frozenset(cited)


def _mark_of(line: Line, marks: frozenset[str]) -> str | None:
    found = LABEL.match(line.text)
    return found[1] if found and found[1] in marks else None


def with_notes(blocks: Iterable[Flow | PageTable], notes: Mapping[int, Sequence[Note]]) -> Iterator[Flow | PageTable]:
    """The paragraphs and tables of all pages in order, the notes of each page before what begins on a later one."""
    waiting = [(page, note) for page in sorted(notes) for note in notes[page]]
    for block in blocks:
        begins = block.page if isinstance(block, PageTable) else block.lines[0][1].page
        while waiting and waiting[0][0] < begins:
            yield waiting.pop(0)[1].paragraph()
        yield block
    for _, note in waiting:
        yield note.paragraph()
