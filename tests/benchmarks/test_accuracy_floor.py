"""How right the extraction is at least, on the shared gold: a change that falls below has broken something."""

from __future__ import annotations

import pytest

from benchmarks.accuracy import SHARED, PartScore, folders_of, load_scorer, score_part

SCORER = SHARED / "gold" / "score.py"
FLOOR = {
    "outline": 0.97,
    "articles": 0.95,
    "dates": 0.95,
    "quantities": 0.95,
    "targets": 0.92,
    "responsibilities": 0.90,
    "articles.author": 1.0,
    "meta.title": 1.0,
    "meta.document_number": 1.0,
    "meta.kind": 1.0,
    "meta.issuer": 1.0,
    "meta.date": 1.0,
    "quantities.comparator": 0.95,
    "quantities.role": 0.95,
    "targets.indicator": 0.85,
    "targets.deadline": 0.90,
    "targets.organization": 0.90,
    "responsibilities.explicit_recall": 0.90,
    "responsibilities.role": 0.95,
}


@pytest.fixture(scope="module")
def shared() -> PartScore:
    if not SCORER.is_file():
        pytest.skip("the shared gold is absent")
    return score_part(folders_of("shared"), scorer=load_scorer(SCORER))


@pytest.mark.parametrize(("measure", "least"), FLOOR.items())
def test_shared_gold_stays_above_the_floor(shared: PartScore, measure: str, least: float) -> None:
    figures = shared.figures[measure]
    assert figures.get("f1", figures.get("accuracy")) >= least


def test_all_papers_are_read(shared: PartScore) -> None:
    assert not shared.failed
