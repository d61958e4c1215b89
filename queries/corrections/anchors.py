"""What a row hangs on: the words of its figure or clause with some words around them, found again in another reading.

White space does not count, nor do widths and kinds of brackets: a paper that is read anew may break its lines
elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from corpus.document import Document, Span
from corpus.store_corrections import Anchor
from index.folding import fold, folded
from index.highlight import find_phrase
from queries.targets import TargetRow

TARGET, DUTY, ADDED = "target", "duty", "added"
_AROUND = 30
# So much of the words around must be the same for short words to be the same place.
_SAME_AROUND = 8
_TELLING = 12


def anchor_of(row: TargetRow, document: Document) -> Anchor:
    """The row's anchor in its paper."""
    span = span_of(row)
    kind = DUTY if row.quantity is None else TARGET
    return _anchor(document, span, kind=kind, label=row.indicator if row.quantity else row.task)


def added_anchor(document: Document, span: Span | None, *, mark: str) -> Anchor:
    """An anchor for a row that a person adds, on the words that they chose or on the paper alone; `mark` tells rows
    apart that are added at the same place."""
    return _anchor(document, span or Span(0, 0), kind=ADDED, label=mark)


def span_of(row: TargetRow) -> Span:
    """What the row hangs on: its figure, or the clause of a duty without one."""
    found = row.quantity or row
    return Span(found.start, found.end)


def found_again(anchor: Anchor, document: Document) -> Span | None:
    """Where the anchor's words stand in this reading of the paper; None where they do not, or it cannot be told which
    of several places is meant."""
    if not anchor.exact:
        return None
    there = Span(anchor.start, anchor.end)
    if anchor.document_id == document.id and _bare(there.of(document.text)) == anchor.exact:
        return there
    places = find_phrase(fold(document.text), anchor.exact)
    if not places:
        return None
    alike = {place: _alike(anchor, document, place) for place in places}
    best = max(places, key=lambda place: (alike[place], -abs(place.start - anchor.start)))
    telling = len(places) == 1 and len(anchor.exact) >= _TELLING
    return best if telling or alike[best] >= _SAME_AROUND else None


def _anchor(document: Document, span: Span, *, kind: str, label: str | None) -> Anchor:
    exact = _bare(span.of(document.text))
    prefix, suffix = _before(document.text, span.start), _after(document.text, span.end)
    head = document.letterhead
    parts = (document.id, kind, label or "", exact, prefix, suffix, str(span.start))
    return Anchor(
        key=hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32],
        document_id=document.id,
        source=document.source,
        title=head.title.value if head.title else None,
        document_number=head.document_number.value if head.document_number else None,
        kind=kind,
        label=label or "",
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        start=span.start,
        end=span.end,
    )


def _alike(anchor: Anchor, document: Document, place: Span) -> int:
    """How many characters around the place are those around the anchor."""
    before = _same(reversed(folded(anchor.prefix)), reversed(folded(_before(document.text, place.start))))
    after = _same(iter(folded(anchor.suffix)), iter(folded(_after(document.text, place.end))))
    return before + after


def _same(one: Iterator[str], other: Iterator[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _before(text: str, start: int) -> str:
    return _bare(text[max(0, start - 4 * _AROUND) : start])[-_AROUND:]


def _after(text: str, end: int) -> str:
    return _bare(text[end : end + 4 * _AROUND])[:_AROUND]


def _bare(text: str) -> str:
    return "".join(text.split())
