"""The paragraphs of a plain text whose lines may be broken anywhere.

A line is a paragraph unless it is clear that the sentence goes on. Three things make it clear: the next line cannot
begin a sentence; the line breaks off inside a bracket, after a comma or after a word that needs another; or the whole
paper is wrapped at one width and the line is full. A line that looks like the beginning of something (a number, a
label, a date, a recipient, an indent) is never joined to the one before: a wrong join costs more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from corpus.document import Span

CANNOT_BEGIN = "，。；、：！？）》〉」』】〕,;:!?)%％‰"
ENDED = re.compile(r"(?:[。！？!?；;：:…]|(?<=[^\x00-\x7f])\.)[”’\"'）)》」』】\s]*$")
CLOSED = re.compile(r"[”’\"）)》」』】\]]$")
HANGING = re.compile(
    r"[^\s：:]{4}(?:(?<!目)的|(?<![共平缓温调柔总饱])和|(?<![参给授赠])与|(?<![涉普遍惠危顾触波])及|或|关于|对于)$"
)
OPENER = re.compile(
    r"根据|按照|依照|依据|遵照|鉴于|为(?:了|进一步|深入|切实|确保|保证|全面|贯彻|做好|认真|更好)|经.{2,12}(?:同意|研究|批准)"
)
SENTENCE_ENDS = re.compile(r"[。！？；]")
PAIRS = {"《": "》", "（": "）", "(": ")", "〔": "〕"}
REACH = 60  # how far a bracket may reach over a line's end, in characters

_NUMERAL = "[一二三四五六七八九十百零〇○]"
BEGINS = re.compile(
    rf"""
      [（(〔]\s*(?:{_NUMERAL}{{1,4}}|\d{{1,3}}|[a-zA-Z])\s*[）)〕]        # （一） (1)
    | {_NUMERAL}{{1,4}}\s*[、．.：:] | {_NUMERAL}{{1,2}}(?:是|要(?!求))     # 一、 一是
    | 第\s*(?:{_NUMERAL}|\d){{1,5}}\s*[编章节条款步项类部阶]                # 第一章
    | \d{{1,3}}\s*(?:[、）)]|[．.](?!\d)) | \d{{1,2}}[\s　]                # 1. 1)
    | \d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}(?!\d|[％%个名家万亿元倍人])        # 2.1.1
    | \S{{1,10}}\s?[〔\[［]\s?(?:19|20)\d\d\s?[〕\]］]\s?第?\s?\d+\s?号        # 某工办〔2008〕18号
    | [a-zA-Z][)）.．、] | [①-⓿❶-➓㈠-㈩]
    | [●○■□◆◇★☆▲△►▶※·•*—–【-]
    | 附\s*[件表录注图] | 附[:：] | [主抄报]\s*[送报][:：\s] | 主题词 | 签发人 | 联系[人电] | 编者按 | 目\s*录 | 序\s*号
    | [（(](?:此件|本文|联系|盖章|签章|公章|共) | [专表图]\s*栏?\s*\d | 注\s*[:：] | PAGE\b
    | [^，。；：:、]{{1,12}}[:：](?!$)                                      # 责任单位：办公室
    | 各[^。]*[:：]$                                                       # 各区总工会：
    | \S{{2,6}}\s*年\s*\S{{1,3}}\s*月\s*\S{{1,3}}\s*日\s*(?:印\s*发|[）)])?$  # 二○○六年三月一日
    """,
    re.VERBOSE,
)
INDENT = re.compile(r"　|[ \t\xa0]{2}")
ROW = re.compile(r" \| |\t[^\t]+\t")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where its words stand, the words, how wide it prints with its indent (in full-width
    characters), whether it is indented, how many blank lines stand before it."""

    span: Span
    words: str
    width: float
    indented: bool
    blanks_before: int


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a paper is wrapped: the width of its full lines, and whether paragraphs are told by an indent."""

    width: float
    indents: bool

    def is_full(self, line: Line) -> bool:
        """Whether the line may have ended because the next word had no room (a line may miss two characters)."""
        return line.width >= self.width - 2.5


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text` in order: half-open spans that begin and end with a printed character, do not overlap
    and leave out nothing but white space. Line breaks in `text` are `\\n`; linear in its length."""
    lines = lines_of(text)
    wrapping = wrapping_of(lines)
    paragraphs: list[Span] = []
    previous: Line | None = None
    joined = False
    for line in lines:
        joined = previous is not None and goes_on(previous, line, wrapping=wrapping, midway=joined)
        if joined:
            paragraphs[-1] = Span(paragraphs[-1].start, line.span.end)
        else:
            paragraphs.append(line.span)
        previous = line
    return tuple(paragraphs)


def lines_of(text: str) -> list[Line]:
    """The lines that hold a printed character."""
    lines: list[Line] = []
    blanks = offset = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = offset + len(raw) - len(raw.lstrip())
            span = Span(start, start + len(words))
            lines.append(Line(span, words, width_of(raw.rstrip()), bool(INDENT.match(raw)), blanks))
        blanks = 0 if words else blanks + 1
        offset += len(raw) + 1
    return lines


def goes_on(previous: Line, line: Line, *, wrapping: Wrapping | None, midway: bool) -> bool:
    """Whether `line` clearly goes on with the paragraph of `previous`; `midway` says that `previous` itself went on
    with one."""
    if line.blanks_before > 1 or ROW.search(previous.words) or ROW.search(line.words):
        return False
    ended = ENDED.search(previous.words) is not None
    if line.words[0] in CANNOT_BEGIN:
        return not ended
    if line.indented or BEGINS.match(line.words):
        return False
    if wrapping is not None and wrapping.is_full(previous) and not (ended and line.blanks_before):
        return (wrapping.indents and not line.blanks_before) or not (ended or looks_apart(previous.words, line.words))
    if ended or CLOSED.search(previous.words):
        return False
    return (
        previous.words[-1] in "，、,"
        or HANGING.search(previous.words) is not None
        or breaks_a_bracket(previous.words, line.words)
        or breaks_a_sentence(previous.words, line.words, midway=midway)
    )


def looks_apart(words: str, following: str) -> bool:
    """Whether a full line that closes a bracket is followed by a short line without punctuation (a signature)."""
    return CLOSED.search(words) is not None and len(following) <= 15 and re.search("[，。；、）]", following) is None


def breaks_a_bracket(words: str, following: str) -> bool:
    """Whether a bracket opened near the end of `words` is closed near the beginning of `following`."""
    tail = words[-REACH:]
    for opening, closing in PAIRS.items():
        if tail.rfind(opening) > tail.rfind(closing):
            head = following[:REACH]
            close, again = head.find(closing), head.find(opening)
            if close >= 0 and (again < 0 or close < again):
                return True
    return False


def breaks_a_sentence(words: str, following: str, *, midway: bool) -> bool:
    """Whether `words` stop in the middle of a sentence of several clauses, and `following` is more of one. A heading
    may hold a comma too, so the sentence must be known as one: by a sentence before it or by its first words."""
    tail = SENTENCE_ENDS.split(words)[-1]
    in_a_sentence = tail != words or midway or OPENER.match(words) is not None
    return in_a_sentence and "，" in tail and not BEGINS.match(tail) and re.search("[，。；]", following) is not None


def wrapping_of(lines: Sequence[Line]) -> Wrapping | None:
    """How the whole paper is wrapped; None where its lines are whole paragraphs."""
    if len(lines) < 12:
        return None
    widest = sorted(line.width for line in lines)[-1 - len(lines) // 50]
    wrapping = Wrapping(widest, indents=0.1 * len(lines) <= sum(line.indented for line in lines) < 0.9 * len(lines))
    full = [line for line in lines if wrapping.is_full(line)]
    broken = sum(not ENDED.search(line.words) for line in full)
    wrapped = 15 <= widest <= 60 and len(full) >= 0.3 * len(lines) and broken >= 0.6 * len(full)
    return wrapping if wrapped else None


def width_of(words: str) -> float:
    """How wide the words print, in full-width characters."""
    return (len(words) + sum(map("WFA".__contains__, map(east_asian_width, words)))) / 2
