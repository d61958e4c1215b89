"""The search page: what was found, how to narrow it, and the words around each hit beside the list."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from corpus.document import Span
from corpus.errors import QueryError
from queries.search.saved import drop_search, save_search, saved_searches
from queries.search.suggestions import suggestions
from queries.web.desk import desk_of
from queries.web.paging import PageNumber, Paging
from queries.web.rendering import link, pieces, show
from queries.web.searching import chips_of, facets_of
from queries.web.texts_found import found_in
from queries.web.visitors import Visitor, editing, reading

router = APIRouter(dependencies=[Depends(reading)], default_response_class=HTMLResponse, include_in_schema=False)

_SIZE = 10
_AROUND = 900
_MOST_SUGGESTIONS = 8

Words = Annotated[str, Query(alias="q", max_length=1000)]


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """The first page: the search box, the saved searches, and the latest papers."""
    desk = desk_of(request)
    papers = desk.papers
    latest = sorted(papers, key=lambda each: (each.date is not None, each.date), reverse=True)[:8]
    saved = saved_searches(desk.settings.library)
    return show(request, "start.html", papers=len(papers), latest=latest, query="", saved=saved)


@router.get("/search")
def search(request: Request, words: Words = "", page: PageNumber = 1) -> HTMLResponse:
    """The papers that a query finds, a page at a time."""
    asked = words.strip()
    if not asked:
        return start(request)
    desk = desk_of(request)
    try:
        results = desk.reader.search(asked, limit=_SIZE, offset=(page - 1) * _SIZE, facets=True)
    except QueryError as error:
        return show(request, "search_wrong.html", query=asked, error=error)
    return show(
        request,
        "search.html",
        query=asked,
        results=results,
        paging=Paging(page, size=_SIZE, total=results.places),
        chips=chips_of(asked),
        facets=facets_of(asked, results.facets),
        standing=desk.reader.standing([hit.document.id for hit in results]),
    )


@router.get("/search/more")
def more(request: Request, facet: Annotated[str, Query(max_length=20)], words: Words = "") -> HTMLResponse:
    """The rarer values to narrow a search by, which a page shows only when they are asked for."""
    asked = words.strip()
    try:
        found = desk_of(request).reader.search(asked, limit=1, facets=True).facets if asked else {}
    except QueryError:
        found = {}
    choices = next((each.more for each in facets_of(asked, found) if each.name == facet), ())
    return show(request, "search_more.html", choices=choices)


@router.post("/search/save")
def save(
    request: Request,
    _visitor: Annotated[Visitor, Depends(editing)],
    name: Annotated[str, Form(max_length=60)],
    words: Annotated[str, Form(alias="q", max_length=1000)],
) -> Response:
    """Keeps the search by a name, for everybody."""
    desk = desk_of(request)
    with desk.reader.store.writing():
        save_search(desk.settings.library, name, words)
    return RedirectResponse(link("/search", q=words), status_code=303)


@router.post("/search/forget")
def forget(
    request: Request, _visitor: Annotated[Visitor, Depends(editing)], name: Annotated[str, Form(max_length=60)]
) -> Response:
    """Takes a saved search off the list."""
    desk = desk_of(request)
    with desk.reader.store.writing():
        drop_search(desk.settings.library, name)
    return RedirectResponse("/", status_code=303)


@router.get("/preview/{document_id}")
def preview(
    request: Request,
    document_id: str,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
    words: Words = "",
) -> HTMLResponse:
    """The words around a hit, for the pane beside the list."""
    reader = desk_of(request).reader
    document = reader.document(document_id)
    text = document.text
    first = text.rfind("\n", 0, max(0, min(start, len(text)) - _AROUND // 3)) + 1
    last = text.find("\n", min(len(text), start + _AROUND))
    stretch = Span(first, len(text) if last < 0 else last)
    marks = found_in(reader, document, words)
    return show(
        request,
        "preview.html",
        document=reader.store.summaries([document_id])[document_id],
        pieces=list(pieces(stretch.of(text), marks, start=stretch.start)),
        stretch=stretch,
        whole=stretch == Span(0, len(text)),
        query=words,
        start=start,
        end=end,
    )


@router.get("/suggest", response_class=JSONResponse)
def suggest(request: Request, words: Words = "") -> JSONResponse:
    """What the words typed so far may become."""
    reader = desk_of(request).reader
    found = suggestions(reader.store, reader.engine.snapshot().shelf, words.strip(), limit=_MOST_SUGGESTIONS)
    return JSONResponse({"suggestions": [each.text for each in found]})
