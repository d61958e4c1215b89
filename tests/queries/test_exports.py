"""The table as files, read back by the libraries that offices' programs are like."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from corpus.errors import GongwenError
from corpus.store_values import DocumentSummary
from extract.records import Basis, Comparator, Deadline, Quantity, QuantityRole, Responsible, Role
from queries.export import EXPORTERS, export_table, table_csv, table_docx, table_xlsx
from queries.export.columns import LAYOUT, cells, deadline_text, paper_text
from queries.targets import TargetRow

HEADINGS = ["序号", "目标任务", "指标", "目标值", "完成时限", "责任单位", "配合单位", "依据", "原文"]
PAPER = DocumentSummary(
    "a" * 16, "in/要点.txt", "印发《要点》的通知", "某工〔2022〕5号", "某市总工会", None, "通知", 2022
)


def body(name: str, role: Role) -> Responsible:
    return Responsible(0, 1, organization=name, text=name, role=role, basis=Basis.EXPLICIT)


def quantity(text: str) -> Quantity:
    return Quantity(0, 1, text=text, value=Decimal(1), unit="", comparator=Comparator.EQUAL, role=QuantityRole.TARGET)


ROW = TargetRow(
    number=1,
    document=PAPER,
    section="二/（一）",
    start=0,
    end=9,
    quote="6月底前新建企\n业工会不少于120家",
    task="新建企\n业工会",
    indicator="新建企业工会",
    quantity=quantity("不少于120家"),
    deadline=Deadline(0, 4, text="6月\n底前", since=None, until=date(2022, 6, 30), basis="clause"),
    bodies=(
        body("组织部", Role.LEAD),
        body("办公室", Role.RESPONSIBLE),
        body("财务部", Role.SUPPORT),
        body("经审会", Role.SUPERVISE),
    ),
    confidence=0.9,
)
EXPECTED = [
    1,
    "新建企业工会",
    "新建企业工会",
    "不少于120家",
    "6月底前（2022-06-30）",
    "组织部（牵头）、办公室",
    "财务部、经审会（监督）",
    "《印发〈要点〉的通知》（某工〔2022〕5号） 二 （一）",
    "6月底前新建企业工会不少于120家",
]
DUTY = replace(ROW, number=2, indicator=None, quantity=None, deadline=None, bodies=(), section="")

HARMFUL = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", " =1", "\t=1", "＝1+1", "＋1＋1"]
HARMLESS = ["-5%", "+8%", "-3.5", "+1,200", "95%以上", "不少于400名"]
"""What papers print and what a spreadsheet would run."""


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_the_layout_is_the_usual_one():
    assert [column.heading for column in LAYOUT] == HEADINGS
    assert cells(ROW, LAYOUT) == EXPECTED
    assert cells(DUTY, LAYOUT)[2:7] == ["", "", "", "", ""]


@pytest.mark.parametrize(
    ("since", "until", "words", "shown"),
    [
        (None, None, "长期坚持", "长期坚持"),
        (None, "2022-06-30", "6月底前", "6月底前（2022-06-30）"),
        ("2022-02-01", "2022-03-31", "2月至3月", "2月至3月（2022-02-01至2022-03-31）"),
        ("2022-05-01", "2022-05-01", "五一", "五一（2022-05-01）"),
        ("2022-01-01", "2022-12-31", "今年", "今年（2022年）"),
        ("2022-01-01", "2022-12-31", "2022年", "2022年"),
        ("2022-05-01", None, "5月起", "5月起（2022-05-01起）"),
    ],
)
def test_deadlines_keep_the_papers_words(since: str | None, until: str | None, words: str, shown: str):
    deadline = Deadline(
        0,
        1,
        text=words,
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        basis="clause",
    )
    assert deadline_text(deadline) == shown


def test_a_paper_without_title_is_named_by_number_or_file():
    assert paper_text(replace(PAPER, title=None)) == "某工〔2022〕5号"
    assert paper_text(replace(PAPER, title=None, document_number=None)) == "要点.txt"


def test_csv_has_a_mark_for_offices_and_every_row():
    data = table_csv.render([ROW, DUTY], title="")
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    assert read_csv(data)[:2] == [HEADINGS, [str(cell) for cell in EXPECTED]]


@pytest.mark.parametrize("text", HARMFUL)
def test_csv_calculates_nothing(text: str):
    row = replace(ROW, task=text, quantity=quantity(text))
    found = read_csv(table_csv.render([row], title=""))[1]
    assert found[1].startswith("'")
    assert found[3].startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_csv_leaves_figures_alone(text: str):
    assert read_csv(table_csv.render([replace(ROW, quantity=quantity(text))], title=""))[1][3] == text


def test_xlsx_is_ready_to_print():
    sheet = read_xlsx(table_xlsx.render([ROW, DUTY], title="2022年目标任务责任分解表"))
    assert sheet["A1"].value == "2022年目标任务责任分解表"
    assert [cell.value for cell in sheet[2]] == HEADINGS
    assert [cell.value for cell in sheet[3]] == EXPECTED
    assert sheet["C4"].value is None
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert "第 &P 页" in sheet.oddFooter.center.text
    assert sheet["B3"].alignment.wrap_text
    assert sheet["B3"].border.left.style == "thin"


@pytest.mark.parametrize("text", HARMFUL)
def test_xlsx_calculates_nothing(text: str):
    sheet = read_xlsx(table_xlsx.render([replace(ROW, task=text, quote=text)], title=text))
    for place in ("A1", "B3", "I3"):
        assert sheet[place].data_type == "s"
        assert sheet[place].value == text.strip() or place == "A1"


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("-5%", -0.05, "0%"),
        ("+8%", 0.08, "+0%;-0%"),
        ("99.5%", 0.995, "0.0%"),
        ("400", 400, "0"),
        ("95%以上", "95%以上", "General"),
    ],
)
def test_xlsx_keeps_bare_figures_as_numbers(text: str, value: float | str, shown: str):
    cell = read_xlsx(table_xlsx.render([replace(ROW, quantity=quantity(text))], title=""))["D3"]
    assert cell.value == (pytest.approx(value) if isinstance(value, float) else value)
    assert cell.number_format == shown


def test_docx_is_ready_to_print():
    document = docx.Document(io.BytesIO(table_docx.render([ROW, DUTY], title="责任分解表")))
    table = document.tables[0]
    section = document.sections[0]
    assert document.paragraphs[0].text == "责任分解表"
    assert [cell.text for cell in table.rows[0].cells] == HEADINGS
    assert [cell.text for cell in table.rows[1].cells] == [str(cell) for cell in EXPECTED]
    assert section.page_width > section.page_height
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "PAGE" in section.footer._element.xml
    fonts = table.cell(1, 1).paragraphs[0].runs[0]._r.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"


def test_docx_keeps_short_rows_whole_and_lets_long_ones_break():
    rows = [ROW, replace(ROW, task="很长的任务说明，" * 60)]
    document = docx.Document(io.BytesIO(table_docx.render(rows, title="")))
    kept = [row._tr.xpath("./w:trPr/w:cantSplit") != [] for row in document.tables[0].rows]
    assert kept[1:] == [True, False]


def broken_cells() -> Sequence[TargetRow]:
    return [replace(ROW, task="一\x00二\x0b三\ud800\ufffe", quote="长" * 40000)]


@pytest.mark.parametrize("form", sorted(EXPORTERS))
def test_characters_that_no_office_program_holds_do_no_harm(tmp_path: Path, form: str):
    path = tmp_path / f"表.{form}"
    export_table(broken_cells(), path, form=form, title="表")
    assert path.stat().st_size > 0
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("form", sorted(EXPORTERS))
def test_an_empty_table_is_a_table(tmp_path: Path, form: str):
    export_table([], tmp_path / "表", form=form, title="表")
    assert (tmp_path / "表").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path):
    with pytest.raises(GongwenError, match="无法写入"):
        export_table([ROW], tmp_path / "没有" / "表.csv", form="csv", title="")
    (tmp_path / "表.csv").mkdir()
    with pytest.raises(GongwenError, match="无法写入"):
        export_table([ROW], tmp_path / "表.csv", form="csv", title="")
    assert [path.name for path in tmp_path.iterdir()] == ["表.csv"]
