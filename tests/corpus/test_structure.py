"""Laws that hold for every text, and the papers written out by hand."""

import importlib.util
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Quote, Reading, Span
from corpus.paragraphs import paragraphs_of
from corpus.structure import assemble
from corpus.view import readable
from extract.records import Extraction
from queries.contract import extraction_json

SHARED = Path(__file__).resolve().parents[2] / "../shared"

BITS = [
    *("一、", "（一）", "1.", "1、", "（1）", "①", "一是", "二是", "第一章", "第一条", "“一”：", "1.1　"),
    *("附件", "附件：", "附件1", "《", "》", "【动态】", "编者按：", "目录", "PAGE", "6"),
    *("\n", "\n", "\n", " ", "，", "、", "。", "：", "云澜市总工会", "（市总工会）", "各区总工会：", "建会100家。"),
    *("关于印发《建会方案》的通知", "云工发〔2010〕3号", "2010年3月1日", "二○一○年三月一日", "本期印发：市委、市政府"),
]


def read(text: str) -> Document:
    return assemble(Reading(text, "text/plain", paragraphs_of(text)), id="0" * 16, source="样本.txt")


def quotes_of(document: Document) -> list[Quote]:
    head = document.letterhead
    single = [head.title, head.document_number, head.issuer, head.date]
    many = [*head.recipients, *head.copied_to, *head.attachments, *head.references]
    named = [quote for article in document.articles for quote in (article.title, article.author)]
    return [quote for quote in (*single, *many, *named) if quote is not None]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=30).map("".join) | st.text(max_size=80))
def test_everything_is_a_span_of_the_text(text: str) -> None:
    document = read(text)
    whole = Span(0, len(text))
    assert all(whole.covers(quote) and quote.start < quote.end for quote in quotes_of(document))
    for section in document.outline:
        assert whole.covers(section)
        assert section.start < section.heading_end <= section.end
        assert readable(text, section).text.startswith(section.label)
    for article in document.articles:
        assert whole.covers(article)
        assert not text[article.start].isspace()
    assert [article.start for article in document.articles] == sorted(article.start for article in document.articles)
    starts = [section.start for section in document.outline]
    assert starts == sorted(set(starts))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=30).map("".join))
def test_levels_nest(text: str) -> None:
    previous = 0
    for section in read(text).outline:
        assert section.path.count("/") == section.level - 1
        assert 1 <= section.level <= previous + 1
        previous = section.level


@pytest.mark.skipif(not SHARED.exists(), reason="the shared papers are not here")
def test_papers_written_out_by_hand() -> None:
    score = _scorer()
    tallies: dict[str, Any] = defaultdict(score.Tally)
    rates: dict[str, Any] = defaultdict(score.Rate)
    for folder in sorted((SHARED / "gold").glob("*/")):
        document = read((folder / "text.txt").read_text("utf-8"))
        score.score(folder, extraction_json(document, Extraction()), tallies, rates)
    assert tallies["outline"].figures()["f1"] >= 0.97
    assert tallies["articles"].figures()["f1"] >= 0.95
    assert not tallies["meta"].misses
    assert rates["articles.author"].figures()["accuracy"] == 1


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = module
    spec.loader.exec_module(module)
    return module
