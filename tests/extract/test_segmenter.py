"""The segmenter gives jieba's own words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reading import read_file
from extract.dictionary import Dictionary
from extract.segmenter import Segmenter

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "corpus" / "samples").iterdir())
WORDS = ["工会", "总工会", "的", "各", "市总", "2022", "年", "6", "月底", "abc", "A"]
OWN = ["职工书屋", "书屋", "𠮷市总", "职工之家"]
PIECES = [*WORDS, "%", "，", "“", "𠮷", "㐀", "é", " ", "\r\n", "\n"]


@lru_cache(maxsize=1)
def tokenizer() -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
    made.initialized = True
    for word in OWN:
        made.add_word(word)
    return made


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    with jieba.Tokenizer().get_dict_file() as words:
        return Segmenter(Dictionary(words.read().decode("utf-8")), own=OWN)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:12])
def test_real_sentences(path: Path):
    text = read_file(path).text
    assert segmenter().cut(text) == list(tokenizer().cut(text, HMM=False))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
def test_any_text(text: str):
    words = segmenter().cut(text)
    assert "".join(words) == text
    assert words == list(tokenizer().cut(text, HMM=False))
