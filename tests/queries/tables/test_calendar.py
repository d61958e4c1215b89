"""Deadlines as a calendar: what another reader of RFC 5545 gets back, whole and the same every time."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from icalendar import Calendar

from extract.rulebook import check
from queries import Library
from queries.contract_tables import calendar_json
from queries.export.calendar_ics import render
from queries.tables.recurrence import LAST, Recurrence, recurrence_grammar, recurrence_of

AT = datetime.datetime(2022, 3, 1, 8, 30, tzinfo=datetime.timezone.utc)
DAY = datetime.date


def test_one_entry_for_a_clause_that_is_due_on_a_day(years: Library) -> None:
    entries = [entry for entry in years.calendar(since=DAY(2022, 6, 1), until=DAY(2022, 9, 30)) if not entry.recurrence]
    assert sorted((entry.day, entry.document.document_number) for entry in entries) == [
        (DAY(2022, 6, 30), "江滨工发〔2022〕5号"),
        (DAY(2022, 6, 30), "江滨工发〔2022〕5号"),
        (DAY(2022, 6, 30), "江滨工发〔2022〕9号"),
        (DAY(2022, 9, 30), "江滨工发〔2022〕9号"),
    ]
    assert len({entry.uid for entry in entries}) == len(entries)
    for entry in entries:
        assert years.document(entry.document.id).text[entry.start : entry.end] == entry.quote


def test_narrowed_by_organization_and_year(years: Library) -> None:
    held = years.calendar(organization="权益保障部", year=2022)
    assert held
    assert all(any("权益保障部" in body.organization for body in entry.bodies) for entry in held)
    assert {entry.document.year for entry in held} == {2022}


def test_the_file_reads_back(years: Library) -> None:
    entries = years.calendar()
    data = render(entries, name="任务时限", at=AT, alarms=(7, 1))
    read = Calendar.from_ical(data)
    events = read.walk("VEVENT")
    assert len(events) == len(entries)
    for event, entry in zip(events, entries, strict=True):
        assert event["uid"] == entry.uid
        assert event.decoded("dtstart") == entry.day
        assert event.decoded("dtend") == entry.day + datetime.timedelta(days=1)
        assert entry.quote.replace("\n", "") in str(event["description"])
        assert (entry.document.document_number or "") in str(event["description"])
        assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [
            -datetime.timedelta(days=1),
            -datetime.timedelta(days=7),
        ]


def test_lines_are_folded_as_the_standard_asks_and_the_bytes_are_stable(years: Library) -> None:
    entries = years.calendar()
    data = render(entries, name="任务时限", at=AT)
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)
    assert b"VALARM" not in data
    assert render(years.calendar(), name="任务时限", at=AT) == data


def test_what_a_task_says_cannot_break_the_file(years: Library) -> None:
    entry = replace(years.calendar()[0], task="甲；乙,丙;丁\n\x07BEGIN:VEVENT", quote="一\r\nEND:VCALENDAR")
    events = Calendar.from_ical(render([entry], name="任务", at=AT)).walk("VEVENT")
    assert len(events) == 1
    assert str(events[0]["summary"]) == "甲；乙,丙;丁BEGIN:VEVENT"


def test_json(years: Library) -> None:
    told = calendar_json(years.calendar())
    assert told["total"] == len(told["deadlines"]) > 0
    assert {"uid", "day", "task", "quote", "start", "end", "deadline", "responsible", "document"} <= set(
        told["deadlines"][0]
    )


def test_the_rules_for_days_that_come_again_hold_their_own_examples() -> None:
    assert check(recurrence_grammar()) == []


@pytest.mark.parametrize(
    ("words", "months", "day"),
    [
        ("每月5日前", range(1, 13), 5),
        ("每月２０日前", range(1, 13), 20),
        ("每月十五日前", range(1, 13), 15),
        ("每 月\n底前", range(1, 13), LAST),
        ("每季度末", (3, 6, 9, 12), LAST),
        ("每年1月底前", (1,), LAST),
        ("每年12月15日前", (12,), 15),
        ("每年底", (12,), LAST),
    ],
)
def test_days_that_come_again(words: str, months: tuple[int, ...], day: int) -> None:
    assert recurrence_of(words) == Recurrence(tuple(months), day)


@pytest.mark.parametrize("words", ["每年", "每月", "每半年", "每月40日前", "每年13月底前", "每月5日"])
def test_words_that_set_no_last_day(words: str) -> None:
    assert recurrence_of(words) is None


def test_months_without_the_day_are_passed_over() -> None:
    days = list(Recurrence(tuple(range(1, 13)), 30).days(DAY(2022, 1, 15), DAY(2022, 4, 30)))
    assert days == [DAY(2022, 1, 30), DAY(2022, 3, 30), DAY(2022, 4, 30)]
    assert list(Recurrence((2,), LAST).days(DAY(2024, 1, 1), DAY(2024, 12, 31))) == [DAY(2024, 2, 29)]


def test_what_comes_again_is_an_entry_with_a_rule(years: Library) -> None:
    (entry,) = [entry for entry in years.calendar() if entry.recurrence]
    assert (entry.day, entry.last) == (DAY(2022, 3, 5), DAY(2022, 12, 31))
    assert "每月5日前" in entry.quote
    (event,) = [
        each for each in Calendar.from_ical(render([entry], name="任务", at=AT)).walk("VEVENT") if "rrule" in each
    ]
    assert event["rrule"] == {"FREQ": ["MONTHLY"], "BYMONTHDAY": [5], "UNTIL": [DAY(2022, 12, 31)]}
    assert entry in years.calendar(since=DAY(2022, 8, 5), until=DAY(2022, 8, 5))
    assert entry not in years.calendar(since=DAY(2022, 8, 6), until=DAY(2022, 8, 31))
    assert entry not in years.calendar(since=DAY(2023, 1, 1))
    assert entry.next_day(DAY(2022, 8, 6)) == DAY(2022, 9, 5)
    assert entry.next_day(DAY(2021, 8, 6)) == entry.day
    assert entry.next_day(DAY(2024, 1, 1)) == DAY(2022, 12, 5)
    assert entry.uid == next(each.uid for each in years.calendar(organization="组织部") if each.recurrence)
