"""The layer of corrections: what people said stays, whatever the extraction says afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from corpus.errors import NotFound, QueryError
from extract.register import Organization


def test_a_correction_stands_beside_what_the_extraction_says(office: Any):
    office.correct("不少于120家", "value", "不少于150家")
    cell = office.row("不少于120家").cells["value"]
    assert (cell.text, cell.said, cell.is_corrected) == ("不少于150家", "不少于120家", True)
    assert office.row("不少于120家").state == "已修改"


def test_history_tells_who_when_before_and_after(office: Any):
    office.correct("不少于120家", "value", "不少于150家")
    office.correct("不少于120家", "value", "不少于160家", who="李明")
    standing = office.row("不少于120家").standing
    assert standing is not None
    told = [(entry.who, entry.action, entry.field, entry.before, entry.after) for entry in standing.entries]
    assert told == [
        ("王芳", "correct", "value", "不少于120家", "不少于150家"),
        ("李明", "correct", "value", "不少于150家", "不少于160家"),
    ]
    assert standing.entries[0].at < standing.entries[1].at


def test_undo_and_undo_of_undo(office: Any):
    office.correct("不少于120家", "value", "不少于150家")
    row = office.row("不少于120家")
    assert row.standing is not None
    office.hand().undo(row.standing.entries[0].id, anchor=row.standing.anchor)
    assert office.row("不少于120家").cells["value"].text == "不少于120家"
    again = office.row("不少于120家").standing
    assert again is not None
    office.hand().undo(again.entries[-1].id, anchor=again.anchor)
    assert office.row("不少于120家").cells["value"].text == "不少于150家"


def test_an_entry_is_taken_back_once(office: Any):
    office.correct("不少于120家", "value", "不少于150家")
    row = office.row("不少于120家")
    assert row.standing is not None
    for _ in range(2):
        office.hand().undo(row.standing.entries[0].id, anchor=row.standing.anchor)
    after = office.row("不少于120家").standing
    assert after is not None
    assert len(after.entries) == 2


def test_entries_of_another_row_are_not_taken_back(office: Any):
    office.correct("不少于120家", "value", "不少于150家")
    office.correct("达到95%", "value", "达到96%")
    first, second = office.row("不少于120家").standing, office.row("达到95%").standing
    assert first is not None
    assert second is not None
    with pytest.raises(NotFound):
        office.hand().undo(second.entries[0].id, anchor=first.anchor)


def test_undo_last_takes_back_only_ones_own(office: Any):
    office.correct("不少于120家", "value", "不少于150家", who="李明")
    office.correct("达到95%", "value", "达到96%")
    assert office.hand().undo_last(office.rows())
    assert not office.hand().undo_last(office.rows())
    assert office.row("达到95%").cells["value"].text == "达到95%"
    assert office.row("不少于120家").cells["value"].text == "不少于150家"


def test_confirm_and_drop(office: Any):
    office.hand().confirm(office.row("达到95%"), office.document)
    office.hand().drop(office.row("不少于120家"), office.document)
    assert office.row("达到95%").state == "已确认"
    dropped = office.row("不少于120家")
    assert (dropped.state, dropped.number) == ("已删去", 0)
    assert [row.number for row in office.rows() if not row.dropped] == list(range(1, len(office.rows())))


def test_a_row_of_ones_own(office: Any):
    count = len(office.rows())
    office.hand().add(office.document, {"task": "组织劳模疗休养", "value": "2批", "owners": "江滨市总工会生产部"})
    added = office.row("2批")
    assert (added.state, added.is_added, len(office.rows())) == ("已增加", True, count + 1)
    assert office.hand().undo_last(office.rows())
    assert len(office.rows()) == count


@pytest.mark.parametrize("cells", [{}, {"value": "3个"}, {"task": "   "}])
def test_an_empty_row_is_refused(office: Any, cells: dict[str, str]):
    with pytest.raises(QueryError):
        office.hand().add(office.document, cells)


def test_same_text_is_no_correction(office: Any):
    office.correct("达到95%", "value", " 达到95% ")
    assert office.row("达到95%").standing is None


def test_no_field_and_no_end(office: Any):
    with pytest.raises(QueryError):
        office.correct("达到95%", "quote", "别的")
    with pytest.raises(QueryError):
        office.correct("达到95%", "value", "长" * 3000)


def test_survives_extraction_again(office: Any):
    office.correct("达到95%", "owners", "江滨市总工会组织部和基层部")
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
def test_survives_a_file_that_changed(office: Any, name: str):
    office.correct("不少于120家", "value", "不少于150家")
    office.hand().confirm(office.row("达到95%"), office.document)
    office.write(REREAD[name](office.paper))
    corrected = [row for row in office.rows() if row.cells["value"].text == "不少于150家"]
    assert len(corrected) == 1
    assert corrected[0].row is not None
    assert sum(row.confirmed is not None for row in office.rows()) == 1


def test_survives_taking_the_paper_out_and_in(office: Any):
    office.correct("不少于120家", "value", "不少于150家")
    with office.library.store.writing():
        office.library.store.drop_file(str(next(iter(office.folder.iterdir()))))
    assert office.library.store.summaries() == {}
    office.write(office.paper)
    assert office.row("不少于120家").cells["value"].text == "不少于150家"


def test_what_is_gone_from_the_paper_stays_and_says_so(office: Any):
    office.correct("不少于120家", "value", "不少于150家")
    office.write(office.paper.replace("6月底前新建企业工会不少于120家，", ""))
    lost = next(row for row in office.rows() if row.cells["value"].text == "不少于150家")
    assert lost.is_lost
    assert lost.doubts


def test_a_confirmed_row_that_the_paper_changed_is_doubted(office: Any):
    office.hand().confirm(office.row("达到95%"), office.document)
    office.write(office.paper.replace("年内百人以上企业建会率", "10月底前百人以上企业建会率"))
    row = office.row("达到95%")
    assert any("变化" in doubt for doubt in row.doubts)
    assert row.state == "待核对"


def test_rows_that_are_equal_have_keys_of_their_own(office: Any):
    twice = office.paper.replace("3.办好职工书屋", "3.年内百人以上企业建会率达到95%。\n4.办好职工书屋")
    office.write(twice)
    keys = [row.key for row in office.rows()]
    assert len(set(keys)) == len(keys)
    office.hand().confirm(office.rows()[2], office.document)
    office.write(twice.replace("一、推动组建", "一、推动\n组建"))
    assert [row.confirmed is not None for row in office.rows()].count(True) == 1
    assert replace(office.rows()[2]).confirmed is not None
