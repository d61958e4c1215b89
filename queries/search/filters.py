"""The conditions of a query, `field:value`: which fields there are, and how their values are read."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Mapping

from corpus.errors import QueryError
from index.query import Between, Field, Filter, Or, Query

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "年": (Field.YEAR,),
    "年份": (Field.YEAR,),
    "年度": (Field.YEAR,),
    "单位": (Field.ORGANIZATION, Field.ISSUER),
    "部门": (Field.ORGANIZATION, Field.ISSUER),
    "责任单位": (Field.ORGANIZATION,),
    "发文": (Field.ISSUER,),
    "机关": (Field.ISSUER,),
    "发文机关": (Field.ISSUER,),
    "文种": (Field.KIND,),
    "文号": (Field.DOCUMENT_NUMBER,),
    "发文字号": (Field.DOCUMENT_NUMBER,),
    "标题": (Field.TITLE,),
    "格式": (Field.FORMAT,),
    "日期": (Field.DATE,),
    "成文日期": (Field.DATE,),
    "时限": (Field.DUE,),
    "期限": (Field.DUE,),
    "完成时限": (Field.DUE,),
}
FILTER = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))})[:：]")
"""The name of a field with its colon, in group 1."""

_EXAMPLES: Mapping[Field, str] = {
    Field.YEAR: "2011",
    Field.ORGANIZATION: "总工会",
    Field.ISSUER: "总工会",
    Field.KIND: "通知",
    Field.DOCUMENT_NUMBER: "工办",
    Field.TITLE: "要点",
    Field.FORMAT: "pdf",
    Field.DATE: "2011-03",
    Field.DUE: "<2011-06",
}
_FORMATS: Mapping[str, tuple[str, ...]] = {
    "word": ("docx", "doc", "wps", "rtf", "odt"),
    "excel": ("xlsx", "xls", "xlsb", "ods", "csv"),
    "图片": ("png", "jpeg", "tiff", "gif", "bmp"),
    "网页": ("html",),
    "文本": ("txt",),
    "jpg": ("jpeg",),
}
_RANGE = re.compile(r"(?P<since>.*?)(?:\.\.+|…|至|~|～)(?P<until>.*)")
_COMPARED = re.compile(r"(?P<sign><=|>=|<|>|=|＜=|＞=|＜|＞|≤|≥|＝)(?P<value>.+)")
_SIGNS = str.maketrans({"＜": "<", "＞": ">", "＝": "="}) | {ord("≤"): "<=", ord("≥"): ">="}
_DAY = re.compile(r"(?P<year>[12]\d{3})(?:[-./年](?P<month>\d{1,2})(?:[-./月](?P<day>\d{1,2})日?|月?)|年?)")

Days = tuple[str, str]


def example_of(name: str) -> str:
    """A value that the field could have."""
    return _EXAMPLES[FIELDS[name][0]]


def filter_of(name: str, value: str, *, position: int) -> Query:
    """The condition that a field (a key of FIELDS) has the value; `position` is where it stands in the query, from 0.

    Days and years may be compared (`<2011-06`, `>=2011`) and be stretches (`2011-03..2011-06`, either end may be left
    out); a month is all its days. Raises QueryError where the value cannot be read.
    """
    value = value.strip()
    fields = FIELDS[name]
    if fields[0] in (Field.DATE, Field.DUE, Field.YEAR):
        return _between(fields[0], name, value, position)
    values = _FORMATS.get(value.lower(), (value.lower().lstrip("."),)) if fields[0] is Field.FORMAT else (value,)
    filters = tuple(Filter(field, each) for field in fields for each in values)
    return filters[0] if len(filters) == 1 else Or(filters)


def _between(field: Field, name: str, value: str, position: int) -> Query:
    found = _stretch(value)
    if found is None:
        raise QueryError(
            f"查询第 {position + 1} 个字处：“{name}:{value}”不是{'四位年份' if field is Field.YEAR else '日期'}",
            advice=f"例如 {name}:{_EXAMPLES[field]}，或 {name}:2011..2012",
        )
    low, high = found
    if field is not Field.YEAR:
        return Between(field, low, high)
    if low[:4] == high[:4]:
        return Filter(field, low[:4])
    return Between(field, low[:4], high[:4])


def _stretch(value: str) -> Days | None:
    """The first and the last day, '' where it is open; None where the value is no day, month, year or stretch."""
    value = "".join(value.split())
    compared, ranged = _COMPARED.fullmatch(value), _RANGE.fullmatch(value)
    if compared:
        days = _days(compared["value"])
        return _on_side(compared["sign"].translate(_SIGNS), days) if days else None
    if ranged and (ranged["since"] or ranged["until"]):
        since = _days(ranged["since"]) if ranged["since"] else ("", "")
        until = _days(ranged["until"]) if ranged["until"] else ("", "")
        return (since[0], until[1]) if since and until else None
    return _days(value)


def _on_side(sign: str, days: Days) -> Days:
    first, last = days
    match sign:
        case "<":
            return "", _next(first, -1)
        case "<=":
            return "", last
        case ">":
            return _next(last, 1), ""
        case ">=":
            return first, ""
        case _:
            return days


def _next(day: str, days: int) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()


def _days(text: str) -> Days | None:
    """The first and the last day of a day, a month or a year; None where it is none of them."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    try:
        first = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = first if day else datetime.date(year, last_month, monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat()
