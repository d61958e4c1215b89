"""The question sets on papers beside the project are well formed and asked in words of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"
SETS = {
    name: [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]
    for name in ("ask_papers_a.jsonl", "ask_papers_b.jsonl")
}
ROWS = [row for rows in SETS.values() for row in rows]


def test_no_question_is_asked_twice() -> None:
    assert len({row["q"] for row in ROWS}) == len(ROWS) >= 120


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["q"])
def test_form(row: dict[str, Any]) -> None:
    if row["kind"] == "none":
        assert row.keys() == {"q", "kind"}
        return
    assert row["kind"] in ("organization", "quantity", "date")
    assert row["answers"]
    start, end = row["at"]
    assert 0 <= start < end


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared papers are not beside the project")
def test_the_place_of_an_answer_lies_in_its_paper() -> None:
    for row in ROWS:
        if row["kind"] != "none" and not row["paper"].startswith("large/"):
            (paper,) = SHARED.glob(f"{row['paper']}*")
            assert row["at"][1] <= len(paper.read_text(encoding="utf-8-sig"))
