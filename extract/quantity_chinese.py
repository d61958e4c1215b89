"""When a numeral in Chinese characters counts, and when it is part of a word (一批 二期 十二大 三级医院 千家万户)."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.numerals import parse
from extract.quantity_units import UNITS, Kind

_COMPARED = ("超", "过", "达", "到", "破", "近", "足", "于")
_AT_LEAST = ("至少", "少于", "低于", "超过", "达到")
_AT_LEAST_DONE = re.compile(r"(?:至少|不少于)(?:要|应)?[建新培打设配开举组创确帮联走召][\u4e00-\u9fff]一.$")
_CAMPAIGN = re.compile(r"计划|工程|行动|大会|大练兵|评议")
_LINKED = re.compile(r"[至到—–~～-]")
_CLAUSE_END = re.compile(r"$|[，。；、！]")
_PLACES = frozenset("所座处家支台辆场户幢栋间部名")
_NO_ARTICLE = frozenset("进第另某同任每之这那哪统唯逐万每")
_ROUGHLY = re.compile(r"[一二三四五六七八九]{2,3}")
_LISTED = "、—-小“"


def counts(line: str, start: int, end: int, *, numeral: str, unit: str) -> bool:
    """Whether `numeral` and `unit`, together at half-open `[start, end)` of the line, count something."""
    before = line[max(0, start - 4) : start]
    value = parse(numeral)
    if value is None or _ROUGHLY.fullmatch(numeral):
        return False
    if numeral == "一":
        return _one_counts(line, end, before=before, unit=unit)
    if numeral == "二":
        return _LINKED.search(before[-1:]) is not None
    if numeral in ("万", "亿", "百", "千") and UNITS[unit].kind is not Kind.COUNTER:
        return before.endswith(_COMPARED)
    if unit in _OWN_TESTS:
        return _OWN_TESTS[unit](line, start, end, value)
    return not (numeral[-1] in "百千万" and (_CAMPAIGN.match(line, end) or before.endswith("千家")))


def _one_counts(line: str, end: int, *, before: str, unit: str) -> bool:
    """一 is mostly an article; it counts in 至少一名, 一倍, and behind what is counted (新建文化宫一座)."""
    if unit in ("大", "级", "点", "成"):
        return False
    if unit == "倍" or before.endswith(_AT_LEAST) or _AT_LEAST_DONE.search(line[:end]) or line.startswith("以上", end):
        return True
    behind = _CLAUSE_END.match(line, end) is not None and before[-1:] not in _NO_ARTICLE
    return unit in _PLACES and behind and before[-1:] != ""


def _few_yuan(line: str, start: int, end: int, value: Decimal) -> bool:  # noqa: ARG001 - all tests are called alike
    return value >= 10 or line.startswith(("以上", "以下", "的罚"), end)


def _great(line: str, start: int, end: int, value: Decimal) -> bool:  # noqa: ARG001 - all tests are called alike
    """十大目标 counts, 党的十大 and 十二大 are congresses."""
    return value < 10 or (value == 10 and not line[:start].endswith(("党的", "工会", "团的")))


def _levels(line: str, start: int, end: int, value: Decimal) -> bool:  # noqa: ARG001 - all tests are called alike
    """市、县两级 counts; 三级医院 is a rank, and so is the second of 二级和三级."""
    listed = any(mark in line[max(0, start - 12) : start] for mark in _LISTED)
    return value == 2 or (listed and line[max(0, start - 2) : start - 1] != "级")


def _tenths(line: str, start: int, end: int, value: Decimal) -> bool:  # noqa: ARG001 - all tests are called alike
    return value < 10


_OWN_TESTS = {"元": _few_yuan, "大": _great, "级": _levels, "成": _tenths}
