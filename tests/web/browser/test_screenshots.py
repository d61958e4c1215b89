"""Screenshots of every page for docs/pages; taken only when asked for: GONGWEN_SCREENSHOTS=1."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

OUT = Path(__file__).resolve().parents[3] / "docs" / "pages"
PAGES = {
    "start": "/",
    "search": "/search?q=职工书屋",
    "paper": "/papers/{paper}",
    "targets": "/targets?document={paper}",
    "doubts": "/targets?year=2022",
    "ask": "/ask?q=谁牵头职工医疗互助？",
    "duties": "/duties?organization=权益保障部",
    "overview": "/overview",
    "calendar": "/calendar?month=2023-06",
    "timeline": "/timeline?year=2023",
    "compare": "/compare?indicator=职工书屋",
    "ingest": "/ingest",
    "accounts": "/accounts",
}
WANTED = os.environ.get("GONGWEN_SCREENSHOTS") == "1"


@pytest.mark.skipif(not WANTED, reason="screenshots are taken with GONGWEN_SCREENSHOTS=1")
@pytest.mark.parametrize("name", PAGES)
def test_take_screenshot(page: Page, site: str, samples: Any, name: str) -> None:
    page.goto(site + PAGES[name].format(paper=samples["泓总发〔2023〕1号"]))
    page.wait_for_timeout(600)
    if name == "paper":
        page.locator(".record .figure").nth(2).click()
        page.get_by_role("link", name="看原件页面").click()
        page.locator("#page image").wait_for()
        page.wait_for_timeout(600)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=OUT / f"{name}-{width}.jpg", type="jpeg", quality=70)
