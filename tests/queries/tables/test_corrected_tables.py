"""What people corrected, added, dropped or confirmed counts in every table, and says that it is theirs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.errors import NotFound
from corpus.workers import Workers
from extract.records import Role
from queries import Library, open_library
from queries.contract import targets_json
from queries.contract_tables import calendar_json, comparison_json, conflicts_json, duties_json
from queries.corrections.actions import Hand
from queries.corrections.table import FinishedRow
from queries.export import export_table
from queries.export.calendar_ics import render as render_ics
from queries.export.columns import by_hand_text
from queries.targets import TargetRow

DAY = datetime.date
AT = datetime.datetime(2022, 3, 1, 8, 0, tzinfo=datetime.timezone.utc)
PLAN = """江滨工发〔2022〕5号

关于印发《江滨市总工会2022年工作要点》的通知

各区总工会：
一、推动组建
1.6月底前新建企业工会不少于120家。（责任单位：组织部）
2.年内百人以上企业建会率达到95%。（牵头单位：组织部，配合单位：权益保障部）
3.组织部每月5日前通报建会进度。

江滨市总工会
2022年2月18日
"""
TASKS = """江滨工发〔2022〕9号

关于下达2022年度工会重点任务的通知

各区总工会：
一、6月底前新建企业工会不少于150家。（责任单位：组织部）

江滨市总工会
2022年4月18日
"""


@dataclass(frozen=True)
class Office:
    """A library of two papers, and someone who works on its tables."""

    library: Library

    def work(self, words: str, do: Callable[[Hand, FinishedRow], None]) -> None:
        """Does something to the row whose clause has these words, first of the plan."""
        from queries.corrections.table import finished_paper
        from queries.targets import target_rows

        for summary in self.library.store.summaries().values():
            if summary.document_number == "江滨工发〔2022〕5号":
                document = self.library.document(summary.id)
                rows = target_rows(document, self.library.extraction(summary.id))
                table = finished_paper(summary, rows, self.library.corrections, document)
                do(Hand(self.library.corrections, "王芳", AT), next(row for row in table if words in row.quote))

    def correct(self, words: str, field: str, text: str) -> None:
        self.work(
            words,
            lambda hand, row: hand.correct(row, self.library.document(row.document.id), field=field, text=text),
        )

    def row(self, words: str, **narrowed: object) -> TargetRow:
        return next(row for row in self.library.targets(**narrowed) if words in row.quote)  # type: ignore[arg-type]


@pytest.fixture
def office(tmp_path: Path, workers: Workers) -> Iterator[Office]:
    for name, text in (("要点.txt", PLAN), ("任务.txt", TASKS)):
        (tmp_path / name).write_text(text, "utf-8")
    with open_library(tmp_path / "资料库", workers=workers) as library:
        library.ingest([tmp_path / "要点.txt", tmp_path / "任务.txt"])
        yield Office(library)


def test_a_corrected_deadline_is_due_then(office: Office, tmp_path: Path) -> None:
    office.correct("120家", "deadline", "8月15日前")
    row = office.row("120家", due_from=DAY(2022, 8, 1), due_to=DAY(2022, 8, 31))
    assert row.deadline is not None
    assert row.deadline.until == DAY(2022, 8, 15)
    assert row.quote == office.library.document(row.document.id).text[row.start : row.end]
    entries = office.library.calendar(since=DAY(2022, 8, 15), until=DAY(2022, 8, 15))
    (entry,) = [entry for entry in entries if not entry.recurrence]
    assert entry.quote == row.quote
    assert not any("120家" in each.quote for each in office.library.calendar(until=DAY(2022, 7, 1)))
    told = render_ics([entry], name="任务时限", at=AT).decode()
    assert "DTSTART;VALUE=DATE:20220815" in told
    assert "王芳修改完成时限" in told.replace("\r\n ", "")
    export_table(office.library.targets(), tmp_path / "表.csv", form="csv", title="表")
    assert "8月15日前" in (tmp_path / "表.csv").read_text("utf-8-sig")


def test_the_json_says_whose_a_cell_is(office: Office) -> None:
    office.correct("120家", "value", "不少于130家")
    rows = targets_json(office.library.targets())["targets"]
    (row,) = [row for row in rows if "120家" in row["quote"]]
    assert (row["quantity"]["value"], row["quantity"]["unit"], row["quantity"]["comparator"]) == (130, "家", ">=")
    assert row["correction"] == {
        "cells": {
            "value": {
                "text": "不少于130家",
                "extracted": "不少于120家",
                "who": "王芳",
                "at": "2022-03-01T08:00:00+00:00",
            }
        },
        "confirmed": None,
        "added": None,
    }
    assert [each["correction"] for each in rows if "120家" not in each["quote"]] == [None] * (len(rows) - 1)


def test_a_corrected_figure_is_compared_and_ends_a_conflict(office: Office) -> None:
    assert [conflict.kind.value for conflict in office.library.conflicts()] == ["figure"]
    office.correct("120家", "value", "不少于160家")
    (conflict,) = conflicts_json(office.library.conflicts())["conflicts"]
    assert {side["quantity"]["value"] for side in conflict["sides"]} == {150, 160}
    series = comparison_json(office.library.compare("新建企业工会"))["series"]
    figures = {figure["value"]: figure["correction"] for each in series for figure in each["figures"]}
    assert figures[160]["cells"]["value"]["extracted"] == "不少于120家"
    assert set(figures) == {150, 160}
    office.correct("120家", "value", "不少于150家")
    assert office.library.conflicts() == ()


def test_corrected_bodies_have_the_duty(office: Office) -> None:
    office.correct("95%", "owners", "宣传教育部（牵头）、江滨市总工会组织部")
    row = office.row("95%")
    assert [(body.organization, body.role) for body in row.bodies] == [
        ("江滨市总工会宣传教育部", Role.LEAD),
        ("江滨市总工会组织部", Role.RESPONSIBLE),
        ("江滨市总工会权益保障部", Role.SUPPORT),
    ]
    (duty,) = office.library.duties("宣传教育部")
    assert (duty.body.role, duty.row.quote) == (Role.LEAD, row.quote)
    assert duties_json("宣传教育部", [duty])["duties"][0]["task"]["correction"]["cells"]["owners"]["who"] == "王芳"
    with pytest.raises(NotFound):
        office.library.duties("没有的单位")


def test_dropped_rows_vanish_and_confirmed_ones_are_marked(office: Office) -> None:
    count = len(office.library.targets())
    office.work("120家", lambda hand, row: hand.drop(row, office.library.document(row.document.id)))
    office.work("95%", lambda hand, row: hand.confirm(row, office.library.document(row.document.id)))
    rows = office.library.targets()
    assert [row.number for row in rows] == list(range(1, count))
    assert not any("120家" in row.quote for row in rows)
    assert by_hand_text(office.row("95%").by_hand) == "王芳确认"
    assert office.library.conflicts() == ()
    assert not any("120家" in entry["quote"] for entry in calendar_json(office.library.calendar())["deadlines"])
    assert {150} == {f.value for s in office.library.compare("新建企业工会").series for f in s.figures}


def test_what_comes_again_follows_its_row(office: Office) -> None:
    assert [entry for entry in office.library.calendar() if entry.recurrence]
    office.work("每月5日", lambda hand, row: hand.drop(row, office.library.document(row.document.id)))
    assert not [entry for entry in office.library.calendar() if entry.recurrence]
    office.correct("95%", "deadline", "每季度末")
    (entry,) = [entry for entry in office.library.calendar(organization="组织部") if entry.recurrence]
    assert "95%" in entry.quote


def test_an_added_row_counts(office: Office) -> None:
    paper = next(
        each for each in office.library.store.summaries().values() if each.document_number == "江滨工发〔2022〕5号"
    )
    document = office.library.document(paper.id)
    cells = {"task": "新建企业工会宣传栏", "value": "40个", "deadline": "9月底前", "owners": "经费审查处"}
    Hand(office.library.corrections, "王芳", AT).add(document, cells)
    (row,) = office.library.targets(organization="经费审查处")
    assert (row.task, row.quantity and row.quantity.value, by_hand_text(row.by_hand)) == (cells["task"], 40, "王芳增加")
    assert row.deadline is not None
    assert row.deadline.until == DAY(2022, 9, 30)
    assert office.library.duties("经费审查处")
    assert [entry.task for entry in office.library.calendar(organization="经费审查处")] == [cells["task"]]
    assert 40 in {figure.value for each in office.library.compare("企业工会宣传栏").series for figure in each.figures}


def test_a_deadline_without_a_date_is_due_on_no_day(office: Office) -> None:
    office.correct("120家", "deadline", "领导定")
    row = office.row("120家", on=DAY(2022, 6, 1))
    assert (row.deadline, row.lamp, row.deadline_unread) == (None, None, True)
    assert office.row("95%", on=DAY(2022, 6, 1)).lamp is not None
