"""Contradictions between statements of one task, and all that one body is held to."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.records import Role
from queries import Library
from queries.contract_tables import conflicts_json, duties_json
from queries.tables.conflicts import Conflict


def shown(found: tuple[Conflict, ...]) -> set[tuple[str, str, tuple[str | None, ...]]]:
    return {(each.kind.value, each.about, tuple(row.document.document_number for row in each.sides)) for each in found}


BOTH = ("江滨工发〔2022〕9号", "江滨工发〔2022〕5号")


def test_figures_deadlines_and_leads_that_contradict_the_later_paper_first(years: Library) -> None:
    assert shown(years.conflicts()) == {
        ("figure", "新建企业工会", BOTH),
        ("figure", "企业建会率", BOTH),
        ("deadline", "新发展会员", BOTH),
        ("lead", "建立困难职工档案动态管理制度", BOTH),
    }
    assert years.conflicts(year=2021) == ()
    assert conflicts_json(years.conflicts())["total"] == 4


def test_every_side_is_quoted(years: Library) -> None:
    for conflict in years.conflicts():
        assert len(conflict.sides) == 2
        for row in conflict.sides:
            assert years.document(row.document.id).text[row.start : row.end] == row.quote


AGREEING = [
    "一、山区、丘陵区每人植树不少于5棵。（责任单位：组织部）\n二、平原地区每人植树不少于3棵。（责任单位：组织部）",
    "一、6月底前建会率达到85%。（责任单位：组织部）\n二、年底前建会率达到90%。（责任单位：组织部）",
    "一、新建企业工会建会率达到85%，力争达到90%。（责任单位：组织部）",
    "一、年内新建企业工会20家。（责任单位：组织部）\n二、年内新建企业工会30家。（责任单位：权益保障部）",
    "一、年内新建企业工会20家。（责任单位：组织部）\n二、年内新建企业工会20家。（责任单位：组织部）",
]


@pytest.mark.parametrize("body", AGREEING)
def test_what_can_be_read_otherwise_is_not_listed(library: Library, tmp_path: Path, body: str) -> None:
    paper = tmp_path / "要点.txt"
    paper.write_text(f"江滨市总工会2022年工作要点\n\n{body}\n\n江滨市总工会\n2022年2月1日\n", "utf-8")
    library.ingest([paper])
    assert library.targets()
    assert library.conflicts() == ()


def test_all_that_a_body_is_held_to_by_its_part(years: Library) -> None:
    found = years.duties("江滨市总工会权益保障部")
    assert [(duty.body.role, duty.year) for duty in found] == [
        (Role.LEAD, 2021),
        (Role.LEAD, 2022),
        (Role.LEAD, 2022),
        (Role.SUPPORT, 2022),
    ]
    assert [duty.row.document.year for duty in years.duties("权益保障部", year=2021)] == [2021]
    assert {duty.body.role for duty in years.duties("权益保障部", roles=[Role.SUPPORT])} == {Role.SUPPORT}
    assert duties_json("权益保障部", found)["total"] == 4


def test_a_body_with_its_offices(years: Library) -> None:
    own = years.duties("江滨市总工会")
    below = years.duties("江滨市总工会", subordinates=True)
    assert {duty.body.organization for duty in below} > {duty.body.organization for duty in own}
    for duty in below:
        text = years.document(duty.row.document.id).text
        assert text[duty.body.start : duty.body.end] == duty.body.text
