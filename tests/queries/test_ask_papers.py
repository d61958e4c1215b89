"""The question sets on papers beside the project are well formed and asked in words of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.query import Words
from queries.search import parse_query

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"
SETS = {
    name: [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]
    for name in (f"ask_papers_{part}.jsonl" for part in "abcde")
}
ROWS = [row for rows in SETS.values() for row in rows]
SEARCHED = [json.loads(line) for line in (CASES / "ask_passages.jsonl").read_text(encoding="utf-8").splitlines()]


def test_no_question_is_asked_twice() -> None:
    assert len({row["q"] for row in ROWS}) == len(ROWS) >= 350


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["q"])
def test_form(row: dict[str, Any]) -> None:
    if row["kind"] == "none":
        assert row.keys() == {"q", "kind"}
        return
    assert row["kind"] in ("organization", "quantity", "date", "task", "document")
    assert row["answers"]
    start, end = row["at"]
    assert 0 <= start < end


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared papers are not beside the project")
def test_the_place_of_an_answer_lies_in_its_paper() -> None:
    for row in ROWS:
        if row["kind"] != "none" and not row["paper"].startswith("large/"):
            (paper,) = SHARED.glob(f"{row['paper']}*")
            assert row["at"][1] <= len(paper.read_text(encoding="utf-8-sig"))


def test_what_is_searched_by_questions_is_asked_once_and_has_a_place() -> None:
    assert len({row["q"] for row in SEARCHED}) == len(SEARCHED) >= 150
    assert all(0 <= row["at"][0] < row["at"][1] for row in SEARCHED)


@pytest.mark.parametrize("row", SEARCHED, ids=lambda row: row["q"])
def test_nothing_in_a_plain_question_narrows(row: dict[str, Any]) -> None:
    assert isinstance(parse_query(row["q"]), Words)
