"""The metadata block of a government site's page (索引号 发文机构 发文字号 …), found by its labels in any layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from corpus.lexicons import metadata_labels
from corpus.markup import Element

LONGEST_VALUE = 200
FEWEST = 2  # so many labels with a value make a block; one may be a word of the text
FAR = 8  # between two labels of a block stand no more than so many pieces of text
BLANKS = re.compile(r"(?<!\d) | (?!\d)|[\u200b\ufeff]")
LABELLED = re.compile(r"([^：:]{2,10})[：:](.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text node: the element, whether it follows the element (its tail), and the words, blanks dropped."""

    element: Element
    is_tail: bool
    words: str

    @property
    def holder(self) -> Element:
        """The element that the words stand in."""
        return self.element.getparent() if self.is_tail else self.element

    def clear(self) -> None:
        """Takes the words out of the page."""
        if self.is_tail:
            self.element.tail = None
        else:
            self.element.text = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A label, its value, and the pieces that print them."""

    label: str
    value: str
    pieces: tuple[Piece, ...]


def take_metadata(body: Element) -> list[tuple[str, str]]:
    """The labels and values in the order of the page, each label once; they are taken out of the page. Empty where the
    page has no such block."""
    pieces = list(_pieces(body))
    places = [place for place, piece in enumerate(pieces) if _label(piece.words)]
    found: dict[str, str] = {}
    for block in _blocks(places):
        ends = [*block[1:], min(block[-1] + FAR, len(pieces))]
        entries = [_entry(pieces[place:end]) for place, end in zip(block, ends, strict=True)]
        if sum(bool(entry.value) for entry in entries) < FEWEST:
            continue
        for entry in entries:
            for piece in entry.pieces:
                piece.clear()
            if entry.value:
                found.setdefault(entry.label, entry.value)
    return list(found.items())


def _pieces(body: Element) -> Iterator[Piece]:
    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_tail = event == "end"
        words = _bare(element.tail if is_tail else element.text)
        if words and not (is_tail and element is body):
            yield Piece(element, is_tail, words)


def _label(words: str) -> str:
    match = LABELLED.fullmatch(words)
    label = match[1] if match else words
    return label if label in metadata_labels() else ""


def _blocks(places: Sequence[int]) -> Iterator[list[int]]:
    block = list(places[:1])
    for place, following in pairwise(places):
        if following - place > FAR:
            yield block
            block = []
        block.append(following)
    if block:
        yield block


def _entry(pieces: Sequence[Piece]) -> Entry:
    """The entry that begins with a label; its value reaches to the end of what holds the two together."""
    first = pieces[0]
    match = LABELLED.fullmatch(first.words)
    label, value = (match[1], match[2]) if match else (first.words, "")
    scope = first.holder
    while not value and not _holds_more(scope, len(first.words) + 1):
        if scope.getparent() is None:
            break
        scope = scope.getparent()
    inside = [first]
    for piece in pieces[1:]:
        if scope is not piece.holder and scope not in piece.holder.iterancestors():
            break
        inside.append(piece)
    value = (value + "".join(piece.words for piece in inside[1:])).lstrip("：:")
    return Entry(label, value, tuple(inside)) if len(value) <= LONGEST_VALUE else Entry(label, "", ())


def _holds_more(element: Element, length: int) -> bool:
    """Whether an element holds more than so many characters; reads no further than it must."""
    for text in element.itertext():
        length -= len(_bare(text))
        if length < 0:
            return True
    return False


def _bare(text: str | None) -> str:
    """The words without blanks, except between the day and the hour of a date."""
    return BLANKS.sub("", " ".join((text or "").split()))
