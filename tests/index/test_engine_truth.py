"""AND, OR, NOT, words, phrases and filters against brute force, on every engine."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Section
from index.analysis import asked_words, words
from index.engine import SearchEngine
from index.folding import folded
from index.passages import Passage, passages_of
from index.query import GAP, And, Between, Everything, Field, Filter, Not, Or, Pattern, Phrase, Query, Words
from index.schema import row

Engine = Callable[..., SearchEngine]
Paper = Callable[..., Document]

CORPUS = (
    ("甲", "安全生产工作要点\n抓好安全生产月活动。\n推进工资集体协商。", "东区总工会", "要点", "东工〔2010〕1号", 2010),
    ("乙", "关于集体合同的通知\n集体合同签订率达到90%\n工资按月发放。", "东区总工会", "通知", "东工〔2011〕12号", 2011),
    ("丙", "送温暖简报\n走访困难职工120户。\n筹集资金(大写)", "西区（开发区）总工会", "简报", None, 2011),
    ("丁", "工会\n会计", None, None, None, None),
)
WORDS = ["工资", "安全生产", "集体合同 困难职工", "工会", "会计工会", "120", "的", "合同签订", "抓好的集体"]
WORDS += ["没有的词语", "（", ""]
PHRASES = ["工资", "集体合同", "月活动。推进", "2", "总工会", "工会会计", "(大写)", "点抓", "没有"]
FILTERS = [
    (Field.YEAR, "2011"),
    (Field.YEAR, "２０１０"),
    (Field.YEAR, "201"),
    (Field.KIND, "通知"),
    (Field.KIND, "知"),
    (Field.ISSUER, "东区总工会"),
    (Field.ISSUER, "开发区"),
    (Field.ISSUER, "(开发"),
    (Field.ISSUER, "会"),
    (Field.ISSUER, ""),
    (Field.ORGANIZATION, "教育工会"),
    (Field.ORGANIZATION, "会西"),
    (Field.DOCUMENT, "乙"),
    (Field.DOCUMENT_NUMBER, "东工[2011]12"),
    (Field.DOCUMENT_NUMBER, "东工"),
    (Field.ISSUER, "东?总*"),
    (Field.ISSUER, "会*东"),
    (Field.TITLE, "集体合同的"),
    (Field.TITLE, "關於*通知"),
    (Field.FORMAT, "txt"),
    (Field.FORMAT, "pdf"),
    (Field.DATE, "2011-03-01"),
    (Field.DUE, "2011-06-30"),
]


@pytest.fixture(scope="module")
def papers(paper: Paper) -> list[Document]:
    made = []
    for name, text, issuer, kind, number, year in CORPUS:
        heading = Section(
            0, len(text), label="一、", level=1, heading="会计制度" if name == "丁" else "", heading_end=0, path="一"
        )
        title = text.split("\n")[0]
        outline = (heading,)
        made.append(
            paper(text, name=name, title=title, issuer=issuer, kind=kind, number=number, year=year, outline=outline)
        )
    return made


@pytest.fixture(scope="module")
def passages(papers: list[Document]) -> list[Passage]:
    named = ["教育工会", "西区总工会"]
    made = [
        each for document in papers for each in passages_of(document, organizations=named[: len(document.text) % 3])
    ]
    return [replace(each, date=DATES.get(each.document_id), due=DUE.get(each.ordinal, ())) for each in made]


@pytest.fixture(scope="module")
def engine(holding: Engine, passages: list[Passage]) -> SearchEngine:
    made = holding()
    # Several commits, so that the index has several segments.
    for document_id in dict.fromkeys(passage.document_id for passage in passages):
        made.add([row(passage) for passage in passages if passage.document_id == document_id])
        made.commit()
    return made


def holds(query: Query, passage: Passage) -> bool:
    """What index/query.py says, word for word."""
    match query:
        case Words(text, others):
            return holds_words(text, passage) or any(begins(other, passage) for other in others)
        case Pattern(text):
            return begins(text, passage) or fits(text, passage)
        case Between(field, low, high):
            return any(low <= value and (not high or value <= high) for value in values(field, passage))
        case Phrase(text):
            return begins(text, passage)
        case And(parts):
            return all(holds(part, passage) for part in parts)
        case Or(parts):
            return any(holds(part, passage) for part in parts)
        case Not(part):
            return not holds(part, passage)
        case Filter(field, value):
            return has(field, value, passage)
        case Everything():
            return True


def holds_words(text: str, passage: Passage) -> bool:
    known = {*words(passage.text), *words(passage.heading), *words(passage.title)}
    asked = asked_words(text)
    if not asked:
        return begins(text, passage)
    telling = [word for word in asked if len(word) > 1] or asked
    return any(word in known or (len(word) > 1 and begins(word, passage)) for word in telling)


def begins(text: str, passage: Passage) -> bool:
    sought, body = folded(text), folded(passage.text)
    at = (body + passage.following).find(sought)
    return bool(sought) and 0 <= at < len(body)


def fits(pattern: str, passage: Passage) -> bool:
    """? is any character, * up to GAP of one sentence; only where no paper has the pattern as it is typed."""
    if not pattern.strip("?*"):
        return False
    expression = "".join({"?": ".", "*": f"[^。!?;]{{0,{GAP}}}"}.get(each, re.escape(each)) for each in folded(pattern))
    return re.search(expression, folded(passage.text)) is not None


def values(field: Field, passage: Passage) -> list[str]:
    days = {Field.DATE: [passage.date] if passage.date else [], Field.DUE: passage.due, Field.YEAR: []}[field]
    return [*map(str, days), *([str(passage.year)] if field is Field.YEAR and passage.year else [])]


def has(field: Field, value: str, passage: Passage) -> bool:
    sought = folded(value)
    match field:
        case Field.YEAR:
            return sought == str(passage.year or "")
        case Field.KIND:
            return sought == passage.kind
        case Field.DOCUMENT:
            return value == passage.document_id
        case Field.FORMAT:
            return sought == passage.format
        case Field.DATE | Field.DUE:
            return sought in values(field, passage)
        case Field.TITLE:
            return bool(sought) and like(sought, folded(passage.title))
        case Field.ISSUER:
            return bool(sought) and like(sought, folded(passage.issuer))
        case Field.DOCUMENT_NUMBER:
            return bool(sought) and sought in folded(passage.document_number)
        case Field.ORGANIZATION:
            return any(sought in folded(name) for name in passage.organizations)


DATES = {"乙": datetime.date(2011, 3, 1), "丙": datetime.date(2012, 1, 5)}
DUE = {0: (datetime.date(2011, 6, 30),), 2: (datetime.date(2011, 6, 30), datetime.date(2011, 12, 31))}
PATTERNS = [
    "工资*协商",
    "集体?同",
    "安全*活动",
    "困难??120",
    "工?会",
    "工资*没有",
    "工会*会计",
    "1?0",
    "(大*)",
    "*工会",
    "??",
]
BETWEEN = [
    (Field.YEAR, "2010", "2010"),
    (Field.YEAR, "2011", ""),
    (Field.YEAR, "", "2010"),
    (Field.YEAR, "2012", ""),
    (Field.DATE, "2011-01-01", "2011-12-31"),
    (Field.DUE, "", "2011-06-30"),
    (Field.DUE, "2011-07-01", ""),
]


def like(sought: str, name: str) -> bool:
    expression = re.escape(sought).replace(r"\?", ".").replace(r"\*", ".*")
    return re.search(expression, name) is not None


leaves = st.one_of(
    st.sampled_from([Pattern(text) for text in PATTERNS]),
    st.sampled_from([Between(*each) for each in BETWEEN]),
    st.sampled_from([Words("抓好", ("推进", "走访"))]),
    st.sampled_from([Words(text) for text in WORDS]),
    st.sampled_from([Phrase(text) for text in PHRASES]),
    st.sampled_from([Filter(field, value) for field, value in FILTERS]),
    st.just(Everything()),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda each: And(tuple(each))),
        st.lists(parts, max_size=3).map(lambda each: Or(tuple(each))),
        parts.map(Not),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(query=trees)
def test_law_an_engine_finds_what_holds(engine: SearchEngine, passages: list[Passage], query: Query) -> None:
    results = engine.search(query, limit=100)
    found = {(hit.document_id, hit.ordinal) for hit in results.hits}
    assert found == {(each.document_id, each.ordinal) for each in passages if holds(query, each)}
    assert results.total == len(results.hits) == len(found)
    assert [hit.score for hit in results.hits] == sorted((hit.score for hit in results.hits), reverse=True)


@settings(max_examples=60, deadline=None)
@given(query=trees, limit=st.integers(0, 6), offset=st.integers(0, 14))
def test_law_pages_are_pieces_of_the_whole(engine: SearchEngine, query: Query, limit: int, offset: int) -> None:
    whole = engine.search(query, limit=100)
    page = engine.search(query, limit=limit, offset=offset)
    assert page.total == whole.total
    assert page.hits == whole.hits[offset : offset + limit]


LEAVES = [
    *map(Words, WORDS),
    *map(Phrase, PHRASES),
    *map(Pattern, PATTERNS),
    *(Filter(*each) for each in FILTERS),
    *(Between(*each) for each in BETWEEN),
]


@pytest.mark.parametrize("leaf", LEAVES)
def test_each_leaf_and_its_denial(engine: SearchEngine, passages: list[Passage], leaf: Query) -> None:
    expected = {(each.document_id, each.ordinal) for each in passages if holds(leaf, each)}
    every = {(each.document_id, each.ordinal) for each in passages}
    for query, wanted in ((leaf, expected), (Not(leaf), every - expected)):
        assert {(hit.document_id, hit.ordinal) for hit in engine.search(query, limit=100).hits} == wanted


def test_a_hit_says_where_its_passage_stands(engine: SearchEngine, papers: list[Document]) -> None:
    (hit,) = engine.search(Phrase("困难职工120户")).hits
    (document,) = [each for each in papers if each.id == hit.document_id]
    assert document.text[hit.start : hit.end] == "走访困难职工120户。"
    assert hit.ordinal == 1
