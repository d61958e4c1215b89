"""Papers that give another body or figure for the same thing stand side by side, the later first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from queries import Library, open_library

EARLIER = """关于开展职工技能比武活动的通知
各区总工会：
职工技能比武活动由市总工会生产部牵头，各区总工会配合。全年培训一线职工900人。
云川市总工会
2019年3月1日
"""
LATER = """关于调整职工技能比武活动分工的通知
各区总工会：
职工技能比武活动由市总工会经济部牵头，各区总工会配合。全年培训一线职工1200人。
云川市总工会
2019年9月1日
"""
AGREEING = """关于表扬先进的通知
各区总工会：
女职工读书活动由市总工会女工部牵头，各区总工会配合。
云川市总工会
2019年5月1日
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (("earlier", EARLIER), ("later", LATER), ("agreeing", AGREEING)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_library(folder / "library") as made:
        made.ingest(folder)
        yield made


@pytest.mark.parametrize(
    ("question", "later", "earlier"),
    [("职工技能比武活动由哪个部门牵头？", "经济部", "生产部"), ("全年培训一线职工多少人？", "1200", "900")],
)
def test_the_later_paper_first_and_both_marked(library: Library, question: str, later: str, earlier: str) -> None:
    answers = library.ask(question).answers
    places = {name: next(at for at, each in enumerate(answers) if name in each.answer) for name in (later, earlier)}
    assert places[later] == 0
    assert places[earlier] in answers[0].against
    assert 0 in answers[places[earlier]].against


def test_nothing_is_marked_where_no_paper_says_otherwise(library: Library) -> None:
    answers = library.ask("女职工读书活动由哪个部门牵头？").answers
    assert "女工部" in answers[0].answer
    assert not answers[0].against
