"""Questions are read as the cases say, and the rules and word lists of asking hold their own examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QueryError
from extract.rulebook import check
from queries.ask.lexicon import hints, is_counter, question_grammar, stop_words, subject_grammar, synonyms, unit_at
from queries.ask.question import Wanted, read_question

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "ask_reading.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["q"])
def test_reading(case: dict[str, Any]) -> None:
    question = read_question(case["q"])
    assert [kind.value for kind in question.kinds] == case["kinds"]
    assert [role.value for role in question.roles] == case.get("roles", [])
    assert question.year == case.get("year")
    assert question.unit == case.get("unit")
    assert (question.edge.value if question.edge else None) == case.get("edge")
    assert question.of_paper == case.get("of_paper", False)
    assert question.again == case.get("again", False)
    assert question.growth == case.get("growth", False)
    assert question.sort == case.get("sort")
    if "counter" in case:
        assert question.counter == case["counter"]
    assert (question.tense.value if question.tense else None) == case.get("tense")
    if "left" in case:
        assert "".join(question.words) == case["left"]


@pytest.mark.parametrize("nothing", ["", "  ", "？", "……"])
def test_nothing_asked(nothing: str) -> None:
    with pytest.raises(QueryError, match="没有写问题"):
        read_question(nothing)


@given(
    st.text(
        alphabet=st.sampled_from("谁哪个部门什么时候多少几家牵头负责2011年《工作》的职工会由是到，。 a%.〔"), min_size=1
    )
)
def test_any_text_is_a_question_or_refused(text: str) -> None:
    if not any(map(str.isalnum, text)):
        with pytest.raises(QueryError):
            read_question(text)
        return
    question = read_question(text)
    assert set(question.kinds) <= set(Wanted)
    assert question.kinds
    assert all(question.runs)


def test_rules_hold_their_examples() -> None:
    assert check(question_grammar()) == []
    assert check(subject_grammar()) == []
    assert all(rule.examples or rule.counterexamples for rule in question_grammar().rules)
    assert {rule.reads for rule in question_grammar().rules} <= {
        *("organization", "quantity", "date", "duration"),
        *("task", "document"),
    }
    assert {rule.reads for rule in subject_grammar().rules} <= {"first", "inside"}


def test_synonyms_go_both_ways_and_never_stand_for_themselves() -> None:
    for word, others in synonyms().items():
        assert word not in others
        assert all(len(other) > 1 for other in others)
        assert all(word in synonyms()[other] for other in others if len(word) > 1)


def test_word_lists_are_filled() -> None:
    assert "的" in stop_words()
    assert all(all(words) for words in hints().model_dump().values())


@pytest.mark.parametrize(
    ("text", "unit"), [("家工会", "家"), ("万元", None), ("人次", "人次"), ("企业", None), ("%以上", "%")]
)
def test_units(text: str, unit: str | None) -> None:
    assert unit_at(text, 0) == unit


def test_counters() -> None:
    assert is_counter("家")
    assert not is_counter("%")


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("试点工作最后由谁来验收？", {"验收"}),
        ("项目资金由哪家收回？", {"收回"}),
        ("谁带头、哪些部门配合？", set()),
        ("联席会议办公室设在哪家？", {"办公室", "设在"}),
    ],
)
def test_what_is_done(question: str, focus: set[str]) -> None:
    assert read_question(question).focus == focus


def test_several_figures_at_once() -> None:
    assert read_question("安排多少个重点项目、总投资多少？").amounts == (("安排", "重点项目"), ("总", "投资"))
    assert read_question("安排多少个重点项目？").amounts == ()


def test_how_often_keeps_what_is_done() -> None:
    read = read_question("专业目录多久修订一次？")
    assert read.again
    assert "修订" in read.words
