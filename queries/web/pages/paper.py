"""The paper page: letterhead, outline, the text with everything found in it marked, and the records beside it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import HTMLResponse, Response

from corpus.document import Span
from queries.references.graph import references, standing_of
from queries.targets import summary_of
from queries.web.desk import desk_of
from queries.web.pictures import has_pages
from queries.web.rendering import show
from queries.web.texts_found import found_in
from queries.web.visitors import reading

router = APIRouter(dependencies=[Depends(reading)], default_response_class=HTMLResponse, include_in_schema=False)

PaperId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Offset = Annotated[int | None, Query(ge=0, le=2**31)]


@router.get("/papers/{document_id}")
def paper(
    request: Request,
    document_id: PaperId,
    words: Annotated[str, Query(alias="q", max_length=1000)] = "",
    start: Offset = None,
    end: Offset = None,
) -> HTMLResponse:
    """The paper as read; `[start, end)` is shown first, and what was asked for is marked."""
    desk = desk_of(request)
    reader = desk.reader
    document = reader.document(document_id)
    summary = summary_of(document)
    exact = Span(start, end) if start is not None and end is not None and start < end <= len(document.text) else None
    found = found_in(reader, document, words, exact=None if words else exact)
    named = references(reader.store, summary)
    return show(
        request,
        "paper.html",
        document=document,
        summary=summary,
        head=document.letterhead,
        reading=desk.shown.html(reader, document, found),
        exact=exact,
        forms=reader.other_forms(document_id),
        references=named,
        standing=standing_of(named),
        has_pages=has_pages(document.media_type),
    )


@router.get("/papers/{document_id}/original")
def original(request: Request, document_id: PaperId) -> Response:
    """The file that the paper was read from, to be saved: never shown by the browser itself."""
    reader = desk_of(request).reader
    document = reader.document(document_id)
    name = PurePath(document.source.replace("\\", "/")).name or document_id
    return Response(
        reader.store.original(document_id),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename=\"{document_id}\"; filename*=UTF-8''{quote(name, safe='')}"
        },
    )
