"""What a target applies to and what it is compared with: the rules keep their examples, and the records carry them."""

from __future__ import annotations

import pytest

from corpus.reading import read_document
from extract.findings import Findings
from extract.scopes import first_words, scope_rules


@pytest.mark.parametrize("what", ["scope", "base"])
def test_the_wording_keeps_its_examples(what: str) -> None:
    wording = scope_rules().scope if what == "scope" else scope_rules().base
    for clause, words in wording.examples.items():
        place = first_words(what, clause, 0, len(clause))
        assert place is not None, clause
        assert clause[slice(*place)] == words
    for clause in wording.counterexamples:
        assert first_words(what, clause, 0, len(clause)) is None, clause


@pytest.mark.parametrize(
    ("clause", "scope", "base", "change"),
    [
        ("全市企业建会率达到90%以上", "全市企业", None, None),
        ("其中百人以上企业达到95%", "百人以上企业", None, None),
        ("会员总数比上年增长5%", None, "上年", "increase"),
        ("困难职工户数较2023年减少100户", None, "2023年", "decrease"),
        ("职工书屋累计达到60家", None, None, "cumulative"),
        ("签订率由80%提高到85%", None, "80%", None),
        ("新建职工之家12家", None, None, None),
    ],
)
def test_a_target_says_of_whom_and_from_where(
    clause: str, scope: str | None, base: str | None, change: str | None
) -> None:
    text = f"海棠市总工会2024年工作要点\n一、目标\n力争{clause}。\n海棠市总工会\n2024年1月5日\n"
    document = read_document(text.encode(), "paper.txt")
    target = Findings(document).targets[-1]
    assert (target.scope and target.scope.text, target.base and target.base.text, target.change) == (
        scope,
        base,
        change,
    )
    for words in (target.scope, target.base):
        assert words is None or words.of(document.text) == words.text
