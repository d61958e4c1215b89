"""Paragraphs as a person sees them: without accidental blanks, page numbers and ornaments, each with its way back.

All of structure and letterhead works on these; whatever it finds is a span of the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.document import Quote, Reading, Span
from corpus.view import View, readable

ORNAMENT = re.compile(r"PAGE|[-—–─·.]*\d{1,4}[-—–─·.]*|第\d+页(?:共\d+页)?|[★●■◆※☆○*_=\-—–\u2500-\u257f]+")
ROW = re.compile(r" \| |\t[^\t\n]+\t")


@dataclass(frozen=True, slots=True)
class Paragraph(Span):
    """A paragraph with its readable words. `cell` marks what stands in a table."""

    view: View = field(kw_only=True, repr=False)
    cell: bool = field(kw_only=True, default=False)

    @property
    def words(self) -> str:
        """The words without blanks and line breaks."""
        return self.view.text

    def gap(self, index: int) -> bool:
        """Whether white space is printed before words[index] (never before the first)."""
        return 0 < index < len(self.view.offsets) and self.view.offsets[index] - self.view.offsets[index - 1] > 1

    def quote(self, start: int, end: int, *, value: str | None = None) -> Quote:
        """words[start:end] (not empty) as a quotation; `value` where a reader would write it otherwise."""
        span = self.view.span(start, end)
        return Quote(span.start, span.end, value=self.words[start:end] if value is None else value)


def printed(reading: Reading) -> tuple[Paragraph, ...]:
    """The reading's paragraphs in order, without page numbers and ornaments. Linear in the text's length."""
    tables = sorted(reading.tables, key=lambda table: table.start)
    found: list[Paragraph] = []
    position = 0
    for span in reading.paragraphs:
        while position < len(tables) and tables[position].end <= span.start:
            position += 1
        in_table = position < len(tables) and tables[position].covers(span)
        view = readable(reading.text, span)
        if not view.text or (ORNAMENT.fullmatch(view.text) and not in_table):
            continue
        row = in_table or ROW.search(reading.text, span.start, span.end) is not None
        found.append(Paragraph(view.offsets[0], view.offsets[-1] + 1, view=view, cell=row))
    return tuple(found)


def quotation(text: str, first: Span, last: Span) -> Quote:
    """From the beginning of one span to the end of another, line breaks and blanks dropped in the value."""
    span = Span(first.start, last.end)
    return Quote(span.start, span.end, value=readable(text, span).text)
