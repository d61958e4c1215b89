"""Spreadsheets as a person sees them."""

import datetime
import io
import random
import re
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import DamagedFile, EncryptedFile, GongwenError
from corpus.formats import sheet
from corpus.formats.sheet_values import format_of, shown


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(*rows: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    for row in rows:
        page.append(row)
    return book, page


def tasks() -> openpyxl.Workbook:
    book, page = book_of(
        ["河口市总工会2024年目标任务分解表"],
        ["序号", "目标任务", "目标值", "完成率", "完成时限", "责任单位"],
        [1, "新建职工书屋", 20, 0.95, datetime.date(2024, 6, 30), "宣教部"],
        [2, "发展会员", 12000, 1.055, datetime.datetime(2024, 12, 31), "组织部"],
        [3, "建会\n提质", 8, None, None, None],
        [],
        ["注：按季度上报。"],
    )
    page.title = "任务表"
    page.merge_cells("A1:F1")
    page.merge_cells("F4:F5")
    page["C4"].number_format, page["D3"].number_format, page["D4"].number_format = "#,##0", "0%", "0.0%"
    page["E3"].number_format, page["E4"].number_format = 'yyyy"年"m"月"d"日"', 'm"月"d"日"'
    page.row_dimensions[4].hidden = True
    page.column_dimensions["B"].hidden = True
    other = book.create_sheet("甲区")
    other["C3"], other["D3"], other["C4"], other["D4"] = "单位", "数量", "甲区", 3.5
    return book


def test_sheets_become_titles_tables_and_notes() -> None:
    reading = sheet.read(saved(tasks()))
    assert reading.text == (
        "河口市总工会2024年目标任务分解表\n序号\t目标任务\t目标值\t完成率\t完成时限\t责任单位\n"
        "1\t新建职工书屋\t20\t95%\t2024年6月30日\t宣教部\n2\t发展会员\t12,000\t105.5%\t12月31日\t组织部\n"
        "3\t建会\n提质\t8\t\t\n注：按季度上报。\n甲区\n单位\t数量\n甲区\t3.5"
    )
    first, second = reading.tables
    cells = {(cell.row, cell.column): cell for cell in first.cells}
    assert (cells[2, 5].row_span, cells[2, 5].of(reading.text)) == (2, "组织部")
    assert (3, 5) not in cells
    assert cells[3, 3].of(reading.text) == ""
    assert [(cell.row, cell.column) for cell in second.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


DISPLAYED: list[tuple[object, str, str]] = [
    (3.0, "General", "3"),
    (1.5e20, "0.00", "1.50000E+20"),
    (1 / 3, "General", "0.3333333333"),
    (0.1 + 0.2, "General", "0.3"),
    (12345678901234567, "General", "12345678901234567"),
    (1234.5, "#,##0.00", "1,234.50"),
    (1234.5, "0", "1235"),
    (0.256, "0.0#%", "25.6%"),
    (0.95, "0%", "95%"),
    (-0.05, "0%", "-5%"),
    (-3, "0;(0)", "(3)"),
    (0, '0;-0;"无"', "无"),
    (7, "000", "007"),
    (5, '0"家"', "5家"),
    (12, '"不少于"0_ "名"', "不少于12名"),
    (12, r"0\家", "12家"),
    (99, "[红色]0", "99"),
    (1000000, "¥#,##0", "¥1,000,000"),
    (1000000, "[$￥-804]#,##0.00", "￥1,000,000.00"),
    (12345, "0,", "12"),
    (2.5, "@", "2.5"),
    (1.5, "# ?/?", "1.5"),
    (44260, 'yyyy"年"m"月"d"日";@', "2021年3月5日"),
    (44260, "[$-804]yyyy/m/d", "2021/3/5"),
    (44260, "yy-mm-dd", "21-03-05"),
    (44260, "dddd", "星期五"),
    (44260.75, "yyyy-mm-dd hh:mm", "2021-03-05 18:00"),
    (44260.75, 'h"时"mm"分"', "18时00分"),
    (-1, "yyyy-mm-dd", "-1"),
    (datetime.datetime(2021, 3, 5), "General", "2021/3/5"),
    (datetime.time(9, 30), "h:mm", "9:30"),
    (datetime.timedelta(hours=26, minutes=5), "[h]:mm:ss", "26:05:00"),
    (True, "General", "TRUE"),
    ("#REF!", "General", "#REF!"),
    ("007", "0", "007"),
    (None, "0", ""),
]


@pytest.mark.parametrize(("value", "code", "expected"), DISPLAYED)
def test_values_are_shown_as_displayed(value: object, code: str, expected: str) -> None:
    assert shown(value, code) == expected


BUILT_IN = [(14, "2021/3/5"), (31, "2021年3月5日"), (57, "2021年3月"), (58, "3月5日"), (9, "4426000%")]


@pytest.mark.parametrize(("number", "expected"), BUILT_IN)
def test_built_in_formats_are_those_of_a_chinese_office(number: int, expected: str) -> None:
    assert shown(44260, format_of(number, "")) == expected


def test_a_date_of_a_built_in_format_is_no_number() -> None:
    """openpyxl knows nothing of the Chinese formats and gives the number."""
    book, page = book_of(["时限", "数量"], [44260, 3])
    page["A2"].number_format = "0"
    data = rewritten(saved(book), "xl/styles.xml", lambda text: text.replace('numFmtId="1"', 'numFmtId="31"'))
    assert "2021年3月5日\t3" in sheet.read(data).text


def rewritten(data: bytes, part: str, change: object) -> bytes:
    assert callable(change)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content.decode()) if name == part else content)
    return stream.getvalue()


def test_a_formula_without_a_result_is_shown_as_written() -> None:
    book, _ = book_of(["单位", "数量"], ["合计", "=SUM(B2:B3)"])
    data = saved(book)
    assert "合计\t=SUM(B2:B3)" in sheet.read(data).text
    kept = rewritten(data, "xl/worksheets/sheet1.xml", lambda text: re.sub("<v ?/>|<v></v>", "<v>30</v>", text))
    assert "合计\t30" in sheet.read(kept).text


def test_a_merge_over_the_whole_sheet_covers_what_is_used() -> None:
    book, _ = book_of(["单位", "数量"], ["甲区", 3])
    data = rewritten(
        saved(book),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(
            "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A2:A1048576"/></mergeCells>'
        ),
    )
    assert max(cell.row_span for cell in sheet.read(data).tables[0].cells) == 1


def test_a_chart_sheet_has_no_cells() -> None:
    book = tasks()
    book.create_chartsheet("图").add_chart(BarChart())
    assert sheet.read(saved(book)).text == sheet.read(saved(tasks())).text


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
BAD: dict[str, tuple[bytes, type[GongwenError]]] = {
    "cut off": (saved(tasks())[:2000], DamagedFile),
    "no part of XML": (rewritten(saved(tasks()), "xl/workbook.xml", lambda text: "<workbook"), DamagedFile),
    "a DTD": (
        rewritten(saved(tasks()), "xl/workbook.xml", lambda text: f'<!DOCTYPE a [<!ENTITY b "c">]>{text}'),
        DamagedFile,
    ),
    "a far cell": (
        rewritten(saved(tasks()), "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", FAR)),
        DamagedFile,
    ),
    "wrong references": (
        rewritten(saved(tasks()), "xl/worksheets/sheet1.xml", lambda text: text.replace('r="B', 'r="?')),
        DamagedFile,
    ),
}


@pytest.mark.parametrize(("data", "error"), BAD.values(), ids=BAD.keys())
def test_bad_files_get_a_reason(data: bytes, error: type[GongwenError]) -> None:
    with pytest.raises(error) as caught:
        sheet.read(data)
    assert caught.value.advice


def test_a_locked_package_needs_its_password() -> None:
    data = bytearray(saved(tasks()))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile):
        sheet.read(bytes(data))


DATA = saved(tasks())
PARTS = [f"xl/{part}" for part in ("workbook.xml", "worksheets/sheet1.xml", "styles.xml", "sharedStrings.xml")]
PARTS.append("xl/_rels/workbook.xml.rels")


@pytest.mark.parametrize("seed", range(200))
def test_damage_ends_in_a_reason_or_a_reading(seed: int) -> None:
    chance = random.Random(seed)

    def spoilt(text: str) -> str:
        letters = list(text)
        for _ in range(chance.randint(1, 4)):
            letters[chance.randrange(len(letters))] = chance.choice('<>"/0123456789 aAzZ=&')
        return "".join(letters)

    data = bytearray(rewritten(DATA, PARTS[seed % 5], spoilt) if seed % 6 else DATA)
    if not seed % 6:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        data = data[: chance.choice([len(data), chance.randrange(len(data))])]
    try:
        reading = sheet.read(bytes(data))
    except GongwenError:
        return
    assert all(span.of(reading.text).strip() for span in reading.paragraphs)
