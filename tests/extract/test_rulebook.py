"""Rule files: what is wrong is said with file, line and reason; right ones read as one grammar."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RuleError
from extract.duty_rules import duty_rules
from extract.indicators import indicator_rules
from extract.papers import paper_kinds
from extract.quantity_roles import WORDS
from extract.rulebook import Grammar, Illustrated, RuleTable, alternatives, check, read

RIGHT = """\
fragments:
  number: '[0-9]+'
begins: '[0-9甲]'
rules:
- id: price
  pattern: '(?P<amount>{number})元'
  reads: price
  examples: [12元]
  counterexamples: [元]
- id: word
  pattern: '甲(?P<amount>乙)?'
  reads: word
  examples: [甲, 甲乙]
"""


def written(folder: Path, source: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(source, encoding="utf-8")
    return path


def test_a_grammar_finds_the_first_rule_that_fits(tmp_path: Path) -> None:
    grammar = Grammar(read(written(tmp_path, RIGHT), RuleTable))
    found = [(match.rule.id, match.start, match.end, dict(match.fields)) for match in grammar.find("共12元，甲乙")]
    assert found == [("price", 1, 4, {"amount": "12"}), ("word", 5, 7, {"amount": "乙"})]
    assert grammar.at("共12元", 0) is None
    assert check(grammar) == []


def test_examples_that_do_not_hold_are_named(tmp_path: Path) -> None:
    wrong = RIGHT.replace("[12元]", "[12角]").replace("[元]", "[5元]")
    assert check(Grammar(read(written(tmp_path, wrong), RuleTable))) == [
        "price: does not read 12角",
        "price: reads 5元",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("{number})元", "{number}元", 6, "正则表达式"),
        ("reads: price", "read: price", 5, "rules.0"),
        ("examples: [12元]", "examples: {a: 1}", 8, "examples"),
        ("begins: '", "begins '", 4, "规则文件"),
        ("'[0-9]+'", "'[0-9+'", 2, "正则表达式"),
    ],
)
def test_faults_are_placed(tmp_path: Path, old: str, new: str, line: int, word: str) -> None:
    with pytest.raises(RuleError) as caught:
        read(written(tmp_path, RIGHT.replace(old, new)), RuleTable)
    assert "rules.yaml" in caught.value.reason
    assert word in caught.value.reason
    assert f"第 {line} 行" in caught.value.reason
    assert caught.value.advice


def test_an_undefined_fragment_is_a_fault(tmp_path: Path) -> None:
    table = read(written(tmp_path, RIGHT.replace("{number}", "{figure}")), RuleTable)
    with pytest.raises(RuleError, match="figure"):
        Grammar(table, name="rules.yaml")


def test_missing_and_undecodable_files_are_faults(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"none\.yaml"):
        read(tmp_path / "none.yaml", RuleTable)
    (tmp_path / "gb.yaml").write_bytes("规则".encode("gb18030"))
    with pytest.raises(RuleError, match=r"gb\.yaml"):
        read(tmp_path / "gb.yaml", RuleTable)


@given(
    st.lists(st.text("ab个百分点%.", min_size=1, max_size=5), min_size=1, max_size=12),
    st.text("ab个百分点%.", max_size=8),
)
def test_longer_words_come_first(words: list[str], text: str) -> None:
    found = re.match(alternatives(words), text)
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    assert (found[0] if found else None) == longest


@pytest.mark.parametrize(
    "file", [WORDS, indicator_rules(), paper_kinds(), duty_rules()], ids=lambda file: type(file).__name__
)
def test_every_pattern_keeps_its_examples(file: Illustrated) -> None:
    patterns = file.patterns()
    assert patterns.keys() == file.examples.keys()
    for name, illustration in file.examples.items():
        assert illustration.finds, name
        for words in illustration.finds:
            assert re.search(patterns[name], words), f"{name} does not find anything in {words}"
        for words in illustration.spares:
            assert not re.search(patterns[name], words), f"{name} finds something in {words}"
