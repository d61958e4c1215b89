"""The paper page: letterhead, outline, the text with everything found in it marked, and the records beside it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import HTMLResponse, Response

from corpus.document import Span
from queries.references.graph import references
from queries.targets import target_rows
from queries.web.desk import desk_of
from queries.web.pictures import has_pages
from queries.web.records_shown import LEGEND, marks_of
from queries.web.rendering import show
from queries.web.texts import blocks
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
    reader = desk_of(request).reader
    document = reader.document(document_id)
    summary = reader.store.summaries([document_id])[document_id]
    extraction = reader.extraction(document_id)
    rows = target_rows(document, extraction)
    exact = Span(start, end) if start is not None and end is not None and start < end <= len(document.text) else None
    found = found_in(reader, document, words, exact=None if words else exact)
    return show(
        request,
        "paper.html",
        document=document,
        summary=summary,
        head=document.letterhead,
        blocks=blocks(document, marks_of(extraction, rows, found)),
        outline=[section for section in document.outline if not section.inline],
        rows=rows,
        legend=LEGEND,
        found=found,
        exact=exact,
        forms=reader.other_forms(document_id),
        references=references(reader.store, summary),
        standing=reader.standing([document_id]).get(document_id),
        has_pages=has_pages(document.media_type),
        query=words,
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
