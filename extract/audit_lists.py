"""Lists of a paper: the items of its outline that are numbered alike under one heading, with their numbers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Document, Section, Span
from extract.numerals import parse

_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十百零〇○]+")
_MARKS = re.compile(r"[、.．\s]")
_DIGITS = "零一二三四五六七八九"
_SHOWN = 16
_LEAVES_OUT = '“"'

Row = tuple[int, int, str]
"""Which article (counted), which level, which shape of label."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its section and its number."""

    section: Section
    number: int

    @property
    def label_span(self) -> Span:
        """Where its heading is printed, the label included."""
        return Span(self.section.start, self.section.heading_end)

    @property
    def shown(self) -> str:
        """Its label and the first words of its heading."""
        words = self.section.label + self.section.heading
        return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items numbered alike in reading order, never empty; `parent` is the section they stand in, None at the top; `row`
    is the same for all lists of an article, level and shape, so that one may go on where another ended."""

    parent: Section | None
    items: tuple[Item, ...]
    row: Row

    @property
    def span(self) -> Span:
        """From the first label to the end of the last item."""
        return Span(self.items[0].section.start, max(item.section.end for item in self.items))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The items' numbers as printed."""
        return tuple(item.number for item in self.items)


def lists_of(document: Document) -> tuple[ItemList, ...]:
    """All lists in the order of their first items. A list ends with its heading, its article, or a number 1."""
    found: list[tuple[Section | None, Row, list[Item]]] = []
    open_: dict[tuple[Section | None, str], int] = {}
    articles = [article.start for article in document.articles]
    for parent, section in _with_parents(document.outline):
        read = number_of(section.label)
        if read is None:
            continue
        shape, number = read
        row = (bisect_right(articles, section.start), section.level, shape)
        place = open_.get((parent, shape))
        if place is None or number == 1 or found[place][1] != row:
            open_[parent, shape] = place = len(found)
            found.append((parent, row, []))
        found[place][2].append(Item(section, number))
    return tuple(ItemList(parent, tuple(items), row) for parent, row, items in found)


def rows_of(lists: Sequence[ItemList]) -> tuple[tuple[Item, ...], ...]:
    """The items as they are numbered through: a list of headings may go on with the row that ended under another
    heading (五、 六、), one number at most left out."""
    rows: list[list[Item]] = []
    latest: dict[Row, list[Item]] = {}
    for each in lists:
        first, before = each.items[0], latest.get(each.row)
        if before is None or first.section.inline or first.number - before[-1].number not in (1, 2):
            latest[each.row] = before = []
            rows.append(before)
        before += each.items
    return tuple(map(tuple, rows))


def number_of(label: str) -> tuple[str, int] | None:
    """How a label is shaped, and its number: （三） is `(汉)` and 3, 2.1 is `2.1` and 1. None where it has no number
    or belongs to a row that leaves numbers out (“百”：)."""
    if label[:1] in _LEAVES_OUT:
        return None
    plain = unicodedata.normalize("NFKC", label)
    numerals = list(_NUMERAL.finditer(plain))
    value = parse(numerals[-1].group()) if numerals else None
    if value is None:
        return None
    last = numerals[-1]
    circled = "○" if plain.isdecimal() and not label[0].isdecimal() else ""
    kind = "1" if last.group().isdecimal() else "汉"
    return circled + _MARKS.sub("", plain[: last.start()]) + kind + _MARKS.sub("", plain[last.end() :]), int(value)


def labelled(label: str, number: int) -> str:
    """The label that another item of the row would have: （三） and 1 give （一）. Signs (③) stay as they are."""
    last = next(reversed(list(_NUMERAL.finditer(label))), None)
    if last is None:
        return label
    numeral = str(number) if last.group().isdecimal() else _in_chinese(number)
    return label[: last.start()] + numeral + label[last.end() :]


def _in_chinese(number: int) -> str:
    """A number below a hundred in words: 二十一; larger ones digit by digit."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def listed(numbers: Sequence[int]) -> str:
    """3、5; a longer row as 3至7."""
    running = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{numbers[0]}至{numbers[-1]}" if running else "、".join(map(str, numbers))


def levels_within(outline: Sequence[Section], span: Span) -> list[tuple[Section, ...]]:
    """The sections that begin in a span, level by level, the highest first."""
    first = bisect_left(outline, span.start, key=lambda section: section.start)
    last = bisect_left(outline, span.end, key=lambda section: section.start)
    levels: dict[int, list[Section]] = {}
    for section in outline[first:last]:
        levels.setdefault(section.level, []).append(section)
    return [tuple(levels[level]) for level in sorted(levels)]


def _with_parents(outline: Sequence[Section]) -> list[tuple[Section | None, Section]]:
    """Each section with the one it stands in."""
    open_: list[Section] = []
    found: list[tuple[Section | None, Section]] = []
    for section in outline:
        while open_ and (open_[-1].level >= section.level or open_[-1].end <= section.start):
            open_.pop()
        found.append((open_[-1] if open_ else None, section))
        open_.append(section)
    return found
