"""What is done to words that were recognized; needs no extra."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import Line, Seen, together
from corpus.ocr import chinese, whole_lines
from corpus.ocr_page import aligned, rows_of


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("(一）新建 职工书屋", "（一）新建职工书屋"),
        ("（一)目标:30家;", "（一）目标：30家；"),
        ("共23项)", "共23项）"),
        ("(2022年)", "（2022年）"),
        ("国发〔2021]3号", "国发〔2021〕3号"),
        ("国发[2021〕3号", "国发〔2021〕3号"),
        ("国发[2021]3号", "国发[2021]3号"),
        ("《关于〈细则>的说明》", "《关于〈细则〉的说明》"),
        ("比例为2:1,合3,000元", "比例为2:1，合3,000元"),
        ("GB/T 9704-2012", "GB/T 9704-2012"),
        ("(a) and (b): see p. 3", "(a) and (b): see p. 3"),
        ("电话：6620-118", "电话：6620-118"),
        (" 年 底 ", "年底"),
    ],
)
def test_words_are_set_as_in_chinese(words: str, meant: str) -> None:
    assert chinese(words) == meant


@given(st.text(alphabet="一年底前家12 ().,:（），：ab", max_size=30))
def test_law_what_is_set_stays_set(words: str) -> None:
    once = chinese(words)
    assert [character for character in once if character.isalnum()] == [c for c in words if c.isalnum()]
    assert chinese(once) == once


def test_boxes_that_meet_on_a_line_are_one() -> None:
    """Wide-set words whose characters were found one by one; a neighbour cell, a column and the next line stay."""
    met = [((100.0, 50.0, 160.0, 90.0), None), ((150.0, 52.0, 210.0, 91.0), None), ((215.0, 50.0, 260.0, 90.0), None)]
    apart = [((255.0, 50.0, 300.0, 90.0), 3), ((330.0, 50.0, 400.0, 90.0), None), ((100.0, 88.0, 400.0, 128.0), None)]
    found = whole_lines([*reversed(met), *apart], em=30)
    assert sorted(found, key=str) == sorted([((100.0, 50.0, 260.0, 91.0), None), *apart], key=str)


def line(text: str, x0: float, top: float, *, size: float = 16.0) -> Line:
    box = (x0, top, x0 + size * len(text), top + size)
    return Line(text, x0, box[2], top, box[3], size, 1, Seen(1, box, 0.9))


def test_uneven_lines_are_made_even() -> None:
    uneven = [
        line("工会要把任务分解到部门", 85.0, 100),
        line("落实到人并且按季度通报", 86.4, 128, size=15.6),
        line("二、要求落实到位", 117.9, 156),
    ]
    even = aligned(uneven)
    assert even[0].x0 == even[1].x0 != even[2].x0
    assert len({each.size for each in even}) == 1
    assert aligned([]) == []


def test_what_stands_side_by_side_is_one_line() -> None:
    rows = rows_of([line("河口市总工会", 300, 101), line("附件", 85, 100), line("下一行", 85, 130)])
    assert [row.text for row in rows] == ["附件 河口市总工会", "下一行"]
    assert rows[0].seen == Seen(1, (85, 100, 396, 117), 0.9)


def test_places_on_a_later_page_are_left_out_of_a_box() -> None:
    assert together((Seen(1, (1, 2, 3, 4), 0.9), Seen(2, (0, 0, 9, 9), 0.1))) == Seen(1, (1, 2, 3, 4), 0.9)
