"""The target table as a file: out in a layout, and an edited workbook back in after a look at what it changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import QueryError
from queries.corrections.cells import FIELDS
from queries.corrections.exporting import columns_of, render
from queries.corrections.layer import ADD, DROP
from queries.corrections.sheet import EditedTable, differences
from queries.corrections.table import FinishedRow
from queries.export.columns import cells
from queries.export.layouts import layouts_of
from queries.web.desk import desk_of
from queries.web.pages.targets import wanted_of
from queries.web.pages.targets_edit import Editor, hand_of
from queries.web.rendering import link, show
from queries.web.tables import Wanted, row_of, subject_of, table_of, whole_table
from queries.web.visitors import Visitor, reading
from queries.web.work import SheetJob, done

router = APIRouter(include_in_schema=False)

_MOST_CHANGES = 500

_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get("/targets/export")
def export(
    request: Request,
    visitor: Annotated[Visitor, Depends(reading)],
    wanted: Annotated[Wanted, Depends(wanted_of)],
    form: Annotated[str, Query(pattern="^(csv|xlsx|docx)$")] = "xlsx",
    layout: Annotated[str, Query(max_length=60)] = "responsibility",
) -> Response:
    """The finished table as a file."""
    desk = desk_of(request)
    layouts = layouts_of(desk.settings.library)
    chosen = layouts.get(layout) or next(iter(layouts.values()))
    rows = table_of(desk, wanted)
    title = chosen.title_for(year=wanted.year, of=subject_of(rows, wanted))
    data = render(rows, form=form, layout=chosen, title=title)
    desk.accounts.log(at=desk.now(), who=visitor.name or "", action="导出", subject=title, detail=form)
    return Response(
        data,
        media_type=_MEDIA_TYPES[form],
        headers={
            "Content-Disposition": f"attachment; filename=\"table.{form}\"; filename*=UTF-8''{quote(title)}.{form}"
        },
    )


@router.get("/targets/print")
def printed(
    request: Request,
    wanted: Annotated[Wanted, Depends(wanted_of)],
    layout: Annotated[str, Query(max_length=60)] = "responsibility",
) -> HTMLResponse:
    """The finished table in a layout, whole and in the order of the papers, for a printer."""
    layouts = layouts_of(desk_of(request).settings.library)
    chosen = layouts.get(layout) or next(iter(layouts.values()))
    rows = table_of(desk_of(request), wanted)
    columns = columns_of(chosen)
    return show(
        request,
        "targets_print.html",
        title=chosen.title_for(year=wanted.year, of=subject_of(rows, wanted)),
        columns=columns,
        lines=[cells(row, columns) for row in rows if not row.dropped],
        wanted=wanted,
    )


class _Change(BaseModel):
    """A difference that the visitor has agreed to."""

    model_config = ConfigDict(extra="ignore")

    action: str
    document: str
    key: str = ""
    field: str = ""
    after: str = ""
    cells: tuple[tuple[str, str], ...] = ()


@router.post("/targets/import")
async def look_through(request: Request, _visitor: Editor) -> HTMLResponse:
    """What an edited workbook would change; nothing is changed yet."""
    async with request.form() as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise QueryError("没有选择文件", advice="请选择从本页导出、改好的 Excel 文件")
        data = await file.read()
    return await run_in_threadpool(_differences, request, data)


@router.post("/targets/import/apply")
async def take_over(request: Request, visitor: Editor) -> Response:
    """Makes the changes that the visitor has agreed to, as corrections of theirs."""
    async with request.form() as form:
        changes = [_checked(str(each)) for each in form.getlist("change")]
    return await run_in_threadpool(_apply, request, visitor, changes)


def _differences(request: Request, data: bytes) -> HTMLResponse:
    desk = desk_of(request)
    edited = done(desk.pictures, SheetJob(data))
    assert isinstance(edited, EditedTable)
    papers = dict.fromkeys(key[:16] for key in (*edited.exported, *(key for key, _ in edited.rows)) if key)
    rows: list[FinishedRow] = []
    for paper in papers:
        if desk.reader.store.summaries([paper]):
            rows += table_of(desk, Wanted(document=paper))
    found = differences(edited, rows, layouts_of(desk.settings.library).values())
    return show(
        request,
        "targets_import.html",
        changes=[(each, json.dumps(asdict(each), ensure_ascii=False)) for each in found[:_MOST_CHANGES]],
        left=max(0, len(found) - _MOST_CHANGES),
        fields=FIELDS,
        papers=desk.reader.store.summaries(papers),
    )


def _apply(request: Request, visitor: Visitor, changes: Iterable[_Change]) -> Response:
    desk, hand = desk_of(request), hand_of(request, visitor)
    papers: dict[str, int] = {}
    for change in changes:
        papers[change.document] = papers.get(change.document, 0) + 1
        if change.action == ADD:
            paper, _ = whole_table(desk.reader, change.document)
            hand.add(paper, dict(change.cells))
            continue
        row, paper = row_of(desk, change.document, change.key)
        if change.action == DROP:
            hand.drop(row, paper)
        else:
            hand.correct(row, paper, field=change.field, text=change.after)
    desk.accounts.log(at=desk.now(), who=visitor.name or "", action="导入", detail=f"{sum(papers.values())} 处修改")
    only = next(iter(papers)) if len(papers) == 1 else None
    return RedirectResponse(link("/targets", document=only), status_code=303)


def _checked(change: str) -> _Change:
    try:
        return _Change.model_validate_json(change)
    except ValidationError as error:
        raise QueryError("导入的内容不对", advice="请重新选择文件") from error
