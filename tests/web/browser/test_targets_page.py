"""The target table page as an editor uses it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

PLAN = "泓总发〔2023〕1号"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def table(desktop: Page, own_site: str) -> Page:
    desktop.goto(f"{own_site}/targets?document={quote(PLAN)}&order=place")
    return desktop


def row(page: Page, number: int) -> Locator:
    return page.locator("tbody[data-item]").nth(number - 1)


def cell(page: Page, number: int, field: str) -> Locator:
    return row(page, number).locator(f'td[data-field="{field}"]')


def correct(page: Page, number: int, field: str, text: str) -> None:
    cell(page, number, field).get_by_role("button").click()
    box = cell(page, number, field).get_by_role("textbox")
    expect(box).to_be_focused()
    box.fill(text)
    box.press("Enter")
    expect(cell(page, number, field).locator("> a, > span").first).to_have_text(text)


def test_every_cell_opens_its_words(table: Page) -> None:
    link = cell(table, 2, "value").get_by_role("link")
    words = link.inner_text()
    link.click()
    shown = table.locator(".sheet .shown")
    expect(shown.first).to_be_in_viewport()
    assert "".join(shown.all_inner_texts()) == words


def test_correct_and_see_what_was_extracted(table: Page) -> None:
    before = cell(table, 2, "value").locator("> a").inner_text()
    correct(table, 2, "value", "50个")
    expect(row(table, 2)).to_contain_text(f"提取为：{before}")
    expect(row(table, 2).locator(".state")).to_have_text("已修改")
    table.reload()
    expect(cell(table, 2, "value").locator("> a")).to_have_text("50个")


def test_correct_and_confirm_on_a_phone(phone: Page, own_site: str) -> None:
    phone.goto(f"{own_site}/targets?document={quote(PLAN)}&order=place")
    correct(phone, 2, "value", "50个")
    row(phone, 2).get_by_role("button", name="确认").click()
    expect(row(phone, 2).locator(".state")).to_have_text("已确认")
    row(phone, 2).get_by_role("button", name="修改记录").click()
    expect(phone.get_by_role("dialog", name="修改记录")).to_contain_text("50个")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_history_and_undo(table: Page) -> None:
    before = cell(table, 2, "value").locator("> a").inner_text()
    correct(table, 2, "value", "50个")
    row(table, 2).get_by_role("button", name="修改记录").click()
    dialog = table.get_by_role("dialog", name="修改记录")
    for told in ("本机用户", "修改目标值", before, "50个", "2023-06-01"):
        expect(dialog).to_contain_text(told)
    dialog.get_by_role("button", name="撤销").click()
    expect(cell(table, 2, "value").locator("> a")).to_have_text(before)


def test_undo_the_last_step(table: Page) -> None:
    before = cell(table, 1, "owners").inner_text()
    correct(table, 1, "owners", "办公室")
    table.get_by_role("button", name="撤销上一步").click()
    expect(cell(table, 1, "owners")).to_contain_text(before.replace("✎", "").strip())


def test_confirm_by_keyboard_alone(desktop: Page, own_site: str) -> None:
    desktop.goto(f"{own_site}/targets?document={quote(PLAN)}&order=place")
    desktop.keyboard.press("j")
    desktop.keyboard.press("j")
    desktop.keyboard.press("c")
    expect(row(desktop, 2).locator(".state")).to_have_text("已确认")
    desktop.keyboard.press("e")
    expect(cell(desktop, 2, "value").get_by_role("textbox")).to_be_focused()
    desktop.keyboard.type("四十个")
    desktop.keyboard.press("Enter")
    expect(cell(desktop, 2, "value").locator("> a")).to_have_text("四十个")


def test_drop_and_bring_back(table: Page) -> None:
    row(table, 3).get_by_role("button", name="删去").click()
    expect(row(table, 3)).to_have_class(re.compile("dropped"))
    row(table, 3).get_by_role("button", name="恢复").click()
    expect(row(table, 3).get_by_role("button", name="删去")).to_be_visible()


def test_add_a_row(table: Page) -> None:
    table.get_by_text("增加一行").click()
    form = table.locator(".adding form")
    form.get_by_label("目标任务").fill("组织青年职工座谈会")
    form.get_by_label("目标值").fill("3场")
    form.get_by_role("button", name="增加").click()
    added = table.locator("tbody[data-item]").filter(has_text="组织青年职工座谈会")
    expect(added.locator(".state")).to_have_text("已增加")


def test_doubtful_rows_come_first(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}/targets?year=2022")
    states = desktop.locator("tbody[data-item] .state").all_inner_texts()
    assert "待核对" in states
    assert states == sorted(states, key=lambda state: state != "待核对")
    first = desktop.locator("tbody[data-item]").first.locator("td.unsure").first
    expect(first.locator(".unsure-mark")).to_be_visible()
    expect(first).to_have_attribute("title", re.compile("."))
    assert desktop.locator("tbody[data-item]").last.locator("td.unsure").count() == 0


def test_narrowed_by_organization_and_year(page: Page, site: str) -> None:
    page.goto(f"{site}/targets")
    page.get_by_label("单位", exact=True).fill("权益保障部")
    page.get_by_label("年度").fill("2023")
    page.get_by_role("button", name="查看").click()
    rows = page.locator("tbody[data-item]")
    expect(page).to_have_url(re.compile("year=2023"))
    expect(rows.first).to_be_visible()
    for text in rows.all_inner_texts():
        assert "权益保障部" in text


def download(page: Page, name: str, to: Path) -> bytes:
    with page.expect_download() as saved:
        page.locator(".export").get_by_role("button", name=name).click()
    saved.value.save_as(to)
    return to.read_bytes()


def test_exports_hold_the_corrections(table: Page, tmp_path: Path) -> None:
    correct(table, 2, "value", "-5%")
    sheet = openpyxl.load_workbook(io.BytesIO(download(table, "Excel", tmp_path / "t.xlsx"))).worksheets[0]
    assert sheet["D4"].value == pytest.approx(-0.05)
    assert "-5%" in download(table, "CSV", tmp_path / "t.csv").decode("utf-8-sig")
    assert download(table, "Word", tmp_path / "t.docx").startswith(b"PK")
    table.get_by_label("版式").select_option(label="工作任务清单")
    assert "完成情况" in download(table, "CSV", tmp_path / "u.csv").decode("utf-8-sig")


def test_import_an_edited_workbook(desktop: Page, own_site: str, tmp_path: Path) -> None:
    desktop.goto(f"{own_site}/targets?document={quote(PLAN)}&order=place")
    book = openpyxl.load_workbook(io.BytesIO(download(desktop, "Excel", tmp_path / "t.xlsx")))
    book.worksheets[0]["F3"] = "泓州市总工会生产保障部"
    book.worksheets[0]["J5"] = "与上年持平"
    book.save(tmp_path / "edited.xlsx")
    desktop.get_by_text("导入改过的 Excel").click()
    desktop.get_by_label("从本页导出").set_input_files(tmp_path / "edited.xlsx")
    desktop.get_by_role("button", name="查看差异").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("2 处")
    expect(desktop.locator("tbody tr").first).to_contain_text("泓州市总工会生产保障部")
    desktop.get_by_label("导入第 2 处").uncheck()
    desktop.get_by_role("button", name="导入勾选的修改").click()
    expect(cell(desktop, 1, "owners")).to_contain_text("泓州市总工会生产保障部")
    expect(desktop.locator("body")).not_to_contain_text("与上年持平")


def test_prints_on_paper(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}/targets?document={quote(PLAN)}")
    desktop.emulate_media(media="print")
    expect(desktop.get_by_role("navigation", name="主菜单")).to_be_hidden()
    expect(desktop.locator("td.check").first).to_be_hidden()
    expect(desktop.locator("table.targets")).to_be_visible()
    pdf = desktop.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2


def test_the_print_view_is_whole_and_in_a_layout(page: Page, site: str) -> None:
    page.goto(f"{site}/targets?year=2023")
    page.get_by_label("版式").select_option(label="工作任务清单")
    page.get_by_role("button", name="打印").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023年工作任务清单")
    assert page.locator("table.forprint tbody tr").count() > 100
    expect(page.get_by_role("columnheader").nth(6)).to_have_text("完成情况")


def test_two_open_pages_do_not_undo_each_other(desktop: Page, own_site: str, samples: Any) -> None:
    desktop.goto(f"{own_site}/targets?document={samples[PLAN]}&order=place")
    other = desktop.context.new_page()
    other.goto(desktop.url)
    correct(desktop, 1, "value", "21场")
    correct(other, 1, "deadline", "11月底前")
    desktop.reload()
    expect(cell(desktop, 1, "value")).to_contain_text("21场")
    expect(cell(desktop, 1, "deadline")).to_contain_text("11月底前")
