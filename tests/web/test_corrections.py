"""The layer of corrections: what people said stays, whatever the extraction says afterwards."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from corpus.errors import NotFound, QueryError, UnreadableFile
from corpus.limits import Limits
from corpus.store_corrections import Corrections
from corpus.workers import Workers
from extract.register import Organization
from queries import Library, open_library
from queries.corrections.actions import Hand
from queries.corrections.exporting import render
from queries.corrections.sheet import differences, read_sheet
from queries.corrections.table import FinishedRow, finished_paper
from queries.export.layouts import layouts_of
from queries.intake_values import WORK
from queries.targets import target_rows

NOON = datetime.datetime(2024, 3, 1, 12, 0, tzinfo=datetime.timezone.utc)
NAME = "要点.txt"
PAPER = """江滨市总工会文件
江滨工发〔2022〕5号

关于印发《江滨市总工会2022年工作要点》的通知

各区总工会：
一、推动组建
1.6月底前新建企业工会不少于120家，新发展会员8000名以上。（责任单位：组织部）
2.年内百人以上企业建会率达到95%。（牵头单位：组织部，配合单位：权益保障部）
3.办好职工书屋，由宣传教育部负责。

江滨市总工会
2022年2月18日
"""


@dataclass
class Office:
    """A library with one paper, and someone who works on its table."""

    library: Library
    corrections: Corrections
    folder: Path
    time: datetime.datetime = NOON

    @property
    def paper_id(self) -> str:
        return next(iter(self.library.store.summaries()))

    def rows(self) -> tuple[FinishedRow, ...]:
        document = self.library.document(self.paper_id)
        summary = self.library.store.summaries()[self.paper_id]
        table = target_rows(document, self.library.extraction(self.paper_id))
        return finished_paper(summary, table, self.corrections, document)

    def row(self, value: str) -> FinishedRow:
        return next(row for row in self.rows() if value in (row.cells["value"].text, row.cells["value"].said))

    def hand(self, who: str = "王芳") -> Hand:
        self.time += datetime.timedelta(minutes=1)
        return Hand(self.corrections, who, self.time)

    def write(self, text: str, name: str = NAME) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        assert self.library.ingest([self.folder]).failed == ()

    @property
    def document(self):
        return self.library.document(self.paper_id)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(WORK, limits=Limits(workers=1)) as started:
        yield started


@pytest.fixture
def office(workers: Workers, tmp_path: Path) -> Iterator[Office]:
    with open_library(tmp_path / "资料库", workers=workers) as library:
        corrections = Corrections(library.store.folder)
        (tmp_path / "来文").mkdir()
        office = Office(library, corrections, tmp_path / "来文")
        office.write(PAPER)
        yield office
        corrections.close()


def correct(office: Office, value: str, field: str, text: str, who: str = "王芳") -> None:
    office.hand(who).correct(office.row(value), office.document, field=field, text=text)


def test_a_correction_stands_beside_what_the_extraction_says(office: Office):
    correct(office, "不少于120家", "value", "不少于150家")
    cell = office.row("不少于120家").cells["value"]
    assert (cell.text, cell.said, cell.is_corrected) == ("不少于150家", "不少于120家", True)
    assert office.row("不少于120家").state == "已修改"


def test_history_tells_who_when_before_and_after(office: Office):
    correct(office, "不少于120家", "value", "不少于150家")
    correct(office, "不少于120家", "value", "不少于160家", who="李明")
    standing = office.row("不少于120家").standing
    assert standing is not None
    told = [(entry.who, entry.action, entry.field, entry.before, entry.after) for entry in standing.entries]
    assert told == [
        ("王芳", "correct", "value", "不少于120家", "不少于150家"),
        ("李明", "correct", "value", "不少于150家", "不少于160家"),
    ]
    assert standing.entries[0].at < standing.entries[1].at


def test_undo_and_undo_of_undo(office: Office):
    correct(office, "不少于120家", "value", "不少于150家")
    row = office.row("不少于120家")
    assert row.standing is not None
    office.hand().undo(row.standing.entries[0].id, anchor=row.standing.anchor)
    assert office.row("不少于120家").cells["value"].text == "不少于120家"
    again = office.row("不少于120家").standing
    assert again is not None
    office.hand().undo(again.entries[-1].id, anchor=again.anchor)
    assert office.row("不少于120家").cells["value"].text == "不少于150家"


def test_an_entry_is_taken_back_once(office: Office):
    correct(office, "不少于120家", "value", "不少于150家")
    row = office.row("不少于120家")
    assert row.standing is not None
    for _ in range(2):
        office.hand().undo(row.standing.entries[0].id, anchor=row.standing.anchor)
    after = office.row("不少于120家").standing
    assert after is not None
    assert len(after.entries) == 2


def test_entries_of_another_row_are_not_taken_back(office: Office):
    correct(office, "不少于120家", "value", "不少于150家")
    correct(office, "达到95%", "value", "达到96%")
    first, second = office.row("不少于120家").standing, office.row("达到95%").standing
    assert first is not None
    assert second is not None
    with pytest.raises(NotFound):
        office.hand().undo(second.entries[0].id, anchor=first.anchor)


def test_undo_last_takes_back_only_ones_own(office: Office):
    correct(office, "不少于120家", "value", "不少于150家", who="李明")
    correct(office, "达到95%", "value", "达到96%")
    assert office.hand().undo_last(office.rows())
    assert not office.hand().undo_last(office.rows())
    assert office.row("达到95%").cells["value"].text == "达到95%"
    assert office.row("不少于120家").cells["value"].text == "不少于150家"


def test_confirm_and_drop(office: Office):
    office.hand().confirm(office.row("达到95%"), office.document)
    office.hand().drop(office.row("不少于120家"), office.document)
    assert office.row("达到95%").state == "已确认"
    dropped = office.row("不少于120家")
    assert (dropped.state, dropped.number) == ("已删去", 0)
    assert [row.number for row in office.rows() if not row.dropped] == list(range(1, len(office.rows())))


def test_a_row_of_ones_own(office: Office):
    count = len(office.rows())
    office.hand().add(office.document, {"task": "组织劳模疗休养", "value": "2批", "owners": "江滨市总工会生产部"})
    added = office.row("2批")
    assert (added.state, added.is_added, len(office.rows())) == ("已增加", True, count + 1)
    assert office.hand().undo_last(office.rows())
    assert len(office.rows()) == count


@pytest.mark.parametrize("cells", [{}, {"value": "3个"}, {"task": "   "}])
def test_an_empty_row_is_refused(office: Office, cells: dict[str, str]):
    with pytest.raises(QueryError):
        office.hand().add(office.document, cells)


def test_same_text_is_no_correction(office: Office):
    correct(office, "达到95%", "value", " 达到95% ")
    assert office.row("达到95%").standing is None


def test_no_field_and_no_end(office: Office):
    with pytest.raises(QueryError):
        correct(office, "达到95%", "quote", "别的")
    with pytest.raises(QueryError):
        correct(office, "达到95%", "value", "长" * 3000)


def test_survives_extraction_again(office: Office):
    correct(office, "达到95%", "owners", "江滨市总工会组织部和基层部")
    office.library.change_organizations([Organization("江滨市总工会组织部", aliases=("组织部",))])
    cell = office.row("达到95%").cells["owners"]
    assert cell.text == "江滨市总工会组织部和基层部"
    office.library.change_organizations(removed=["江滨市总工会组织部"])


REREAD: dict[str, Callable[[str], str]] = {
    "lines broken elsewhere": lambda text: text.replace("新建企业工会", "新建企业\n工会"),
    "an item before it": lambda text: text.replace("1.6月底前", "0.先办好一件别的事。\n1.6月底前"),
    "full-width figures": lambda text: text.replace("达到95%", "达到９５％"),
}


@pytest.mark.parametrize("name", REREAD)
def test_survives_a_file_that_changed(office: Office, name: str):
    correct(office, "不少于120家", "value", "不少于150家")
    office.hand().confirm(office.row("达到95%"), office.document)
    office.write(REREAD[name](PAPER))
    corrected = [row for row in office.rows() if row.cells["value"].text == "不少于150家"]
    assert len(corrected) == 1
    assert corrected[0].row is not None
    assert sum(row.confirmed is not None for row in office.rows()) == 1


def test_survives_taking_the_paper_out_and_in(office: Office):
    correct(office, "不少于120家", "value", "不少于150家")
    with office.library.store.writing():
        office.library.store.drop_file(str(office.folder / NAME))
    assert office.library.store.summaries() == {}
    office.write(PAPER)
    assert office.row("不少于120家").cells["value"].text == "不少于150家"


def test_what_is_gone_from_the_paper_stays_and_says_so(office: Office):
    correct(office, "不少于120家", "value", "不少于150家")
    office.write(PAPER.replace("6月底前新建企业工会不少于120家，", ""))
    lost = next(row for row in office.rows() if row.cells["value"].text == "不少于150家")
    assert lost.is_lost
    assert lost.doubts


def test_a_confirmed_row_that_the_paper_changed_is_doubted(office: Office):
    office.hand().confirm(office.row("达到95%"), office.document)
    office.write(PAPER.replace("年内百人以上企业建会率", "10月底前百人以上企业建会率"))
    row = office.row("达到95%")
    assert any("变化" in doubt for doubt in row.doubts)
    assert row.state == "待核对"


def sheet_of(office: Office) -> bytes:
    layout = layouts_of(office.library.store.folder)["responsibility"]
    return render(office.rows(), form="xlsx", layout=layout, title="表")


def found_in(office: Office, data: bytes):
    return differences(read_sheet(data), office.rows(), layouts_of(office.library.store.folder).values())


def edited(data: bytes, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_sheet_that_nobody_touched_changes_nothing(office: Office):
    correct(office, "不少于120家", "value", "-5%")
    assert found_in(office, sheet_of(office)) == ()


def test_a_sheet_edited_sorted_and_cut(office: Office):
    def change(sheet):
        rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
        rows[0][3] = "不少于200家"
        rows = [rows[2], rows[0], *rows[3:]]
        rows.append([None, "组织一次体检", "", "1次", None, "女职工部", None, None, None, "新增", None])
        sheet.delete_rows(3, 50)
        for row in rows:
            sheet.append(row)

    found = found_in(office, edited(sheet_of(office), change))
    assert [(each.action, each.field, each.after) for each in found] == [
        ("correct", "value", "不少于200家"),
        ("add", "", ""),
        ("drop", "", ""),
    ]
    assert dict(found[1].cells)["owners"] == "女职工部"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", openpyxl.Workbook])
def test_other_workbooks_are_refused(data):
    if not isinstance(data, bytes):
        file = io.BytesIO()
        data().save(file)
        data = file.getvalue()
    with pytest.raises(UnreadableFile):
        read_sheet(data)


def test_an_offices_own_layout(office: Office):
    own = office.library.store.folder / "layouts"
    own.mkdir()
    (own / "ours.yaml").write_text(
        "name: 本单位格式\ntitle: '{year}{of}台账'\n"
        "columns:\n- {field: owners, heading: 谁}\n- {field: value, heading: 多少}\n",
        encoding="utf-8",
    )
    layout = layouts_of(office.library.store.folder)["ours"]
    text = render(office.rows(), form="csv", layout=layout, title="").decode("utf-8-sig")
    assert text.startswith("谁,多少\r\n")
    assert layout.title_for(year=2022, of="江滨市总工会") == "2022年江滨市总工会台账"


def test_exports_leave_out_what_was_dropped_and_calculate_nothing(office: Office):
    office.hand().drop(office.row("达到95%"), office.document)
    correct(office, "不少于120家", "value", '=HYPERLINK("x")')
    layout = layouts_of(office.library.store.folder)["responsibility"]
    text = render(office.rows(), form="csv", layout=layout, title="").decode("utf-8-sig")
    assert "达到95%" not in text.split("原文")[1].split("\r\n")[1]
    assert "'=HYPERLINK" in text
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(office)))
    assert book.worksheets[0]["D3"].data_type == "s"


def test_rows_that_are_equal_have_keys_of_their_own(office: Office):
    twice = PAPER.replace("3.办好职工书屋", "3.年内百人以上企业建会率达到95%。\n4.办好职工书屋")
    office.write(twice)
    keys = [row.key for row in office.rows()]
    assert len(set(keys)) == len(keys)
    office.hand().confirm(office.rows()[2], office.document)
    office.write(twice.replace("一、推动组建", "一、推动\n组建"))
    assert [row.confirmed is not None for row in office.rows()].count(True) == 1
    assert replace(office.rows()[2]).confirmed is not None
