"""The pieces printed together in one paper: a covering notice and what it carries, or the articles of a bulletin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.document import Article, Quote, Span
from corpus.layout import Paragraph
from corpus.letterhead_head import Head, ends_a_title, head_of, sender_in
from corpus.letterhead_parties import COPIED, is_body
from corpus.letterhead_signature import NOTE, Signature, signatures
from corpus.numbering_labels import Label, leading

MARKER = re.compile(r"附件[\d一二三四五六七八九十]{0,2}(?P<colon>[:：]?)")
NAMED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
ISSUED = re.compile(r".{2,30}年.{1,3}月.{1,3}日印发|主题词[:：]|联系(?:人|电话)[:：]")
MARKS = re.compile("[的《》“”〈〉、，]|关于")
AFTER_HEAD = 12  # so many paragraphs at the beginning name what the paper carries
TITLE_LINES, LONGEST_TITLE = 4, 60
HIGH_RANK = 4
Place = tuple[int, int]


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
    begins = sorted(set(_beginnings(text, paragraphs, head, signature)))
    if not begins:
        return (_covering(paragraphs, head, signature, len(paragraphs)),)
    ends: list[Place] = [*begins[1:], (len(paragraphs), 0)]
    carried = [_carried(text, paragraphs, begin, end) for begin, end in zip(begins, ends, strict=True)]
    return (_covering(paragraphs, head, signature, begins[0][0]), *carried)


def own_signature(paragraphs: Sequence[Paragraph], head: Head) -> Signature | None:
    """The covering paper's signature: the first one with a signer, else the first date that stands by itself at the
    end. A report that is passed on (转发) ends with its own author's signature, which is not the paper's."""
    title = head.title.value if head.title else ""
    issuer = sender_in(title)
    found = list(signatures(paragraphs, first=head.body, issuer=issuer))
    signed = next((signature for signature in found if signature.signer), None)
    if signed is None:
        return next((signature for signature in found if _is_last(paragraphs, signature)), None)
    signer = signed.signer.value if signed.signer else ""
    foreign = issuer and issuer not in signer and signer not in issuer
    if foreign and re.search("[转批]发", title) and _is_last(paragraphs, signed):
        return None
    return signed


def _is_last(paragraphs: Sequence[Paragraph], signature: Signature) -> bool:
    rest = paragraphs[signature.paragraph + 1 :]
    return signature.rest is None and all(_is_trailing(paragraph) for paragraph in rest[:AFTER_HEAD])


def _is_trailing(paragraph: Paragraph) -> bool:
    """Whether a paragraph belongs to the end matter: notes in brackets, copies, who printed it."""
    patterns = (NOTE, COPIED, ISSUED)
    return any(pattern.match(paragraph.words) for pattern in patterns) and len(paragraph.words) <= 300


def _beginnings(
    text: str, paragraphs: Sequence[Paragraph], head: Head, signature: Signature | None
) -> Iterator[Place]:
    """Where carried pieces begin: (paragraph, index in its words)."""
    opening = min(signature.paragraph + 1 if signature else len(paragraphs), head.body + AFTER_HEAD)
    named = {_plain(name[1]) for paragraph in paragraphs[:opening] for name in NAMED.finditer(paragraph.words)}
    index = head.body
    first: Place | None = None
    if signature:
        first = _after_signature(paragraphs, signature)
        if first is None:
            return
        yield first
        index = first[0] + 1
    last: dict[str, Label] = {}
    while index < len(paragraphs):
        begin = _marked(paragraphs, index) or _repeated(paragraphs, index, named)
        if begin is None and first is not None and _begins_again(paragraphs, index, last):
            begin = (index, 0)
        if begin and begin[0] < len(paragraphs):
            first = first or begin
            yield begin
            index, last = max(begin[0], index), {}
        label = leading(paragraphs[index], index=index)
        if label:
            last[label.row] = label
        index += 1


def _after_signature(paragraphs: Sequence[Paragraph], signature: Signature) -> Place | None:
    """Where the first piece after the signature begins, past notes, copies and the line 附件; None where nothing does."""
    if signature.rest is not None:
        return signature.paragraph, signature.rest
    for index in range(signature.paragraph + 1, len(paragraphs)):
        words = paragraphs[index].words
        note = NOTE.match(words)
        if note and note.end() < len(words) <= LONGEST_TITLE + note.end():
            return index, note.end()
        marker = MARKER.match(words)
        if marker and marker.end() == len(words):
            continue
        if marker and not _is_listed(paragraphs, index):
            return index, marker.end()
        if not _is_trailing(paragraphs[index]):
            return index, 0
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
            return None if marker["colon"] and _is_listed(paragraphs, index) else (index + 1, 0)
        titled = ends_a_title(paragraph.words) and not _is_listed(paragraphs, index)
        return (index, marker.end()) if titled else None
    return None


def _is_listed(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line 附件：… is a list of what is attached: its titles come again, or a list or signature follows."""
    following = paragraphs[index + 1 : index + 3]
    if any(re.match(r"附件|[12２２][.．、]", paragraph.words) for paragraph in following[:1]):
        return True
    title = MARKER.sub("", paragraphs[index].words, count=1)
    after = paragraphs[index + 1 :]
    if len(title) > 4 and any(paragraph.words.startswith(title[:20]) for paragraph in after):
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
            return index, 0
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
    last = until[0] + (1 if until[1] else 0)
    own = paragraphs[begin[0] : last]
    own = own[: max(_length(own), 1)]
    head = head_of(text, own, start=begin[1])
    signature = next((found for found in signatures(own, first=head.body, issuer="") if _is_last(own, found)), None)
    start = own[0].view.offsets[min(begin[1], len(own[0].words) - 1)]
    end = own[-1].view.offsets[until[1] - 1] + 1 if until[1] else own[-1].end
    finish = signature.start if signature else end
    first = own[head.body].start if head.body < len(own) else finish
    return Piece(
        start,
        max(start, end),
        title=head.title,
        author=signature.signer if signature else _author_beneath(own, head),
        body=Span(min(first, finish), finish),
        head=head,
        signature=signature,
    )


def _author_beneath(paragraphs: Sequence[Paragraph], head: Head) -> Quote | None:
    for index in head.beneath:
        paragraph = paragraphs[index]
        cuts = [place for place in range(1, len(paragraph.words)) if paragraph.gap(place)]
        end = cuts[0] if cuts else len(paragraph.words.rstrip("）)"))
        start = 1 if paragraph.words[0] in "（(" else 0
        if is_body(paragraph.words[start:end]):
            return paragraph.quote(start, end)
    return None


def _length(paragraphs: Sequence[Paragraph]) -> int:
    """How many of the paragraphs are left without the end matter (copies, who printed it)."""
    for index in range(max(len(paragraphs) - AFTER_HEAD, 0), len(paragraphs)):
        if COPIED.match(paragraphs[index].words) or ISSUED.match(paragraphs[index].words):
            return max(index, 1)
    return len(paragraphs)


def _plain(words: str) -> str:
    return MARKS.sub("", words)
