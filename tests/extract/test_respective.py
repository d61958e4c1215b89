"""Which of several figures told in turn is of which thing."""

from __future__ import annotations

import re

import pytest

from corpus.document import Span
from extract.respective import respective

CASES = [
    ("全市职工书屋、职工之家数量比2015年分别增长15%和27%", ["全市职工书屋", "职工之家数量"]),
    ("城镇、农村居民收入分别达到5万元、3万元", ["城镇", "农村"]),
    ("到年底，技师、高级技师和首席技师，分别为20人、10人、5人", ["技师", "高级技师", "首席技师"]),
    ("职工书屋和职工之家的数量同比分别增长5%、7%", ["职工书屋", "职工之家"]),
    ("三类站点分别为20个、10个和5个", None),
    ("职工书屋、职工之家分别建设20个，共40个", None),
    ("由办公室、财务部分别负责，共20人和30人", None),
]


@pytest.mark.parametrize(("text", "members"), CASES, ids=[text for text, _ in CASES])
def test_members(text: str, members: list[str] | None) -> None:
    figures = [Span(*found.span()) for found in re.finditer(r"\d+(?:%|万元|人|个)", text)]
    found = respective(text, figures, within=Span(0, len(text)))
    if members is None:
        assert not found
    else:
        assert [found[each.start].place for each in figures] == list(range(len(members)))
        assert [member.of(text) for member in found[figures[0].start].members] == members


def test_nothing_outside_the_stretch_counts() -> None:
    text = "甲、乙分别为5个、7个。"
    figures = [Span(6, 8), Span(9, 11)]
    assert respective(text, figures, within=Span(0, len(text)))
    assert not respective(text, figures, within=Span(4, len(text)))
    assert not respective(text, figures, within=Span(0, 9))
