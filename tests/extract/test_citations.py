"""Papers that a paper names: the rules' own examples, cases with the relation, and what names and citations share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.reading import read_document
from extract.citations import citation_grammar, find_citations, find_paper_names
from extract.paper_keys import carried_by, keys_of_citation, keys_of_name, plain_number, plain_title
from extract.pipeline import extract
from extract.records import CitedPaper, NameKind, PaperName, Relation
from extract.rulebook import check
from extract.serial import extraction_of, rows_of


def paper(body: str, *, title: str = "关于做好职工书屋建设工作的通知") -> Document:
    text = f"江滨工发〔2022〕5号\n\n{title}\n\n各区总工会：\n{body}\n\n江滨市总工会\n2022年2月18日\n"
    return read_document(text.encode(), "来文.txt")


def relations(document: Document) -> list[tuple[str, str]]:
    return [(cited.relation.value, cited.title or cited.document_number or "") for cited in find_citations(document)]


def test_the_rules_hold_their_own_examples() -> None:
    assert check(citation_grammar()) == []


CASES = [
    (
        "根据《江滨省总工会关于加强阵地建设的意见》，现就有关事项通知如下。",
        [("implements", "江滨省总工会关于加强阵地建设的意见")],
    ),
    (
        "为贯彻《职工书屋管理办法》《基层工会经费收支管理办法》和《江滨市阅读条例》精神，开展建设。",
        [
            ("implements", "职工书屋管理办法"),
            ("implements", "基层工会经费收支管理办法"),
            ("implements", "江滨市阅读条例"),
        ],
    ),
    ("本办法自印发之日起施行，《职工书屋管理暂行办法》同时废止。", [("repeals", "职工书屋管理暂行办法")]),
    (
        "2010年5月1日发布的《书屋检查办法》、2012年6月1日发布的《书屋评比办法》自本通知印发之日起废止。",
        [("repeals", "书屋检查办法"), ("repeals", "书屋评比办法")],
    ),
    (
        "根据《江滨市阅读条例》，市总决定废止《书屋检查办法》（江工办〔2010〕3号）。",
        [("implements", "江滨市阅读条例"), ("repeals", "书屋检查办法")],
    ),
    ("决定对《职工书屋管理办法》作如下修改：第三条删去。", [("revises", "职工书屋管理办法")]),
    ("现将省总《关于开展阅读活动的通知》转发给你们，请认真组织。", [("transmits", "关于开展阅读活动的通知")]),
    ("《江滨市书屋建设规划》已经市政府同意，现印发给你们。", [("transmits", "江滨市书屋建设规划")]),
    ("各区要配合做好《职工书屋管理办法》的修改工作。", [("cites", "职工书屋管理办法")]),
    ("不按照《职工书屋管理办法》建设的，不予补助。", [("cites", "职工书屋管理办法")]),
    ("《职工书屋管理办法》规定予以废止的设备不再使用。", [("cites", "职工书屋管理办法")]),
    (
        "下列文件自本通知印发之日起停止执行：\n1.《书屋检查办法》（江工办〔2010〕3号）；\n2.《书屋评比办法》。\n《书屋经费规定》继续有效。",
        [("repeals", "书屋检查办法"), ("repeals", "书屋评比办法"), ("cites", "书屋经费规定")],
    ),
    (
        "以下文件继续有效：\n1.《书屋检查办法》\n2.《书屋评比办法》",
        [("cites", "书屋检查办法"), ("cites", "书屋评比办法")],
    ),
    ("请按照江工办〔2021〕8号文件要求报送。", [("implements", "江工办〔2021〕8号")]),
    ("要在《江滨日报》上宣传，并学习《江滨市阅读条例》（以下简称《条例》）。", [("cites", "江滨市阅读条例")]),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_relations(body: str, expected: list[tuple[str, str]]) -> None:
    assert relations(paper(body)) == expected


def test_a_paper_does_not_cite_what_it_carries_but_passes_it_on() -> None:
    title = "关于印发《江滨市总工会2022年工作要点》的通知"
    document = paper(
        "现将《江滨市总工会2022年工作要点》印发给你们。要落实好《江滨市总工会2022年工作要点》。", title=title
    )
    assert set(relations(document)) == {("transmits", "江滨市总工会2022年工作要点")}


def test_a_title_on_two_lines_tells_what_is_revised() -> None:
    document = paper("现予公布。", title="江滨市总工会关于修改\n《职工书屋管理办法》的决定")
    assert ("revises", "职工书屋管理办法") in relations(document)


def test_every_citation_rests_on_its_words() -> None:
    body = "".join(body for body, _ in CASES).replace("《", "\n《", 3)
    document = paper(body)
    found = find_citations(document)
    assert len(found) > len(CASES)
    for cited in found:
        words = "".join(cited.of(document.text).split())
        assert cited.title in words
        assert (cited.document_number or "") in words
        assert (cited.relation_span is None) == (cited.relation is Relation.CITES)


def test_names_of_a_paper() -> None:
    document = paper("请执行。", title="关于印发《书屋评比办法》的通知")
    names = {(name.name_kind, name.text) for name in find_paper_names(document)}
    assert names == {
        (NameKind.NUMBER, "江滨工发〔2022〕5号"),
        (NameKind.TITLE, "关于印发《书屋评比办法》的通知"),
        (NameKind.CARRIED, "书屋评比办法"),
    }


def cited(title: str, number: str | None = None) -> CitedPaper:
    return CitedPaper(0, 1, title=title, document_number=number, relation=Relation.CITES)


def named(text: str, *, issuer: str = "江滨市总工会", kind: NameKind = NameKind.TITLE) -> PaperName:
    return PaperName(0, 1, text=text, issuer=issuer, name_kind=kind)


MEETINGS = [
    (cited("", "江工发[2021]008号"), named("江工发〔2021〕8号", kind=NameKind.NUMBER), True),
    (cited("", "江工发〔2021〕8号"), named("江工发〔2021〕18号", kind=NameKind.NUMBER), False),
    (cited("江滨市总工会关于做好慰问工作的通知"), named("关于做好慰问工作的通知"), True),
    (cited("关于做好慰问工作的通知"), named("江滨市总工会关于做好慰问工作的通知"), True),
    (cited("书屋评比办法（试行）"), named("书屋评比办法", kind=NameKind.CARRIED), True),
    (cited("江滨市总工会关于印发书屋评比办法的通知"), named("书屋评比办法"), True),
    (cited("关于做好慰问工作的通知"), named("关于做好检查工作的通知"), False),
]


@pytest.mark.parametrize(("citation", "name", "meet"), MEETINGS)
def test_citations_and_names_share_a_key_where_they_mean_the_same(
    citation: CitedPaper, name: PaperName, meet: bool
) -> None:
    assert bool(set(keys_of_citation(citation)) & set(keys_of_name(name))) is meet


def test_what_a_covering_paper_carries() -> None:
    assert carried_by("江滨市总工会关于印发《书屋评比办法》的通知") == "书屋评比办法"
    assert carried_by("江滨市总工会关于印发书屋评比办法的通知") == "书屋评比办法"
    assert carried_by("江滨市总工会关于开展书屋评比的通知") == ""


@given(st.text(alphabet="江工发办〔〕[]（）2021 年8号第《》的关于通知", max_size=20))
def test_plain_forms_are_plain(text: str) -> None:
    assert plain_title(plain_title(text)) == plain_title(text)
    assert plain_number(text) == "" or "-" in plain_number(text)


def test_citations_are_kept_as_records() -> None:
    document = paper(CASES[4][0])
    extraction = extract(document)
    assert extraction.citations == find_citations(document)
    rows = rows_of(extraction)
    assert extraction_of(rows) == extraction
    assert any(row.keys for row in rows if row.kind == "citation")
