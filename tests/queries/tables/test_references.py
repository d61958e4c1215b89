"""References between papers: both ways, with what does not fit left out, right whichever papers come or go."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.errors import NotFound, QueryError
from corpus.store import DATABASE
from corpus.workers import Workers
from extract.records import Relation
from queries import Library, open_library
from queries.contract_references import references_json, standing_json
from queries.references.values import Reference


def letter(number: str, title: str, body: str, *, date: str, issuer: str = "江滨市总工会") -> str:
    return f"{number}\n\n{title}\n\n各区总工会：\n{body}\n\n{issuer}\n{date}\n"


OLD = letter(
    "江工发〔2015〕3号", "关于印发《书屋评比办法》的通知", "现将《书屋评比办法》印发给你们。", date="2015年3月1日"
)
NEW = letter(
    "江工发〔2021〕7号",
    "关于印发《书屋评比办法》的通知",
    "现将《书屋评比办法》印发给你们。江滨市总工会2015年印发的《书屋评比办法》（江工发〔2015〕3号）同时废止。",
    date="2021年5月6日",
)
REVISION = letter("江工发〔2022〕2号", "关于修改《书屋评比办法》的决定", "现予公布。", date="2022年1月8日")
NOTICE = letter(
    "江工办〔2022〕30号",
    "关于开展书屋评比的通知",
    "根据《书屋评比办法》和《江滨市阅读条例》，开展评比。工作中见江工发〔2021〕7号。",
    date="2022年6月1日",
    issuer="江滨市总工会办公室",
)
PAPERS = {"旧办法.txt": OLD, "新办法.txt": NEW, "修改.txt": REVISION, "评比.txt": NOTICE}


def write(folder: Path, papers: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in papers.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, workers: Workers):
    folder = tmp_path_factory.mktemp("references")
    with open_library(folder / "资料库", workers=workers) as opened:
        opened.ingest([write(folder / "来文", PAPERS)])
        yield opened


def shown(references: tuple[Reference, ...]) -> list[tuple[str, str, str | None]]:
    return [
        (
            each.relation.value,
            each.title or each.document_number or "",
            each.cited.document_number if each.cited else None,
        )
        for each in references
    ]


def test_what_a_paper_names_is_resolved_and_what_the_library_has_not_is_told(office: Library) -> None:
    assert shown(office.references("江工办〔2022〕30号").cites) == [
        ("implements", "书屋评比办法", "江工发〔2021〕7号"),
        ("implements", "江滨市阅读条例", None),
        ("cites", "江工发〔2021〕7号", "江工发〔2021〕7号"),
    ]


def test_the_newer_of_two_papers_of_one_title_is_meant_and_never_a_later_one(office: Library) -> None:
    notice = office.references("江工办〔2022〕30号").cites[0]
    assert [other.document_number for other in notice.others] == ["江工发〔2015〕3号"]
    assert shown(office.references("江工发〔2021〕7号").cites) == [("repeals", "书屋评比办法", "江工发〔2015〕3号")]


def test_who_names_a_paper_the_latest_first(office: Library) -> None:
    back = office.references("江工发〔2021〕7号").cited_by
    assert [(each.relation.value, each.citing.document_number) for each in back] == [
        ("implements", "江工办〔2022〕30号"),
        ("cites", "江工办〔2022〕30号"),
        ("revises", "江工发〔2022〕2号"),
    ]


def test_every_reference_rests_on_its_words(office: Library) -> None:
    for document_id in office.store.summaries():
        found = office.references(document_id)
        for each in (*found.cites, *found.cited_by):
            text = office.document(each.citing.id).text
            assert (each.title or each.document_number or "") in text[each.start : each.end]
            assert text[each.quote_start : each.quote_start + len(each.quote)] == each.quote
            assert each.quote_start <= each.start <= each.end <= each.quote_start + len(each.quote)


def test_standing(office: Library) -> None:
    numbers = {each.document_number: each.id for each in office.store.summaries().values()}
    standing = office.standing(numbers.values())
    assert [each.document_number for each in standing[numbers["江工发〔2015〕3号"]].repealed_by] == [
        "江工发〔2021〕7号"
    ]
    new = standing[numbers["江工发〔2021〕7号"]]
    assert (new.cited_by, new.implemented_by, new.repealed_by) == (2, 1, ())
    assert [each.document_number for each in new.revised_by] == ["江工发〔2022〕2号"]
    assert numbers["江工办〔2022〕30号"] not in standing
    assert office.standing([]) == {}
    assert standing_json(new)["cited_by"] == 2


def test_json_names_both_ways(office: Library) -> None:
    told = references_json(office.references("江工发〔2021〕7号"))
    assert told["document"]["document_number"] == "江工发〔2021〕7号"
    assert [each["relation"] for each in told["cited_by"]] == ["implements", "cites", "revises"]
    assert told["cites"][0]["document"]["document_number"] == "江工发〔2015〕3号"


def test_one_paper_must_be_meant(office: Library) -> None:
    with pytest.raises(QueryError, match="有 2 份文件符合"):
        office.references("关于印发")
    with pytest.raises(NotFound):
        office.references("没有的文件")


def test_references_follow_papers_that_come_and_go(library: Library, tmp_path: Path) -> None:
    folder = write(tmp_path / "来文", {"新办法.txt": NEW})
    library.ingest([folder])
    assert shown(library.references("江工发〔2021〕7号").cites) == [("repeals", "书屋评比办法", None)]
    write(folder, {"旧办法.txt": OLD})
    library.ingest([folder])
    assert shown(library.references("江工发〔2021〕7号").cites) == [("repeals", "书屋评比办法", "江工发〔2015〕3号")]
    write(folder, {"旧办法.txt": OLD.replace("3号", "4号").replace("《书屋评比办法》", "《书屋检查办法》")})
    library.ingest([folder])
    assert shown(library.references("江工发〔2021〕7号").cites) == [("repeals", "书屋评比办法", None)]


def test_a_library_from_before_there_were_references_gets_them(tmp_path: Path, workers: Workers) -> None:
    folder = write(tmp_path / "来文", {"新办法.txt": NEW, "旧办法.txt": OLD})
    with open_library(tmp_path / "资料库", workers=workers) as opened:
        opened.ingest([folder])
    database = sqlite3.connect(tmp_path / "资料库" / DATABASE)
    with database:
        database.execute("DROP TABLE record_keys")
        database.execute("DELETE FROM records WHERE kind IN ('citation', 'name')")
    database.close()
    with open_library(tmp_path / "资料库", workers=workers) as opened:
        opened.ingest([folder])
        found = opened.references("江工发〔2021〕7号").cites
    assert [each.relation for each in found] == [Relation.REPEALS]
    assert found[0].cited is not None
