"""The calendar behind the words: what stretch of days a month, a quarter, a plan period or a holiday is.

Every reader takes what a rule of rules/dates.yaml found (its named groups) and the `Moment` it is read at, and gives a
closed `Interval`, or None where the paper does not tell the year. No clock: all is relative to the paper.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extract import numerals, rulebook

Fields = Mapping[str, str]

_RELATIVE_YEARS = {
    "今": 0, "本": 0, "新": 0, "去": -1, "上": -1, "前": -2, "明": 1, "下": 1, "后": 2,
}  # fmt: skip
_FROM_CONTEXT = {"当年": 0, "次年": 1, "翌年": 1}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31), "中": (11, 20)}
_ZEROS = str.maketrans("〇○Oo", "零零零零")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `since` to `until`, both included; None is an open side. `last` says that only the end was named
    (6月底): the interval is that one day."""

    since: datetime.date | None
    until: datetime.date | None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a date is read: the year that bare months belong to, the year of 今年, and the paper's own day."""

    year: int | None
    this_year: int | None
    day: datetime.date | None


class Holidays(rulebook.Data):
    """lexicon/holidays.yaml."""

    fixed: dict[str, str]
    lunar: dict[str, tuple[datetime.date, ...]]


HOLIDAYS = rulebook.load("lexicon/holidays.yaml", Holidays)


def whole_number(text: str) -> int | None:
    """A numeral as a whole number, or None."""
    value = numerals.parse(text.translate(_ZEROS))
    return int(value) if value is not None else None


def year_of(fields: Fields, moment: Moment) -> int | None:
    """The year the words name, by number or relative to the paper, else the moment's."""
    if "year" in fields:
        return whole_number(fields["year"])
    word = fields.get("relative")
    if word is None:
        return moment.year
    if word in _FROM_CONTEXT:
        return None if moment.year is None else moment.year + _FROM_CONTEXT[word]
    return None if moment.this_year is None else moment.this_year + _RELATIVE_YEARS[word[0]]


def span_of_months(year: int, first: int, last: int) -> Interval:
    """From the first day of one month to the last day of another, of one year."""
    return Interval(datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1]))


def part_of(whole: Interval, part: str | None) -> Interval:
    """底 末 终: its last day; 初: the first month of a year, the first ten days of a month; 旬: ten days."""
    since, until = whole.since, whole.until
    if not part or since is None or until is None:
        return whole
    if part.endswith("年") and part[0] in "前后":
        count = whole_number(part[1:-1]) or 1
        if part[0] == "前":
            return Interval(since, datetime.date(since.year + count - 1, 12, 31))
        return Interval(datetime.date(until.year - count + 1, 1, 1), until)
    if part[-1] in "底末终":
        return Interval(until, until, last=True)
    if part[-1] == "内":
        return Interval(None, until)
    one_month = (since.year, since.month) == (until.year, until.month)
    if part in _THIRDS and one_month:
        first, last = _THIRDS[part]
        return Interval(since.replace(day=first), since.replace(day=min(last, until.day)))
    if part[-1] == "初":
        return Interval(
            since, since.replace(day=10) if one_month else span_of_months(since.year, since.month, since.month).until
        )
    if part == "中":
        return span_of_months(since.year, 6, 6)
    return whole


def _year(fields: Fields, moment: Moment) -> Interval | None:
    year = year_of(fields, moment)
    return None if year is None else part_of(span_of_months(year, 1, 12), fields.get("part"))


def _month(fields: Fields, moment: Moment) -> Interval | None:
    year, month = year_of(fields, moment), whole_number(fields["month"])
    if year is None or month is None:
        return None
    return part_of(span_of_months(year, month, month), fields.get("part"))


def _day(fields: Fields, moment: Moment) -> Interval | None:
    if "month" not in fields:
        return None
    return _one_day(year_of(fields, moment), whole_number(fields["month"]), whole_number(fields["day"]))


def _numeric(fields: Fields, moment: Moment) -> Interval | None:
    return _day(fields, moment) if "day" in fields else _month(fields, moment)


def _one_day(year: int | None, month: int | None, day: int | None) -> Interval | None:
    if year is None or month is None or day is None or day > calendar.monthrange(year, month)[1]:
        return None
    date = datetime.date(year, month, day)
    return Interval(date, date)


def _quarter(fields: Fields, moment: Moment) -> Interval | None:
    year, quarter = year_of(fields, moment), whole_number(fields["quarter"])
    if year is None or quarter is None:
        return None
    return part_of(span_of_months(year, 3 * quarter - 2, 3 * quarter), fields.get("part"))


def _quarters(fields: Fields, moment: Moment) -> Interval | None:
    year, count = year_of(fields, moment), whole_number(fields["quarters"])
    return None if year is None or count is None else span_of_months(year, 1, 3 * count)


def _half(fields: Fields, moment: Moment) -> Interval | None:
    year = year_of(fields, moment)
    if year is None:
        return None
    return span_of_months(year, 1, 6) if fields["half"] == "上" else span_of_months(year, 7, 12)


def five_years_of(plan: str) -> Interval | None:
    """The years of a five-year plan: 十二五 is the twelfth, 2011 to 2015; None for one that nobody speaks of so."""
    number = whole_number(plan.removesuffix("五"))
    if number is None or not 6 <= number <= 25:
        return None
    first = 1951 + 5 * number
    return Interval(datetime.date(first, 1, 1), datetime.date(first + 4, 12, 31))


def _plan(fields: Fields, moment: Moment) -> Interval | None:  # noqa: ARG001 - all readers are called alike
    whole = five_years_of(fields["plan"])
    return part_of(whole, fields.get("part")) if whole else None


def _holiday(fields: Fields, moment: Moment) -> Interval | None:
    year, name = year_of(fields, moment), fields["holiday"]
    if year is None:
        return None
    if name in HOLIDAYS.fixed:
        month, day = HOLIDAYS.fixed[name].split("-")
        return _one_day(year, int(month), int(day))
    return next((Interval(date, date) for date in HOLIDAYS.lunar[name] if date.year == year), None)


def _span(fields: Fields, moment: Moment) -> Interval | None:
    year, count = year_of(fields, moment), whole_number(fields["count"])
    if year is None or not count:
        return None
    return Interval(datetime.date(year, 1, 1), datetime.date(year + count - 1, 12, 31))


def _half_century(fields: Fields, moment: Moment) -> Interval | None:  # noqa: ARG001 - all readers are called alike
    return Interval(datetime.date(2050, 12, 31), datetime.date(2050, 12, 31), last=True)


def _decade(fields: Fields, moment: Moment) -> Interval | None:  # noqa: ARG001 - all readers are called alike
    centuries = {"20": 1900, "21": 2000, "二十": 1900, "二十一": 2000, "上": 1900, "上个": 1900, "本": 2000}
    decade = whole_number(fields["decade"])
    if decade is None:
        return None
    first = centuries[fields["century"]] + decade
    return Interval(datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31))


def _relative_month(fields: Fields, moment: Moment) -> Interval | None:
    if moment.day is None:
        return None
    step = {"上": -1, "下": 1, "次": 1}.get(fields["relative_month"][0], 0)
    months = moment.day.year * 12 + moment.day.month - 1 + step
    year, month = divmod(months, 12)
    if "day" in fields:
        return _one_day(year, month + 1, whole_number(fields["day"]))
    return part_of(span_of_months(year, month + 1, month + 1), fields.get("part"))


def _relative_quarter(fields: Fields, moment: Moment) -> Interval | None:
    if moment.day is None:
        return None
    step = {"上": -1, "下": 1}.get(fields["relative_quarter"][0], 0)
    year, quarter = divmod(moment.day.year * 4 + (moment.day.month - 1) // 3 + step, 4)
    return part_of(span_of_months(year, 3 * quarter + 1, 3 * quarter + 3), fields.get("part"))


def _issue_day(fields: Fields, moment: Moment) -> Interval | None:  # noqa: ARG001 - all readers are called alike
    return None if moment.day is None else Interval(moment.day, None)


def _after_issue(fields: Fields, moment: Moment) -> Interval | None:
    """So many days, weeks, months or years after the paper's date; working days are counted Monday to Friday."""
    count = whole_number(fields["count"])
    if moment.day is None or not count:
        return None
    measure = fields["measure"]
    if measure.endswith("工作日"):
        weeks, rest = divmod(count, 5)
        until = moment.day + datetime.timedelta(weeks=weeks)
        while rest or until.weekday() > 4:
            until += datetime.timedelta(days=1)
            rest -= until.weekday() < 5 and rest > 0
    elif measure in ("个月", "年"):
        months = moment.day.year * 12 + moment.day.month - 1 + count * (12 if measure == "年" else 1)
        year, month = divmod(months, 12)
        until = datetime.date(year, month + 1, min(moment.day.day, calendar.monthrange(year, month + 1)[1]))
    else:
        until = moment.day + datetime.timedelta(days=count * (7 if measure == "周" else 1))
    return Interval(None, until)


READERS: dict[str, Callable[[Fields, Moment], Interval | None]] = {
    "year": _year,
    "month": _month,
    "day": _day,
    "day_of_same_month": _day,
    "numeric": _numeric,
    "quarter": _quarter,
    "quarters": _quarters,
    "half": _half,
    "plan": _plan,
    "holiday": _holiday,
    "span": _span,
    "half_century": _half_century,
    "decade": _decade,
    "relative_month": _relative_month,
    "relative_quarter": _relative_quarter,
    "issue_day": _issue_day,
    "after_issue": _after_issue,
}
"""What each `reads` of rules/dates.yaml means; recurring, leaning_span and standing have no calendar of their own."""
