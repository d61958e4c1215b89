"""What figures are for: targets, description, structure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Span
from extract.quantities import find_quantities

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "roles.yaml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_roles(case: dict[str, Any]) -> None:
    text, spans, start = case["text"], [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    found = find_quantities(text, spans, kind=case.get("kind"), year=case.get("year"))
    assert [[figure.text, figure.role.value] for figure in found] == case["roles"]
