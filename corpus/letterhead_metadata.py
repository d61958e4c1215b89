"""The metadata that a site or register prints above a paper: 索引号, 发文机构, 发文字号, 成文日期 … one a paragraph.

It is no part of the paper, but tells elements of its letterhead that a saved page often prints nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import DateQuote, Letterhead, Quote
from corpus.layout import Paragraph
from corpus.letterhead_dates import days_in
from corpus.letterhead_head import NUMBER, ORDER, kind_in
from corpus.letterhead_parties import is_body
from corpus.lexicons import metadata_labels

FEWEST = 2  # one such line may be the paper's own


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the block tells, and how many paragraphs it has; all None and 0 where there is none."""

    length: int = 0
    document_number: Quote | None = None
    issuer: Quote | None = None
    date: DateQuote | None = None
    title: Quote | None = None
    kind: Quote | None = None

    def completing(self, letterhead: Letterhead) -> Letterhead:
        """The letterhead with what the paper itself does not print; what it prints is left as it is."""
        date = letterhead.date or self.date
        year, basis = letterhead.year, letterhead.year_basis
        if letterhead.date is None and date is not None and basis != "title":
            year, basis = date.date.year, "date"
        return replace(
            letterhead,
            title=letterhead.title or self.title,
            kind=letterhead.kind if letterhead.title or not self.kind else self.kind,
            document_number=letterhead.document_number or self.document_number,
            issuer=letterhead.issuer or self.issuer,
            date=date,
            year=year,
            year_basis=basis,
        )


def metadata_of(paragraphs: Sequence[Paragraph]) -> Metadata:
    """The block at the beginning of a paper's paragraphs: two lines `label：value` at least, with known labels."""
    values: dict[str, tuple[Paragraph, int]] = {}
    length = 0
    for paragraph in paragraphs:
        label, mark, value = paragraph.words.partition("：")
        if not mark:
            label, mark, value = paragraph.words.partition(":")
        field = metadata_labels().get(label)
        if field is None or not mark or paragraph.cell:
            break
        length += 1
        if value:
            values.setdefault(field, (paragraph, len(label) + 1))
    if length < FEWEST:
        return Metadata()
    number, issuer, title = (_quoted(values, name) for name in ("document_number", "issuer", "title"))
    dated = values.get("date")
    return Metadata(
        length=length,
        document_number=number if number and is_number(number.value) else None,
        issuer=issuer if issuer and is_body(issuer.value) else None,
        date=next((date for _, _, date in days_in(*dated)), None) if dated else None,
        title=title,
        kind=_kind(*values["title"]) if "title" in values else None,
    )


def is_number(words: str) -> bool:
    """Whether the words are a document number and nothing else."""
    return NUMBER.fullmatch(words) is not None or ORDER.fullmatch(words) is not None


def _quoted(values: dict[str, tuple[Paragraph, int]], name: str) -> Quote | None:
    if name not in values:
        return None
    paragraph, start = values[name]
    return paragraph.quote(start, len(paragraph.words))


def _kind(paragraph: Paragraph, start: int) -> Quote | None:
    found = kind_in(paragraph.words[start:])
    return paragraph.quote(start + found[0], start + found[1], value=found[2]) if found else None
