"""Numbers and dates of a spreadsheet as a person sees them (ECMA-376 part 1, clause 18.8.31, number formats)."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel

# What the numbers of built-in formats stand for in a Chinese Excel (18.8.30, zh-cn); openpyxl knows the common ones.
CHINESE_FORMATS = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: 'h"时"mm"分"',
    56: 'h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|上午/下午|AM/PM|A/P|y+|m+|d+|h+|s+(?:\.0+)?|[0#?][0#?,.]*|.',
    re.DOTALL | re.IGNORECASE,
)
DATE_PARTS = re.compile(r"[ymdhs]+(?:\.0+)?", re.IGNORECASE)
LITERAL_PARTS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
LARGEST = 1e15  # a number from here on is shown by its first digits
LARGEST_DATE = 2958465.999999  # 9999-12-31
WEEKDAYS = "一二三四五六日"


def format_of(number: int, code: str) -> str:
    """The format that a cell's style stands for: its number (numFmtId) and its code, where the file writes one."""
    return CHINESE_FORMATS.get(number) or code or BUILTIN_FORMATS.get(number, "General")


def shown(value: object, code: str, *, epoch: datetime.datetime = CALENDAR_WINDOWS_1900) -> str:
    """A cell's value as it is displayed; text as it stands. `epoch` is the workbook's day 0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, code, epoch)
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, datetime.time):
        value = datetime.datetime.combine(datetime.date(1900, 1, 1), value)
    if isinstance(value, datetime.date):
        moment = value if isinstance(value, datetime.datetime) else datetime.datetime.combine(value, datetime.time())
        section = code.split(";")[0]
        return _date(moment, section if is_date(section) else "yyyy/m/d")
    return str(value)


def is_date(code: str) -> bool:
    """Whether a format shows a date or an hour."""
    return re.search("[ymdhs]", LITERAL_PARTS.sub("", code.split(";")[0]).replace("General", ""), re.I) is not None


def _number(value: float, code: str, epoch: datetime.datetime) -> str:
    section, magnitude = _section(value, code)
    if is_date(section):
        moment = from_excel(value, epoch) if 0 <= value <= LARGEST_DATE else None
        if isinstance(moment, datetime.time):
            moment = datetime.datetime.combine(datetime.date(1900, 1, 1), moment)
        return _date(moment, section) if isinstance(moment, datetime.datetime) else _general(value)
    tokens = TOKEN.findall(section)
    if not any(token[0] in "0#?" for token in tokens):
        return "".join(_general(magnitude) if token in ("General", "@") else _literal(token) for token in tokens)
    if abs(value) >= LARGEST or re.search("[eE][+-]", section) or "/" in LITERAL_PARTS.sub("", section):
        return _general(value)
    return _placed(magnitude * 100 ** tokens.count("%"), tokens)


def _section(value: float, code: str) -> tuple[str, float]:
    """The part of a format that a number takes, and the number without the sign that the part itself prints."""
    sections = code.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0] or "General", value


def _placed(value: float, tokens: list[str]) -> str:
    """A number in its places (#,##0.00) between what stands around them."""
    first = next(index for index, token in enumerate(tokens) if token[0] in "0#?")
    places = tokens[first].rstrip(",")
    whole, _, part = places.partition(".")
    scaled = Decimal(repr(value)) / 1000 ** (len(tokens[first]) - len(places))
    decimals = sum(place in "0#?" for place in part)
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits = f"{abs(rounded):,f}" if "," in whole else f"{abs(rounded):f}"
    integer, _, fraction = digits.partition(".")
    least = len(part.rstrip("#?"))
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    integer = integer.rjust(whole.count("0"), "0") if "," not in integer else integer
    sign = "-" if rounded < 0 else ""
    before, after = (
        "".join(_literal(token) for token in some if token[0] not in "0#?")
        for some in (tokens[:first], tokens[first + 1 :])
    )
    return f"{sign}{before}{integer}{'.' + fraction if fraction else ''}{after}"


def _general(value: float) -> str:
    """A number without a format: eleven digits at most, no zeros at its end."""
    if isinstance(value, int) or (abs(value) < LARGEST and value == int(value)):
        return str(int(value))
    return f"{value:.5E}" if abs(value) >= LARGEST else f"{Decimal(f'{value:.10g}'):f}"


def _literal(token: str) -> str:
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "\\":
        return token[1:]
    if token[0] == "[":
        currency = re.match(r"\[\$([^-\]]+)", token)
        return currency[1] if currency else ""
    return "" if token[0] in "_*@" else token


def _date(moment: datetime.datetime, code: str) -> str:
    tokens = TOKEN.findall(code.split(";")[0])
    half = any("/" in token and len(token) > 2 and token[0] != '"' for token in tokens)
    parts = []
    clock = ""
    for index, token in enumerate(tokens):
        if not DATE_PARTS.fullmatch(token):
            parts.append(("下午" if moment.hour >= 12 else "上午") if token[0] in "上Aa" and half else _literal(token))
            continue
        later = next((other[0].lower() for other in tokens[index + 1 :] if DATE_PARTS.fullmatch(other)), "")
        minutes = token[0] in "mM" and (clock == "h" or later == "s")
        parts.append(_date_part(moment, token.lower(), minutes=minutes, half=half))
        clock = token[0].lower() if not minutes else ""
    return "".join(parts).strip()


def _date_part(moment: datetime.datetime, token: str, *, minutes: bool, half: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    value = {"y": moment.year, "m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[token[0]]
    if token[0] == "y":
        return f"{value:04}" if len(token) > 2 else f"{value % 100:02}"
    if minutes:
        value = moment.minute
    elif token[0] == "d" and len(token) > 2:
        return f"{'星期' if len(token) > 3 else '周'}{WEEKDAYS[moment.weekday()]}"
    elif token[0] == "m" and len(token) > 2:
        return f"{value}月"
    return f"{value:02}" if len(token) > 1 else str(value)
