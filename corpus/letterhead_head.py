"""The head of a paper or of an attached piece: title, document number, recipients, until the text begins.

GB/T 9704-2012, clauses 7.2.5 发文字号, 7.3.1 标题, 7.3.2 主送机关. The title may stand above or below the number and be
broken over lines; a law prints its adoption, a speech its occasion below the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import DateQuote, Quote
from corpus.layout import Paragraph, quotation
from corpus.letterhead_dates import days_in
from corpus.letterhead_parties import is_body, named, parted
from corpus.lexicons import kinds, organization_words, title_ends
from corpus.numbering_labels import leading

LONGEST_TITLE, MOST_TITLE_LINES = 80, 6
YEAR = r"[〔\[［【（(﹝{](?:19|20)\d\d[〕\]］】）)﹞}]"
NUMBER = re.compile(rf"(?P<code>[一-鿿A-Za-z]{{1,14}}){YEAR}第?\d{{1,5}}号")
ORDER = re.compile(r"(?:[一-鿿]{2,20}令)?第[\d一二三四五六七八九十百〇○]{1,6}号")
BANNER = re.compile(
    r"(?:(?!关于|印发)[一-鿿（）]){2,30}(?:文件|令)$|\d{6}$|(?:绝密|机密|秘密)|(?:特急|加急|特提|平急|急件)$|签发人"
    r"|附件[\d一二三四五六七八九十]*[:：]?$"
)
BENEATH = re.compile(r"[-—–－(（]|(?:19|20)\d\d年\d{1,2}月|[一二][〇○零九]..年")
BODY = re.compile(r"[。；！？;!?]|[，：,:]$|^目录?$")
TRIAL = re.compile(r"[（(][^（()）]{0,8}(?:试行|暂行|草案|修订|稿|年度?|版)[）)]")
ADOPTED = re.compile(r"通过|公布|批准|修订|修正")
BRACKETED = re.compile(r"[（(《〈][^（()）《》〈〉]*[）)》〉]$|[》〉]$")
SENDER = re.compile(r"(.{2,60}?)(?:关于|印发|转发|批转|发布|公布|对|给|(?:19|20)\d\d年)")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text. `banner` is the body of the red head (某某总工会文件, 国务院令); `author` are bodies
    run together with the title; `beneath` are the places of the lines below it (adoption of a law, occasion of a
    speech, an author); `body` is the place of the first paragraph of the text.
    """

    title: Quote | None
    number: Quote | None
    banner: Quote | None
    recipients: tuple[Quote, ...]
    date: DateQuote | None
    author: Quote | None
    beneath: tuple[int, ...]
    body: int


@dataclass(slots=True)
class _Lines:
    """The lines of a head as they are met: the title's as (paragraph, start, end in its words), those beneath it."""

    title: list[tuple[int, int, int]] = field(default_factory=list)
    beneath: list[int] = field(default_factory=list)
    number: Quote | None = None
    numbered: int = -1
    banner: Quote | None = None
    date: DateQuote | None = None
    author: Quote | None = None


def head_of(text: str, paragraphs: Sequence[Paragraph], *, first: int = 0, start: int = 0) -> Head:
    """Reads the head that begins at words[start:] of paragraph `first`."""
    lines = _Lines()
    index = first
    while index < len(paragraphs) and lines.author is None:
        paragraph = paragraphs[index]
        begin = start if index == first else 0
        if not (
            _takes_number(lines, paragraphs, index, begin)
            or _takes_beneath(lines, paragraphs, index, begin)
            or _takes_banner(lines, paragraph, begin)
            or _takes_title(lines, paragraphs, index, begin)
        ):
            break
        index += 1
    recipients, body = recipients_of(paragraphs, index)
    return Head(
        _titled(text, paragraphs, lines.title),
        lines.number,
        lines.banner,
        recipients,
        lines.date,
        lines.author,
        tuple(lines.beneath),
        body,
    )


def _takes_number(lines: _Lines, paragraphs: Sequence[Paragraph], index: int, begin: int) -> bool:
    """A document number; a body alone above it is the red head of a letter (GB/T 9704-2012, clause 10.1), no title."""
    found = None if lines.number or lines.beneath else number_in(paragraphs[index], begin)
    if found is None:
        return False
    if len(lines.title) == 1 and is_body(words := paragraphs[lines.title[0][0]].words):
        lines.banner = lines.banner or paragraphs[lines.title[0][0]].quote(0, len(words))
        lines.title.clear()
    paragraph = paragraphs[index]
    lines.number, end, start = found
    lines.numbered = index
    lines.date = next((day for _, _, day in days_in(paragraph, end)), None)
    if start > begin:
        lines.title.append((index, begin, start))
    return True


def _takes_beneath(lines: _Lines, paragraphs: Sequence[Paragraph], index: int, begin: int) -> bool:
    """A line below the title; a dash begins one even where the title was lost."""
    words = paragraphs[index].words[begin:]
    if lines.beneath:
        more = len(words) <= 40 and not BODY.search(words) and leading(paragraphs[index], index=index) is None
    elif lines.title and _is_whole(paragraphs, lines.title) and is_body(words):
        more = len(words) <= 40
    else:
        more = False
    occasion = bool(lines.title or words[0] in "-—–") and BENEATH.match(words) is not None
    if not more and not (occasion and (len(words) <= 120 or ADOPTED.search(words))):
        return False
    if lines.title and TRIAL.fullmatch(words):
        return False
    lines.beneath.append(index)
    return True


def _takes_banner(lines: _Lines, paragraph: Paragraph, begin: int) -> bool:
    words = paragraph.words[begin:]
    if lines.title or not BANNER.match(words):
        return False
    body = re.sub("(?:文件|令)$", "", words)
    if lines.banner is None and is_body(body):
        lines.banner = paragraph.quote(begin, begin + len(body))
    return True


def _takes_title(lines: _Lines, paragraphs: Sequence[Paragraph], index: int, begin: int) -> bool:
    paragraph = paragraphs[index]
    words = paragraph.words[begin:]
    if paragraph.cell or lines.beneath or leading(paragraph, index=index, start=begin, decimals=True):
        return False
    if not lines.title:
        together = _before_bodies(paragraph, begin, len(paragraph.words))
        if together:
            lines.title.append((index, begin, together))
            lines.author = named(paragraph, together, len(paragraph.words))
            return True
    elif lines.title[-1][0] < lines.numbered:
        return False
    complete = bool(lines.title) and _is_whole(paragraphs, lines.title)
    if not _may_be_title(words) or (complete and not ends_a_title(words)):
        return False
    lines.title.append((index, begin, len(paragraph.words)))
    return True


def number_in(paragraph: Paragraph, start: int = 0) -> tuple[Quote, int, int] | None:
    """The document number a line of the head consists of or ends with: the quotation, where it ends and where it begins
    in the words. A number after a title's 文种 on the same line is parted from it."""
    words = paragraph.words
    if len(words) - start > LONGEST_TITLE + 40:
        return None
    match = NUMBER.search(words, start)
    if match is None:
        match = ORDER.fullmatch(words, start)
        return (paragraph.quote(match.start(), match.end()), match.end(), match.start()) if match else None
    if "《" in words[start : match.start()] or not re.match(r"$|[（(]|签发人", words[match.end() :]):
        return None
    begin = match.start()
    for word in kinds():
        place = words.rfind(word, begin, match.end("code") - 1)
        if place >= 0 and len(word) > 1:
            begin = max(begin, place + len(word))
    return paragraph.quote(begin, match.end()), match.end(), begin


def recipients_of(paragraphs: Sequence[Paragraph], index: int) -> tuple[tuple[Quote, ...], int]:
    """主送机关 at a place, and the place of the first paragraph of the text (the recipients' own, where the text goes
    on in it). An address (各位代表：) is passed over."""
    found: list[Quote] = []
    place = index
    while place < min(index + 4, len(paragraphs)):
        words = paragraphs[place].words
        colon = re.search("[：:]", words)
        end = colon.start() if colon else len(words)
        if end > 300 or re.search("[。；！？《]", words[:end]) or leading(paragraphs[place], index=place):
            break
        if words.startswith(organization_words("greetings")):
            return (), place + 1
        if colon is None:
            if not words.endswith(("，", "、", ",")):
                break
            found += parted(paragraphs[place], 0, end)
        else:
            if not is_addressed(words[:end]):
                break
            found += parted(paragraphs[place], 0, end)
            return tuple(found), place + (end + 1 == len(words))
        place += 1
    return (), index


def is_addressed(words: str) -> bool:
    """Whether the words before a colon name those a paper is sent to."""
    ends = organization_words("bodies") + organization_words("recipients")
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", words)
    return bare.endswith(ends) or (bare.startswith(("各", "全")) and not bare.endswith("如下"))


def ends_a_title(words: str) -> bool:
    """Whether the words end like a title: with a kind (文种) or the name of a list or table, brackets aside."""
    bare = BRACKETED.sub("", words) if not words.endswith("》") else words[:-1]
    return bare.endswith(title_ends()) or TRIAL.fullmatch(words) is not None


def kind_in(words: str) -> tuple[int, int, str] | None:
    """Where in a title its 文种 stands, and which it is: the word at its end, brackets aside; else the last one that
    the title holds before such an ending (工作要点（讨论稿）)."""
    bare = words
    while match := BRACKETED.search(bare):
        bare = bare[: match.start()] if match.start() else bare[:-1]
    for word, kind in sorted(kinds().items(), key=lambda item: -len(item[0])):
        if bare.endswith(word):
            return len(bare) - len(word), len(bare), kind
    return None


def sender_in(title: str) -> str:
    """The body a title begins with (国务院办公厅关于… gives 国务院办公厅), or ''."""
    match = SENDER.match(title)
    return match[1] if match and all(is_body(name) for name in match[1].split("、")) else ""


def _may_be_title(words: str) -> bool:
    return len(words) <= LONGEST_TITLE and not BODY.search(re.sub("《[^》]*》", "", words))


def _is_whole(paragraphs: Sequence[Paragraph], title: Sequence[tuple[int, int, int]]) -> bool:
    index, start, end = title[-1]
    return len(title) >= MOST_TITLE_LINES or ends_a_title(paragraphs[index].words[start:end])


def _titled(text: str, paragraphs: Sequence[Paragraph], lines: Sequence[tuple[int, int, int]]) -> Quote | None:
    """The title's lines as one quotation; lines after the one that ends a title are left out."""
    if not lines:
        return None
    whole = [
        place for place, (index, start, end) in enumerate(lines) if ends_a_title(paragraphs[index].words[start:end])
    ]
    kept = lines[: whole[-1] + 1] if whole else lines
    (first, start, _), (last, low, end) = kept[0], kept[-1]
    return quotation(text, paragraphs[first].view.span(start, start + 1), paragraphs[last].view.span(low, end))


def _before_bodies(paragraph: Paragraph, start: int, end: int) -> int | None:
    """Where a title ends that the names of its authors were run together with (…的意见某部 某局), after its kind; None
    where nothing is run together."""
    cuts = [place for place in range(start + 1, end) if paragraph.gap(place)]
    head = paragraph.words[start : cuts[0]] if cuts else ""
    for word in kinds():
        place = head.rfind(word)
        if place > 0 and len(word) > 1 and is_body(head[place + len(word) :]):
            return start + place + len(word)
    return None
