"""The finished table as files, and an edited workbook back in."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from corpus.errors import UnreadableFile
from queries.corrections.exporting import render
from queries.corrections.sheet import differences, read_sheet
from queries.export.layouts import layouts_of


def sheet_of(office: Any) -> bytes:
    layout = layouts_of(office.library.store.folder)["responsibility"]
    return render(office.rows(), form="xlsx", layout=layout, title="表")


def found_in(office: Any, data: bytes):
    return differences(read_sheet(data), office.rows(), layouts_of(office.library.store.folder).values())


def edited(data: bytes, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "text", ["-5%", "+3.5%", "1.50", "+12", "007", "5％", "0.30%", "12345678901234567890", "=1+1", "@甲", "1,200"]
)
def test_a_sheet_that_nobody_touched_changes_nothing(office: Any, text: str):
    office.correct("不少于120家", "value", text)
    assert found_in(office, sheet_of(office)) == ()


def test_a_sheet_edited_sorted_and_cut(office: Any):
    def change(sheet):
        rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
        rows[0][3] = "不少于200家"
        rows = [rows[2], rows[0], *rows[3:]]
        rows.append([None, "组织一次体检", "", "1次", None, "女职工部", None, None, None, "新增", None])
        sheet.delete_rows(3, 50)
        for row in rows:
            sheet.append(row)

    found = found_in(office, edited(sheet_of(office), change))
    assert [(each.action, each.field, each.after) for each in found] == [
        ("correct", "value", "不少于200家"),
        ("add", "", ""),
        ("drop", "", ""),
    ]
    assert dict(found[1].cells)["owners"] == "女职工部"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", openpyxl.Workbook])
def test_other_workbooks_are_refused(data):
    if not isinstance(data, bytes):
        file = io.BytesIO()
        data().save(file)
        data = file.getvalue()
    with pytest.raises(UnreadableFile):
        read_sheet(data)


def test_an_offices_own_layout(office: Any):
    own = office.library.store.folder / "layouts"
    own.mkdir()
    (own / "ours.yaml").write_text(
        "name: 本单位格式\ntitle: '{year}{of}台账'\n"
        "columns:\n- {field: owners, heading: 谁}\n- {field: value, heading: 多少}\n",
        encoding="utf-8",
    )
    layout = layouts_of(office.library.store.folder)["ours"]
    text = render(office.rows(), form="csv", layout=layout, title="").decode("utf-8-sig")
    assert text.startswith("谁,多少\r\n")
    assert layout.title_for(year=2022, of="江滨市总工会") == "2022年江滨市总工会台账"


def test_exports_leave_out_what_was_dropped_and_calculate_nothing(office: Any):
    office.hand().drop(office.row("达到95%"), office.document)
    office.correct("不少于120家", "value", '=HYPERLINK("x")')
    layout = layouts_of(office.library.store.folder)["responsibility"]
    text = render(office.rows(), form="csv", layout=layout, title="").decode("utf-8-sig")
    assert "达到95%" not in text.split("原文")[1].split("\r\n")[1]
    assert "'=HYPERLINK" in text
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(office)))
    assert book.worksheets[0]["D3"].data_type == "s"
