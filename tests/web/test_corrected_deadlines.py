"""Deadlines that people typed: read as the papers' own are, they light lamps and move in the calendar. It is the first
of June 2023 in these tests."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from corpus.document import Span
from extract.records import Deadline
from queries.tables.lamps import SHIPPED_RULES, lamp_of, lamps_of

PLAN = "泓总发〔2023〕1号"
ON = datetime.date(2023, 6, 1)


def rows_of(caller: Any, **asked: str) -> list[dict[str, Any]]:
    return caller.get("/api/table", params={"limit": 100, **asked}).json()["rows"]


def correct(caller: Any, row: dict[str, Any], text: str, field: str = "deadline") -> dict[str, Any]:
    change = {"document": row["document"]["id"], "key": row["key"], "field": field, "text": text}
    answer = caller.post("/api/table/cells", json=change, headers={"x-form-token": caller.token()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(caller: Any, row: dict[str, Any]) -> str:
    """The row as the page shows it."""
    return caller.get("/targets/row", params={"document": row["document"]["id"], "key": row["key"]}).text


@pytest.mark.parametrize(
    ("typed", "until", "lamp"),
    [
        ("5月底前", "2023-05-31", "red"),
        ("6月5日前", "2023-06-05", "orange"),
        ("6月底前（原为9月）", "2023-06-30", "yellow"),
        ("2023年四季度", "2023-12-31", "green"),
        ("2024年6月底前", "2024-06-30", "green"),
        ("每月5日前", None, "orange"),
        ("每年5月31日前", None, "green"),
        ("", None, "grey"),
        ("领导说了算", None, None),
    ],
)
def test_a_typed_deadline_lights_its_lamp(caller: Any, typed: str, until: str | None, lamp: str | None) -> None:
    row = rows_of(caller, document=PLAN)[0]
    changed = correct(caller, row, typed)
    assert (changed["deadline"] or {}).get("to") == until
    page = shown(caller, row)
    assert re.findall(r"lamp lamp-(\w+)", page) == ([lamp] if lamp else [])
    assert ("看不出是哪一天，不亮灯" in page) == (lamp is None)


def test_a_lamps_table_follows_corrections(caller: Any) -> None:
    row = rows_of(caller, document=PLAN)[0]
    others = {each["key"] for each in rows_of(caller, document=PLAN, lamp="red")} - {row["key"]}
    correct(caller, row, "2023年4月底前")
    assert {each["key"] for each in rows_of(caller, document=PLAN, lamp="red")} == {*others, row["key"]}
    correct(caller, row, "2024年4月底前")
    assert {each["key"] for each in rows_of(caller, document=PLAN, lamp="red")} == others
    assert row["key"] in {each["key"] for each in rows_of(caller, lamp="green")}


def test_the_calendar_and_the_timeline_follow_corrections(caller: Any) -> None:
    row = rows_of(caller, document=PLAN)[0]
    words = f"/papers/{row['document']['id']}?start={row['start']}&amp;end={row['end']}#hit"
    assert words not in caller.get("/calendar?month=2029-03").text
    correct(caller, row, "2029年3月8日前")
    assert words in caller.get("/calendar?month=2029-03").text
    assert words in caller.get("/timeline?year=2029").text
    alone = [
        each for each in rows_of(caller, document=PLAN) if (each["start"], each["end"]) == (row["start"], row["end"])
    ]
    for each in alone:
        correct(caller, each, "2029年3月8日前")
    for month in range(1, 13):
        assert words not in caller.get(f"/calendar?month=2023-{month:02}").text


def test_what_comes_again_stands_on_each_of_its_days(caller: Any) -> None:
    row = rows_of(caller, document=PLAN)[0]
    words = f"/papers/{row['document']['id']}?start={row['start']}&amp;end={row['end']}#hit"
    correct(caller, row, "每月15日前")
    for month in ("06", "07", "12"):
        page = caller.get(f"/calendar?month=2023-{month}").text
        day = page.partition('<span class="day">15<')[2].partition("</td>")[0]
        assert words in day


def test_a_dropped_row_leaves_the_calendar(caller: Any) -> None:
    rows = [each for each in rows_of(caller, document=PLAN) if each["deadline"] and each["deadline"]["to"]]
    clause = Span(rows[0]["start"], rows[0]["end"])
    words = f"?start={clause.start}&amp;end={clause.end}#hit"
    month = rows[0]["deadline"]["to"][:7]
    assert words in caller.get(f"/calendar?month={month}").text
    for each in rows:
        if (each["start"], each["end"]) == (clause.start, clause.end):
            caller.submit("/targets/drop", document=each["document"]["id"], key=each["key"])
    assert words not in caller.get(f"/calendar?month={month}").text


@pytest.mark.parametrize(
    ("text", "year", "lamp"),
    [("每月5日前", 2023, "orange"), ("每季度末", 2023, "yellow"), ("每月5日前", 2022, "red"), ("每年底", 2008, "green"),
     ("每月", 2023, "grey")],
)  # fmt: skip
def test_what_comes_again_lights_by_its_next_day(text: str, year: int, lamp: str) -> None:
    deadline = Deadline(0, 1, text=text, since=None, until=None, basis="row")
    lit = lamp_of(deadline, on=ON, lamps=lamps_of(SHIPPED_RULES.parent), year=year)
    assert lit is not None
    assert lit.name == lamp


def test_what_is_not_there_is_said_beside_the_form(reader: Any) -> None:
    for path in ("/duties?organization=没有的单位", "/targets?organization=没有的单位", "/targets?document=没有的文件"):
        page = reader.get(path).text
        assert "资料库中没有" in page.partition("</form>")[2], path
