"""How common tokens are, on every engine."""

from __future__ import annotations

from collections.abc import Callable

from corpus.document import Document
from index.engine import Frequencies, SearchEngine
from index.query import Words
from index.schema import GRAMS, WORDS

Engine = Callable[..., SearchEngine]
Paper = Callable[..., Document]


def test_tokens_are_counted_by_passage(holding: Engine, paper: Paper) -> None:
    with holding(paper("工会组建\n集体协商\n工会经费工会账户")) as engine:
        found = engine.frequencies([(WORDS, "工会"), (GRAMS, "工会"), (GRAMS, "会组"), (WORDS, "食堂")])
    assert found == Frequencies(passages=3, holding=(2, 2, 1, 0))


def test_nothing_asked_and_nothing_there(holding: Engine) -> None:
    with holding() as engine:
        assert engine.frequencies([]) == Frequencies(0, ())
        assert engine.frequencies([(WORDS, "工会")]) == Frequencies(0, (0,))


def test_a_hit_brings_its_folded_text(holding: Engine, paper: Paper) -> None:
    with holding(paper("工会 组建率ＡＢ")) as engine:
        (hit,) = engine.search(Words("组建率")).hits
    assert hit.body == "工会组建率ab"
