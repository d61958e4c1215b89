"""The page for taking files in: many at once by drag and drop, with live progress, and those that failed to be tried
again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import QueryError
from queries.web.desk import desk_of
from queries.web.rendering import show
from queries.web.visitors import Visitor, editing

router = APIRouter(include_in_schema=False)

_MOST_FILES = 1000
_MOST_FAILURES = 200
Editor = Annotated[Visitor, Depends(editing)]


@router.get("/ingest")
def page(request: Request, _visitor: Editor) -> HTMLResponse:
    """Where files are dropped, how far they are, and what failed."""
    desk = desk_of(request)
    failures = desk.reader.store.failures()
    return show(
        request,
        "ingest.html",
        state=desk.ingests.state,
        failures=failures[:_MOST_FAILURES],
        left=max(0, len(failures) - _MOST_FAILURES),
        largest=desk.settings.largest_upload // 1024**2,
    )


@router.get("/ingest/state")
def state(request: Request, _visitor: Editor) -> HTMLResponse:
    """How far the reading in is."""
    return show(request, "ingest_state.html", state=desk_of(request).ingests.state)


@router.post("/ingest")
async def take(request: Request, visitor: Editor) -> Response:
    """Takes uploaded files in."""
    async with request.form(max_files=_MOST_FILES) as form:
        paths = await run_in_threadpool(_kept, request, form)
    if not paths:
        raise QueryError("没有收到文件", advice="请选择文件后再上传")
    desk = desk_of(request)
    desk.ingests.take(paths)
    names, count = "、".join(path.name for path in paths[:20]), f"{len(paths)} 个文件"
    desk.accounts.log(at=desk.now(), who=visitor.name or "", action="入库", subject=names, detail=count)
    return RedirectResponse("/ingest", status_code=303)


@router.post("/ingest/retry")
def retry(request: Request, visitor: Editor) -> Response:
    """Tries the files again that failed."""
    desk = desk_of(request)
    desk.ingests.retry()
    desk.accounts.log(at=desk.now(), who=visitor.name or "", action="重试失败的文件")
    return RedirectResponse("/ingest", status_code=303)


def _kept(request: Request, form: FormData) -> list[Path]:
    ingests = desk_of(request).ingests
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
    return list(dict.fromkeys(ingests.keep(file.filename or "", file.file) for file in files))
