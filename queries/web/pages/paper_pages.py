"""The original's pages as pictures, with a box around the words that a record rests on."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import HTMLResponse, Response

from corpus.document import Document, Span
from corpus.errors import NotFound
from queries.reader import Reader
from queries.web.desk import Desk, desk_of
from queries.web.pages.paper import PaperId
from queries.web.pictures import Picture, PictureJob, Place, PlaceJob, has_pages
from queries.web.rendering import show
from queries.web.visitors import reading
from queries.web.work import done

router = APIRouter(dependencies=[Depends(reading)], default_response_class=HTMLResponse, include_in_schema=False)

_MOST_WORDS = 400
_KEPT = 48
PageNumber = Annotated[int, Path(ge=1, le=5000)]


class _Kept:
    """The pictures that were drawn last."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[str, int], Picture] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, int]) -> Picture | None:
        with self._lock:
            return self._pictures.get(key)

    def put(self, key: tuple[str, int], picture: Picture) -> None:
        with self._lock:
            self._pictures[key] = picture
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)


_kept = _Kept()


@router.get("/papers/{document_id}/page")
def page_of_words(
    request: Request,
    document_id: PaperId,
    start: Annotated[int, Query(ge=0, le=2**31)] = 0,
    end: Annotated[int, Query(ge=0, le=2**31)] = 1,
) -> HTMLResponse:
    """The page on which `[start, end)` of the paper's text stands, with its box."""
    desk = desk_of(request)
    document = _paged(desk.reader, document_id)
    place = _place(desk, document, Span(min(start, len(document.text)), min(max(start, end), len(document.text))))
    return _shown(request, document, place)


@router.get("/papers/{document_id}/page/{number}")
def page_by_number(request: Request, document_id: PaperId, number: PageNumber) -> HTMLResponse:
    """A page by its number."""
    return _shown(request, _paged(desk_of(request).reader, document_id), Place(number, ()))


@router.get("/papers/{document_id}/page/{number}/picture")
def picture(request: Request, document_id: PaperId, number: PageNumber) -> Response:
    """The page's picture."""
    desk = desk_of(request)
    drawn = _drawn(desk, _paged(desk.reader, document_id), number)
    return Response(drawn.data, media_type=drawn.media_type, headers={"Cache-Control": "private, max-age=3600"})


def _shown(request: Request, document: Document, place: Place) -> HTMLResponse:
    drawn = _drawn(desk_of(request), document, place.page)
    return show(request, "page.html", document=document, place=place, picture=drawn)


def _paged(reader: Reader, document_id: str) -> Document:
    document = reader.document(document_id)
    if not has_pages(document.media_type):
        raise NotFound("这种格式的原件没有可以显示的页面", advice="请下载原件查看")
    return document


def _drawn(desk: Desk, document: Document, number: int) -> Picture:
    key = (document.id, number)
    drawn = _kept.get(key)
    if drawn is None:
        job = PictureJob(desk.reader.store.original(document.id), document.media_type, number)
        result = done(desk.pictures, job)
        assert isinstance(result, Picture)
        drawn = result
        _kept.put(key, drawn)
    return drawn


def _place(desk: Desk, document: Document, span: Span) -> Place:
    """Where the words stand: as the recogniser saw them, else looked for on the pages."""
    seen = [region for region in document.recognized if region.overlaps(span)]
    if seen:
        return Place(seen[0].page, tuple(region.box for region in seen if region.page == seen[0].page))
    words = document.text[span.start : min(span.end, span.start + _MOST_WORDS)]
    if not words.strip() or document.media_type.startswith("image/"):
        return Place(1, ())
    job = PlaceJob(desk.reader.store.original(document.id), document.media_type, words, span.start / len(document.text))
    place = done(desk.pictures, job)
    assert isinstance(place, Place)
    return place
