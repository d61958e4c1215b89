"""One indicator over years and organizations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.naming import body_of
from extract.records import Comparator
from queries.tables.figure import Figure, FigureKind


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that can be compared, by year: of the same bodies (offices with them), targets or results, in the same
    unit, levels or rises (`is_rise`: 提高5个百分点). `by_year` has of each year the figure that says least beyond the
    indicator."""

    organizations: tuple[str, ...]
    kind: FigureKind
    unit: str
    is_rise: bool
    figures: tuple[Figure, ...]
    by_year: tuple[tuple[int, Figure], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An indicator's series, those of most years first."""

    indicator: str
    series: tuple[Series, ...]


def comparison(
    indicator: str, found: Iterable[Figure], *, year_from: int | None = None, year_to: int | None = None
) -> Comparison:
    """The figures of the years, which are a closed window, as series."""
    groups: dict[tuple[tuple[str, ...], FigureKind, str, bool], list[Figure]] = {}
    for figure in found:
        if _within(figure.year, year_from, year_to):
            rises = figure.quantity.comparator is Comparator.INCREASE
            groups.setdefault((_whose(figure), figure.kind, figure.unit, rises), []).append(figure)
    series = [_series(*key, figures=figures) for key, figures in groups.items()]
    return Comparison(indicator, tuple(sorted(series, key=_most_years)))


def _whose(figure: Figure) -> tuple[str, ...]:
    """The bodies, a body's own offices counted as the body: which office has a task changes from year to year."""
    return tuple(dict.fromkeys(map(body_of, figure.organizations)))


def _within(year: int | None, year_from: int | None, year_to: int | None) -> bool:
    if year is None:
        return year_from is None and year_to is None
    return (year_from is None or year_from <= year) and (year_to is None or year <= year_to)


def _series(
    organizations: tuple[str, ...], kind: FigureKind, unit: str, is_rise: bool, *, figures: list[Figure]
) -> Series:
    ordered = sorted(figures, key=lambda figure: (figure.year or 0, _plainest(figure)))
    by_year: dict[int, Figure] = {}
    for figure in ordered:
        if figure.year is not None:
            by_year.setdefault(figure.year, figure)
    return Series(organizations, kind, unit, is_rise, tuple(ordered), tuple(by_year.items()))


def _plainest(figure: Figure) -> tuple[int, int, str, int]:
    """What says least beyond the indicator, of the latest paper."""
    day = figure.document.date
    return (len(figure.indicator), -day.toordinal() if day else 0, figure.document.id, figure.start)


def _most_years(series: Series) -> tuple[int, int, bool, str, tuple[str, ...], str]:
    return (
        -len(series.by_year),
        -len(series.figures),
        series.is_rise,
        series.unit,
        series.organizations,
        series.kind.value,
    )
