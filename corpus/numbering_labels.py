"""Labels: how offices number headings and items, and what only looks like a label.

GB/T 9704-2012, clause 7.3.3 knows 一、 （一） 1. （1）; offices also print 1、 1） ⑴ ① 第一章 第一条 第一阶段
一是 一要 “一”： 1.1.
A label is of a style; its number says which of its row it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.layout import Paragraph

NUMERAL = "[一二三四五六七八九十百零〇○]{1,6}"
CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿➀-➓"
ORDINAL = rf"第(?P<n>{NUMERAL}|\d{{1,3}})"


@dataclass(frozen=True, slots=True)
class Style:
    """One way to number. `rank` orders the styles whose order all offices keep (smaller is higher); None fits anywhere.

    `pattern` matches the label's words, its group `n` the numeral. `before` is what may stand right before a label
    inside a paragraph; None where the style only begins paragraphs. `alike` names the styles that are mixed up in one
    row by mistake.
    """

    name: str
    rank: int | None
    pattern: re.Pattern[str]
    before: str | None
    alike: str


def _style(name: str, rank: int | None, pattern: str, *, before: str | None = None, alike: str = "") -> Style:
    return Style(name, rank, re.compile(pattern), before, alike or name)


ENDS = "。；：:;！？”"
CLAUSES = ENDS + "，,）)、"
NOT_AFTER = "第表图式注款条项"
STYLES = (
    _style("part", 0, rf"{ORDINAL}(?:编|篇|部分)(?![的分])"),
    _style("chapter", 1, rf"{ORDINAL}章(?!第|的)"),
    _style("section", 2, rf"{ORDINAL}节(?!第|的)"),
    _style("clause", 3, rf"{ORDINAL}条(?:之{NUMERAL})?"),
    _style("stage", None, rf"{ORDINAL}(?:阶段|步骤|步|批次)", before=ENDS),
    _style("chinese", 4, rf"(?P<n>{NUMERAL})[、．.](?![，。、；])", before=ENDS),
    _style("(chinese)", 5, rf"[（(](?P<n>{NUMERAL})[）)]、?|(?P<m>[㈠-㈩])", before=CLAUSES),
    _style("1.1.1", 9, r"\d{1,2}(?:[.．]\d{1,2}){2}[.．]?(?P<n>)(?![\d.．%])", alike="decimal"),
    _style("1.1", 8, r"\d{1,2}[.．]\d{1,2}(?P<n>)(?![\d.．%万亿元])", alike="decimal"),
    _style("1.", 10, r"(?P<n>\d{1,3})[.．](?!\d)|(?P<m>[⒈-⒛])", before=CLAUSES, alike="digit"),
    _style("1.6月", 10, r"(?P<n>\d{1,2})[.．](?=(?:19|20)\d\d年|\d{1,2}月)", before=ENDS, alike="digit"),
    _style("1、", 10, r"(?P<n>\d{1,3})、(?!\d+[、月日号])", before=CLAUSES, alike="digit"),
    _style("(1)", 11, r"[（(](?P<n>\d{1,3})[）)]、?|(?P<m>[⑴-⒇])", before=CLAUSES, alike="(digit)"),
    _style("1)", 11, r"(?P<n>\d{1,3})[）)]、?", before=CLAUSES, alike="(digit)"),
    _style("①", 12, rf"(?P<m>[{CIRCLED}])[、.．]?", before=""),
    _style("spoken", None, r"(?P<n>[一二三四五六七八九十]{1,3})是(?![否非])", before=CLAUSES),
    _style("asked", None, r"(?P<n>[一二三四五六七八九十]{1,3})要(?![求素点件义领])", before=CLAUSES),
    _style("quoted", None, r"[“\"](?P<n>[一二三四五六七八九十百千万])[”\"](?=[：:])", before=ENDS),
    _style("1", 7, r"(?P<n>\d{1,2})(?=[一-鿿])", alike="decimal"),
)
# What no style fits is told at once: most paragraphs begin with no label.
_ANY = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", style.pattern.pattern) for style in STYLES))
INLINE = tuple(style for style in STYLES if style.before is not None)
BY_NAME = {style.name: style for style in STYLES}
MAY_BE_LOOSE = ("(chinese)", "(1)", "spoken")
SAME_ROW = {"1.6月": "1."}
COUNTED = re.compile(r"[线级类产次等季批期轮楼号年者档组把、]")
CITED = re.compile(r"[项款目和或至及、，,（(条]")
CITED_CLAUSE = re.compile(r"[规第款项的中所、和至及与之，。；）〉》]")
STAGE_ENDS = re.compile(r"[：:（(，,、。—-]")


@dataclass(frozen=True, slots=True)
class Label:
    """words[start:end] of a paragraph is a label of `style`, the `number`th of its row. `loose` marks an inline one
    that no punctuation sets off."""

    start: int
    end: int
    style: Style
    number: int
    paragraph: int
    inline: bool = False
    loose: bool = False

    @property
    def row(self) -> str:
        """The name that all labels of one row share."""
        return SAME_ROW.get(self.style.name, self.style.name)

    @property
    def spoken(self) -> bool:
        """Whether it is 一是 or 一要, which punctuation alone sets off."""
        return self.style.name in ("spoken", "asked")

    @property
    def quoted(self) -> bool:
        """Whether it is “十”：, whose row leaves numbers out (一 十 百 千 万)."""
        return self.style.name == "quoted"


def leading(paragraph: Paragraph, *, index: int, start: int = 0, decimals: bool = False) -> Label | None:
    """The label that words[start:] begins with; `index` is the paragraph's place, `decimals` says whether the paper
    numbers its headings 1, 1.1, 1.1.1."""
    if _ANY.match(paragraph.words, start) is None:
        return None
    for style in STYLES:
        match = style.pattern.match(paragraph.words, start)
        if match and _stands_alone(paragraph, style, match, decimals=decimals):
            return Label(start, match.end(), style, _number(match), index)
    return None


def numbers_decimally(paragraphs: tuple[Paragraph, ...]) -> bool:
    """Whether some heading is numbered 1.1 (or 2.1) and set off by a blank; 1.27 may be a date."""
    pattern = BY_NAME["1.1"].pattern
    return any(
        (match := pattern.match(paragraph.words)) and _number(match) == 1 and paragraph.gap(match.end())
        for paragraph in paragraphs
        if not paragraph.cell
    )


def candidates(paragraph: Paragraph, style: Style, *, index: int, start: int) -> list[Label]:
    """What looks like an inline label of a style of INLINE in words[start:]; whether it is one, its row decides."""
    words, found = paragraph.words, list[Label]()
    for match in style.pattern.finditer(words, start):
        before = _before(words, match.start())
        if before in NOT_AFTER or (style.name == "chinese" and _counts(words, match)):
            continue
        if style.name == "stage" and not _set_off(paragraph, match.end(), STAGE_ENDS):
            continue
        loose = not (not style.before or before in style.before or paragraph.gap(match.start()))
        if loose and (style.name not in MAY_BE_LOOSE or CITED.match(words, match.end())):
            continue
        found.append(Label(match.start(), match.end(), style, _number(match), index, inline=True, loose=loose))
    return found


def _before(words: str, index: int) -> str:
    """The character before an index, signs without a glyph passed over; 。 at the beginning."""
    return next((words[place] for place in range(index - 1, -1, -1) if words[place].isprintable()), "。")


def _stands_alone(paragraph: Paragraph, style: Style, match: re.Match[str], *, decimals: bool) -> bool:
    words, end = paragraph.words, match.end()
    if style.alike == "decimal":
        set_off = paragraph.gap(end) and end < len(words) and not words[end].isascii()
        return decimals and set_off and (style.name != "1" or len(words) <= 30)
    if style.rank is not None and style.rank < 3:
        return end == len(words) or len(words) <= 60 or paragraph.gap(end)
    if style.name == "clause":
        return paragraph.gap(end) or CITED_CLAUSE.match(words, end) is None
    if style.name == "stage":
        return _set_off(paragraph, end, STAGE_ENDS)
    return end < len(words) and not (style.name == "chinese" and _counts(words, match))


def _set_off(paragraph: Paragraph, end: int, following: re.Pattern[str]) -> bool:
    """Whether words[:end] are the end, or a blank or one of the following marks stands there."""
    return end == len(paragraph.words) or paragraph.gap(end) or following.match(paragraph.words, end) is not None


def _counts(words: str, match: re.Match[str]) -> bool:
    """Whether 一、二线 or 二、三级 is meant, two numbers running, and not a label."""
    following = words[match.end() : match.end() + 2]
    if len(following) < 2 or following[0] not in "二三四五六七八九十":
        return False
    return value_of(following[0]) == _number(match) + 1 and COUNTED.match(following[1]) is not None


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("m"):
        return int(unicodedata.numeric(groups["m"]))
    printed = groups.get("n")
    if printed:
        return int(printed) if printed.isdecimal() else value_of(printed)
    return int(re.findall(r"\d+", match.group())[-1])


def value_of(numeral: str) -> int:
    """The value of a Chinese numeral below a thousand; digits in a row (二○) count as places, 百千万 alone too."""
    if len(numeral) > 1 and not re.search("[十百]", numeral):
        return int("".join(str(_digit(character)) for character in numeral))
    total = current = 0
    for character in numeral:
        if character in "十百千万":
            total += (current or (1 if not total else 0)) * int(unicodedata.numeric(character))
            current = 0
        else:
            current = _digit(character)
    return total + current


def _digit(character: str) -> int:
    return 0 if character in "零〇○" else int(unicodedata.numeric(character))
