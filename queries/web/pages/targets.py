"""The target table page: every cell a link to its words, doubtful rows first, each row to be confirmed or mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from corpus.document import Document
from corpus.errors import NotFound, QueryError
from queries.corrections.cells import FIELDS
from queries.corrections.layer import ACTIONS
from queries.corrections.table import FinishedRow
from queries.export.layouts import layouts_of
from queries.papers_meant import all_meant
from queries.web.desk import Desk, desk_of
from queries.web.paging import PageNumber, Paging
from queries.web.rendering import show
from queries.web.tables import DOUBT, PLACE, Wanted, heading_of, in_order, lamps_for, named, row_of, table_of
from queries.web.visitors import reading

router = APIRouter(dependencies=[Depends(reading)], default_response_class=HTMLResponse, include_in_schema=False)

_SIZE = 100
Name = Annotated[str, Query(max_length=200)]
DocumentId = Annotated[str, Query(pattern=r"^[0-9a-f]{16}$")]
FieldName = Annotated[str, Query(pattern=f"^({'|'.join(FIELDS)})$")]
RowNumber = Annotated[int, Query(ge=0, le=1_000_000)]
RowKey = Annotated[str, Query(pattern=r"^[0-9a-f]{32}$")]


def wanted_of(
    document: Name = "",
    organization: Name = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    lamp: Annotated[str, Query(max_length=40)] = "",
    subordinates: bool = False,
) -> Wanted:
    """Which table a page is asked for."""
    return Wanted(document.strip(), organization.strip(), int(year) if year else None, lamp.strip(), subordinates)


@router.get("/targets")
def targets(
    request: Request,
    wanted: Annotated[Wanted, Depends(wanted_of)],
    order: Annotated[str, Query(pattern=f"^({DOUBT}|{PLACE})$")] = DOUBT,
    page: PageNumber = 1,
) -> HTMLResponse:
    """A paper's, an organization's or a year's table."""
    desk = desk_of(request)
    lamps = desk.reader.lamps()
    if not wanted.is_any:
        return _choice(request, wanted, trouble=None)
    try:
        rows = table_of(desk, wanted)
    except (NotFound, QueryError) as error:
        return _choice(request, wanted, trouble=error)
    ordered = in_order(rows, order)
    paging = Paging(page, size=_SIZE, total=len(ordered))
    shown = ordered[(page - 1) * _SIZE : page * _SIZE]
    return show(
        request,
        "targets.html",
        wanted=wanted,
        heading=heading_of(rows, wanted),
        named=named(rows, wanted),
        rows=shown,
        paging=paging,
        order=order,
        fields=FIELDS,
        lit=lamps_for(desk, shown),
        lamps=lamps,
        layouts=layouts_of(desk.settings.library),
        doubtful=sum(bool(row.doubts) and not row.dropped for row in rows),
        papers=len({row.document.id for row in rows}),
        paper=_one_paper(desk, wanted, rows),
        actions=ACTIONS,
    )


def _choice(request: Request, wanted: Wanted, *, trouble: NotFound | QueryError | None) -> HTMLResponse:
    """The tables to choose from, with what was wrong about the one that was asked for."""
    desk = desk_of(request)
    papers = desk.papers
    return show(
        request,
        "targets_start.html",
        wanted=wanted,
        named=wanted.document,
        years=sorted({each.year for each in papers if each.year}, reverse=True),
        latest=sorted(papers, key=lambda each: (each.date is not None, each.date), reverse=True)[:12],
        lamps=desk.reader.lamps(),
        trouble=trouble,
    )


def _one_paper(desk: Desk, wanted: Wanted, rows: Sequence[FinishedRow]) -> str:
    """The id of the paper that rows can be added to: the only one in the table, or the one asked for; '' for none."""
    papers = {row.document.id for row in rows}
    if not papers and wanted.document:
        papers.update(all_meant(desk.reader.store, wanted.document))
    return papers.pop() if len(papers) == 1 else ""


@router.get("/targets/cell")
def edit_cell(
    request: Request, document: DocumentId, key: RowKey, field: FieldName, number: RowNumber = 0
) -> HTMLResponse:
    """A cell as a form."""
    row, _ = row_of(desk_of(request), document, key)
    return show(request, "targets_cell.html", row=row, field=FIELDS[field], cell=row.cells[field], number=number)


@router.get("/targets/row")
def one_row(request: Request, document: DocumentId, key: RowKey, number: RowNumber = 0) -> HTMLResponse:
    """A row as the table shows it."""
    return show_row(request, *row_of(desk_of(request), document, key), number=number)


@router.get("/targets/history")
def history(request: Request, document: DocumentId, key: RowKey, number: RowNumber = 0) -> HTMLResponse:
    """What was done to a row: who, when, before and after."""
    row, _ = row_of(desk_of(request), document, key)
    return show(request, "targets_history.html", row=row, number=number, fields=FIELDS, actions=ACTIONS)


def show_row(request: Request, row: FinishedRow, _document: Document, *, number: int) -> HTMLResponse:
    """The row alone, to take its place in the table; `number` is the one that it has there."""
    lit = lamps_for(desk_of(request), [row])
    return show(request, "targets_row.html", row=row, number=number, fields=FIELDS, lit=lit)


@router.get("/lamps.css")
def lamp_colours(request: Request) -> HTMLResponse:
    """The colours of the lamps, which every office has its own of."""
    rules = "".join(f".lamp-{lamp.name} {{ --lamp: {lamp.colour}; }}\n" for lamp in desk_of(request).reader.lamps())
    return HTMLResponse(rules, media_type="text/css")
