"""Finding figures: numerals with their units, ranges joined (3至5家), units shared (5000、1万人); no comparing yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract import numerals
from extract.quantity_chinese import counts
from extract.quantity_units import UNIT, UNITS, Kind
from extract.records import Comparator

_NUMBER = re.compile(
    r"(?=[\d.一二三四五六七八九十两零〇○百千万亿半过翻])(?:"
    r"(?P<half>过?半数|一半)|(?P<below>[二三四五六七八九十]+)分之(?P<above>[一二三四五六七八九十]+)"
    r"|(?<=实现|确保|达到|力争|保持)(?P<none>零)(?=事故|死亡|伤亡|投诉|上访|差错|发生|欠薪)"
    rf"|(?P<percent>[百千万]分之|百分(?=百))?(?P<numeral>{numerals.NUMERAL})"
    rf"(?P<more>余|多(?!元|种|方|样|边))?(?P<scale>(?<=[余多])[万亿])?(?P<unit>{UNIT})?"
    r"|翻(?P<times>[一两二三]?)番)"
)
_LINK = re.compile(r"(?:至|到|[-—–~～]{1,2})")
_NOT_BEFORE = re.compile(r"(?:[\dA-Za-z.第〔\[每届]|第[一二三四五六七八九十百、]+)$")
_VAGUE = re.compile(r"[数几][十百千万亿]")
_RISING = re.compile(r"[从由][^，。；]{0,8}$")
_PERCENT = {"百分之": "%", "百分": "%", "千分之": "‰", "万分之": "‱"}
_LARGE = re.compile(r"[\d一二三四五六七八九两余多][十百]?[万亿][余多]?$")
_MYRIADS = {"万": 10**4, "亿": 10**8}
# Longer runs of digits are telephone numbers or cells of a table that a reader ran together.
_LONGEST = 9
# A length of time is a figure only where something is to take so long: 办理时间压缩至5个工作日以内, 每年至少1个月.
_SHORTENED = re.compile(
    r"(?:压缩|压减|缩短|缩减|减少|减|降低|降|控制)(?:至|到|为|在)(?:不超过)?$"
    r"|(?:时间|时长|期限)(?:一般|原则上)?(?:为|达到)?(?:不少于|不低于|至少)?$|每[年人](?:累计)?(?:不少于|不低于|至少)$"
)
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the readable text of a paragraph, half-open. `[core_start, core_end)` is numeral and unit; words that
    compare it may lie around them. `printed` is the numeral as printed, unit '' means that none was found."""

    start: int
    end: int
    core_start: int
    core_end: int
    printed: str
    value: Decimal
    max_value: Decimal | None
    unit: str
    comparator: Comparator = Comparator.EQUAL


def figures_of(line: str) -> list[Figure]:
    """The figures of a line made uniform by numerals.plain, left to right, ranges joined."""
    return list(_joined(line, list(_single(line))))


def with_units(line: str, found: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, those without a unit given that of the figure beside them or of the people they count (10万职工);
    one that finds none is dropped. Fractions and 零 need no unit."""
    for place, figure in enumerate(found):
        unit = figure.unit or _borrowed(line, figure, found[place + 1 : place + 2])
        if unit or "分之" in figure.printed or figure.printed == "零":
            yield replace(figure, unit=unit)


def _single(line: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(line):
        vague = _VAGUE.match(line, max(0, match.start() - 1))
        if vague or _NOT_BEFORE.search(line, max(0, match.start() - 4), match.start()):
            continue
        read = _with_numeral(line, match) if match["numeral"] else _in_words(match)
        if read is not None:
            value, unit, end = read
            yield Figure(match.start(), end, match.start(), end, match.group(), value, None, unit)


def _in_words(match: re.Match[str]) -> tuple[Decimal, str, int] | None:
    """三分之一, 半数, 翻一番, 零(事故)."""
    if match["half"]:
        return Decimal(50), "%", match.end()
    if match["none"]:
        return Decimal(0), "", match.end()
    if match["above"]:
        above, below = numerals.parse(match["above"]), numerals.parse(match["below"])
        return None if not above or not below else (round(above / below, 4), "", match.end())
    times = numerals.parse(match["times"] or "一")
    return None if times is None else (Decimal(2) ** int(times), "倍", match.end())


def _with_numeral(line: str, match: re.Match[str]) -> tuple[Decimal, str, int] | None:
    """Value, unit and end of a numeral and its unit, or None where it is no figure."""
    value = numerals.parse(match["numeral"])
    if value is None or len(match["numeral"].partition(".")[0]) > _LONGEST:
        return None
    value *= _MYRIADS.get(match["scale"], 1)
    if match["percent"]:
        return value, _PERCENT[match["percent"]], match.end("more" if match["more"] else "numeral")
    unit = match["unit"]
    if unit is None:
        waits = _LARGE.search(match.group()) or _LINK.match(line, match.end())
        return (value, "", match.end()) if waits else None
    factor = unit == "%" and line[: match.start()].endswith("×")
    if factor or UNITS[unit].barred(line, match.end()):
        return None
    if UNITS[unit].kind is Kind.IGNORED and not (unit in UNITS.lengths and _SHORTENED.search(line, 0, match.start())):
        return None
    arabic = match["numeral"][0].isdigit()
    if not arabic and not counts(line, match.start(), match.end(), numeral=match["numeral"], unit=unit):
        return None
    return (value * 10, "%", match.end()) if unit == "成" else (value, unit, match.end())


def _joined(line: str, found: list[Figure]) -> Iterator[Figure]:
    """Two figures with 至 between them are one range, unless something rose from the one to the other."""
    place = 0
    while place < len(found):
        figure = found[place]
        place += 1
        joined = _range(line, figure, found[place]) if place < len(found) else None
        place += joined is not None
        yield joined or figure


def _range(line: str, first: Figure, second: Figure) -> Figure | None:
    """Both figures as one range, or None where they are none."""
    link = _LINK.match(line, first.end)
    if not link or link.end() != second.start or not second.unit or first.unit not in ("", second.unit):
        return None
    if _RISING.search(line[max(0, first.start - 10) : first.start]):
        return None
    least = next((value for value in (_scaled_alike(first, second), first.value) if value < second.value), None)
    if least is None:
        return None
    return replace(second, start=first.start, core_start=first.start, value=least, max_value=second.value)


def _scaled_alike(first: Figure, second: Figure) -> Decimal:
    """3至5万人: the first numeral shares the second one's 万."""
    factor = next((factor for mark, factor in _MYRIADS.items() if mark in second.printed), 1)
    shares = first.unit == "" and not any(mark in first.printed for mark in _MYRIADS)
    return first.value * factor if shares else first.value


def _borrowed(line: str, figure: Figure, following: Sequence[Figure]) -> str:
    people = UNITS.of_people(line, figure.end)
    if people is not None:
        return people
    for neighbour in following:
        between = line[figure.end : neighbour.start]
        alike = bool(neighbour.unit) and UNITS[neighbour.unit].kind is Kind.COUNTER
        if alike and len(between) <= _NEAR and between[:1] in ("、", "，", "和"):
            return neighbour.unit
    return ""
