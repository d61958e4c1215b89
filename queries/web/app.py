"""The application: one library in a browser, pages for people and JSON for programs over the same functions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib import import_module
from importlib.metadata import version

import anyio.to_thread
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

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
    the library when serving begins, and starts the other processes that the settings ask for."""
    processes = PageProcesses(settings) if settings.processes > 1 else None
    app = create_pages(settings, processes=processes)
    if processes is not None:
        app.add_middleware(Sharing, processes=processes)
    app.add_middleware(Guard, names={*LOOPBACK, *settings.names}, largest_upload=settings.largest_upload)
    return app


def create_pages(settings: Settings, *, processes: PageProcesses | None = None) -> FastAPI:
    """The pages alone, for a process that makes them; `processes` run as long as they do."""

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        app.state.desk = Desk(settings)
        try:
            if processes is None:
                _ = app.state.desk.reader
            async with processes or nullcontext():
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
