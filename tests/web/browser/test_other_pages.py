"""Asking, duties, the overview and taking files in, as staff use them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

NEW = """江滨市总工会文件
江滨工发〔2024〕7号

关于开展2024年职工读书活动的通知

各区总工会：
一、6月底前新建职工书屋不少于33家。（责任单位：宣传教育部）

江滨市总工会
2024年2月18日
"""


def test_a_question_is_answered_with_its_clause(page: Page, site: str) -> None:
    page.goto(f"{site}/ask")
    page.get_by_label("问题").fill("谁牵头职工医疗互助？")
    page.keyboard.press("Enter")
    first = page.locator(".answers > li").first
    expect(first.locator(".said")).to_contain_text("泓州市职工服务中心")
    expect(first.locator(".role")).to_have_text("牵头")
    quote = first.locator("blockquote").inner_text()
    first.locator("[data-open]").click()
    expect(page.locator(".sheet .shown").first).to_be_in_viewport()
    assert re.sub(r"[\s|]", "", quote)[:10] in re.sub(r"[\s|]", "", page.locator(".sheet").inner_text())


def test_answers_are_narrowed(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}/ask?q=谁牵头职工医疗互助？")
    count = desktop.locator(".answers > li").count()
    desktop.get_by_role("link", name="牵头", exact=True).click()
    expect(desktop.get_by_role("link", name="牵头 ×")).to_be_visible()
    assert 0 < desktop.locator(".answers > li").count() < count
    desktop.get_by_role("link", name="牵头 ×").click()
    expect(desktop.locator(".answers > li")).to_have_count(count)


def test_nothing_is_invented(page: Page, site: str) -> None:
    page.goto(f"{site}/ask?q=火星基地由谁负责建设？")
    expect(page.locator("main")).to_contain_text("没有找到")


def test_all_duties_of_an_organization(page: Page, site: str) -> None:
    page.goto(f"{site}/duties")
    page.get_by_role("link", name="泓州市总工会权益保障部").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("泓州市总工会权益保障部的全部职责")
    expect(page.get_by_role("heading", name="牵头")).to_be_visible()
    page.get_by_label("分工").select_option("support")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", name="配合")).to_be_visible()
    expect(page.get_by_role("heading", name="牵头")).to_have_count(0)
    expect(page.locator(".lamp").first).to_be_visible()


def test_overview_counts_and_charts(page: Page, site: str) -> None:
    page.goto(f"{site}/overview")
    expect(page.get_by_role("heading", level=1)).to_contain_text("16 份文件")
    expect(page.locator(".chart canvas")).to_have_count(3)
    page.get_by_role("region", name="按年度").get_by_text("数据").click()
    page.get_by_role("link", name="2023", exact=True).click()
    expect(page.locator(".hitcard").first).to_be_visible()


def test_calendar_with_lamps(page: Page, site: str) -> None:
    page.goto(f"{site}/calendar?month=2023-06")
    lamps = page.locator(".calendar .dot")
    assert lamps.count() > 3
    # It is the first of June in these tests: what is due at the month's end lights yellow.
    expect(page.locator(".calendar .dot.lamp-yellow").first).to_be_visible()
    assert (
        page.locator(".dot.lamp-yellow").first.evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgb(249, 171, 0)"
    )
    page.get_by_role("link", name="下一月").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2023年7月")


def test_an_offices_own_lamps(own: Any, desktop: Page, own_site: str) -> None:
    rules = "lamps:\n- {name: blue, label: 蓝灯, colour: '#0000ff', meaning: 什么时候都亮, undated: true, days: {}}\n"
    (own.folder / "lamps.yaml").write_text(rules, encoding="utf-8")
    desktop.goto(f"{own_site}/timeline?year=2023")
    expect(desktop.get_by_role("list", name="灯的含义")).to_contain_text("什么时候都亮")
    bar = desktop.locator(".timeline .bar").first
    assert bar.evaluate("e => getComputedStyle(e).fill") == "rgb(0, 0, 255)"


def test_an_indicator_over_years(page: Page, site: str) -> None:
    page.goto(f"{site}/compare")
    page.get_by_label("指标", exact=True).fill("职工书屋")
    page.get_by_role("button", name="对比").click()
    expect(page.locator(".chart canvas").first).to_be_visible()
    page.get_by_role("link", name="60家").first.click()
    expect(page.locator(".sheet .shown").first).to_have_text("60家")


def test_conflicts_are_quoted(page: Page, site: str) -> None:
    page.goto(f"{site}/conflicts")
    expect(page.get_by_role("heading", level=1)).to_contain_text("前后不一")


def upload(page: Page, paths: list[Path]) -> None:
    page.get_by_label("或者选择文件").set_input_files(paths)
    page.get_by_role("button", name="入库", exact=True).click()
    expect(page.get_by_text("入库完成")).to_be_visible(timeout=120_000)


@pytest.fixture
def new_files(tmp_path: Path) -> list[Path]:
    (tmp_path / "new").mkdir()
    paths = [tmp_path / "new" / "通知.txt", tmp_path / "new" / "坏的.pdf"]
    paths[0].write_text(NEW, encoding="utf-8")
    paths[1].write_bytes(b"%PDF-1.7 nothing")
    return paths


def test_many_files_with_progress_failures_and_retry(
    own: Any, desktop: Page, own_site: str, new_files: list[Path]
) -> None:
    page = desktop
    page.goto(f"{own_site}/ingest")
    upload(page, new_files)
    expect(page.locator("#state")).to_contain_text("新增 1")
    failures = page.get_by_role("region", name="未能读入的文件")
    expect(failures).to_contain_text("坏的.pdf")
    # What was read is not kept twice; what failed is there to be tried again.
    assert [path.name for path in (own.folder / "received").glob("*/*")] == ["坏的.pdf"]
    failures.get_by_role("button", name="全部重试").click()
    expect(page.locator("#state")).to_contain_text("失败 1", timeout=120_000)
    page.goto(f"{own_site}/search?q=“职工书屋不少于33家”")
    expect(page.locator(".hitcard")).to_have_count(1)


def test_files_are_dropped_on_the_page_and_secret_ones_leave_nothing(own: Any, desktop: Page, own_site: str) -> None:
    desktop.goto(f"{own_site}/ingest")
    desktop.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "拖来的.txt", { type: "text/plain" }));
            data.items.add(new File(["机密★1年\\n" + text], "密件.txt", { type: "text/plain" }));
            document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        NEW,
    )
    expect(desktop.get_by_text("入库完成")).to_be_visible(timeout=120_000)
    expect(desktop.locator("#state")).to_contain_text("密级")
    assert list((own.folder / "received").glob("*/*")) == []
    desktop.get_by_role("link", name="拖来的.txt").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("2024年职工读书活动")


def test_accounts_from_the_first_on(desktop: Page, own_site: str) -> None:
    desktop.goto(f"{own_site}/accounts")
    desktop.get_by_label("姓名").fill("陈主任")
    desktop.get_by_label("密码").fill("a long enough password")
    desktop.get_by_role("button", name="保存").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("登录")
    desktop.get_by_label("姓名").fill("陈主任")
    desktop.get_by_label("密码").fill("a long enough password")
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".who")).to_contain_text("陈主任")
    desktop.get_by_role("button", name="退出").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("登录")
