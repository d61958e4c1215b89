"""Deadlines as an iCalendar file (RFC 5545): all-day events that calendars of offices and phones open."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from icalendar import Alarm, Calendar, Event

from corpus.view import one_line
from extract.records import Role
from queries.export.columns import by_hand_text, deadline_text, paper_text
from queries.tables.calendar import DueEntry

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKS = {Role.LEAD: "（牵头）", Role.SUPPORT: "（配合）", Role.SUPERVISE: "（监督）"}
_LONGEST_SUMMARY = 60
_MONTHS = 12


def render(entries: Sequence[DueEntry], *, name: str, at: datetime.datetime, alarms: Sequence[int] = ()) -> bytes:
    """The file's bytes. `name` is the calendar's, `at` (aware) when it was made, `alarms` days before the day on which
    to remind at its start."""
    calendar = Calendar()
    calendar.add("prodid", "-//gongwen//gongwen//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, at=at, alarms=alarms))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: DueEntry, *, at: datetime.datetime, alarms: Sequence[int]) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at.astimezone(datetime.timezone.utc).replace(microsecond=0))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + datetime.timedelta(days=1))
    event.add("summary", _summary(entry))
    event.add("description", _description(entry))
    event.add("transp", "TRANSPARENT")
    if entry.recurrence:
        event.add("rrule", recurrence_rule(entry))
    for days in sorted(set(alarms)):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(entry))
        alarm.add("trigger", -datetime.timedelta(days=days))
        event.add_component(alarm)
    return event


def recurrence_rule(entry: DueEntry) -> dict[str, object]:
    """When it comes again, as RFC 5545 (3.3.10) names it; empty where it does not."""
    if entry.recurrence is None:
        return {}
    every_month = len(entry.recurrence.months) == _MONTHS
    months = {} if every_month else {"bymonth": list(entry.recurrence.months)}
    until = {"until": entry.last} if entry.last else {}
    return {
        "freq": "MONTHLY" if every_month else "YEARLY",
        **months,
        "bymonthday": [entry.recurrence.day],
        **until,
    }


def _summary(entry: DueEntry) -> str:
    task = _clean(one_line(entry.task))
    return task if len(task) <= _LONGEST_SUMMARY else f"{task[: _LONGEST_SUMMARY - 1]}…"


def _description(entry: DueEntry) -> str:
    bodies = "、".join(dict.fromkeys(f"{body.organization}{_MARKS.get(body.role, '')}" for body in entry.bodies))
    lines = (
        ("原文", one_line(entry.quote)),
        ("时限", deadline_text(entry.deadline)),
        ("责任单位", bodies),
        ("人工核对", by_hand_text(entry.by_hand)),
        ("出处", f"{paper_text(entry.document)} {entry.section.replace('/', ' ')}".rstrip()),
    )
    return "\n".join(f"{name}：{_clean(value)}" for name, value in lines if value)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
