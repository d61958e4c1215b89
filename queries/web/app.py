"""The application: one library in a browser, pages for people and JSON for programs over the same functions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from importlib import import_module
from importlib.metadata import version

import anyio.to_thread
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from queries.reader import Reader
from queries.web.desk import Desk
from queries.web.errors import add_error_pages
from queries.web.guard import Guard
from queries.web.rendering import HERE
from queries.web.settings import LOOPBACK, Settings
from queries.web.sharing import PageProcesses, Sharing

# Every module has a `router`; the first that matches an address answers it.
PAGES = (
    "search",
    "paper",
    "paper_pages",
    "targets",
    "targets_edit",
    "targets_file",
    "ask",
    "duties",
    "overview",
    "ingest",
    "account",
    "api",
)
# More threads than processors only wait for each other.
_THREADS = 4


def create_app(settings: Settings) -> FastAPI:
    """The pages over the library that the settings name, which must be there, with all that stands before them. Opens
    the library when serving begins, starts the other processes that the settings ask for, and has an index of an older
    make built anew."""
    processes = PageProcesses(settings) if settings.processes > 1 else None

    @asynccontextmanager
    async def serving(desk: Desk) -> AsyncIterator[None]:
        if _is_outdated(settings):
            # Whoever takes files in builds the index anew first; pages follow when it is in its place.
            desk.ingests.take([])
        async with processes or _at_hand(desk):
            yield

    app = create_pages(settings, serving=serving)
    if processes is not None:
        app.add_middleware(Sharing, processes=processes)
    app.add_middleware(Guard, names={*LOOPBACK, *settings.names}, largest_upload=settings.largest_upload)
    return app


@asynccontextmanager
async def _at_hand(desk: Desk) -> AsyncIterator[None]:
    """Opens the library before the first page is asked for."""
    _ = desk.reader
    yield


def create_pages(
    settings: Settings, *, serving: Callable[[Desk], AbstractAsyncContextManager[object]] = _at_hand
) -> FastAPI:
    """The pages alone, for a process that makes them; `serving` is entered for as long as they are served."""

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        app.state.desk = Desk(settings)
        try:
            async with serving(app.state.desk):
                yield
        finally:
            app.state.desk.close()

    app = FastAPI(
        title="公文目标任务提取与检索",
        version=version("gongwen"),
        lifespan=opened,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    add_error_pages(app)
    for name in PAGES:
        app.include_router(import_module(f"queries.web.pages.{name}").router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app


def _is_outdated(settings: Settings) -> bool:
    with closing(Reader(settings.library, engine=settings.engine)) as reader:
        reader.engine.snapshot()
        return reader.is_outdated
