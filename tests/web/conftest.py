"""The pages over the sample papers: in process for calls, on a port of their own for a real browser."""

from __future__ import annotations

import datetime
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from queries import open_library
from queries.web.app import create_app
from queries.web.settings import Settings
from queries.web.visitors import TOKEN_HEADER

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
NOON = datetime.datetime(2023, 6, 1, 4, 0, tzinfo=datetime.timezone.utc)


class Clock:
    """A clock that tests move by hand."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime.datetime:
        return self.time

    def pass_(self, **time: float) -> None:
        self.time += datetime.timedelta(**time)


@dataclass(frozen=True)
class Papers:
    """The sample library's folder, and the ids of its papers by their document numbers."""

    folder: Path
    ids: dict[str, str]

    def __getitem__(self, number: str) -> str:
        return self.ids[number]


def ids_of(folder: Path) -> dict[str, str]:
    with open_library(folder) as library:
        return {each.document_number or each.source: each.id for each in library.store.summaries().values()}


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A library of the sample papers; tests only read it."""
    folder = tmp_path_factory.mktemp("pages") / "资料库"
    with open_library(folder) as library:
        report = library.ingest(SAMPLES)
    assert report.failed == ()
    return Papers(folder, ids_of(folder))


@pytest.fixture
def own(samples: Papers, tmp_path: Path) -> Papers:
    """The sample library for a test that changes it."""
    shutil.copytree(samples.folder, tmp_path / "资料库")
    return replace(samples, folder=tmp_path / "资料库")


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _settings_of(folder: Path, now: Callable[[], datetime.datetime] = lambda: NOON) -> Settings:
    return Settings(library=folder, now=now, names=("testserver",))


class Caller(TestClient):
    """Calls the pages as a browser would: with the cookie and the token of its visit."""

    def token(self) -> str:
        page = self.get("/login")
        return page.text.partition('name="form-token" content="')[2].partition('"')[0]

    def submit(self, path: str, **fields: object) -> object:
        return self.post(path, data=fields, headers={TOKEN_HEADER: self.token()}, follow_redirects=False)


@contextmanager
def _calling(folder: Path, now: Callable[[], datetime.datetime] = lambda: NOON) -> Iterator[Caller]:
    with Caller(create_app(_settings_of(folder, now)), raise_server_exceptions=False) as caller:
        yield caller


@pytest.fixture(scope="session")
def reader(samples: Papers) -> Iterator[Caller]:
    """Calls to the sample library that change nothing."""
    with _calling(samples.folder) as caller:
        yield caller


@pytest.fixture
def caller(own: Papers, clock: Clock) -> Iterator[Caller]:
    """Calls to a library of the test's own."""
    with _calling(own.folder, clock) as caller:
        yield caller


@contextmanager
def serving(folder: Path, now: Callable[[], datetime.datetime] = lambda: NOON) -> Iterator[str]:
    """The pages on a free port, as `gongwen serve` gives them; the address."""
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(_settings_of(folder, now)), log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{free.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        free.close()


@pytest.fixture(scope="session")
def site(samples: Papers) -> Iterator[str]:
    """The address of pages over the sample library, which tests only read."""
    with serving(samples.folder) as address:
        yield address


@pytest.fixture
def own_site(own: Papers, clock: Clock) -> Iterator[str]:
    """The address of pages over a library of the test's own."""
    with serving(own.folder, clock) as address:
        yield address


@pytest.fixture
def calling() -> Callable[..., AbstractContextManager[Caller]]:
    """Calls to a library in some folder."""
    return _calling


@pytest.fixture
def settings_of() -> Callable[..., Settings]:
    return _settings_of


@pytest.fixture(scope="session")
def forms(reader: Caller) -> list[str]:
    """The paths of all routes that may change something, with a value for what stands in them."""

    def walk(routes: Iterable[Any]) -> Iterator[str]:
        for route in routes:
            inner = getattr(route, "original_router", None) or getattr(route, "app", None)
            if isinstance(route, APIRoute):
                if route.methods - {"GET", "HEAD"}:
                    yield re.sub(r"\{[^}]*\}", "0" * 16, route.path)
            elif inner is not None and hasattr(inner, "routes"):
                yield from walk(inner.routes)

    app: Any = reader.app
    return sorted(set(walk(getattr(app, "app", app).routes)))
