"""The search page as a clerk uses it."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect


def search(page: Page, site: str, words: str) -> None:
    page.goto(site)
    page.get_by_label("检索词").fill(words)
    page.get_by_role("button", name="检索", exact=True).click()


def show_facets(page: Page) -> None:
    """On a phone they are folded up as soon as the page is there."""
    if page.viewport_size and page.viewport_size["width"] < 900:
        expect(page.locator(".facets:not([open])")).to_be_visible()
        page.locator(".facets > summary").click()


def test_finds_and_highlights_exactly(page: Page, site: str) -> None:
    search(page, site, '"职工书屋"')
    expect(page.locator(".hitcard").first).to_be_visible()
    marks = page.locator(".hitcard mark").all_inner_texts()
    assert marks
    assert {re.sub(r"\s", "", mark) for mark in marks} == {"职工书屋"}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_opens_the_paper_at_the_hit(page: Page, site: str) -> None:
    search(page, site, '"职工书屋"')
    page.locator(".hitcard a").first.click()
    here = page.locator(".sheet .here")
    expect(here.first).to_be_in_viewport()
    assert "职工书屋".startswith(here.first.inner_text())


def test_filters_are_chips_that_can_be_taken_away(page: Page, site: str) -> None:
    search(page, site, "职工 文种:通知 年:2023")
    expect(page).to_have_url(re.compile("q="))
    page.get_by_role("link", name="去掉 年:2023").click()
    expect(page.get_by_label("检索词")).to_have_value("职工 文种:通知")
    expect(page.get_by_role("link", name="去掉 文种:通知")).to_be_visible()


def test_a_wrong_query_is_explained(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}/search")
    desktop.get_by_label("检索词").fill("年:二零二三")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("alert")).to_be_visible()


def test_preview_beside_the_list_by_key(desktop: Page, site: str) -> None:
    search(desktop, site, "职工书屋")
    expect(desktop.locator("#preview h2")).to_be_visible()
    first = desktop.locator("#preview h2").inner_text()
    desktop.keyboard.press("j")
    desktop.keyboard.press("j")
    expect(desktop.locator("[data-item].current")).to_have_count(1)
    expect(desktop.locator("[data-item]").nth(2)).to_have_class(re.compile("current"))
    expect(desktop.locator("#preview mark").first).to_be_visible()
    assert first
    desktop.keyboard.press("o")
    expect(desktop).to_have_url(re.compile("/papers/"))


def test_next_and_previous_hit(page: Page, site: str) -> None:
    search(page, site, "工资 职工")
    page.locator(".hitcard a").first.click()
    expect(page.locator(".sheet .here")).to_have_count(1)
    start = "document.querySelector('.here').dataset.start"
    first = page.evaluate(start)
    page.keyboard.press("n")
    second = page.evaluate(start)
    page.keyboard.press("p")
    assert first != second
    assert page.evaluate(start) == first


def test_suggestions_by_keyboard(page: Page, site: str) -> None:
    page.goto(site)
    typed = "泓州市总工会"
    # What was offered for fewer characters is replaced when the answer to the last one comes.
    with page.expect_response(lambda answer: quote(typed) in answer.url):
        page.get_by_label("检索词").press_sequentially(typed, delay=20)
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    words = option.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("检索词")).to_have_value(words)
    expect(page).to_have_url(re.compile("/search"))


def test_enter_of_an_input_method_searches_nothing(desktop: Page, site: str) -> None:
    desktop.goto(site)
    box = desktop.get_by_label("检索词")
    box.click()
    session = desktop.context.new_cdp_session(desktop)
    session.send("Input.imeSetComposition", {"text": "gongzi", "selectionStart": 6, "selectionEnd": 6})
    session.send(
        "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    )
    desktop.wait_for_timeout(300)
    assert "/search" not in desktop.url
    session.send("Input.insertText", {"text": "工资"})
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("/search"))


def test_hot_keys_are_shown_and_work(desktop: Page, site: str) -> None:
    desktop.goto(site)
    desktop.locator("body").press("?")
    expect(desktop.get_by_role("dialog")).to_contain_text("下一处、上一处命中")
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("dialog")).to_be_hidden()
    desktop.keyboard.press("/")
    expect(desktop.get_by_label("检索词")).to_be_focused()


def test_by_keyboard_alone(desktop: Page, site: str) -> None:
    desktop.goto(site)
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_text("跳到正文")).to_be_focused()
    desktop.keyboard.press("/")
    desktop.keyboard.type("技能竞赛")
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".hitcard").first).to_be_visible()
    desktop.keyboard.press("j")
    expect(desktop.locator(".hitcard.current")).to_have_count(1)
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("/papers/"))


@pytest.mark.parametrize("path", ["/", "/search?q=职工"])
def test_no_page_scrolls_sideways(phone: Page, site: str, path: str) -> None:
    phone.goto(site + path)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_facets_narrow_with_exact_counts(page: Page, site: str) -> None:
    search(page, site, "职工")
    show_facets(page)
    choice = page.get_by_role("region", name="文种").get_by_role("link", name="简报")
    count = int(choice.locator(".number").inner_text())
    choice.click()
    expect(page.get_by_label("检索词")).to_have_value("职工 文种:简报")
    expect(page.locator(".count")).to_contain_text(f"{count} 份文件")


def test_rarer_values_are_there_when_asked_for(page: Page, site: str) -> None:
    search(page, site, "职工")
    show_facets(page)
    bodies = page.get_by_role("region", name="涉及单位")
    links = bodies.get_by_role("link")
    expect(links.first).to_be_visible()
    shown = links.count()
    bodies.get_by_text("更多").click()
    expect(links.nth(shown)).to_be_visible()
    count = int(links.nth(shown).locator(".number").inner_text())
    links.nth(shown).click()
    expect(page.locator(".count")).to_contain_text(f"{count} 份文件")


def test_saved_searches(page: Page, own_site: str) -> None:
    search(page, own_site, "工资 年:2021")
    page.get_by_label("保存这个检索，名称").fill("二一年工资")
    page.get_by_role("button", name="保存").click()
    page.goto(own_site)
    page.get_by_role("link", name="二一年工资").click()
    expect(page.get_by_label("检索词")).to_have_value("工资 年:2021")
    page.goto(own_site)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="不再保存 二一年工资").click()
    expect(page.get_by_role("link", name="二一年工资")).to_have_count(0)
