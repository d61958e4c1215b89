"""What is in the text is found, where it begins, and highlighted exactly; nothing else is found. On every engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Document, Span
from index.engine import SearchEngine
from index.folding import fold, folded
from index.highlight import find_phrase
from index.passages import LOOK_AHEAD, passages_of
from index.query import And, Not, Phrase

Engine = Callable[..., SearchEngine]
Paper = Callable[..., Document]
Key = tuple[str, int]

ENOUGH = 10_000


def beginnings(papers: Sequence[Document], phrase: str) -> set[Key]:
    """By brute force: the passages in which the folded phrase begins."""
    sought = folded(phrase)
    found: set[Key] = set()
    for document in papers:
        view = fold(document.text)
        for passage in passages_of(document):
            inside = range(view.index(passage.start), view.index(passage.end))
            if sought and any(view.text.startswith(sought, at) for at in inside):
                found.add((document.id, passage.ordinal))
    return found


def keys(engine: SearchEngine, phrase: str) -> set[Key]:
    results = engine.search(Phrase(phrase), limit=ENOUGH)
    found = {(hit.document_id, hit.ordinal) for hit in results.hits}
    assert results.total == len(results.hits) == len(found)
    return found


texts = st.text(alphabet="工会会一。\n\n 　〔(…①\u200b", min_size=1, max_size=50)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=st.lists(texts, min_size=1, max_size=3), data=st.data())
def test_law_phrases_are_found_exactly_where_they_begin(
    holding: Engine, paper: Paper, written: list[str], data: st.DataObject
) -> None:
    papers = [paper(text, name=f"paper{number}") for number, text in enumerate(written)]
    with holding(*papers) as engine:
        for _ in range(6):
            text = data.draw(st.sampled_from(written))
            start = data.draw(st.integers(0, len(text) - 1))
            phrase = text[start : data.draw(st.integers(start + 1, len(text)))]
            assert keys(engine, phrase) == beginnings(papers, phrase)
            other = data.draw(texts)
            assert keys(engine, other) == beginnings(papers, other)


@pytest.fixture(scope="module")
def alike(paper: Paper) -> Document:
    """Lines that differ from the next in a single place, so that a window of a long phrase stands in many passages."""
    line = "各级工会要认真组织扎实推进抓好落实" * 3 + "共计{:03}个单位"
    return paper("\n".join(line.format(number % 7) for number in range(20)))


@pytest.fixture(scope="module")
def holding_alike(holding: Engine, alike: Document) -> SearchEngine:
    return holding(alike)


@pytest.mark.parametrize("length", [2, LOOK_AHEAD, LOOK_AHEAD + 1, LOOK_AHEAD + 2, 3 * LOOK_AHEAD, 400])
@pytest.mark.parametrize("start", [0, 1, 57, 58, 59, 115, 116])
def test_long_phrases_over_many_passages(holding_alike: SearchEngine, alike: Document, length: int, start: int) -> None:
    phrase = folded(alike.text)[start : start + length]
    assert keys(holding_alike, phrase) == beginnings([alike], phrase) != set()
    assert keys(holding_alike, f"{phrase}甲") == set()


def test_a_long_phrase_is_a_part_like_any_other(holding: Engine, paper: Paper) -> None:
    papers = [paper("工会" * 50 + end, name=f"paper{number}") for number, end in enumerate("甲乙")]
    phrase = Phrase("工会" * 45 + "工会乙")
    with holding(*papers) as engine:
        assert [hit.document_id for hit in engine.search(Not(phrase)).hits] == ["paper0"]
        assert [hit.document_id for hit in engine.search(And((phrase, Phrase("乙")))).hits] == ["paper1"]


@pytest.mark.parametrize("nothing", ["", " ", "\n\u3000", "\u200b"])
def test_a_phrase_without_a_character_that_counts_holds_of_nothing(holding: Engine, paper: Paper, nothing: str) -> None:
    with holding(paper("工会")) as engine:
        assert keys(engine, nothing) == set()


@pytest.mark.parametrize("phrase", ["(", ")", ".", "*", "+", "\\", "[", "|", "^", "?", "-", "a", '"', "#", "&", "{"])
def test_signs_that_patterns_use_are_only_signs(holding: Engine, paper: Paper, phrase: str) -> None:
    papers = [paper(f"甲{phrase}乙", name="inside"), paper(f"甲{phrase}", name="last"), paper("甲乙", name="without")]
    with holding(*papers) as engine:
        assert {document_id for document_id, _ in keys(engine, phrase)} == {"inside", "last"}


def test_real_papers(holding: Engine, engine_name: str, real_papers: list[Document]) -> None:
    # Pure Python needs seconds for all of them.
    papers = real_papers if engine_name == "tantivy" else real_papers[::3]
    chosen = random.Random(20)
    with holding(*papers) as engine:
        for _ in range(400):
            document = chosen.choice(papers)
            length = chosen.randint(1, 12) if chosen.random() < 0.9 else chosen.randint(13, 300)
            start = chosen.randrange(len(document.text) - length)
            phrase = document.text[start : start + length]
            if folded(phrase):
                assert_found_and_highlighted(engine, document, phrase, Span(start, start + length))


def assert_found_and_highlighted(engine: SearchEngine, document: Document, phrase: str, drawn: Span) -> None:
    hits = engine.search(Phrase(phrase), limit=ENOUGH).hits
    found = [hit for hit in hits if hit.document_id == document.id]
    assert found, f"not found: {phrase!r}"
    view = fold(document.text)
    shown = [span for hit in found for span in find_phrase(view, phrase, within=Span(hit.start, hit.end))]
    assert all(folded(span.of(document.text)) == folded(phrase) for span in shown)
    assert any(span.overlaps(drawn) for span in shown)
