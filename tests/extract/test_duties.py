"""Who is held to what: cases as data, and the laws that every record keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Document
from corpus.reading import read_document
from extract.duty_rules import duty_rules, role_of_frame
from extract.findings import Findings
from extract.records import Basis

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "duties.yaml").read_text("utf-8"))


def paper(text: str) -> Document:
    return read_document(text.encode(), "paper.txt")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_duties_of_a_paper(case: dict[str, Any]) -> None:
    found = Findings(paper(case["paper"])).responsibilities
    named = sorted(found, key=lambda duty: (duty.organization_span.start, duty.start))
    assert [f"{duty.role.value} {duty.text} {duty.basis.value}" for duty in named] == case["duties"]


def test_a_plans_items_fall_to_its_author() -> None:
    items = "一、组织建设\n1.新建企业工会30家。\n2.协助做好换届工作。\n"
    text = f"海棠县总工会2024年工作要点\n{items}\n海棠县总工会\n2024年1月5日\n"
    found = Findings(paper(text)).responsibilities
    assert {duty.organization for duty in found} == {"海棠县总工会"}
    assert {duty.basis for duty in found} == {Basis.AUTHOR}
    assert "support" in {duty.role.value for duty in found}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_duty_rests_on_the_paper(case: dict[str, Any]) -> None:
    document = paper(case["paper"])
    for duty in Findings(document).responsibilities:
        assert duty.organization_span.of(document.text) == duty.text
        assert duty.task
        assert duty.of(document.text).strip()


def test_rules_keep_their_own_examples() -> None:
    import re

    rules = duty_rules()
    for cue in (*rules.cues, *rules.verbs, *rules.labels):
        for example in cue.examples:
            assert re.match(cue.pattern, example), f"{cue.role}: {example}"
        for counterexample in cue.counterexamples:
            assert not re.match(cue.pattern, counterexample), f"{cue.role}: {counterexample}"


def test_frames_keep_their_own_examples() -> None:
    for frame in duty_rules().frames:
        for example in frame.examples:
            assert role_of_frame(*example.split("甲")) is frame.role, example
        for counterexample in frame.counterexamples:
            assert role_of_frame(*counterexample.split("甲")) is None, counterexample


def test_patterns_around_bodies_are_all_used() -> None:
    folder = Path(__file__).parents[2] / "extract" / "duties"
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    unused = [name for name in duty_rules().around if f'around("{name}")' not in sources]
    assert not unused
