"""Dates: cases as data, and what holds of any text."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from extract.dates import Anchor, find_dates
from extract.dates_calendar import READERS
from extract.dates_phrases import GRAMMAR
from extract.rulebook import check

FILE = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yaml").read_text(encoding="utf-8"))
PIECES = [
    "2012年",
    "6月",
    "底",
    "前",
    "至",
    "到",
    "3日",
    "年内",
    "每季度",
    "“十二五”",
    "期间",
    "，",
    "。",
    "五一",
    "起",
    "5年内",
    "二〇",
]


def paragraphs(text: str) -> tuple[Span, ...]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["text"][:24])
def test_dates(case: dict[str, Any]) -> None:
    setting = FILE["defaults"] | case
    found = find_dates(case["text"], paragraphs(case["text"]), anchor=Anchor(setting["year"], setting["date"]))
    assert [[date.text, date.since, date.until, date.kind.value] for date in found] == case["dates"]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("2012年6月底前", "printed"),
        ("“十二五”末", "printed"),
        ("今年6月底前", "paper"),
        ("6月底前", "paper"),
        ("2012年3月开始，6月底前结束", "sentence"),
        ("2012年3月开始。6月底前结束", "paragraph"),
        ("二、2012年的工作\n6月底前结束", "section"),
        ("近年来6月底前", "paper"),
        ("长期坚持", None),
    ],
)
def test_whose_words_tell_the_year(text: str, basis: str | None) -> None:
    found = find_dates(text, paragraphs(text), anchor=Anchor(2011, datetime.date(2011, 1, 27)))
    assert found[-1].year_basis == basis


def test_the_rules_keep_their_own_examples() -> None:
    assert check(GRAMMAR) == []


def test_every_rule_has_a_reader() -> None:
    own = {"recurring", "leaning_span", "standing"}
    assert {rule.reads for rule in GRAMMAR.rules} == set(READERS) | own


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_dates_are_quotations_in_order_and_never_end_before_they_begin(text: str) -> None:
    found = find_dates(text, paragraphs(text), anchor=Anchor(2011, datetime.date(2011, 1, 27)))
    assert all(date.text == text[date.start : date.end] for date in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert all(date.since <= date.until for date in found if date.since and date.until)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_a_full_date_is_read_as_itself(date: datetime.date) -> None:
    text = f"{date.year}年{date.month}月{date.day}日"
    (found,) = find_dates(text, paragraphs(text), anchor=Anchor(None, None))
    assert (found.since, found.until, found.text) == (date, date, text)
