"""Searching a library: pages, filters, words that mean the same, what was meant, suggestions, saved searches."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from corpus.errors import NotFound, QueryError
from index.engines import ENGINES
from queries import Library, open_library
from queries.search.batch import answers_csv, queries_in
from queries.search.pinyin import sound

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@pytest.fixture(scope="module", params=sorted(ENGINES))
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, workers):
    folder = tmp_path_factory.mktemp("samples")
    with open_library(folder / "资料库", engine=request.param, workers=workers) as library:
        library.ingest(SAMPLES)
        yield library


def exact(library: Library, query: str) -> set[str]:
    """The words at [start, end) of all hits, without blanks and line breaks."""
    hits = library.search(query, limit=100)
    return {"".join(library.document(hit.document.id).text[hit.start : hit.end].split()) for hit in hits}


def test_a_page_tells_how_much_there_is(samples: Library):
    results = samples.search("职工书屋", limit=3, facets=True)
    assert (len(results), results.papers) == (3, results.places)
    assert results.total >= results.papers == len({hit.document.id for hit in samples.search("职工书屋", limit=100)})
    assert sum(each.papers for each in results.facets["format"]) == results.papers
    assert sum(hit.passages for hit in samples.search("职工书屋", limit=100)) == results.total


def test_pages_to_the_end(samples: Library):
    whole = [hit.document.id for hit in samples.search("工会 工作", limit=100)]
    pages = [
        hit.document.id for offset in range(0, 20, 3) for hit in samples.search("工会 工作", limit=3, offset=offset)
    ]
    assert pages == whole
    assert len(samples.search("工会", limit=5, offset=1000)) == 0


def test_passages_one_by_one_and_within_one_paper(samples: Library):
    best = samples.search('"工资集体协商"', limit=1)[0]
    inside = samples.search('"工资集体协商"', document=best.document.id, limit=100)
    assert {hit.document.id for hit in inside} == {best.document.id}
    assert len(inside) == inside.total == best.passages
    apart = samples.search('"工资集体协商"', group=False, limit=100)
    assert len(apart) == apart.total > best.passages
    with pytest.raises(NotFound):
        samples.search("工资", document="没有这份文件")


def test_the_section_is_that_of_the_words(samples: Library):
    for hit in samples.search('"职工书屋"', limit=100):
        section = samples.document(hit.document.id).section_at(hit.start)
        assert hit.section == (section.path if section else "")
        marked = {hit.snippet[mark.start - hit.snippet_start : mark.end - hit.snippet_start] for mark in hit.marks}
        assert {"".join(words.split()) for words in marked} == {"职工书屋"}


def test_traditional_characters_find_simplified_ones(samples: Library):
    assert exact(samples, '"職工書屋"') == exact(samples, '"职工书屋"') == {"职工书屋"}


def test_wildcards(samples: Library):
    assert all(words.startswith("工资") and words.endswith("协商") for words in exact(samples, "工资*协商"))
    assert "工资集体协商" in exact(samples, '"工资*协商"')
    assert exact(samples, "职?书屋") == {"职工书屋"}


@pytest.mark.parametrize(
    ("narrow", "holds"),
    [
        ("格式:pdf", lambda paper: paper.source.endswith(".pdf")),
        ("格式:word", lambda paper: paper.source.endswith(".docx")),
        ("年:2022..2023", lambda paper: paper.year in (2022, 2023)),
        ("年:>=2023", lambda paper: paper.year == 2023),
        ("日期:2021-06..2022-03", lambda paper: paper.date and "2021-06-01" <= str(paper.date) <= "2022-03-31"),
        ("日期:<2022", lambda paper: paper.date and str(paper.date) < "2022"),
        ("标题:工作要点", lambda paper: "工作要点" in paper.title),
        ("标题:关于*通知 NOT 文种:函", lambda paper: paper.title.startswith("关于") and "通知" in paper.title),
    ],
)
def test_filters(samples: Library, narrow: str, holds):
    expected = {each for each, paper in samples.store.summaries().items() if not paper.rendition_of and holds(paper)}
    found = {hit.document.id for hit in samples.search(narrow, limit=100)}
    assert found == expected
    assert found
    others = {hit.document.id for hit in samples.search(f"NOT ({narrow})", limit=100)}
    assert not found & others


def test_last_days_are_those_of_the_passage(samples: Library):
    found = samples.search("时限:2023-01..2023-06", limit=100, group=False)
    assert found.total
    for hit in found:
        days = [
            task.deadline.until
            for task in (
                *samples.extraction(hit.document.id).targets,
                *samples.extraction(hit.document.id).responsibilities,
            )
            if task.deadline and task.deadline.until and task.start < hit.end and hit.start < task.end
        ] + [
            date.until
            for date in samples.extraction(hit.document.id).dates
            if date.until and date.start < hit.end and hit.start < date.end
        ]
        assert any("2023-01-01" <= str(day) <= "2023-06-30" for day in days)


@pytest.mark.parametrize(
    "question",
    ["谁负责 “职工书屋” 的建设？", "“春季要约” 什么时候开展?", "没有的 事情 AND 职工书屋？", '"职工书屋 有多少？'],
)
def test_questions_find_something(samples: Library, question: str):
    assert samples.search(question).total


def test_words_that_mean_the_same(library: Library, papers: Path):
    library.ingest(papers)
    assert not library.search("暖心行动").total
    assert library.add_synonyms([["暖心行动", "送清凉"], ["送清凉", "暖心行动"]]) == 1
    assert exact(library, '"送清凉"') == {"送清凉"}
    found = library.search("暖心行动")
    assert {hit.document.id for hit in found} == {hit.document.id for hit in library.search('"送清凉"')}
    assert not library.search('"暖心行动"').total
    assert library.synonyms() == (("暖心行动", "送清凉"),)
    assert library.remove_synonym("送清凉") == 1
    assert not library.search("暖心行动").total
    with pytest.raises(NotFound, match="没有“送清凉”"):
        library.remove_synonym("送清凉")
    with pytest.raises(QueryError, match="不足两个"):
        library.add_synonyms([["一个", "一个"]])


def test_short_forms_are_learnt_from_the_papers(library: Library, tmp_path: Path):
    (tmp_path / "甲.txt").write_text(
        "关于开展技能提升三年行动（以下简称“技提行动”）的通知\n各单位：\n现予印发。", encoding="utf-8"
    )
    (tmp_path / "乙.txt").write_text("简报\n技能提升三年行动进展顺利。", encoding="utf-8")
    library.ingest([tmp_path / "甲.txt", tmp_path / "乙.txt"])
    assert ("技提行动", "技能提升三年行动") in library.all_synonyms()
    assert {hit.document.source[-5:] for hit in library.search("技提行动")} == {"甲.txt", "乙.txt"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("职工书物", "职工书屋"), ("工资集体协伤", "工资集体协商"), ("职工书屋", None), ("工资", None)]
)
def test_what_was_meant(samples: Library, typed: str, meant: str | None):
    assert samples.search(typed).meant == meant


def test_sounds():
    assert sound("协商") == sound("协伤") == sound("鞋商")
    assert sound("职工") == sound("资工")
    assert sound("职工") != sound("书屋")


def test_suggestions_begin_as_typed(samples: Library):
    found = samples.suggestions("泓州市总工会", limit=5)
    assert len(found) == 5
    assert all("泓州市总工会" in each.text for each in found)
    assert found[0].papers >= found[1].papers
    assert {each.kind for each in samples.suggestions("职工书屋", limit=50)} & {"title", "heading", "indicator"}
    assert samples.suggestions(" ") == ()


def test_papers_like_a_paper(samples: Library):
    points = samples.search("标题:2022年工作要点")[0].document
    similar = samples.similar(points.id, limit=3)
    assert points.id not in {hit.document.id for hit in similar}
    assert any("工作要点" in (hit.document.title or "") for hit in similar)


def test_saved_searches(library: Library):
    library.save_search("今年的", "年:2022 工资")
    library.save_search("函", "文种:函")
    library.save_search("今年的", "年:2023 工资")
    assert [(each.name, each.query) for each in library.saved_searches()] == [
        ("函", "文种:函"),
        ("今年的", "年:2023 工资"),
    ]
    library.drop_search("函")
    with pytest.raises(NotFound, match="没有名为“函”"):
        library.drop_search("函")
    with pytest.raises(QueryError, match="左括号"):
        library.save_search("错", "(工资")
    assert [each.name for each in library.saved_searches()] == ["今年的"]


def test_a_table_of_queries_gives_a_table_of_hits(samples: Library):
    queries = queries_in("编号,查询词\n1,职工书屋\n2,(工资\n3,=没有的词语甲乙丙丁\n".encode("gb18030"))
    data, faults = answers_csv(queries, lambda query: samples.search(query, limit=2))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert faults == 1
    assert [row["序号"] for row in rows[:3]] == ["1", "1", "2"]
    assert "职工书屋" in rows[0]["原文"]
    assert "左括号" in rows[2]["说明"]
    assert rows[3]["查询词"].startswith("'=")
    with pytest.raises(QueryError, match="没有查询词"):
        queries_in(b"\n\n")
