"""Answers that stand in a shape: who is in charge of a section, cells of a row, whom something goes to, which city."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queries import Library, open_library

PLAN = """江滨市突发事件应急预案

附件：工作组组成及职责

一、医学救援组。由市卫生健康委牵头，市红十字会参加。

主要职责：组织伤病员救治和心理援助；指导受影响人员开展防护。

二、涉外事务组。由市外事办牵头，市商务局参加。

主要职责：负责对外交涉和索赔事宜。
"""
TABLE = """推广经验清单

序号 | 改革举措 | 指导部门 | 推广范围
1 | 地方高校自主开展职称评审。允许高校自主制定方案。 | 市教育局、市人力资源社会保障局 | 全市
2 | 商标质押贷款模式。简化登记流程。 | 市市场监管局 | 全市
"""
NOTICE = """关于调整上班时间的通知

一、申报。需要缩短工作时间的，由各单位提出意见，报市人力资源社会保障局批准。

二、聘任。首届评审委员会的委员由各行业协会推荐，由市总工会聘任。
"""
PRAISE = """关于督查发现典型经验的通报

1.江滨省东江市开展数字化联合审图，审查进入快车道。

2.江滨省西河市推行综合执法改革，实现一支队伍管执法。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("structures")
    papers = {"预案.txt": PLAN, "清单.txt": TABLE, "通知.txt": NOTICE, "通报.txt": PRAISE}
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_library(folder / "library") as opened:
        opened.ingest([folder / name for name in papers])
        yield opened


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("救治伤病员、做心理援助由谁牵头？", "卫生健康委"),
        ("对外交涉和索赔这一摊由谁牵头？", "外事办"),
        ("地方高校自主职称评审由哪些部门指导？", "教育局"),
        ("商标质押贷款由哪个部门指导？", "市场监"),
        ("缩短工作时间提出意见后报哪个部门批准？", "人力资源"),
        ("首届评审委员会的委员由谁聘任？", "总工会"),
        ("数字化联合审图是哪个市的做法？", "东江市"),
        ("推行综合执法改革的是哪个市？", "西河市"),
    ],
)
def test_answered_first(library: Library, question: str, answer: str) -> None:
    answers = library.ask(question).answers
    assert answers
    assert answer in answers[0].answer.replace("卫生健康委员会", "卫生健康委")
    text = library.document(answers[0].document.id).text
    assert text[answers[0].start : answers[0].end] == answers[0].quote
