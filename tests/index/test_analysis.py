"""Words and 2-grams."""

from __future__ import annotations

import logging
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.words import fingerprint
from index.analysis import asked_words, grams, words

WORDS = [
    ("市总工会办公室负责日常工作。", ["市", "总工会", "办公室", "负责", "日常", "工作"]),
    ("（二）推进工资集体协商", ["二", "推进", "工资", "集体", "协商"]),
    ("苏 醒 总 工 会", ["苏醒", "总工会"]),
    ("市总宣教部、全市总工会和地区总人口", ["市总", "宣教部", "全市", "总工会", "和", "地区", "总人口"]),
    ("建会\n率达95%以上", ["建会率", "达", "95", "以上"]),
    ("ISO 9001认证", ["iso", "9001", "认证"]),
    ("２０２４年", ["2024", "年"]),
    ("《》——……、", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_asked_words_respect_the_blanks_that_a_person_typed() -> None:
    assert asked_words("工资 集体 协商 工资") == ["工资", "集体", "协商"]


def test_grams() -> None:
    assert grams("〔2024〕 12号") == ["(2", "20", "02", "24", "4)", ")1", "12", "2号"]
    assert grams("号") == []


@given(st.text(max_size=60))
def test_law_words_hold_every_character_that_counts(text: str) -> None:
    kept = "".join(words(text))
    assert not any(character.isspace() for character in kept)
    assert [each for each in kept if each.isalnum()] == [each for each in "".join(grams_source(text)) if each.isalnum()]


def grams_source(text: str) -> str:
    pairs = grams(f"{text}。")
    return "".join(pair[0] for pair in pairs)


def test_dictionary_lists_each_word_once() -> None:
    lines = (files("extract") / "lexicon" / "jieba_words.txt").read_text(encoding="utf-8").splitlines()
    listed = [word for line in lines if not line.startswith("#") for word in line.split()]
    twice = {word for word in listed if listed.count(word) > 1}
    assert not twice
    assert all(len(word) > 1 for word in listed)
    assert all(words(word) == [word] for word in listed)


def test_fingerprint_is_short_and_stable() -> None:
    assert len(fingerprint()) == 16
    assert fingerprint() == fingerprint()


def test_jieba_writes_nothing_and_says_nothing(tmp_path: Path) -> None:
    code = f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}; from index.analysis import words; words('工会')"
    done = subprocess.run(
        [sys.executable, "-W", "ignore::SyntaxWarning", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == ""
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_other_users_of_jieba_are_not_touched() -> None:
    import jieba

    words("工会")
    assert jieba.dt.tmp_dir is None
    assert not jieba.dt.initialized
    assert logging.getLogger("jieba").level == logging.DEBUG
