"""No serious violation on any page, at desktop and phone width, by axe-core."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
PATHS = (
    "/", "/search?q=职工", "/papers/{paper}", "/papers/{paper}/page?start=0&end=9", "/targets",
    "/targets?document={paper}&order=place", "/ask", "/ask?q=谁牵头职工医疗互助？", "/duties",
    "/duties?organization=权益保障部", "/overview", "/calendar?month=2023-06", "/timeline?year=2023",
    "/compare?indicator=职工书屋", "/conflicts", "/ingest", "/accounts", "/login", "/api",
)  # fmt: skip


ON_PHONES = ("/search?q=职工", "/papers/{paper}", "/targets?document={paper}&order=place", "/calendar?month=2023-06")


def check(page: Page, site: str, samples: Any, path: str) -> None:
    page.goto(site + path.format(paper=samples["泓总发〔2023〕1号"]))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "scrolls sideways"
    # Evaluated by the driver, so that the page's own policy need not allow it.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] })")
    assert found["passes"]
    serious = [
        (each["id"], [node["target"] for node in each["nodes"]][:3])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("path", PATHS)
def test_no_serious_violation(desktop: Page, site: str, samples: Any, path: str) -> None:
    check(desktop, site, samples, path)


@pytest.mark.parametrize("path", ON_PHONES)
def test_no_serious_violation_on_a_phone(phone: Page, site: str, samples: Any, path: str) -> None:
    check(phone, site, samples, path)


@pytest.mark.parametrize("path", [*PATHS, "/targets?year=2021"])
def test_fits_a_phone(phone: Page, site: str, samples: Any, path: str) -> None:
    phone.goto(site + path.format(paper=samples["泓总发〔2023〕1号"]))
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
