"""The audit: every numeral in exactly one stretch of the right kind, and warnings of what does not add up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.reading import read_document, read_file
from extract import rulebook
from extract.audit import AuditedNumeral, NumeralKind, audit
from extract.audit_lists import labelled, listed, number_of
from extract.audit_numerals import CHINESE, SIGNS, account, numeral_runs
from extract.audit_records import Claim
from extract.audit_rules import FORMS, LEFTOVERS
from extract.findings import Findings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "audit.yaml").read_text(encoding="utf-8"))
NUMERAL = re.compile(rf"[\d{CHINESE}{SIGNS}]")
SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"
SHARED_PAPERS = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("official/*.txt")])
PIECES = [
    *"一二三十百千万亿两半〇零○○0123９％%.,，。；：、（）“”〔〕\n \t|-—①Ⅲ",
    *(
        "第",
        "条",
        "年",
        "月",
        "日",
        "号",
        "个",
        "家",
        "方面",
        "统一",
        "五一",
        "不少于",
        "电话",
        "PM",
        "附件",
        "一是",
        "每",
        "翻番",
    ),
]


def read(text: str) -> Document:
    return read_document(text.encode(), "文件.txt")


def assert_accounted(text: str, numerals: Sequence[AuditedNumeral]) -> None:
    """The law: in order, no overlap, each a quotation with a numeral in it, no numeral character left out."""
    assert all(first.end <= second.start for first, second in itertools.pairwise(numerals))
    assert all(numeral.text == text[numeral.start : numeral.end] for numeral in numerals)
    covered = {place for numeral in numerals for place in range(numeral.start, numeral.end)}
    assert {match.start() for match in NUMERAL.finditer(text)} <= covered
    runs = list(numeral_runs(text))
    assert all(any(run.overlaps(numeral) for run in runs) for numeral in numerals[:200])


@pytest.mark.parametrize("case", CASES["numerals"], ids=lambda case: case["text"][:20])
def test_kinds(case: dict[str, Any]) -> None:
    document = read(case["text"])
    found = audit(document, Findings(document)).numerals
    assert [[numeral.text, numeral.kind.value] for numeral in found] == case["numerals"]


@pytest.mark.parametrize("case", CASES["warnings"], ids=lambda case: case["lines"][0][:20])
def test_numbering_and_counts(case: dict[str, Any]) -> None:
    document = read("\n".join(case["lines"]))
    found = audit(document, Findings(document)).warnings
    assert [[w.kind.value, document.text[w.start : w.end], w.message] for w in found if w.kind.value != "nobody"] == (
        case["warnings"]
    )


@pytest.mark.parametrize("grammar", [FORMS, LEFTOVERS], ids=["forms", "leftovers"])
def test_rules_hold_their_examples(grammar: rulebook.Grammar) -> None:
    assert rulebook.check(grammar) == []
    assert {rule.reads for rule in grammar.rules} <= {kind.value for kind in NumeralKind}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join).filter(lambda text: text.strip()))
def test_every_numeral_is_accounted_for(text: str) -> None:
    document = read(text)
    assert_accounted(document.text, audit(document, Findings(document)).numerals)


@given(
    st.text(alphabet="十5甲，%○.", max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(NumeralKind)), max_size=5),
)
def test_the_later_claim_wins_whatever_is_claimed(text: str, spans: list[tuple[int, int, NumeralKind]]) -> None:
    claims = [
        Claim(min(a, b), min(max(a, b), len(text)), kind=kind)
        for a, b, kind in spans
        if min(a, b) < min(max(a, b), len(text))
    ]
    numerals = account(text, claims)
    assert_accounted(text, numerals)
    for numeral in numerals:
        for place in range(numeral.start, numeral.end):
            owners = [claim.kind for claim in claims if claim.start <= place < claim.end]
            assert numeral.kind is (owners[-1] if owners else NumeralKind.UNPLACED)


@pytest.mark.skipif(not SHARED_PAPERS, reason="../shared/documents is not there")
def test_real_papers_are_accounted_for_and_understood() -> None:
    arabic = unplaced = total = unplaced_arabic = 0
    for path in SHARED_PAPERS[::2]:
        document = read_file(path)
        found = audit(document, Findings(document)).numerals
        assert_accounted(document.text, found)
        digits = [numeral for numeral in found if re.search(r"\d", numeral.text)]
        total, arabic = total + len(found), arabic + len(digits)
        unplaced += sum(numeral.kind is NumeralKind.UNPLACED for numeral in found)
        unplaced_arabic += sum(numeral.kind is NumeralKind.UNPLACED for numeral in digits)
    assert unplaced < 0.02 * total
    assert unplaced_arabic < 0.03 * arabic


def test_counts_name_every_kind() -> None:
    document = read("新建企业工会不少于120家。")
    account_ = audit(document, Findings(document))
    assert list(account_.counts) == list(NumeralKind)
    assert sum(account_.counts.values()) == len(account_.numerals)
    assert account_.unplaced == ()


@pytest.mark.parametrize(
    ("label", "shape", "number"),
    [
        ("一、", "汉", 1),
        ("（十二）", "(汉)", 12),
        ("3.", "1", 3),
        ("3、", "1", 3),
        ("⑶", "(1)", 3),
        ("2.10", "21", 10),
        ("第三阶段", "第汉阶段", 3),
        ("二是", "汉是", 2),
        ("③", "○1", 3),
    ],
)
def test_numbers_of_labels(label: str, shape: str, number: int) -> None:
    assert number_of(label) == (shape, number)


def test_labels_without_a_number_of_their_own() -> None:
    assert number_of("“百”") is None
    assert number_of("其中") is None


@pytest.mark.parametrize(
    ("label", "number", "expected"),
    [
        ("（三）", 1, "（一）"),
        ("第十二条", 21, "第二十一条"),
        ("2.", 10, "10."),
        ("③", 2, "③"),
        ("二是", 105, "一零五是"),
    ],
)
def test_the_label_another_item_would_have(label: str, number: int, expected: str) -> None:
    assert labelled(label, number) == expected


@given(st.integers(1, 99))
def test_labels_go_there_and_back(number: int) -> None:
    assert number_of(labelled("（三）", number)) == ("(汉)", number)


def test_numbers_are_listed_as_people_do() -> None:
    assert [listed(numbers) for numbers in ([3], [3, 4], [3, 4, 5], [3, 5])] == ["3", "3、4", "3至5", "3、5"]
