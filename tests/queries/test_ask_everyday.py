"""The lexicon of everyday words: each entry adds something, and none tears the official words beside it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from queries.ask.lexicon import everyday, stop_words, synonyms
from queries.ask.question import read_question

LEXICON = Path(__file__).resolve().parents[2] / "queries" / "lexicon" / "everyday.yaml"


def test_no_word_stands_twice() -> None:
    keys = re.findall(r"^  ([^#\s][^:]*):", LEXICON.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert len(keys) == len(everyday())


def test_every_word_adds_something() -> None:
    assert [word for word in everyday() if word in stop_words()] == []
    assert [word for word, others in everyday().items() if not set(others) - {word}] == []
    assert [word for word, others in everyday().items() if len(set(others)) < len(others)] == []


@pytest.mark.parametrize(
    ("question", "word", "meant"),
    [
        ("单位招人要交押金吗？", "招人", "招用"),
        ("加班费怎么算？", "加班费", "加班工资"),
        ("个税起征点是多少？", "起征点", "减除费用"),
        ("2023年PM2.5要降到多少？", "pm2.5", "细颗粒物"),
        ("房租补多少钱？", "房租", "租金"),
        ("跑黑车罚多少？", "黑车", "非法营运"),
        ("环保局几天内答复？", "环保局", "生态环境"),
        ("在河边遛狗罚多少？", "遛狗", "携犬"),
        ("低保多久发一次？", "低保", "最低生活保障"),
        ("半年内要还清吗？", "半年", "6个月"),
    ],
)
def test_what_papers_say_instead(question: str, word: str, meant: str) -> None:
    read = read_question(question)
    assert word in read.words
    assert meant in read.alike(word)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("省水利厅何时验收？", "水利厅"),
        ("申请人几天内补正？", "申请人"),
        ("农村医疗救助由谁负责？", "医疗"),
        ("受雇人几天内报告？", "受雇"),
        ("结合起来做了多少项？", "结合"),
        ("农村人居环境整治多少个？", "农村"),
        ("醉酒驾驶罚多少？", "醉酒驾驶"),
        ("创新发展资金多少？", "创新"),
    ],
)
def test_official_words_are_not_torn(question: str, kept: str) -> None:
    assert kept in read_question(question).words


def test_short_forms_and_full_names_ask_for_each_other() -> None:
    pairs = [("公租房", "公共租赁住房"), ("居委会", "居民委员会"), ("危化品", "危险化学品"), ("高校", "高等学校")]
    for short, full in pairs:
        assert full in synonyms()[short]
        assert short in synonyms()[full]
