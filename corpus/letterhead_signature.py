"""The signature: who signs and on which day (GB/T 9704-2012, clause 7.3.5), however the lines were run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.document import DateQuote, Quote, Span
from corpus.layout import Paragraph
from corpus.letterhead_dates import days_in
from corpus.letterhead_parties import is_body, named
from corpus.numbering_labels import leading

NOTE = re.compile(r"[（(](?:此件|本文|有删|此文|公开|主动公开|依申请|联系人?|附注|不予公开)[^（()）]*[）)]")
TAIL = re.compile(r"[。；！？][”’）)]?([^。；！？，：]{2,24})$")
MOST_SIGNERS = 20


@dataclass(frozen=True, slots=True)
class Signature(Span):
    """The signers' lines and the date after them. `paragraph` is the place of the date's paragraph, `rest` where in its
    words something else goes on (a title run together with the date), None where nothing does."""

    signer: Quote | None = field(kw_only=True)
    date: DateQuote = field(kw_only=True)
    paragraph: int = field(kw_only=True)
    rest: int | None = field(kw_only=True, default=None)


def signatures(paragraphs: Sequence[Paragraph], *, first: int, issuer: str) -> Iterator[Signature]:
    """Every signature from paragraph `first` on. `issuer` is the body the title names ('' if none): it is known as the
    signer also at the end of a sentence it was run together with."""
    for index in range(first, len(paragraphs)):
        paragraph = paragraphs[index]
        if paragraph.cell:
            continue
        for start, end, date in days_in(paragraph):
            rest = _rest(paragraph, end)
            before = paragraph.words[:start]
            if rest is None or (len(before) > 60 and not before.endswith(issuer or "\0")):
                continue
            signer = _tail(paragraph, start, issuer) if before else _above(paragraphs, index, first, issuer)
            if before and signer is None:
                continue
            begin = signer.start if signer else date.start
            goes_on = rest if rest < len(paragraph.words) else None
            yield Signature(begin, date.end, signer=signer, date=date, paragraph=index, rest=goes_on)
            break


def _rest(paragraph: Paragraph, end: int) -> int | None:
    """Where the words after a signature's date (and notes in brackets) begin; None where the date is in a sentence."""
    words = paragraph.words
    note = NOTE.match(words, end)
    after = note.end() if note else end
    if after == len(words) or (note and len(words) - after <= 60):
        return after
    if paragraph.gap(after) and len(words) - after <= 60 and not re.search("[，。；]", words[after:]):
        return after if not words.startswith(("印发", "在", "至"), after) else None
    return None


def _tail(paragraph: Paragraph, end: int, issuer: str) -> Quote | None:
    """The signer at the end of words[:end]."""
    words = paragraph.words[:end]
    if issuer and words.endswith(issuer):
        return paragraph.quote(end - len(issuer), end)
    tail = TAIL.search(words)
    start = tail.start(1) if tail else 0
    return named(paragraph, start, end) if is_body(words[start:]) else None


def _above(paragraphs: Sequence[Paragraph], index: int, first: int, issuer: str) -> Quote | None:
    """The signer in the lines above the date: one body a line, several where several sign together."""
    signers: list[Quote] = []
    place = index - 1
    while place >= first and len(signers) < MOST_SIGNERS and _signs(paragraphs[place], place):
        signers.insert(0, named(paragraphs[place], 0, len(paragraphs[place].words)))
        place -= 1
    if signers:
        value = "、".join(quote.value for quote in signers)
        return Quote(signers[0].start, signers[-1].end, value=value)
    return _tail(paragraphs[index - 1], len(paragraphs[index - 1].words), issuer) if index > first else None


def _signs(paragraph: Paragraph, index: int) -> bool:
    return len(paragraph.words) <= 40 and is_body(paragraph.words) and leading(paragraph, index=index) is None
