"""Views: the text without accidental blanks, and the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from corpus.view import one_line, readable

TEXTS = st.text("市总 工会\n\t　ab1，。", max_size=40)


@given(TEXTS)
def test_every_character_comes_from_where_it_says(text: str) -> None:
    view = readable(text)
    assert len(view.text) == len(view.offsets)
    for character, offset in zip(view.text, view.offsets, strict=True):
        assert text[offset] == character or (character == " " and text[offset].isspace())
    assert list(view.offsets) == sorted(set(view.offsets))


@given(TEXTS)
def test_only_blanks_are_left_out(text: str) -> None:
    assert "".join(readable(text).text.split()) == "".join(text.split())


def test_blanks_part_only_words_that_would_be_joined() -> None:
    assert readable("市 总\n工 会").text == "市总工会"
    assert readable("Word 2003 版").text == "Word 2003版"


def test_a_stretch_of_a_view_is_one_of_the_text() -> None:
    text = "在6月\n底前完成"
    view = readable(text, Span(1, len(text)))
    span = view.span(0, 4)
    assert span.of(text) == "6月\n底前"
    assert view.index(span.end) == 4


def test_cells_of_a_row_are_kept_apart_on_one_line() -> None:
    assert one_line("1\t新建工\n会\t\t30家") == "1 | 新建工会 | 30家"
