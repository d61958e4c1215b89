"""Cutting papers into passages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Cell, Document, Section, Span, Table
from index.folding import folded
from index.passages import AIM, LIMIT, LOOK_AHEAD, WHOLE, passages_of

Paper = Callable[..., Document]


def test_a_paragraph_a_passage_and_what_describes_the_paper(paper: Paper) -> None:
    text = "关于组建工会的意见\n\n各区总工会：\n  一、目标\n年底前建会率达到90%。\n"
    document = paper(
        text, title="关于组建工会的意见", issuer="江州市总工会", kind="意见", number="江工〔2011〕3号", year=2011
    )
    passages = passages_of(document, organizations=["江州市总工会", "江州市总工会", "东区总工会"])
    assert [passage.text for passage in passages] == [
        "关于组建工会的意见",
        "各区总工会：",
        "一、目标",
        "年底前建会率达到90%。",
    ]
    assert [passage.ordinal for passage in passages] == [0, 1, 2, 3]
    assert all(text[passage.start : passage.end] == passage.text for passage in passages)
    last = passages[-1]
    assert (last.document_id, last.title, last.issuer) == (document.id, "关于组建工会的意见", "江州市总工会")
    assert (last.kind, last.document_number, last.year) == ("意见", "江工〔2011〕3号", 2011)
    assert last.organizations == ("江州市总工会", "东区总工会")


def test_section_and_headings_enclose_the_beginning(paper: Paper) -> None:
    text = "前言\n一、组织\n（一）机构\n设办公室。\n二、要求\n抓好落实。"

    def section(label: str, until: str | None, level: int, heading: str, path: str) -> Section:
        start = text.index(label)
        end = text.index(until) if until else len(text)
        return Section(
            start, end, label=label, level=level, heading=heading, heading_end=start + len(label + heading), path=path
        )

    outline = (
        section("一、", "二、", 1, "组织", "一"),
        section("（一）", "二、", 2, "机构", "一/（一）"),
        section("二、", None, 1, "要求", "二"),
    )
    passages = passages_of(paper(text, outline=outline))
    assert [(passage.section, passage.heading) for passage in passages] == [
        ("", ""),
        ("一", "组织"),
        ("一/（一）", "组织 机构"),
        ("一/（一）", "组织 机构"),
        ("二", "要求"),
        ("二", "要求"),
    ]


def test_cells_of_a_row_are_one_passage(paper: Paper) -> None:
    text = "附表\n指标\t目标值\n建会率\t90%\n入会率\t95%\n完"
    words = ["指标", "目标值", "建会率", "90%", "入会率", "95%"]
    cells = tuple(
        Cell(text.index(word), text.index(word) + len(word), row=place // 2, column=place % 2)
        for place, word in enumerate(words)
    )
    table = Table(cells[0].start, cells[-1].end, cells=cells)
    paragraphs = (Span(0, 2), *(Span(cell.start, cell.end) for cell in cells), Span(len(text) - 1, len(text)))
    passages = passages_of(paper(text, tables=(table,), paragraphs=paragraphs))
    assert [passage.text for passage in passages] == ["附表", "指标\t目标值", "建会率\t90%", "入会率\t95%", "完"]


def test_text_outside_the_paragraphs_is_not_lost(paper: Paper) -> None:
    text = "页眉\n正文。 | 旁注\n \n页脚"
    passages = passages_of(paper(text, paragraphs=(Span(3, 6),)))
    assert [folded(passage.text) for passage in passages] == ["页眉", "正文。", "|旁注", "页脚"]


@pytest.mark.parametrize(
    ("sentence", "times", "longest"),
    [("扎实推进各项工作。", 200, AIM), ("甲，", 700, LIMIT), ("甲", 2000, LIMIT), ("“好。”", 300, AIM)],
)
def test_long_paragraphs_are_cut(paper: Paper, sentence: str, times: int, longest: int) -> None:
    passages = passages_of(paper(sentence * times))
    assert all(len(passage.text) <= longest for passage in passages[:-1])
    assert len(passages[-1].text) <= LIMIT
    assert "".join(passage.text for passage in passages) == sentence * times
    assert sentence == "甲" or all(passage.text.endswith(sentence) for passage in passages)


def test_a_paragraph_a_little_long_is_left_whole(paper: Paper) -> None:
    assert len(passages_of(paper("甲乙丙丁。" * (WHOLE // 5)))) == 1
    assert len(passages_of(paper("甲乙丙丁。" * (WHOLE // 5 + 1)))) > 1


def test_following_is_the_folded_text_after(paper: Paper) -> None:
    first, second = passages_of(paper("（一）甲\n\n" + "乙　丙" * 50))
    assert first.following == ("乙丙" * 50)[:LOOK_AHEAD]
    assert second.following == ""


@given(data=st.data())
def test_law_every_character_that_counts_lies_in_one_passage(paper: Paper, data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="甲乙丙。，；\n \t\u200b…”", max_size=80)) * data.draw(st.integers(1, 30))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    paragraphs = tuple(Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    passages = passages_of(paper(text, paragraphs=paragraphs))
    spans = [Span(passage.start, passage.end) for passage in passages]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join(folded(passage.text) for passage in passages) == folded(text)
    assert all(folded(passage.text) and len(passage.text) <= WHOLE for passage in passages)
    whole = folded(text)
    for passage in passages:
        reached = len(folded(text[: passage.end]))
        assert passage.following == whole[reached : reached + LOOK_AHEAD]
