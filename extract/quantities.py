"""Figures of a paper: value, unit, comparator and role, each resting on its words.

A figure is a numeral with a unit (lexicon/units.yaml); the words around it compare it (rules/quantities.yaml), the
sentence and section say what it is for (quantity_roles). Names in quotation marks and titles hold no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.document import Span
from corpus.view import View, readable
from extract import numerals
from extract.quantity_comparators import compare
from extract.quantity_names import hidden
from extract.quantity_roles import Mode, Outlook, is_structural, role_of
from extract.quantity_units import UNIT, UNITS, Kind
from extract.records import Comparator, Quantity, QuantityRole

_NUMBER = re.compile(
    rf"(?P<percent>[百千万]分之|百分之?(?=百))?(?P<numeral>{numerals.NUMERAL})(?P<more>余|多|来)?(?P<unit>{UNIT})?"
    rf"|(?P<below>[二三四五六七八九十]+)分之(?P<above>[一二三四五六七八九十]+)"
    r"|(?P<half>半数)|翻(?P<times>[一两二三]?)番"
)
_LINK = re.compile(r"(?:至|到|[-—–~～]{1,2})")
_NOT_BEFORE = re.compile(r"(?:[\dA-Za-z.第〔\[每数几届×]|第[一二三四五六七八九十百、]+)$")
_SCALES = {"百分之": (Decimal(1), "%"), "百分": (Decimal(1), "%"), "千分之": (Decimal(1), "‰"), "万分之": (Decimal(1), "‱")}
_ARTICLE = re.compile(r"[一二]")
_LAST_WORD = re.compile(r"(?:$|[，。；、）)])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the readable text of a paragraph, half-open; `numeral` is where its digits begin, `core_end` where
    its unit ends (comparator words may reach further on both sides)."""

    start: int
    end: int
    core_start: int
    core_end: int
    numeral: str
    value: Decimal
    max_value: Decimal | None
    unit: str
    comparator: Comparator = Comparator.EQUAL


def find_quantities(
    text: str, paragraphs: Sequence[Span], *, taken: Sequence[Span] = (), kind: str | None = None, year: int | None = None
) -> tuple[Quantity, ...]:
    """All figures of a paper in reading order, none overlapping another.

    `paragraphs` are spans of `text` in order; `taken` are the spans of dates, document numbers and outline labels,
    whose digits are not figures. `kind` is 文种 and `year` the paper's own year: both help to tell targets from results.
    """
    outlook = Outlook(kind=kind, year=year, texts=[text[p.start : p.end] for p in paragraphs])
    waiting = sorted(taken, key=lambda span: span.start)
    found: list[Quantity] = []
    for paragraph in paragraphs:
        view = readable(text, paragraph)
        line = numerals.plain(view.text)
        mode = outlook.enter(line)
        masked = _masked(line, view, waiting)
        for figure in figures(masked):
            found.append(_quantity(text, view, line, figure, mode))
    return tuple(found)


def figures(line: str) -> Iterator[Figure]:
    """The figures of a paragraph's readable text (made uniform by numerals.plain), left to right."""
    names = hidden(line)
    pending: list[Figure] = []
    for figure in _joined(line, list(_cores(line))):
        if any(start <= figure.core_start < end for start, end in names):
            continue
        pending.append(_compared(line, figure))
    yield from _with_units(line, pending)


def _cores(line: str) -> Iterator[Figure]:
    """Numerals with their units, without comparator words and names; a unit '' waits to be told by its neighbours."""
    for match in _NUMBER.finditer(line):
        if _NOT_BEFORE.search(line, max(0, match.start() - 4), match.start()):
            continue
        read = _special(match) if match["numeral"] is None else _plain(line, match)
        if read is None:
            continue
        value, unit, end = read
        yield Figure(match.start(), end, match.start(), end, match.group(), value, None, unit)


def _special(match: re.Match[str]) -> tuple[Decimal, str, int] | None:
    """三分之一, 半数, 翻一番."""
    if match["half"]:
        return Decimal(50), "%", match.end()
    if match["above"]:
        above, below = numerals.parse(match["above"]), numerals.parse(match["below"])
        return None if not above or not below else (round(above / below, 4), "", match.end())
    times = numerals.parse(match["times"] or "一")
    return None if times is None else (Decimal(2) ** int(times), "倍", match.end())


def _plain(line: str, match: re.Match[str]) -> tuple[Decimal, str, int] | None:
    """A numeral and its unit, or None where it is no figure."""
    value = numerals.parse(match["numeral"])
    if value is None:
        return None
    if match["percent"]:
        return value, _SCALES[match["percent"]][1], match.end("more" if match["more"] else "numeral")
    unit = match["unit"]
    if unit is None:
        large = match["numeral"][-1] in "万亿" and len(match["numeral"]) > 1
        linked = _LINK.match(line, match.end("numeral")) is not None
        return (value, "", match.end("more" if match["more"] else "numeral")) if large or linked else None
    known = UNITS[unit]
    if known.kind is Kind.IGNORED or known.barred(line, match.end("unit")):
        return None
    if not match["numeral"][0].isdigit() and not _counts(line, match):
        return None
    return (value * 10, "%", match.end()) if unit == "成" else (value, unit, match.end())


def _counts(line: str, match: re.Match[str]) -> bool:
    """Whether a Chinese numeral before a unit counts: 一批 and 二期 do not, 万元 alone is a measure of rates."""
    numeral, unit = match["numeral"], match["unit"]
    before = line[max(0, match.start() - 4) : match.start()]
    if numeral == "一":
        compared = before.endswith(("至少", "少于", "低于", "超过", "达到")) or line.startswith("以上", match.end())
        return compared and unit not in ("大", "级", "点", "成")
    if numeral == "二" and unit not in ("大",) and not _LINK.search(before[-1:]):
        return False
    if numeral in ("万", "亿", "百", "千") and UNITS[unit].kind is Kind.MONEY:
        return before.endswith(("超", "过", "达", "到", "破", "近", "上"))
    if unit == "级":
        return numeral == "两" or any(mark in line[max(0, match.start() - 12) : match.start()] for mark in "、—-小“")
    if unit == "成":
        return len(numeral) == 1 and numeral in "一二三四五六七八九两"
    return not (numeral[-1] in "百千万" and re.match(r"计划|工程|行动|大会|大练兵|评议", line[match.end() :]))


def _joined(line: str, cores: list[Figure]) -> Iterator[Figure]:
    """Two figures with 至 between them are one range, unless the words say from what to what something rose."""
    place = 0
    while place < len(cores):
        figure = cores[place]
        place += 1
        if place < len(cores):
            second = cores[place]
            link = _LINK.match(line, figure.end)
            rises = line[max(0, figure.start - 1) : figure.start] in ("从", "由")
            if link and link.end() == second.start and second.unit and figure.unit in ("", second.unit) and not rises:
                place += 1
                first = _scaled_alike(figure, second)
                figure = replace(second, start=figure.start, core_start=figure.start, value=first, max_value=second.value)
        yield figure


def _scaled_alike(first: Figure, second: Figure) -> Decimal:
    """3至5万人: the first numeral shares the second one's 万."""
    scale = next((mark for mark in "万亿" if second.numeral.rstrip("人名").find(mark) > 0), None)
    shares = first.unit == "" and scale and not any(mark in first.numeral for mark in "万亿")
    return first.value * (10**4 if scale == "万" else 10**8) if shares else first.value


def _compared(line: str, figure: Figure) -> Figure:
    comparator, start, end = compare(line, figure.start, figure.end)
    if comparator is Comparator.EQUAL and re.search(r"[余多]", figure.numeral):
        comparator = Comparator.MORE
    return replace(figure, start=start, end=end, comparator=comparator)


def _with_units(line: str, found: list[Figure]) -> Iterator[Figure]:
    """Figures without a unit take that of the figure beside them in the same sentence, or of the people they count;
    those that find none are dropped."""
    for place, figure in enumerate(found):
        if figure.unit or "分之" in figure.numeral:
            yield figure
            continue
        unit = UNITS.of_people(line, figure.end)
        for neighbour in found[place + 1 : place + 2]:
            between = line[figure.end : neighbour.start]
            alike = bool(neighbour.unit) and UNITS[neighbour.unit].kind is Kind.COUNTER
            if unit is None and alike and len(between) <= 12 and between[:1] in ("、", "，", "和"):
                unit = neighbour.unit
        if unit is not None:
            yield replace(figure, unit=unit)


def _masked(line: str, view: View, taken: list[Span]) -> str:
    """The line with the taken characters blotted out."""
    if not view.offsets:
        return line
    first, last = view.offsets[0], view.offsets[-1] + 1
    for span in taken:
        if span.start < last and span.end > first:
            start, end = view.index(span.start), view.index(span.end)
            line = line[:start] + "\0" * (end - start) + line[end:]
    return line


def _quantity(text: str, view: View, line: str, figure: Figure, mode: Mode) -> Quantity:
    span = view.span(figure.start, figure.end)
    role = QuantityRole.STRUCTURAL if is_structural(line, figure.core_end, unit=figure.unit, numeral=figure.numeral) else None
    return Quantity(
        span.start,
        span.end,
        text=text[span.start : span.end],
        value=figure.value,
        max_value=figure.max_value,
        unit=figure.unit,
        comparator=figure.comparator,
        role=role or role_of(line, figure.start, figure.end, unit=figure.unit, comparator=figure.comparator, mode=mode),
    )
