"""What the overview pages show: counts, the calendar's weeks, the timeline's bars, the lines of a chart."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.store_values import DocumentSummary
from extract.records import Deadline
from queries.tables.calendar import DueEntry
from queries.tables.compare import Comparison, Series
from queries.tables.figure import FigureKind
from queries.tables.lamps import Lamp, lamp_for_day

_MOST_KINDS = 14
_MOST_SERIES = 12
_KINDS = {FigureKind.TARGET: "目标", FigureKind.RESULT: "完成"}
UNKNOWN = "未写明"


@dataclass(frozen=True, slots=True)
class Lit:
    """A deadline with its lamp; `next_day` is the day it is due, or due next."""

    entry: DueEntry
    lamp: Lamp | None
    next_day: datetime.date


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage or a deadline on the timeline: from `left` to `right` in hundredths of the year (a deadline without a
    beginning is a point, left and right alike)."""

    lit: Lit
    left: float
    right: float


def counted(values: Iterable[object], *, most: int = _MOST_KINDS) -> list[tuple[str, int]]:
    """How often each value comes, the most frequent first, the rest as 其他; None counts as 未写明."""
    counts = Counter(UNKNOWN if value is None else str(value) for value in values).most_common()
    rest = sum(count for _, count in counts[most:])
    return counts[:most] + ([("其他", rest)] if rest else [])


def by_year(papers: Iterable[DocumentSummary]) -> list[tuple[str, int]]:
    """How many papers speak of each year, by year."""
    return sorted(Counter(str(paper.year) for paper in papers if paper.year).items())


def lit_entries(entries: Iterable[DueEntry], *, on: datetime.date, lamps: Sequence[Lamp]) -> list[Lit]:
    """The deadlines with the lamps that are lit on a day."""
    days = ((entry, entry.next_day(on)) for entry in entries)
    return [Lit(entry, lamp_for_day(day, on=on, lamps=lamps), day) for entry, day in days]


def weeks_of(month: datetime.date, lit: Iterable[Lit]) -> list[list[tuple[datetime.date, list[Lit]]]]:
    """The month's weeks, Monday first, each day with the deadlines on it, also those that come again on it."""
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    days: dict[datetime.date, list[Lit]] = {}
    for each in lit:
        for day in _days_of(each.entry, weeks[0][0], weeks[-1][-1]):
            days.setdefault(day, []).append(each)
    return [[(day, days.get(day, [])) for day in week] for week in weeks]


def _days_of(entry: DueEntry, since: datetime.date, until: datetime.date) -> list[datetime.date]:
    """The days of a closed window on which it is due."""
    if entry.recurrence is None:
        return [entry.day]
    last = min(until, entry.last) if entry.last else until
    return list(entry.recurrence.days(max(entry.day, since), last))


def bars_of(year: int, lit: Iterable[Lit]) -> list[Bar]:
    """The year's stages and deadlines in the order of their ends; what comes again stands at its next day, or else at
    the year's first."""
    ends = [(_end(each, year), each) for each in lit if not _is_whole_year(each.entry.deadline)]
    return [Bar(each, *_stretch(each.entry, day, year)) for day, each in sorted(ends, key=lambda end: end[0])]


def _end(each: Lit, year: int) -> datetime.date:
    if each.entry.recurrence is None or each.next_day.year == year:
        return each.next_day
    return next(iter(_days_of(each.entry, datetime.date(year, 1, 1), datetime.date(year, 12, 31))), each.entry.day)


def _stretch(entry: DueEntry, day: datetime.date, year: int) -> tuple[float, float]:
    right, since = share_of(day, year), entry.deadline.since
    return (min(share_of(since, year), right), right) if since and entry.recurrence is None else (right, right)


def share_of(day: datetime.date, year: int) -> float:
    """How far into the year a day is, in hundredths."""
    first = datetime.date(year, 1, 1)
    return round(min(max((day - first).days / 365 * 100, 0.0), 100.0), 2)


def _is_whole_year(deadline: Deadline) -> bool:
    """年内 and the like tell no stage."""
    since, until = deadline.since, deadline.until
    return since is not None and until is not None and (until - since).days >= 364


def charts_of(found: Comparison) -> list[dict[str, object]]:
    """The comparison as charts, one a unit: the years, and a line for each series with a value or none a year."""
    series = [each for each in found.series if each.by_year][:_MOST_SERIES]
    return [_chart(unit, [each for each in series if each.unit == unit]) for unit in dict.fromkeys(_units(series))]


def _units(series: Iterable[Series]) -> Iterable[str]:
    return (each.unit for each in series)


def _chart(unit: str, series: Sequence[Series]) -> dict[str, object]:
    years = sorted({year for each in series for year, _ in each.by_year})
    return {
        "unit": unit,
        "years": [f"{year}年" for year in years],
        "lines": [
            {
                "name": series_name(each),
                "dashed": each.kind is FigureKind.TARGET,
                "values": [_at(each, year) for year in years],
            }
            for each in series
        ],
    }


def _at(series: Series, year: int) -> float | None:
    figure = dict(series.by_year).get(year)
    return None if figure is None else float(figure.value)


def series_name(series: Series) -> str:
    """Whose figures they are, and whether they were to be reached or were reached."""
    bodies = "、".join(series.organizations) or UNKNOWN
    return f"{bodies}（{_KINDS[series.kind]}{'，增幅' if series.is_rise else ''}）"
