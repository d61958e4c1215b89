"""The overview: what the library holds, its deadlines as calendar and timeline, indicators over years, conflicts."""

from __future__ import annotations

import datetime
import json
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from corpus.errors import NotFound
from queries.web import overviews
from queries.web.desk import Desk, desk_of
from queries.web.rendering import show
from queries.web.visitors import reading

router = APIRouter(dependencies=[Depends(reading)], default_response_class=HTMLResponse, include_in_schema=False)

_MOST_BARS = 60
_MOST_CONFLICTS = 200
Organization = Annotated[str, Query(max_length=200)]
Year = Annotated[str, Query(pattern=r"^((19|20)\d{2})?$")]


@router.get("/overview")
def overview(request: Request) -> HTMLResponse:
    """What is in the library, by year, issuer and kind; and what could not be read."""
    desk = desk_of(request)
    store = desk.reader.store
    papers = desk.papers
    charts = {
        "年度": overviews.by_year(papers),
        "发文机关": overviews.counted(paper.issuer for paper in papers),
        "文种": overviews.counted(paper.kind for paper in papers),
    }
    return show(
        request,
        "overview.html",
        papers=len(papers),
        charts=[(name, counts, json.dumps(counts, ensure_ascii=False)) for name, counts in charts.items()],
        failures=len(store.failures()),
    )


@router.get("/calendar")
def calendar(
    request: Request,
    month: Annotated[str, Query(pattern=r"^((19|20)\d{2}-(0[1-9]|1[0-2]))?$")] = "",
    organization: Organization = "",
) -> HTMLResponse:
    """The deadlines of a month, with lamps."""
    desk = desk_of(request)
    first = datetime.date.fromisoformat(f"{month}-01") if month else desk.today.replace(day=1)
    following = (first + datetime.timedelta(days=31)).replace(day=1)
    last = following - datetime.timedelta(days=1)
    before = (first - datetime.timedelta(days=1)).replace(day=1)
    lit, trouble = _lit(
        desk, organization, since=first - datetime.timedelta(days=7), until=last + datetime.timedelta(days=7)
    )
    weeks = overviews.weeks_of(first, lit)
    return show(
        request,
        "calendar.html",
        is_idle=not any(entries for week in weeks for day, entries in week if day.month == first.month),
        month=first,
        before=before,
        following=following,
        weeks=weeks,
        today=desk.today,
        organization=organization,
        lamps=desk.reader.lamps(),
        trouble=trouble,
    )


@router.get("/timeline")
def timeline(request: Request, year: Year = "", organization: Organization = "") -> HTMLResponse:
    """The stages and deadlines of a year as bars, with lamps."""
    desk = desk_of(request)
    shown = int(year) if year else desk.today.year
    lit, trouble = _lit(desk, organization, since=datetime.date(shown, 1, 1), until=datetime.date(shown, 12, 31))
    bars = overviews.bars_of(shown, lit)
    return show(
        request,
        "timeline.html",
        year=shown,
        bars=bars[:_MOST_BARS],
        left=max(0, len(bars) - _MOST_BARS),
        now=overviews.share_of(desk.today, shown),
        organization=organization,
        lamps=desk.reader.lamps(),
        trouble=trouble,
    )


@router.get("/compare")
def compare(
    request: Request, indicator: Annotated[str, Query(max_length=100)] = "", organization: Organization = ""
) -> HTMLResponse:
    """An indicator over years and organizations, as a chart and as a table of quotations."""
    asked = {"indicator": indicator.strip(), "organization": organization.strip()}
    if not asked["indicator"]:
        return show(request, "compare.html", asked=asked, found=None, charts=(), trouble=None)
    try:
        found = desk_of(request).reader.compare(asked["indicator"], organization=asked["organization"] or None)
    except NotFound as error:
        return show(request, "compare.html", asked=asked, found=None, charts=(), trouble=error)
    charts = [json.dumps(chart, ensure_ascii=False) for chart in overviews.charts_of(found)]
    return show(
        request,
        "compare.html",
        asked=asked,
        found=found,
        charts=charts,
        trouble=None,
        series_name=overviews.series_name,
    )


@router.get("/conflicts")
def conflicts(request: Request, year: Year = "") -> HTMLResponse:
    """What contradicts itself, each side quoted."""
    desk = desk_of(request)
    years = sorted({paper.year for paper in desk.papers if paper.year}, reverse=True)
    shown = int(year) if year else None
    found = desk.reader.conflicts(year=shown)
    kinds = {"figure": "指标数不一致", "deadline": "时限不一致", "lead": "牵头单位不一致"}
    return show(
        request,
        "conflicts.html",
        conflicts=found[:_MOST_CONFLICTS],
        left=max(0, len(found) - _MOST_CONFLICTS),
        kinds=kinds,
        years=years,
        year=shown,
    )


def _lit(
    desk: Desk, organization: str, *, since: datetime.date, until: datetime.date
) -> tuple[list[overviews.Lit], NotFound | None]:
    """The deadlines of a closed window with their lamps; what is not there is told, not an error."""
    try:
        entries = desk.reader.calendar(organization=organization.strip() or None, since=since, until=until)
    except NotFound as error:
        return [], error
    return overviews.lit_entries(entries, on=desk.today, lamps=desk.reader.lamps()), None
