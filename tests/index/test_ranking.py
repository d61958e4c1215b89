"""Ranking sanity: the clause that a person would point at comes first. On every engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.document import Document
from index.engine import SearchEngine
from index.query import Phrase, Words

Engine = Callable[..., SearchEngine]
Paper = Callable[..., Document]

PLAN = """江州市总工会2012年工作计划
推进工资集体协商。集体协商工作由法律工作部牵头，年内签订率达到80%。
组建工会。年底前百人以上企业建会率达到95%，由组织部负责。
开展劳动竞赛。参加安康杯竞赛的企业不少于200家，由经济部负责。
做好宣传。全年编发简报不少于24期，研究室负责信息的报送。
关心困难职工。元旦春节走访困难职工500户，由保障部负责。"""

QUESTIONS = [
    ("哪个部门牵头工资集体协商？", "推进工资集体协商"),
    ("参加安康杯竞赛的企业要有多少家？", "开展劳动竞赛"),
    ("百人以上企业建会率", "组建工会"),
    ("走访多少户困难职工", "关心困难职工"),
    ("谁报送信息", "做好宣传"),
]


@pytest.fixture(scope="module")
def engine(holding: Engine, paper: Paper) -> SearchEngine:
    other = "\n".join(f"第{number}项工作由有关部门负责，企业和职工参加。" for number in range(60))
    return holding(paper(PLAN, name="plan"), paper(other, name="other"))


@pytest.mark.parametrize(("question", "beginning"), QUESTIONS)
def test_questions(engine: SearchEngine, question: str, beginning: str) -> None:
    best = engine.search(Words(question)).hits[0]
    assert best.document_id == "plan"
    assert PLAN[best.start : best.end].startswith(beginning)


def test_neighbouring_characters_help(holding: Engine, paper: Paper) -> None:
    apart = paper("协商会开了；集体参加了；工资发了。", name="apart")
    together = paper("工资集体协商会开了，都参加了发了。", name="together")
    with holding(apart, together) as engine:
        assert engine.search(Words("工资 集体 协商")).hits[0].document_id == "together"


def test_the_title_counts(holding: Engine, paper: Paper) -> None:
    text = "各单位要做好安全生产宣传。"
    with holding(paper(text, name="without"), paper(text, name="with", title="安全生产活动方案")) as engine:
        assert [hit.document_id for hit in engine.search(Words("安全生产")).hits] == ["with", "without"]


def test_a_phrase_found_more_often_ranks_higher(holding: Engine, paper: Paper) -> None:
    once = paper("职工书屋建成了，请各单位继续努力。", name="once")
    twice = paper("职工书屋建成了，职工书屋开放了。", name="twice")
    with holding(once, twice) as engine:
        assert [hit.document_id for hit in engine.search(Phrase("职工书屋")).hits] == ["twice", "once"]
