"""What figures measure: cases as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Span
from extract.dates import Anchor, find_dates
from extract.indicators import Figure, indicators
from extract.quantities import find_quantities
from extract.records import QuantityRole

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "indicators.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_indicator(case: dict[str, Any]) -> None:
    text = case["text"]
    whole = [Span(0, len(text))]
    dates = find_dates(text, whole, anchor=Anchor(year=2024, date=None))
    quantities = find_quantities(text, whole, taken=dates, kind="方案", year=2024)
    figures = [Figure(q.start, q.end) for q in quantities if q.role is not QuantityRole.STRUCTURAL]
    pieces = indicators(text, figures, [Figure(d.start, d.end) for d in dates])
    said = ["".join(text[start:end] for start, end in places) for places in pieces]
    assert said[: len(case["figures"])] == case["figures"]
