"""Targets of whole papers: figure, indicator, deadline, bodies, and the words each rests on."""

from __future__ import annotations

import datetime
import io

import docx
import pytest

from corpus.document import Document
from corpus.reading import read_document
from extract.findings import Findings
from extract.records import Basis

PLAN = """海棠县总工会2024年工作要点
一、组织建设
1.到6月底前，新建企业工会30家。新发展会员不少于2000名。（责任单位：组织部，配合单位：各镇总工会）
2.劳动竞赛（第三季度）。开展竞赛8场。
3.全县企业建会率达到90%以上。

海棠县总工会
2024年1月5日
"""


def paper(text: str) -> Document:
    return read_document(text.encode(), "plan.txt")


def test_targets_of_a_plan() -> None:
    found = Findings(paper(PLAN)).targets
    assert [(t.indicator, t.quantity.text) for t in found] == [
        ("新建企业工会", "30家"),
        ("新发展会员", "不少于2000名"),
        ("开展竞赛", "8场"),
        ("全县企业建会率", "达到90%以上"),
    ]
    dues = [(t.deadline.until, t.deadline.basis) for t in found if t.deadline]
    assert dues == [
        (datetime.date(2024, 6, 30), "clause"),
        (datetime.date(2024, 6, 30), "item"),
        (datetime.date(2024, 9, 30), "stage"),
        (datetime.date(2024, 12, 31), "year"),
    ]
    assert [[b.text for b in t.responsible] for t in found] == [
        ["组织部", "各镇总工会"],
        ["组织部", "各镇总工会"],
        ["海棠县总工会"],
        ["海棠县总工会"],
    ]
    assert found[3].responsible[0].basis is Basis.AUTHOR


def test_every_cell_of_a_target_is_a_quotation() -> None:
    document = paper(PLAN)
    for target in Findings(document).targets:
        assert target.quantity.of(document.text) == target.quantity.text
        assert "".join(span.of(document.text) for span in target.indicator_spans) == target.indicator
        assert target.covers(target.quantity)
        assert target.deadline is not None
        assert target.deadline.of(document.text) == target.deadline.text
        assert all(body.of(document.text) == body.text for body in target.responsible)
        assert 0 < target.confidence <= 1


def table_paper() -> Document:
    paper = docx.Document()
    paper.add_paragraph("海棠县总工会2024年重点任务清单")
    table = paper.add_table(rows=4, cols=5)
    rows = [
        ["序号", "工作任务", "目标值", "完成时限", "责任部门"],
        ["1", "新建企业工会", "30家", "6月底前", "组织部、各镇总工会"],
        ["2", "职工技能竞赛", "举办8场", "9月30日前", "经济工作部"],
        ["3", "职工书屋", "5家", "每年4月底前", "宣教部"],
    ]
    for cells, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(cells.cells, words, strict=True):
            cell.text = word
    table.cell(2, 4).merge(table.cell(3, 4))
    stream = io.BytesIO()
    paper.save(stream)
    return read_document(stream.getvalue(), "table.docx")


def test_targets_of_a_table_take_their_rows_words() -> None:
    found = Findings(table_paper()).targets
    assert [(t.indicator, t.quantity.text, [b.text for b in t.responsible]) for t in found] == [
        ("新建企业工会", "30家", ["组织部", "各镇总工会"]),
        ("举办", "8场", ["经济工作部", "宣教部"]),
        ("职工书屋", "5家", ["经济工作部", "宣教部"]),
    ]
    assert [t.deadline.text if t.deadline else None for t in found] == ["6月底前", "9月30日前", "每年4月底前"]


@pytest.mark.parametrize("year", [2019, 2031])
def test_the_plans_year_is_the_papers_own(year: int) -> None:
    found = Findings(paper(PLAN.replace("2024", str(year)))).targets
    assert {t.deadline.until.year for t in found if t.deadline and t.deadline.until} == {year}


LISTED = """海棠县人民政府办公室关于分解2024年重点任务的通知
各镇人民政府：
一、发展产业
（一）新增高新技术企业不少于50家，其中规上企业30家。（县科技局负责，县财政局配合，10月底前完成）
（二）培训职工800人。（责任单位：县总工会）
完成时限：2024年9月底
"""


def test_figures_that_somebody_answers_for_are_targets_due_when_the_bracket_says() -> None:
    found = Findings(paper(LISTED)).targets
    assert [(t.quantity.text, str(t.deadline.until), t.deadline.basis) for t in found if t.deadline] == [
        ("不少于50家", "2024-10-31", "item"),
        ("30家", "2024-10-31", "item"),
        ("800人", "2024-09-30", "item"),
    ]
    assert [each.organization for each in found[0].responsible] == ["海棠县科学技术局", "海棠县财政局"]
