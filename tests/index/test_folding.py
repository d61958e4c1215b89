"""Folding: what counts as the same character, and the laws that the verbatim promise rests on."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from index.folding import RADICALS, SAME_KINDS, fold, folded

SAME = [
    ("全角数字", "２０２４年％", "2024年%"),
    ("大小写", "ＩＳＯ９００１", "iso9001"),
    ("六角括号", "〔2024〕12号", "［２０２４］１２号"),
    ("六角括号", "〔2024〕12号", "（2024)12号"),
    ("六角括号", "【重点】", "[重点]"),
    ("引号", "“双爱双评”", '"双爱双评"'),
    ("引号", "「双爱双评」", "＂双爱双评＂"),
    ("单引号", "‘十四五’", "'十四五'"),
    ("书名号", "〈工会法〉", "《工会法》"),
    ("连接号", "2018—2020年", "2018-2020年"),
    ("连接号", "2018–2020年", "2018－2020年"),
    ("零", "二〇一一年", "二○一一年"),
    ("零", "二〇一一年", "二0一一年"),
    ("空白", "市 总　工\n会", "市总工会"),
    ("看不见的字符", "工\u200b会\ufeff组\xad建", "工会组建"),
    ("一字多符", "①建会", "1建会"),
    ("一字多符", "⑴建会", "（1）建会"),
    ("一字多符", "㈠建会", "（一）建会"),
    ("一字多符", "等等…", "等等..."),
    ("部首", "⻓期⼯作", "长期工作"),
    ("间隔号", "五·一", "五•一"),
    ("繁体", "總工會與職工書屋", "总工会与职工书屋"),
    ("繁体", "關於勞動競賽的後續工作", "关于劳动竞赛的后续工作"),
]

DIFFERENT = [
    ("数字一与破折号", "一", "—"),
    ("逗号与顿号", "，", "、"),
    ("句号与点", "。", "."),
    ("书名号与引号", "《", "“"),
    ("左右括号", "（", "）"),
    ("两地都用的字", "著名", "着名"),
]

# Everything that folding treats specially, next to what it leaves alone.
alphabet = st.one_of(
    st.sampled_from('工会总一二三 \n\t　０0〇○〔(（“"…①⑴㎡½Ａa—-\u200b⻓ﷺİßΣ'),
    st.characters(),
)
texts = st.text(alphabet=alphabet, max_size=40)


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_same(kind: str, one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_different(kind: str, one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_kinds_do_not_overlap_and_name_themselves() -> None:
    members = [member for kind in SAME_KINDS.values() for member in kind]
    assert len(members) == len(set(members))
    assert not set(members) & set(SAME_KINDS)
    assert all(folded(kind) == kind for kind in SAME_KINDS)
    assert all(folded(member) == kind for kind, each in SAME_KINDS.items() for member in each)
    assert all(folded(plain) == plain for plain in RADICALS.values())


@given(texts, texts)
def test_law_folding_a_joined_text_joins_the_folded(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)


@given(texts)
def test_law_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert not any(character.isspace() for character in folded(text))


def test_law_holds_of_every_character() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    once = folded(everything)
    assert folded(once) == once


@given(texts)
def test_law_every_character_leads_back_to_its_source(text: str) -> None:
    view = fold(text)
    assert view.text == folded(text)
    for index, character in enumerate(view.text):
        span = view.span(index, index + 1)
        assert span.end == span.start + 1
        assert character in folded(span.of(text))
        assert view.index(span.start) <= index < view.index(span.end)


@given(texts, st.data())
def test_law_index_is_the_folded_length_of_what_stands_before(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert fold(text).index(offset) == len(folded(text[:offset]))


def test_span_of_a_stretch_begins_and_ends_at_characters() -> None:
    assert fold("第 一\n条…").span(0, 6) == Span(0, 6)
    assert fold(" 第 一\n条 ").span(1, 3) == Span(3, 6)


@pytest.mark.parametrize("stretch", [(0, 0), (2, 1), (0, 3), (-1, 1)])
def test_span_refuses_what_is_no_stretch(stretch: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a stretch"):
        fold("工会").span(*stretch)
