"""The target table narrowed by what is measured, by when it is due, and by the lamp that is lit."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from corpus.errors import QueryError, RuleError
from extract.records import Deadline
from queries import Library
from queries.tables.lamps import SHIPPED_RULES, copy_rules, lamp_of, lamps_of
from queries.tables.wording import wording_of

DAY = datetime.date
ON = DAY(2022, 6, 25)


def figures(library: Library, **narrowed: object) -> list[str]:
    return [row.quantity.text for row in library.targets(**narrowed) if row.quantity]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("新建企业工会", ["不少于100家", "不少于120家", "不少于150家"]),
        ("建会率", ["达到95%", "达到90%"]),
        ("帮扶资金", ["50万元", "0.8亿元"]),
        ("没有的指标", []),
    ],
)
def test_by_indicator(years: Library, indicator: str, expected: list[str]) -> None:
    assert figures(years, indicator=indicator) == expected


def test_an_indicator_must_say_something() -> None:
    with pytest.raises(QueryError, match="没有可以查找的词语"):
        wording_of("的，了")


def test_words_that_mean_the_same_count() -> None:
    wording = wording_of("走访企业")
    assert wording.found_in("慰问企业20家")
    assert not wording.found_in("培训企业20家")


def test_by_deadline(years: Library) -> None:
    due = years.targets(due_from=DAY(2022, 6, 1), due_to=DAY(2022, 6, 30))
    assert {row.deadline.until for row in due if row.deadline} == {DAY(2022, 6, 30)}
    assert [row.quantity.text for row in due if row.quantity] == ["不少于120家", "8000名以上", "不少于150家"]
    assert all(row.deadline for row in years.targets(due_to=DAY(2021, 12, 31)))


def test_by_lamp(years: Library) -> None:
    assert set(figures(years, lamps=["橙"], on=ON)) == {"不少于120家", "8000名以上", "不少于150家"}
    assert set(figures(years, lamps=["red"], on=ON)) == {"不少于100家", "50万元"}
    rows = years.targets(on=ON)
    assert {row.lamp.name for row in rows if row.lamp} >= {"red", "orange", "green"}
    assert [row.number for row in years.targets(lamps=["orange"], on=ON)] == [1, 2, 3]
    assert all(row.lamp is None for row in years.targets())


def test_a_lamp_needs_a_day_and_a_name_that_is_known(years: Library) -> None:
    with pytest.raises(QueryError, match="对照的日期"):
        years.targets(lamps=["red"])
    with pytest.raises(QueryError, match="没有叫“紫”的灯"):
        years.targets(lamps=["紫"], on=ON)


@pytest.mark.parametrize(
    ("until", "lamp"),
    [
        (DAY(2022, 6, 24), "red"),
        (DAY(2022, 6, 25), "orange"),
        (DAY(2022, 7, 2), "orange"),
        (DAY(2022, 7, 3), "yellow"),
        (DAY(2022, 7, 25), "yellow"),
        (DAY(2022, 7, 26), "green"),
        (None, "grey"),
    ],
)
def test_the_shipped_rules(until: datetime.date | None, lamp: str) -> None:
    rules = lamps_of(SHIPPED_RULES.parent)
    deadline = Deadline(0, 1, text="时限", since=None, until=until, basis="clause")
    lit = lamp_of(deadline, on=ON, lamps=rules)
    assert lit is not None
    assert lit.name == lamp


def test_every_day_lights_one_shipped_lamp() -> None:
    rules = lamps_of(SHIPPED_RULES.parent)
    for left in range(-400, 400):
        assert sum(bool(rule.days and rule.days.holds(left)) for rule in rules) == 1


def test_an_office_has_its_own_rules(tmp_path: Path) -> None:
    path = copy_rules(tmp_path)
    assert lamps_of(tmp_path) == lamps_of(SHIPPED_RULES.parent)
    path.write_text(
        "lamps:\n- {name: blue, label: 蓝灯, colour: '#1a73e8', meaning: 临近时限, days: {from: 0, to: 10}}\n", "utf-8"
    )
    assert [lamp.label for lamp in lamps_of(tmp_path)] == ["蓝灯"]
    assert copy_rules(tmp_path) == path
    assert [lamp.label for lamp in lamps_of(tmp_path)] == ["蓝灯"]
    path.write_text("lamps:\n- {name: blue, label: 蓝灯, colour: 蓝, meaning: ''}\n", "utf-8")
    with pytest.raises(RuleError, match=r"lamps\.yaml 第 2 行"):
        lamps_of(tmp_path)
