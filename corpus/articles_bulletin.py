"""Bulletins (简报): articles of several bodies, each closed by its author in brackets, under columns 【…】."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.articles import Piece
from corpus.document import Quote, Span
from corpus.layout import Paragraph, quotation
from corpus.letterhead_head import head_of
from corpus.letterhead_parties import COPIED, is_body
from corpus.numbering_labels import leading

AUTHOR = re.compile(r"[（(](?:供稿[:：]?|作者[:：]?|来源[:：]?)?(?P<name>[^（()）]{2,40}?)(?:供稿)?[）)]$")
COLUMN = re.compile(r"[【\[][^】\]]{2,12}[】\]]$")
NOTE = re.compile(r"[★●■◆※▲]?(?P<name>编者?按)[:：]?")
MASTHEAD = re.compile(
    r"[（(]?(?:总?第|20\d\d年第)[\d一二三四五六七八九十百]+期.*|.{2,30}(?:编印?|主办|印)(?:20\d\d年.{1,6}日)?$|20\d\d年\d+月\d+日$"
    r"|[（(][^（()）]{2,12}[）)]|.{2,20}(?:简报|快报|动态|信息|通讯)$"
)
LONGEST_TITLE, TITLE_LINES = 60, 3
CLOSED = re.compile(r"[。！？”’]")
FIRST_CLAUSE = re.compile(r"[：:。]")
ENDED = re.compile(r"[。；！？]|[：:]$")


@dataclass(frozen=True, slots=True)
class Signed:
    """An author line: its paragraph's place, where its bracket opens in the words, the author."""

    index: int
    opening: int
    author: Quote


def bulletin_pieces(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Piece, ...]:
    """The articles of a bulletin in order, the editor's note among them; () where the paper is no bulletin."""
    signed = list(_authors(paragraphs))
    end = next(
        (
            index
            for index, paragraph in enumerate(paragraphs)
            if COPIED.match(paragraph.words) and (not signed or index > signed[-1].index)
        ),
        len(paragraphs),
    )
    marks = sum(_is_mark(paragraph) for paragraph in paragraphs) + (end < len(paragraphs))
    if not signed or (len(signed) < 2 and not marks):
        return ()
    head = head_of(text, paragraphs)
    if head.number or head.recipients:
        return ()
    return tuple(_pieces(text, paragraphs[:end], signed))


def masthead_of(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The lines above the first article that name the bulletin, its issue, who edits it and when."""
    found: list[Paragraph] = []
    for paragraph in paragraphs[:8]:
        if not MASTHEAD.fullmatch(paragraph.words) or len(paragraph.words) > 40:
            break
        found.append(paragraph)
    return tuple(found)


def evidence(paragraphs: Sequence[Paragraph]) -> Quote:
    """The words that show that a paper is a bulletin: 编者按, a column's name, who gets it, else an author line."""
    for paragraph in paragraphs:
        note = NOTE.match(paragraph.words)
        if note:
            return paragraph.quote(note.start("name"), note.end("name"), value="简报")
        if COLUMN.match(paragraph.words):
            return paragraph.quote(0, len(paragraph.words), value="简报")
        copied = COPIED.match(paragraph.words)
        if copied:
            return paragraph.quote(0, copied.end() - 1, value="简报")
    author = next(_authors(paragraphs)).author
    return Quote(author.start, author.end, value="简报")


def _is_mark(paragraph: Paragraph) -> bool:
    return bool(COLUMN.match(paragraph.words) or NOTE.match(paragraph.words))


def _authors(paragraphs: Sequence[Paragraph]) -> Iterator[Signed]:
    """The author lines. A bracket at the end of one numbered item, with the next item below, names who is to act."""
    for index, paragraph in enumerate(paragraphs):
        words = paragraph.words
        match = AUTHOR.search(words)
        if match is None or paragraph.cell:
            continue
        opening = match.start()
        apart = opening == 0 or paragraph.gap(opening) or CLOSED.match(words[opening - 1])
        author = _author(paragraph, match.start("name"), match.end("name")) if apart else None
        if author is None:
            continue
        label = leading(paragraph, index=index)
        following = leading(paragraphs[index + 1], index=index + 1) if index + 1 < len(paragraphs) else None
        if label and following and following.row == label.row and following.number == label.number + 1:
            continue
        yield Signed(index, opening, author)


def _author(paragraph: Paragraph, start: int, end: int) -> Quote | None:
    """The body in words[start:end], without the name of the person who wrote for it."""
    cuts = [place for place in range(start + 1, end) if paragraph.gap(place)]
    for stop in (end, *cuts, *range(end - 1, max(end - 5, start + 3), -1)):
        if is_body(paragraph.words[start:stop]):
            return paragraph.quote(start, stop)
    return None


def _pieces(text: str, paragraphs: Sequence[Paragraph], signed: Sequence[Signed]) -> Iterator[Piece]:
    first = len(masthead_of(paragraphs))
    for author in (*signed, None):
        last = author.index if author else len(paragraphs) - 1
        while first <= last:
            if COLUMN.match(paragraphs[first].words):
                first += 1
                continue
            if NOTE.match(paragraphs[first].words):
                yield _note(paragraphs[first])
                first += 1
                continue
            stop = next((place for place in range(first, last) if COLUMN.match(paragraphs[place].words)), None)
            if stop is None and author:
                yield _article(text, paragraphs, first, author)
            else:
                yield from _unsigned(text, paragraphs, first, last + 1 if stop is None else stop)
            first = last + 1 if stop is None else stop


def _note(paragraph: Paragraph) -> Piece:
    match = NOTE.match(paragraph.words)
    title = paragraph.quote(match.start("name"), match.end("name")) if match else paragraph.quote(0, 1)
    return Piece(title.start, paragraph.end, title=title, body=Span(title.start, paragraph.end))


def _article(text: str, paragraphs: Sequence[Paragraph], first: int, signed: Signed) -> Piece:
    closing = paragraphs[signed.index]
    start, opening = paragraphs[first].start, closing.view.offsets[signed.opening]
    title = _title(text, paragraphs[first : signed.index + 1]) or _column(paragraphs, first)
    return Piece(start, closing.end, title=title, author=signed.author, body=Span(start, max(start, opening)))


def _unsigned(text: str, paragraphs: Sequence[Paragraph], first: int, stop: int) -> Iterator[Piece]:
    """An article without an author line; lines without a sentence (本期要目) are none."""
    own = paragraphs[first:stop]
    if len(own) > 1 and any(ENDED.search(paragraph.words) for paragraph in own):
        start, end = own[0].start, own[-1].end
        yield Piece(start, end, title=_title(text, own), body=Span(start, end))


def _title(text: str, paragraphs: Sequence[Paragraph]) -> Quote | None:
    """The title of an article: the lines before its first sentence, else that sentence's first clause."""
    lines = 0
    while lines < min(len(paragraphs), TITLE_LINES) and _is_title_line(paragraphs[lines]):
        lines += 1
    if lines:
        return quotation(text, paragraphs[0], paragraphs[lines - 1])
    words = paragraphs[0].words
    clause = FIRST_CLAUSE.search(words)
    end = clause.start() if clause else len(words)
    return paragraphs[0].quote(0, end) if 2 <= end <= LONGEST_TITLE else None


def _column(paragraphs: Sequence[Paragraph], first: int) -> Quote | None:
    """The column's name right above an article, which stands for the title of an article that has none."""
    above = paragraphs[first - 1] if first else None
    return above.quote(1, len(above.words) - 1) if above and COLUMN.match(above.words) else None


def _is_title_line(paragraph: Paragraph) -> bool:
    words = paragraph.words
    if len(words) > LONGEST_TITLE or ENDED.search(words) or AUTHOR.fullmatch(words) or paragraph.cell:
        return False
    return leading(paragraph, index=0) is None
