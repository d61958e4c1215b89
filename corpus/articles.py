"""The pieces printed together in one paper: a covering notice and what it carries, or the articles of a bulletin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.document import Article, Quote, Span
from corpus.layout import Paragraph
from corpus.letterhead_adoption import author_beneath
from corpus.letterhead_head import Head, ends_a_title, head_of, sender_in
from corpus.letterhead_parties import COPIED
from corpus.letterhead_signature import NOTE, Signature, signatures
from corpus.numbering_labels import Label, leading

MARKER = re.compile(r"附件[\d一二三四五六七八九十]{0,2}(?P<colon>[:：]?)")
NAMED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
ISSUED = re.compile(r".{2,30}年.{1,3}月.{1,3}日印发|主题词[:：]|联系(?:人|电话)[:：]")
MARKS = re.compile("[的《》“”〈〉、，]|关于")
AFTER_HEAD = 12  # so many paragraphs at the beginning name what the paper carries
TITLE_LINES, LONGEST_TITLE = 4, 60
HIGH_RANK = 4
FAR = 2000  # so many paragraphs below the list its titles are looked for


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a carried piece begins: at words[begin:] of a paragraph; what was before it ends at words[:cut]."""

    paragraph: int
    cut: int = 0
    begin: int = 0


@dataclass(frozen=True, slots=True)
class Piece(Span):
    """A piece of a paper, from its title's first character to its last printed one.

    `body` is the stretch whose numbering is its own, without signature and list of copies. `head` and `signature` are
    None where the piece has none.
    """

    title: Quote | None = field(kw_only=True)
    author: Quote | None = field(kw_only=True, default=None)
    body: Span = field(kw_only=True)
    head: Head | None = field(kw_only=True, default=None)
    signature: Signature | None = field(kw_only=True, default=None)


def articles_of(pieces: Sequence[Piece]) -> tuple[Article, ...]:
    """The articles of a paper; none where it is a single piece."""
    if len(pieces) < 2:
        return ()
    return tuple(Article(piece.start, piece.end, title=piece.title, author=piece.author) for piece in pieces)


def pieces_of(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Piece, ...]:
    """The covering paper and the pieces it carries, in order; one piece where it carries none; () for an empty text.

    A carried piece begins after the signature, at a line 附件, at a line that repeats a title the covering paper names,
    or at a title below which the numbering begins again.
    """
    if not paragraphs:
        return ()
    head = head_of(text, paragraphs)
    signature = own_signature(paragraphs, head)
    begins = sorted(set(_beginnings(paragraphs, head, signature)))
    if not begins:
        return (_covering(paragraphs, head, signature, len(paragraphs)),)
    ends = [*begins[1:], Place(len(paragraphs))]
    carried = [_carried(text, paragraphs, begin, end) for begin, end in zip(begins, ends, strict=True)]
    return (_covering(paragraphs, head, signature, begins[0].paragraph), *carried)


def own_signature(paragraphs: Sequence[Paragraph], head: Head) -> Signature | None:
    """The covering paper's signature: the first that the body in its title signs; else the first with a signer, unless
    the paper passes another's report on (转发), which ends with that body's signature; else a date by itself, at the
    end or before a title."""
    title = head.title.value if head.title else ""
    issuer = sender_in(title)
    found = list(signatures(paragraphs, first=head.body, issuer=issuer))
    signed = [signature for signature in found if signature.signer]
    dated = [signature for signature in found if not signature.signer and _closes(paragraphs, signature)]
    if not issuer:
        return next(iter(signed or dated), None)
    own = next((signature for signature in signed if _is_same(issuer, signature.signer)), None)
    if own or (re.search("[转批]发|批转", title) and signed):
        return own or next(iter(dated), None)
    return next(iter(signed or dated), None)


def _is_same(issuer: str, signer: Quote | None) -> bool:
    signed = signer.value.replace("、", "") if signer else ""
    return bool(signed) and (issuer.replace("、", "") in signed or signed in issuer)


def _closes(paragraphs: Sequence[Paragraph], signature: Signature) -> bool:
    """Whether a date without a signer ends a paper: nothing follows, or a title does."""
    following = paragraphs[signature.paragraph + 1 : signature.paragraph + 2]
    return _is_last(paragraphs, signature) or any(ends_a_title(paragraph.words) for paragraph in following)


def _is_last(paragraphs: Sequence[Paragraph], signature: Signature) -> bool:
    rest = paragraphs[signature.paragraph + 1 :]
    return signature.rest is None and all(_is_trailing(paragraph) for paragraph in rest[:AFTER_HEAD])


def _is_trailing(paragraph: Paragraph) -> bool:
    """Whether a paragraph belongs to the end matter: notes in brackets, copies, who printed it."""
    patterns = (NOTE, COPIED, ISSUED)
    return any(pattern.match(paragraph.words) for pattern in patterns) and len(paragraph.words) <= 300


def _beginnings(paragraphs: Sequence[Paragraph], head: Head, signature: Signature | None) -> Iterator[Place]:
    """Where carried pieces begin, in order."""
    opening = min(signature.paragraph + 1 if signature else len(paragraphs), head.body + AFTER_HEAD)
    named = {_plain(name[1]) for paragraph in paragraphs[:opening] for name in NAMED.finditer(paragraph.words)}
    index = head.body
    first: Place | None = None
    if signature:
        first = _after_signature(paragraphs, signature)
        if first is None:
            return
        yield first
        index = first.paragraph + 1
    last: dict[str, Label] = {}
    while index < len(paragraphs):
        begin = _marked(paragraphs, index) or _repeated(paragraphs, index, named)
        if begin is None and first is not None and _begins_again(paragraphs, index, last):
            begin = Place(index)
        if begin and begin.paragraph < len(paragraphs):
            first = first or begin
            yield begin
            index, last = begin.paragraph, {}
        label = leading(paragraphs[index], index=index)
        if label:
            last[label.row] = label
        index += 1


def _after_signature(paragraphs: Sequence[Paragraph], signature: Signature) -> Place | None:
    """Where the first piece after the signature begins, past notes, copies and 附件; None where nothing does."""
    if signature.rest is not None:
        return Place(signature.paragraph, signature.rest, signature.rest)
    for index in range(signature.paragraph + 1, len(paragraphs)):
        words = paragraphs[index].words
        note = NOTE.match(words)
        if note and note.end() < len(words) <= LONGEST_TITLE + note.end():
            return Place(index, note.end(), note.end())
        marker = MARKER.match(words)
        if marker and marker.end() == len(words):
            continue
        if marker and not _is_listed(paragraphs, index):
            return Place(index, 0, marker.end())
        if not _is_trailing(paragraphs[index]):
            return Place(index)
    return None


def _marked(paragraphs: Sequence[Paragraph], index: int) -> Place | None:
    """The beginning that a line 附件2 announces, by itself, before a title or behind a blank in a line run together."""
    paragraph = paragraphs[index]
    if len(paragraph.words) > 2 * LONGEST_TITLE or paragraph.cell:
        return None
    for marker in MARKER.finditer(paragraph.words):
        if marker.start() and not (paragraph.gap(marker.start()) and marker.end() - marker.start() > 2):
            continue
        if marker.end() == len(paragraph.words):
            return None if marker["colon"] and _is_listed(paragraphs, index) else Place(index + 1)
        titled = ends_a_title(paragraph.words) and not _is_listed(paragraphs, index)
        return Place(index, marker.start(), marker.end()) if titled else None
    return None


def _is_listed(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line 附件：… is a list of what is attached: its titles come again, or a list or signature follows."""
    following = paragraphs[index + 1 : index + 3]
    if any(re.match(r"附件|[12２２][.．、]", paragraph.words) for paragraph in following[:1]):
        return True
    title = MARKER.sub("", paragraphs[index].words, count=1)
    again = range(index + 1, min(index + FAR, len(paragraphs)))
    if len(title) > 4 and any(paragraphs[place].words.startswith(title[:20]) for place in again):
        return True
    return any(True for _ in signatures(following, first=0, issuer=""))


def _repeated(paragraphs: Sequence[Paragraph], index: int, named: set[str]) -> Place | None:
    """Whether a title that the covering paper names stands here as a title, on one line or broken over several."""
    if not named:
        return None
    joined = ""
    for paragraph in paragraphs[index : index + TITLE_LINES]:
        joined += _plain(paragraph.words)
        if len(joined) > 2 * LONGEST_TITLE or re.search("[。；：]", paragraph.words) or paragraph.cell:
            return None
        if joined in named and len(joined) > 4:
            return Place(index)
    return None


def _begins_again(paragraphs: Sequence[Paragraph], index: int, last: dict[str, Label]) -> bool:
    """Whether a title stands here below which a high numbering that was open begins again with one."""
    paragraph = paragraphs[index]
    if len(paragraph.words) > LONGEST_TITLE or not ends_a_title(paragraph.words) or paragraph.cell:
        return False
    if leading(paragraph, index=index) or re.search("[。；：，]", paragraph.words):
        return False
    for place in range(index + 1, min(index + 8, len(paragraphs))):
        label = leading(paragraphs[place], index=place)
        if label:
            rank = label.style.rank
            return rank is not None and rank <= HIGH_RANK and label.number == 1 and label.row in last
    return False


def _covering(paragraphs: Sequence[Paragraph], head: Head, signature: Signature | None, until: int) -> Piece:
    start = head.title.start if head.title else paragraphs[0].start
    own = paragraphs[: max(until, 1)]
    if signature is None:
        own = own[: _length(own)]
    end = signature.end if signature and until < len(paragraphs) else own[-1].end
    finish = signature.start if signature else end
    begin = paragraphs[head.body].start if head.body < len(paragraphs) else finish
    return Piece(
        start,
        max(end, start),
        title=head.title,
        author=signature.signer if signature else None,
        body=Span(min(begin, finish), finish),
        head=head,
        signature=signature,
    )


def _carried(text: str, paragraphs: Sequence[Paragraph], begin: Place, until: Place) -> Piece:
    """The piece between two places; its author is its own signature, or the body that stands under its title."""
    own = paragraphs[begin.paragraph : until.paragraph + bool(until.cut)]
    own = own[: max(_length(own), 1)]
    head = head_of(text, own, start=begin.begin)
    signature = next((found for found in signatures(own, first=head.body, issuer="") if _is_last(own, found)), None)
    start = own[0].view.offsets[min(begin.begin, len(own[0].words) - 1)]
    end = own[-1].view.offsets[until.cut - 1] + 1 if until.cut else own[-1].end
    finish = signature.start if signature else end
    first = own[head.body].start if head.body < len(own) else finish
    return Piece(
        start,
        max(start, end),
        title=head.title,
        author=(signature.signer if signature else None) or head.author or author_beneath(own, head),
        body=Span(min(first, finish), finish),
        head=head,
        signature=signature,
    )


def _length(paragraphs: Sequence[Paragraph]) -> int:
    """How many of the paragraphs are left without the end matter: copies, who printed it, the mark of what follows."""
    while len(paragraphs) > 1 and MARKER.fullmatch(paragraphs[-1].words):
        paragraphs = paragraphs[:-1]
    for index in range(max(len(paragraphs) - AFTER_HEAD, 0), len(paragraphs)):
        if COPIED.match(paragraphs[index].words) or ISSUED.match(paragraphs[index].words):
            return max(index, 1)
    return len(paragraphs)


def _plain(words: str) -> str:
    return MARKS.sub("", words)
