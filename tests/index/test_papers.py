"""From passages to papers: order, ties, papers that say the same, pages, facets. On every engine."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.document import DateQuote, Document
from corpus.text_sketch import sketch_of
from index.authority import level_of, levels
from index.engine import SearchEngine
from index.query import Everything, Field, Filter, Not, Phrase, Query, Words
from index.ranking import places_of, ranked_papers
from index.schema import index_rows

Engine = Callable[..., SearchEngine]
Paper = Callable[..., Document]

SAME = "各单位要认真抓好职工书屋建设，年内建成一批职工书屋，办公室负责检查。"


def dated(document: Document, day: str) -> Document:
    date = DateQuote(0, 0, value=day, date=datetime.date.fromisoformat(day))
    return replace(document, letterhead=replace(document.letterhead, date=date))


@pytest.fixture(scope="module")
def engine(holding: Engine, paper: Paper) -> SearchEngine:
    made = holding()
    papers = [
        dated(paper(f"{SAME}\n第一篇。", name="old", issuer="江滨市总工会", kind="通知", year=2020), "2020-03-01"),
        dated(paper(f"{SAME}\n第二篇。", name="new", issuer="江滨市总工会", kind="通知", year=2022), "2022-03-01"),
        dated(paper(f"{SAME}\n第三篇。", name="high", issuer="江海省总工会", kind="意见", year=2022), "2022-03-01"),
        paper(f"{SAME}\n第四篇。", name="undated", kind="简报"),
        paper("职工书屋职工书屋职工书屋。\n别的事情很多。\n职工书屋开放。", name="best"),
    ]
    copied = paper("劳动竞赛方案：各单位围绕重点工程开展劳动竞赛，比质量、比安全、比进度。", name="copied")
    copies = [copied, replace(copied, id="copy", source="copy.txt")]
    for document in (*papers, *copies):
        sketch = sketch_of(document.text) if document.id.startswith("cop") else ()
        made.add(index_rows(document, organizations=["江滨市总工会办公室"], sketch=sketch))
        made.commit()
    return made


def found(engine: SearchEngine, query: Query, *, folding: bool = True, limit: int = 10, offset: int = 0) -> list[str]:
    snapshot = engine.snapshot()
    plan = snapshot.plan(query)
    page = ranked_papers(snapshot, query, plan, snapshot.counting(plan), limit=limit, offset=offset, folding=folding)
    return [each.hit.document_id for each in page]


def test_each_paper_once_the_best_passage_first_ties_by_day_and_authority(engine: SearchEngine) -> None:
    assert found(engine, Words("职工书屋")) == ["best", "high", "new", "old", "undated"]
    assert found(engine, Phrase("职工书屋建设")) == ["high", "new", "old", "undated"]


def test_without_words_the_newest_papers_come_first(engine: SearchEngine) -> None:
    assert found(engine, Filter(Field.ORGANIZATION, "办公室"), folding=False)[:3] == ["high", "new", "old"]
    assert found(engine, Not(Words("建设")), folding=False)[:3] == ["high", "new", "old"]


def test_papers_that_say_the_same_take_one_place(engine: SearchEngine) -> None:
    snapshot = engine.snapshot()
    query = Words("劳动竞赛")
    plan = snapshot.plan(query)
    papers = snapshot.papers(plan)
    (only,) = ranked_papers(snapshot, query, plan, lambda: papers, limit=5, offset=0, folding=True)
    assert {only.hit.document_id, *only.like} == {"copied", "copy"}
    assert (places_of(snapshot, papers, folding=True), places_of(snapshot, papers, folding=False)) == (1, 2)
    assert len(found(engine, query, folding=False)) == 2


@pytest.mark.parametrize("query", [Words("职工书屋 劳动竞赛"), Phrase("各单位"), Everything()])
@pytest.mark.parametrize("folding", [True, False])
def test_pages_are_pieces_of_one_order(engine: SearchEngine, query: Query, folding: bool) -> None:
    whole = found(engine, query, folding=folding, limit=100)
    pages = [found(engine, query, folding=folding, limit=2, offset=offset) for offset in range(0, 10, 2)]
    assert [each for page in pages for each in page] == whole
    snapshot = engine.snapshot()
    papers = snapshot.papers(snapshot.plan(query))
    assert len(whole) == places_of(snapshot, papers, folding=folding) == len(set(whole))


def test_facets_count_papers(engine: SearchEngine) -> None:
    snapshot = engine.snapshot()
    papers = snapshot.papers(snapshot.plan(Words("职工书屋")))
    assert papers["best"] == 2
    facets = snapshot.shelf.facets(papers)
    assert {facet: [(each.value, each.papers) for each in values] for facet, values in facets.items()} == {
        "year": [("2022", 2), ("2020", 1)],
        "issuer": [("江滨市总工会", 2), ("江海省总工会", 1)],
        "kind": [("通知", 2), ("意见", 1), ("简报", 1)],
        "organization": [("江滨市总工会办公室", 5)],
        "format": [("txt", 5)],
    }


def test_facets_of_many_papers_are_exact(holding: Engine, paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.shelf.FEW", 3)
    with holding() as engine:
        for number in range(30):
            document = paper(
                f"第{number}号 会议", name=f"p{number}", issuer=f"机关{number % 7}", year=2000 + number % 3
            )
            engine.add(index_rows(document))
        engine.commit()
        snapshot = engine.snapshot()
        facets = snapshot.shelf.facets(snapshot.papers(snapshot.plan(Everything())), most=2)
        assert [(each.value, each.papers) for each in facets["issuer"]] == [("机关0", 5), ("机关1", 5)]
        assert [(each.value, each.papers) for each in facets["year"]] == [("2002", 10), ("2001", 10), ("2000", 10)]


def test_a_question_is_answered_by_the_paper_that_holds_its_words_in_several_passages(
    holding: Engine, paper: Paper
) -> None:
    whole = paper("爱心驿站由宣传教育部管理。\n全年开放三百天，接待环卫工人。", name="whole")
    part = paper("爱心驿站由权益保障部管理。\n别的事情。", name="part")
    with holding(part, whole) as engine:
        assert found(engine, Words("爱心驿站管理 接待环卫工人 开放"))[0] == "whole"


@pytest.mark.parametrize("level", levels(), ids=lambda level: str(level.level))
def test_levels_fit_their_examples(level) -> None:
    assert {level_of(example) for example in level.examples} == {level.level}
