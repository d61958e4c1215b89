"""Where what was asked for stands in a paper, character for character, and which stretch of the paper to show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Span
from index.analysis import asked_words
from index.folding import Folded, folded
from index.query import Phrase, Query, asked_for

_BREAK = re.compile(r"[。！？；\n]")


def find_phrase(view: Folded, phrase: str, *, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of the source at which the phrase stands letter for letter (after folding), in order, not overlapping.

    With `within`, those that begin in it; they may end after it, as a phrase may run on into the next passage.
    """
    return tuple(_occurrences(view, folded(phrase), within or _everything(view)))


def find_words(view: Folded, text: str, *, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of all words of the text, in order, overlapping ones made one; single characters only where no longer
    word of the text stands anywhere."""
    reach = within or _everything(view)
    asked = asked_words(text)
    found = [span for word in asked if len(word) > 1 for span in _occurrences(view, word, reach)]
    return _merged(found or [span for word in asked for span in _occurrences(view, word, reach)])


def find_query(view: Folded, query: Query, *, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of all phrases and words that a query asks for, in order, overlapping ones made one."""
    found: list[Span] = []
    for asked in asked_for(query):
        find = find_phrase if isinstance(asked, Phrase) else find_words
        found += find(view, asked.text, within=within)
    return _merged(found)


def snippet(text: str, spans: Sequence[Span], *, width: int) -> tuple[int, int]:
    """The half-open stretch of the text to show, of about `width` characters, with as many of the spans (in order) as
    fit behind the best first one; it begins after a sentence's end where one is near. Without spans, the beginning.

    A first span longer than the width is shown whole.
    """
    if not spans:
        return 0, min(width, len(text))
    first = max(spans, key=lambda span: (_fitting(spans, span.start, width), -span.start))
    room = max(width - (first.end - first.start), 0)
    earliest = max(first.start - room // 3, 0)
    breaks = [found.end() for found in _BREAK.finditer(text, earliest, first.start)]
    start = breaks[0] if breaks else earliest
    while start < first.start and text[start].isspace():
        start += 1
    return start, min(max(start + width, first.end), len(text))


def _occurrences(view: Folded, sought: str, reach: Span) -> Iterator[Span]:
    last = view.index(reach.end)
    at = view.text.find(sought, view.index(reach.start)) if sought else -1
    reached = -1
    while 0 <= at < last:
        span = view.span(at, at + len(sought))
        # One source character may fold to several: ten dots of 10 points stand in fewer characters.
        if span.start >= reached:
            yield span
            reached = span.end
        at = view.text.find(sought, at + len(sought))


def _everything(view: Folded) -> Span:
    return view.span(0, len(view.text)) if view.text else Span(0, 0)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _fitting(spans: Sequence[Span], start: int, width: int) -> int:
    """How many of the spans lie in `width` characters from a start."""
    return sum(start <= span.start and span.end <= start + width for span in spans)
