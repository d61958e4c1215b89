"""A comparison as CSV, one line a figure, for office spreadsheets."""

from __future__ import annotations

import csv
import io

from corpus.view import one_line
from queries.export.columns import by_hand_text, deadline_text, paper_text
from queries.export.table_csv import harmless
from queries.tables.compare import Comparison
from queries.tables.figure import FigureKind

_HEADINGS = (
    "单位",
    "口径",
    "年度",
    "数值",
    "上限",
    "计量单位",
    "指标",
    "原文数字",
    "完成时限",
    "依据",
    "原文",
    "人工核对",
)
_KINDS = {FigureKind.TARGET: "目标", FigureKind.RESULT: "完成"}


def render(comparison: Comparison) -> bytes:
    """The file's bytes: UTF-8 with BOM, CRLF; values in the unit they are compared in."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for series in comparison.series:
        for figure in series.figures:
            cells = (
                "、".join(figure.organizations),
                _KINDS[figure.kind] + ("（增幅）" if series.is_rise else ""),
                str(figure.year or ""),
                format(figure.value, "f"),
                "" if figure.max_value is None else format(figure.max_value, "f"),
                figure.unit,
                figure.indicator,
                one_line(figure.quantity.text),
                deadline_text(figure.deadline),
                f"{paper_text(figure.document)} {figure.section.replace('/', ' ')}".rstrip(),
                one_line(figure.quote),
                by_hand_text(figure.by_hand),
            )
            writer.writerow(map(harmless, cells))
    return lines.getvalue().encode("utf-8-sig")
