"""Where what was asked for stands in a paper, character for character, and which stretch of the paper to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.document import Span
from index.analysis import asked_words
from index.folding import Folded, folded
from index.query import Pattern, Phrase, Query, Words, asked_for
from index.wildcards import as_expression, pieces

Stretch = tuple[int, int]  # half-open, of a folded text

_BREAK = re.compile(r"[。！？；\n]")


def find_phrase(view: Folded, phrase: str, *, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of the source at which the phrase stands letter for letter (after folding), in order, not overlapping.

    With `within`, those that begin in it; they may end after it, as a phrase may run on into the next passage.
    """
    return _spans(view, _occurrences(view, folded(phrase), within))


def find_words(view: Folded, text: str, *, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of all words of the text, in order, those that overlap or touch made one; single characters only where
    no longer word of the text stands."""
    asked = asked_words(text)
    found = [each for word in asked if len(word) > 1 for each in _occurrences(view, word, within)]
    found = found or [each for word in asked for each in _occurrences(view, word, within)]
    joined: list[Stretch] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return _spans(view, joined)


def find_pattern(view: Folded, pattern: str, *, within: Span | None = None) -> tuple[Span, ...]:
    """The spans at which the pattern stands as it is typed; where there are none, those that its ? and * stand for, in
    order and apart. They lie wholly in `within`."""
    literal = find_phrase(view, pattern, within=within)
    if literal or not pieces(folded(pattern)):
        return literal
    first, last = (view.index(within.start), view.index(within.end)) if within else (0, len(view.text))
    found = re.compile(as_expression(folded(pattern).strip("?*"))).finditer(view.text, first, last)
    return _spans(view, (match.span() for match in found))


def find_query(view: Folded, query: Query, *, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of all phrases and words that a query asks for, in order, overlapping ones made one."""
    found: list[Span] = []
    for asked in asked_for(query):
        match asked:
            case Phrase(text):
                found += find_phrase(view, text, within=within)
            case Pattern(text):
                found += find_pattern(view, text, within=within)
            case Words(text, others):
                found += find_words(view, text, within=within)
                found += (span for other in others for span in find_phrase(view, other, within=within))
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


def _occurrences(view: Folded, sought: str, within: Span | None) -> Iterator[Stretch]:
    """Where a folded text stands in the folded text, beginning within the source's span."""
    first, last = (view.index(within.start), view.index(within.end)) if within else (0, len(view.text))
    at = view.text.find(sought, first) if sought else -1
    while 0 <= at < last:
        yield at, at + len(sought)
        at = view.text.find(sought, at + len(sought))


def _spans(view: Folded, stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end in stretches:
        span = view.span(start, end)
        # One character of the source may fold to several: the three dots of … are shown once.
        if not spans or spans[-1].end <= span.start:
            spans.append(span)
    return tuple(spans)


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
