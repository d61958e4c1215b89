"""Sentences: the stretches between 。！？ and ； that state duties and targets, each with its place in the paper.

A label (`一、` `1.` `一是`) starts a new sentence and is not part of it. Marks inside brackets and 《》 do not end one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from corpus.document import Article, Document, Section, Span
from corpus.view import View, readable
from extract.marks import full_width

_OPENING, _CLOSING, _ENDS = "（(《〈“「【[", "）)》〉”」】]", "。！？!?；;"
_MARKS = re.compile(f"[{re.escape(_OPENING + _CLOSING + _ENDS)}]")
# An unclosed bracket must not swallow the rest of a paper.
_BRACKET_LIMIT = 300


Place = TypeVar("Place", bound=Span)


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """One sentence or ；-part, without its closing mark. `view` is its readable text with its marks made full-width,
    `printed` the same words with the marks as they are; `paragraph` counts from 0; `follows` says that it goes on after
    a ； in the same full sentence; `section` is the innermost one."""

    view: View = field(kw_only=True)
    printed: str = field(kw_only=True)
    paragraph: int = field(kw_only=True)
    follows: bool = field(kw_only=True)
    section: Section | None = field(kw_only=True)
    article: Article | None = field(kw_only=True)

    @property
    def text(self) -> str:
        """The readable words."""
        return self.view.text

    def as_printed(self, words: str) -> str:
        """Words of the sentence with their marks as printed; other words as they are."""
        start = self.text.find(words)
        return self.printed[start : start + len(words)] if start >= 0 else words


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """All sentences of a paper in reading order; blanks and bare labels give none."""
    sections = _Places(document.outline)
    articles = _Places(document.articles)
    labels = {section.start: section.start + len(section.label) for section in document.outline}
    starts = sorted(labels)
    found: list[Sentence] = []
    for number, paragraph in enumerate(document.paragraphs):
        view = readable(document.text, paragraph)
        inside = [view.index(s) for s in _between(starts, paragraph)]
        follows = False
        text = full_width(view.text)
        for first, last, mark in _pieces(text, inside):
            start = view.offsets[first]
            first = view.index(labels.get(start, start))
            if first >= last:
                follows = False
                continue
            span = view.span(first, last)
            found.append(
                Sentence(
                    span.start,
                    span.end,
                    view=View(text[first:last], view.offsets[first:last]),
                    printed=view.text[first:last],
                    paragraph=number,
                    follows=follows and start not in labels,
                    section=sections.at(span.start),
                    article=articles.at(span.start),
                )
            )
            follows = mark in "；;"
    return tuple(found)


def _between(starts: list[int], span: Span) -> list[int]:
    return starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _pieces(text: str, cuts: list[int]) -> Iterator[tuple[int, int, str]]:
    """The half-open pieces of a paragraph's text and the mark that ends each ('' at a cut or the end)."""
    begin, depth, opened = 0, 0, 0
    for position in sorted({*cuts, *(match.start() for match in _MARKS.finditer(text))}):
        character = text[position]
        if position in cuts and position > begin:
            yield begin, position, ""
            begin, depth = position, 0
        if character in _OPENING:
            depth, opened = depth + 1, position
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in _ENDS and (depth == 0 or position - opened > _BRACKET_LIMIT):
            depth = 0
            if position > begin:
                yield begin, position, character
            begin = position + 1
    if begin < len(text):
        yield begin, len(text), ""


class _Places(Generic[Place]):
    """Looks up the innermost of nested spans; offsets must be asked in rising order, so a paper is swept once."""

    def __init__(self, spans: Sequence[Place]) -> None:
        self._waiting = deque(spans)
        self._open: list[Place] = []

    def at(self, offset: int) -> Place | None:
        while self._waiting and self._waiting[0].start <= offset:
            self._open.append(self._waiting.popleft())
        while self._open and self._open[-1].end <= offset:
            self._open.pop()
        return self._open[-1] if self._open else None
