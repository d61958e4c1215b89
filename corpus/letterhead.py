"""The letterhead of a paper: the elements of GB/T 9704-2012, clause 7, each a quotation, None or () where not printed.

The elements stand in the covering piece; a bulletin has a masthead instead, a law its adoption, a speech its occasion.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.articles import Piece
from corpus.articles_bulletin import evidence, masthead_of
from corpus.document import DateQuote, Letterhead, Quote
from corpus.layout import Paragraph
from corpus.letterhead_adoption import adoption_of
from corpus.letterhead_attachments import attachments_listed
from corpus.letterhead_dates import days_in
from corpus.letterhead_head import kind_in, sender_in
from corpus.letterhead_parties import copied_to, is_body
from corpus.letterhead_references import citations_of
from corpus.view import readable

YEAR = re.compile(r"(?<![\d—–~～-])((?:19|20)\d\d)(?=年(?!代|[来内]))")
NUMBER_YEAR = re.compile(r"(?:19|20)\d\d")
OTHER_YEARS = re.compile(r"(?:〔|(?<=自))((?:19|20)\d\d)(?=〕|年\d{1,2}月\d{1,2}日起[施实执]行)")
EDITED = re.compile(r"(?P<body>.{2,30}?)(?:编印|编|主办|印)")


def letterhead_of(text: str, paragraphs: Sequence[Paragraph], pieces: Sequence[Piece], *, bulletin: bool) -> Letterhead:
    """The letterhead of a paper whose pieces are known."""
    if not pieces:
        return Letterhead()
    if bulletin:
        return _of_bulletin(paragraphs, pieces)
    cover = pieces[0]
    title = cover.title or next((piece.title for piece in pieces[1:] if cover.head and cover.head.number), None)
    adopted_by, adopted_on = adoption_of(paragraphs, cover.head, title.value if title else "")
    date = cover.signature.date if cover.signature else (cover.head.date if cover.head else None) or adopted_on
    number = cover.head.number if cover.head else None
    year, basis = year_of(paragraphs, title=title, date=date, number=number)
    attachments = _attachments(paragraphs, pieces, sender_in(title.value) if title else "")
    return Letterhead(
        title=title,
        document_number=number,
        kind=_kind(text, title),
        issuer=_issuer(text, cover, adopted_by),
        date=date,
        year=year,
        year_basis=basis,
        recipients=cover.head.recipients if cover.head else (),
        copied_to=copied_to(paragraphs),
        attachments=attachments,
        references=citations_of(
            paragraphs[cover.head.body :] if cover.head else paragraphs, own=_own_names(title, number, attachments)
        ),
    )


def year_of(
    paragraphs: Sequence[Paragraph], *, title: Quote | None, date: DateQuote | None, number: Quote | None
) -> tuple[int | None, str | None]:
    """The year a paper speaks of and how it was found: the year its title names, where that is not past (2012年工作要点
    of December 2011); else its date's; else its number's; else the one its text names most often, the later of two;
    else the latest of the papers it cites or of its coming into force."""
    titled = [int(found) for found in YEAR.findall(title.value)] if title else []
    issued = date.date.year if date else None
    if titled and (issued is None or issued <= titled[-1] <= issued + 1):
        same = titled[-1] == issued
        return titled[-1], "date" if same else "title"
    if issued:
        return issued, "date"
    printed = NUMBER_YEAR.search(number.value) if number else None
    if printed:
        return int(printed.group()), "document_number"
    named = Counter(int(found) for paragraph in paragraphs for found in YEAR.findall(paragraph.words))
    if sum(named.values()) > 1:
        most = max(named.values())
        return max(year for year, count in named.items() if count == most), "text"
    hints = [int(found) for paragraph in paragraphs for found in OTHER_YEARS.findall(paragraph.words)]
    return (max(hints), "text") if hints else (None, None)


def _of_bulletin(paragraphs: Sequence[Paragraph], pieces: Sequence[Piece]) -> Letterhead:
    masthead = masthead_of(paragraphs)
    name = next((line for line in masthead if kind_in(line.words) and not EDITED.fullmatch(line.words)), None)
    title = name.quote(0, len(name.words)) if name else None
    date = next((day for line in masthead for _, _, day in days_in(line)), None)
    editors = (line.quote(0, match.end("body")) for line in masthead if (match := EDITED.match(line.words)))
    year, basis = year_of(paragraphs, title=None, date=date, number=None)
    return Letterhead(
        title=title,
        kind=evidence(paragraphs),
        issuer=next((editor for editor in editors if is_body(editor.value)), None),
        date=date,
        year=year,
        year_basis=basis,
        copied_to=copied_to(paragraphs),
        references=citations_of(paragraphs, own=[piece.title.value for piece in pieces if piece.title]),
    )


def _kind(text: str, title: Quote | None) -> Quote | None:
    if title is None:
        return None
    found = kind_in(title.value)
    if found is None:
        return None
    start, end, kind = found
    span = readable(text, title).span(start, end)
    return Quote(span.start, span.end, value=kind)


def _issuer(text: str, cover: Piece, adopted_by: Quote | None) -> Quote | None:
    """Who issued the paper: its signature, else the body its title begins with, its red head, who adopted it."""
    if cover.signature and cover.signature.signer:
        return cover.signature.signer
    sender = sender_in(cover.title.value) if cover.title else ""
    if cover.title and sender:
        span = readable(text, cover.title).span(0, len(sender))
        return Quote(span.start, span.end, value=sender)
    return (cover.head.banner if cover.head else None) or adopted_by


def _attachments(paragraphs: Sequence[Paragraph], pieces: Sequence[Piece], issuer: str) -> tuple[Quote, ...]:
    """附件说明 (clause 7.3.4) and the titles of what the paper carries, each once."""
    cover = pieces[0]
    own = [paragraph for paragraph in paragraphs if cover.start <= paragraph.start < cover.end]
    found = [title for _, title in attachments_listed(own, issuer=issuer) if title]
    for piece in pieces[1:]:
        plain = piece.title.value if piece.title else ""
        if piece.title and not any(plain in quote.value or quote.value in plain for quote in found):
            found.append(piece.title)
    return tuple(found)


def _own_names(title: Quote | None, number: Quote | None, attachments: Sequence[Quote]) -> list[str]:
    """What is no reference: the paper's title and number, and what it carries."""
    own = [quote.value for quote in attachments]
    own += [number.value] if number else []
    return [*own, title.value, *re.findall("《([^》]*)》", title.value)] if title else own
