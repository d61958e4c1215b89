"""The paper page as a clerk uses it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

PLAN = "泓总发〔2023〕1号"
LETTER = "泓工函〔2023〕4号"


def test_letterhead_outline_and_legend(page: Page, site: str, samples: Any) -> None:
    page.goto(f"{site}/papers/{samples[PLAN]}")
    head = page.get_by_role("article", name="文件头")
    expect(head).to_contain_text(PLAN)
    expect(head).to_contain_text("泓州市总工会")
    expect(page.get_by_role("list", name="图例")).to_contain_text("目标值")
    if page.viewport_size and page.viewport_size["width"] < 700:
        page.locator(".outline summary").click()
    link = page.get_by_role("navigation", name="提纲").get_by_role("link").nth(3)
    link.click()
    section = page.locator(page.evaluate("location.hash"))
    expect(section).to_be_in_viewport()


def test_a_record_shows_its_words(page: Page, site: str, samples: Any) -> None:
    page.goto(f"{site}/papers/{samples[PLAN]}")
    figure = page.locator(".record .figure").nth(4)
    words = figure.inner_text()
    figure.click()
    shown = page.locator(".sheet .shown")
    expect(shown.first).to_be_in_viewport()
    assert re.sub(r"\s", "", "".join(shown.all_inner_texts())) == re.sub(r"\s", "", words)


def test_words_show_their_record(page: Page, site: str, samples: Any) -> None:
    page.goto(f"{site}/papers/{samples[PLAN]}")
    piece = page.locator(".sheet .figure[data-records]").nth(3)
    name = (piece.get_attribute("data-records") or "").split()[-1]
    piece.click()
    expect(page.locator(f"#{name}")).to_have_class(re.compile("current"))
    expect(page.locator(f"#{name}")).to_be_in_viewport()


def test_every_cell_of_every_record_rests_on_its_words(reader: Any, samples: Any) -> None:
    """The address of a cell alone, without any script, marks its words."""
    page = reader.get(f"/papers/{samples[PLAN]}").text
    for start, end in re.findall(r'class="figure" href="[^"]*" data-start="(\d+)" data-end="(\d+)"', page)[:5]:
        shown = reader.get(f"/papers/{samples[PLAN]}?start={start}&end={end}").text
        assert re.search(rf'class="[^"]*hit[^"]*" data-start="{start}"', shown)


def test_page_image_with_a_box(page: Page, site: str, samples: Any) -> None:
    page.goto(f"{site}/papers/{samples[PLAN]}")
    page.locator(".record .figure").nth(2).click()
    page.get_by_role("link", name="看原件页面").click()
    image = page.locator("#page svg image")
    expect(image).to_be_visible()
    box = page.locator("#page svg rect.box").first
    expect(box).to_be_visible()
    assert page.evaluate("document.querySelector('#page image').getBBox().width") > 400
    with page.expect_response(re.compile("/page/1/picture|/page/2/picture")) as answered:
        page.reload()
        page.get_by_role("link", name="看原件页面").click()
    assert answered.value.headers["content-type"] == "image/png"


def test_the_original_is_saved_not_shown(desktop: Page, site: str, samples: Any, tmp_path: Path) -> None:
    desktop.goto(f"{site}/papers/{samples[LETTER]}")
    with desktop.expect_download() as saved:
        desktop.get_by_role("link", name="下载原件").click()
    assert saved.value.suggested_filename.endswith(".docx")
    path = tmp_path / "original"
    saved.value.save_as(path)
    original = next(Path(__file__).resolve().parents[3].glob("corpus/samples/泓工函〔2023〕4号*"))
    assert path.read_bytes() == original.read_bytes()


def test_tables_are_tables(desktop: Page, site: str, samples: Any) -> None:
    desktop.goto(f"{site}/papers/{samples['泓总发〔2022〕6号']}")
    expect(desktop.locator(".sheet table.printed").first).to_be_visible()
    assert desktop.locator(".sheet table.printed tr").count() > 3
