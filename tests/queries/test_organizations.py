"""The library's register: learnt from its papers, added to by the user's spreadsheet, used wherever a body is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from corpus.errors import DamagedFile, NotFound, QueryError, UnreadableFile
from corpus.workers import Workers
from extract.register import Organization, Register
from index.query import And, Field, Filter, Not, Or, Words
from queries import Library, open_library
from queries import register_changes as register_changes_module
from queries.cli import program
from queries.organizations import Source, in_any_form
from queries.organizations_sheet import read_sheet, sheet_bytes

OFFICE = "江滨市总工会宣传教育部"
BULLETIN = """江滨市总工会文件
江滨工发〔2022〕9号

关于转发龙湾区总工会经验的通知

龙湾区总工会，市人社局：
市总宣教部要在9月底前建成书屋12家。由市总宣教部牵头，市人社局、女工部配合。
成立江滨市书香工程领导小组（以下简称“书香小组”），由书香小组负责日常工作，由龙湾区总工会负责培训。

江滨市总工会
2022年4月8日
"""


@pytest.fixture
def filled(library: Library, papers: Path) -> Library:
    (papers / "转发.txt").write_text(BULLETIN, "utf-8")
    assert not library.ingest(papers).failed
    return library


def sheet(path: Path, *rows: tuple[object, ...], heading: tuple[object, ...] = ("全称", "简称", "上级单位")) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    for row in (heading, *rows):
        page.append(row)
    book.save(path)
    return path


def holders(library: Library, organization: str, *, subordinates: bool = False) -> set[str]:
    rows = library.targets(organization=organization, subordinates=subordinates)
    return {body.organization for row in rows for body in row.bodies}


def test_the_library_learns_its_bodies(filled: Library) -> None:
    known = {row.name: row for row in filled.organizations()}
    office = known[OFFICE]
    assert (office.superior, office.source, office.papers) == ("江滨市总工会", Source.LEARNT, 2)
    assert set(office.aliases) == {"市总宣教部", "宣传教育部"}
    assert office.duties >= 2
    assert known["龙湾区总工会"].superior == "江滨市总工会"
    assert known["江滨市人力资源和社会保障局"].aliases == ("市人社局",)
    assert known["江滨市书香工程领导小组"].aliases == ("书香小组",)
    assert not any("各" in name for name in known)


def test_the_order_of_taking_in_does_not_matter(filled: Library, papers: Path, tmp_path: Path) -> None:
    with open_library(tmp_path / "另一库") as other:
        for path in sorted(papers.rglob("*.txt"), reverse=True):
            other.ingest(path)
        assert other.organizations() == filled.organizations()


@pytest.mark.parametrize("form", [OFFICE, "宣教部", "市总宣教部", "江滨市总宣教部", "宣传教育部"])
def test_any_form_of_a_name_gives_the_same_table(filled: Library, form: str) -> None:
    table = filled.targets(organization=form)
    assert {row.document.document_number for row in table} == {"江滨工发〔2022〕5号", "江滨工发〔2022〕9号"}
    assert table == filled.targets(organization=OFFICE)


def test_what_a_paper_calls_a_body_for_short_finds_it(filled: Library) -> None:
    assert holders(filled, "书香小组") == {"江滨市书香工程领导小组"}
    assert filled.search("单位:书香小组").total > 0


def test_subordinates_come_where_they_are_asked_for(filled: Library) -> None:
    assert OFFICE not in holders(filled, "江滨市总工会")
    assert holders(filled, "江滨市总工会", subordinates=True) > {OFFICE, "龙湾区总工会", "江滨市总工会组织部"}
    with pytest.raises(NotFound):
        filled.targets(organization="查无此局", subordinates=True)


@pytest.mark.parametrize("form", ["宣教部", "市总宣教部", "宣传教育部", OFFICE])
def test_the_search_filter_takes_any_form(filled: Library, form: str) -> None:
    found = {hit.document.document_number for hit in filled.search(f"单位:{form}", limit=50)}
    assert found == {"江滨工发〔2022〕5号", "江滨工发〔2022〕9号"}


def test_filters_are_widened_wherever_they_stand() -> None:
    register = Register([Organization("甲局", ("甲",))])
    one, other = Filter(Field.ISSUER, "甲"), Filter(Field.ORGANIZATION, "乙")
    wide = Or((Filter(Field.ISSUER, "甲"), Filter(Field.ISSUER, "甲局")))
    query = And((Words("甲"), Not(one), Or((other, Filter(Field.KIND, "甲")))))
    assert in_any_form(query, register=lambda: register) == And(
        (Words("甲"), Not(wide), Or((other, Filter(Field.KIND, "甲"))))
    )


def test_the_users_bodies_rename_the_records_and_can_be_taken_back(filled: Library) -> None:
    before = filled.organizations()
    seen: list[int] = []
    report = filled.change_organizations(
        [Organization("江滨市总工会宣传文体部", ("宣传教育部", "宣教部"), "江滨市总工会"), Organization("江滨市某局")],
        progress=lambda step: seen.append(step.done),
    )
    assert (report.added, report.changed, report.unchanged, report.papers) == (2, 0, 0, 2)
    assert seen == [1, 2, 3, 4]
    assert holders(filled, "宣教部") == holders(filled, "江滨市总工会宣传文体部") != set()
    assert filled.search("单位:宣传文体部").total > 0
    known = {row.name: row for row in filled.organizations()}
    assert known["江滨市总工会宣传文体部"].source is Source.USER
    assert known["江滨市某局"].papers == 0
    assert OFFICE not in known
    assert filled.change_organizations([Organization("江滨市某局")]).unchanged == 1
    report = filled.change_organizations(removed=["江滨市总工会宣传文体部", "江滨市某局"])
    assert (report.removed, report.papers) == (2, 2)
    assert filled.organizations() == before


def test_papers_taken_in_later_follow_the_users_bodies(library: Library, papers: Path) -> None:
    library.change_organizations([Organization("江滨市总工会宣传文体部", ("宣传教育部",), "江滨市总工会")])
    library.ingest(papers)
    assert holders(library, "宣传教育部") == {"江滨市总工会宣传文体部"}


def test_an_interrupted_change_is_finished_by_the_next_run(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(register_changes_module, "reextract", killed)
        with pytest.raises(KeyboardInterrupt):
            filled.change_organizations([Organization("江滨市总工会文体部", ("宣传教育部",), "江滨市总工会")])
    assert len(filled.store.unextracted()) == 4
    filled.ingest([])
    assert filled.store.unextracted() == ()
    assert holders(filled, "宣传教育部") == {"江滨市总工会文体部"}
    assert filled.search("单位:江滨市总工会文体部").total > 0


def test_bodies_cannot_belong_to_themselves(filled: Library) -> None:
    with pytest.raises(QueryError, match="循环"):
        filled.change_organizations([Organization("甲局", (), "乙局"), Organization("乙局", (), "甲局")])
    with pytest.raises(NotFound, match="没有由用户录入"):
        filled.change_organizations(removed=[OFFICE])
    assert filled.store.register() == ()


def test_the_list_comes_back_unchanged_and_only_changes_count(filled: Library, tmp_path: Path) -> None:
    filled.change_organizations([Organization("江滨市某局", ("某局",), "江滨市人民政府")])
    before = filled.organizations()
    path = tmp_path / "名录.xlsx"
    path.write_bytes(sheet_bytes(before))
    read = read_sheet(path)
    assert (len(read.entered), len(read.listed)) == (0, len(before))
    report = filled.change_organizations(read.entered, listed=read.listed)
    assert (report.added, report.changed, report.unchanged, report.papers) == (0, 0, len(before), 0)
    book = load_workbook(path)
    page = book.worksheets[0]
    for row in page.iter_rows(min_row=2):
        if row[0].value == OFFICE:
            row[1].value = f"{row[1].value}、宣传口"
    book.save(path)
    report = filled.change_organizations(listed=read_sheet(path).listed)
    assert (report.added, report.changed) == (1, 0)
    assert filled.store.register()[0] == Organization(OFFICE, ("宣传口",))
    assert holders(filled, "宣传口") == holders(filled, OFFICE)


def test_cells_are_never_calculated(tmp_path: Path, filled: Library) -> None:
    filled.change_organizations([Organization("=1+1", ("@某局",))])
    path = tmp_path / "名录.xlsx"
    path.write_bytes(sheet_bytes(filled.organizations()))
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert any(cell.value == "=1+1" for cell in cells)


@pytest.mark.parametrize(
    ("heading", "row", "organization"),
    [
        (("全称", "简称", "上级单位"), ("甲局", "甲、乙，丙；丁\n戊", "市府"), ("甲局", "甲 乙 丙 丁 戊", "市府")),
        (("序号", "上级单位", " 全 称 "), (1, None, "甲 局 "), ("甲局", "", "")),
        (("简称", "名称"), ("甲局、甲", "甲局"), ("甲局", "甲", "")),
    ],
)
def test_sheets_are_read_by_their_headings(
    tmp_path: Path, heading: tuple[object, ...], row: tuple[object, ...], organization: tuple[str, str, str]
) -> None:
    read = read_sheet(sheet(tmp_path / "a.xlsx", row, (None, None, None), heading=heading))
    name, aliases, superior = organization
    assert read.entered == (Organization(name, tuple(aliases.split()), superior),)
    assert read.listed == ()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((("甲局", "", ""), ("甲局", "", "")), "第 3 行：“甲局”重复"),
        ((("", "甲", "市府"),), "第 2 行：没有写全称"),
        ((("甲局", "", "甲局"),), "第 2 行：上级单位与全称相同"),
        ((("甲" * 101, "", ""),), "第 2 行：名称超过 100 个字"),
    ],
)
def test_wrong_rows_are_named(tmp_path: Path, rows: tuple[tuple[object, ...], ...], reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_sheet(sheet(tmp_path / "a.xlsx", *rows))


def test_files_that_are_no_such_sheet_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_sheet(tmp_path / "没有.xlsx")
    with pytest.raises(UnreadableFile, match="没有“全称”一列"):
        read_sheet(sheet(tmp_path / "a.xlsx", heading=("单位", "电话", "")))
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(DamagedFile):
        read_sheet(tmp_path / "b.xlsx")


def call(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    status = program.run([str(arg) for arg in args])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_command(capsys: pytest.CaptureFixture[str], filled: Library, tmp_path: Path) -> None:
    where = ("--library", filled.store.folder)
    filled.close()
    status, out, _ = call(capsys, "organizations", *where)
    assert status == 0
    assert all(word in out for word in ("全称", "上级单位", "学自文件", "江滨市总工会"))
    answer: dict[str, Any] = json.loads(call(capsys, "organizations", "--json", *where)[1])
    assert answer["total"] == len(answer["organizations"])
    row = next(row for row in answer["organizations"] if row["name"] == OFFICE)
    assert set(row) == {"name", "aliases", "superior", "source", "papers", "duties"}
    assert (row["superior"], row["source"]) == ("江滨市总工会", "learnt")
    own = sheet(tmp_path / "自己.xlsx", ("江滨市总工会文体部", "宣教部、宣传教育部", "江滨市总工会"))
    status, out, err = call(capsys, "organizations", "--import", own, "--json", *where)
    assert (status, json.loads(out)) == (0, {"added": 1, "changed": 0, "removed": 0, "unchanged": 0, "papers": 2})
    status, out, err = call(capsys, "organizations", "--xlsx", tmp_path / "名录.xlsx", *where)
    assert (status, out) == (0, "")
    assert "已写入" in err
    status, out, _ = call(capsys, "organizations", "--remove", "江滨市总工会文体部", *where)
    assert "去掉 1" in out
    status, _, err = call(capsys, "organizations", "--import", tmp_path / "没有.xlsx", *where)
    assert status == 1
    assert "找不到文件" in err
    table = json.loads(call(capsys, "targets", "--organization", "市总", "--with-subordinates", "--json", *where)[1])
    assert table["total"] > json.loads(call(capsys, "targets", "--organization", "市总", "--json", *where)[1])["total"]


def test_a_paper_that_cannot_be_extracted_again_keeps_its_records(
    library: Library, papers: Path, misbehaving: Workers
) -> None:
    (papers / "坏.txt").write_text("关于【extract】的通知\n各单位：\n一、年内办好实事12件。\n", "utf-8")
    library.ingest(papers)
    before = {each: library.extraction(each) for each in library.store.summaries()}
    with open_library(library.store.folder, workers=misbehaving) as again:
        again.change_organizations([Organization("江滨市总工会文体部", ("宣传教育部",), "江滨市总工会")])
        bad = again.paper("坏.txt").id
        assert again.store.unextracted() == (bad,)
        assert again.extraction(bad) == before[bad]
        assert holders(again, "宣传教育部") == {"江滨市总工会文体部"}
    library.ingest([])
    assert library.store.unextracted() == ()
