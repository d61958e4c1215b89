"""A real Chromium: every page it opens must stay free of errors and on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
# A busy machine may take its time; what is right at once does not wait.
PATIENCE = 20_000
DESKTOP, PHONE = {"width": 1360, "height": 860}, {"width": 390, "height": 844}


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    if program is None:
        pytest.skip("no Chromium on this machine (.ci/run installs one)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """What pages of a context did that they must not."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", lambda request: self._asked(request.url))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if urlsplit(url).hostname not in ("127.0.0.1", None):
            self.faults.append(f"left the machine: {url}")

    def check(self) -> None:
        assert [fault for fault in self.faults if not any(each in fault for each in self.expected)] == []


@pytest.fixture(params=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page at desktop and at phone width."""
    yield from _page(browser, DESKTOP if request.param == "desktop" else PHONE)


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, DESKTOP)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, PHONE)


def _page(browser: Browser, size: dict[str, int]) -> Iterator[Page]:
    context = browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True)
    watched = Watched(context)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()
    watched.check()
