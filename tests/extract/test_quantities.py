"""Figures: value, unit and comparator, as cases and as laws."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from extract.quantities import find_quantities
from extract.quantity_comparators import TABLE, ComparatorRule, compare
from extract.quantity_units import UNITS, Kind
from extract.records import Quantity

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "quantities.yaml").read_text(encoding="utf-8"))["cases"]
PIECES = [
    "不少于",
    "3",
    "百",
    "万",
    "1.5亿",
    "家",
    "名",
    "%",
    "至",
    "以上",
    "达到",
    "第",
    "“",
    "”",
    "《",
    "》",
    "，",
    "两级",
    " ",
    "翻番",
]


def figures(text: str, *, taken: tuple[Span, ...] = ()) -> tuple[Quantity, ...]:
    return find_quantities(text, (Span(0, len(text)),), taken=taken)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_quantities(case: dict[str, Any]) -> None:
    found = [
        [figure.text, float(figure.value), figure.max_value, figure.unit, figure.comparator.value]
        for figure in figures(case["text"])
    ]
    assert found == case["quantities"]


def test_taken_digits_are_no_figures() -> None:
    text = "3.100户家庭"
    assert [figure.text for figure in figures(text, taken=(Span(0, 2),))] == ["100户"]
    assert figures("2012年12家", taken=(Span(0, 5),))[0].text == "12家"


@pytest.mark.parametrize("rule", [*TABLE.before, *TABLE.distant], ids=lambda rule: rule.pattern[:20])
def test_words_before_a_figure(rule: ComparatorRule) -> None:
    for example in rule.examples:
        comparator, start, _ = compare(example + "9", len(example), len(example) + 1)
        assert (comparator, start) == (rule.comparator, 0 if rule.kept else len(example))
    for counter in rule.counterexamples:
        assert compare(counter + "9", len(counter), len(counter) + 1)[:2] != (rule.comparator, 0)


@pytest.mark.parametrize("rule", TABLE.after, ids=lambda rule: rule.pattern[:20])
def test_words_behind_a_figure(rule: ComparatorRule) -> None:
    for example in rule.examples:
        assert compare("9" + example, 0, 1) == (rule.comparator, 0, 1 + len(example))
    for counter in rule.counterexamples:
        assert compare("9" + counter, 0, 1)[0] is not rule.comparator


def test_a_unit_is_barred_by_the_words_listed_behind_it() -> None:
    assert UNITS["位"].barred("五位一体", 2)
    assert not UNITS["位"].barred("五位代表", 2)
    assert UNITS["月"].kind is Kind.IGNORED


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_figures_are_quotations_in_order_and_ranges_rise(text: str) -> None:
    found = figures(text)
    assert all(figure.text == text[figure.start : figure.end] for figure in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert all(figure.max_value is None or figure.value < figure.max_value for figure in found)


@given(st.integers(min_value=2, max_value=999999), st.sampled_from(["家", "名", "人次", "%", "公顷", "元"]))
def test_a_plain_figure_is_read_as_itself(number: int, unit: str) -> None:
    (found,) = figures(f"新建{number}{unit}")
    assert (found.value, found.unit, found.text) == (number, unit, f"{number}{unit}")
