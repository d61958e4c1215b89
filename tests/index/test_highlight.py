"""Highlights and snippets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from index.folding import fold, folded
from index.highlight import find_phrase, find_query, find_words, snippet
from index.query import And, Field, Filter, Not, Or, Phrase, Words

TEXT = "关于推进集 体\n协商的意见〔２０１１〕3号。集体协商由法律工作部负责……"


def cut(spans: tuple[Span, ...]) -> list[str]:
    return [span.of(TEXT) for span in spans]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("集体协商", ["集 体\n协商", "集体协商"]),
        ("[2011]3号", ["〔２０１１〕3号"]),
        ("…", ["…", "…"]),
        (".", ["…", "…"]),
        ("没有", []),
        ("", []),
        (" \n", []),
    ],
)
def test_phrases(phrase: str, expected: list[str]) -> None:
    assert cut(find_phrase(fold(TEXT), phrase)) == expected


def test_a_phrase_may_run_out_of_the_stretch_in_which_it_begins() -> None:
    assert cut(find_phrase(fold(TEXT), "集体协商", within=Span(0, 7))) == ["集 体\n协商"]
    assert cut(find_phrase(fold(TEXT), "集体协商", within=Span(6, len(TEXT)))) == ["集体协商"]


def test_words_are_shown_long_ones_before_single_characters() -> None:
    view = fold(TEXT)
    assert cut(find_words(view, "集体协商的负责")) == ["集 体\n协商", "集体协商", "负责"]
    assert cut(find_words(view, "的由")) == ["的", "由"]


def test_a_query_shows_what_it_asks_for_not_what_it_excludes() -> None:
    query = And((Phrase("法律工作部"), Or((Words("意见"),)), Not(Words("负责")), Filter(Field.YEAR, "2011")))
    assert cut(find_query(fold(TEXT), query)) == ["意见", "法律工作部"]
    assert cut(find_query(fold(TEXT), Not(Not(Phrase("意见"))))) == ["意见"]


def test_overlapping_words_are_one_span() -> None:
    assert cut(find_query(fold(TEXT), Or((Phrase("法律工作"), Phrase("工作部"))))) == ["法律工作部"]


@given(st.text(alphabet="工会 …①(〔\n", max_size=40), st.data())
def test_law_a_piece_is_shown_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    phrase = text[start : data.draw(st.integers(start, len(text)))]
    view = fold(text)
    spans = find_phrase(view, phrase)
    assert bool(spans) == bool(folded(phrase))
    assert all(folded(phrase) in folded(span.of(text)) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


LONG = "第一句话在这里。" + "甲" * 100 + "。要找的话在这里，后面还有话。" + "乙" * 100


def test_a_snippet_begins_after_a_sentence_and_holds_the_span() -> None:
    at = LONG.index("话在这里，")
    start, end = snippet(LONG, [Span(at, at + 4)], width=40)
    assert LONG[start:end].startswith("要找的话在这里，后面还有话。")
    assert end - start == 40


def test_a_snippet_without_spans_is_the_beginning() -> None:
    assert snippet(LONG, [], width=8) == (0, 8)
    assert snippet("短", [], width=8) == (0, 1)


def test_a_snippet_goes_where_most_spans_are() -> None:
    spans = [Span(0, 2), Span(109, 111), Span(120, 122)]
    start, end = snippet(LONG, spans, width=30)
    assert start <= 109 < 122 <= end


@given(st.text(alphabet="甲。\n ", max_size=80), st.integers(1, 40), st.data())
def test_law_a_snippet_shows_a_whole_span(text: str, width: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    start, end = snippet(text, spans, width=width)
    assert 0 <= start <= end <= len(text)
    assert not spans or any(start <= span.start and span.end <= end for span in spans)
    longest = max((span.end - span.start for span in spans), default=0)
    assert end - start <= max(width, longest)
