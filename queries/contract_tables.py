"""The JSON of the tables beside the target table: deadlines, figures compared, conflicts, duties."""

from __future__ import annotations

from collections.abc import Sequence

from queries.contract import summary_json, target_row_json
from queries.contract_records import Json, by_hand_json, day, deadline_json, number, quantity_json, responsible_json
from queries.tables.calendar import DueEntry
from queries.tables.compare import Comparison
from queries.tables.conflicts import Conflict
from queries.tables.duties import Duty
from queries.tables.figure import Figure


def calendar_json(entries: Sequence[DueEntry]) -> Json:
    """The answer of `gongwen calendar --json`, by day; `quote` is `[start, end)` of the paper's text. What comes again
    does so on the `day` of these months (-1 is a month's last), until the day `last` or for good."""
    return {
        "total": len(entries),
        "deadlines": [
            {
                "uid": entry.uid,
                "day": day(entry.day),
                "task": entry.task,
                "quote": entry.quote,
                "start": entry.start,
                "end": entry.end,
                "section": entry.section,
                "deadline": deadline_json(entry.deadline),
                "responsible": [responsible_json(body) for body in entry.bodies],
                "document": summary_json(entry.document),
                "recurrence": (
                    {"months": list(entry.recurrence.months), "day": entry.recurrence.day, "last": day(entry.last)}
                    if entry.recurrence
                    else None
                ),
                "correction": by_hand_json(entry.by_hand),
            }
            for entry in entries
        ],
    }


def comparison_json(found: Comparison) -> Json:
    """The answer of `gongwen compare --json`. A series has `kind` `target` or `result` and a `unit` for all values, and
    is of rises where `rise`; `by_year` gives for a year the place of its figure in `figures`."""
    return {
        "indicator": found.indicator,
        "series": [
            {
                "organizations": list(series.organizations),
                "kind": series.kind.value,
                "unit": series.unit,
                "rise": series.is_rise,
                "by_year": {str(year): series.figures.index(figure) for year, figure in series.by_year},
                "figures": [_figure_json(figure) for figure in series.figures],
            }
            for series in found.series
        ],
    }


def _figure_json(figure: Figure) -> Json:
    return {
        "indicator": figure.indicator,
        "value": number(figure.value),
        "max_value": number(figure.max_value),
        "year": figure.year,
        "organizations": list(figure.organizations),
        "quantity": quantity_json(figure.quantity),
        "deadline": deadline_json(figure.deadline),
        "document": summary_json(figure.document),
        "section": figure.section,
        "start": figure.start,
        "end": figure.end,
        "quote": figure.quote,
        "correction": by_hand_json(figure.by_hand),
    }


def conflicts_json(found: Sequence[Conflict]) -> Json:
    """The answer of `gongwen conflicts --json`: `kind` is `figure` `deadline` or `lead`; sides are rows of the target
    table, the later paper's first."""
    return {
        "total": len(found),
        "conflicts": [
            {
                "kind": conflict.kind.value,
                "about": conflict.about,
                "sides": [target_row_json(row) for row in conflict.sides],
            }
            for conflict in found
        ],
    }


def duties_json(organization: str, found: Sequence[Duty]) -> Json:
    """The answer of `gongwen duties ORGANIZATION --json`: what the body has to do in the row's task, and the row."""
    return {
        "organization": organization,
        "total": len(found),
        "duties": [
            {
                "organization": duty.body.organization,
                "role": duty.body.role.value,
                "basis": duty.body.basis.value,
                "year": duty.year,
                "task": target_row_json(duty.row),
            }
            for duty in found
        ],
    }
