"""The columns of the table and what a clerk reads in their cells; a layout is a tuple of columns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from corpus.store_values import DocumentSummary
from corpus.view import one_line
from extract.records import Deadline, Responsible, Role
from queries.targets import ByHand, TargetRow

Cell = str | int
R = TypeVar("R")

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKS = {Role.LEAD: "（牵头）", Role.SUPERVISE: "（监督）"}
_OWNERS = frozenset({Role.LEAD, Role.RESPONSIBLE})


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its heading, its widest width in half-width characters, whether it is centred, and a row's cell."""

    heading: str
    width: int
    cell: Callable[[R], Cell]
    centred: bool = False


def cells(row: R, layout: Sequence[Column[R]]) -> list[Cell]:
    """The row's cells, without characters that no office program can hold."""
    return [_clean(column.cell(row)) for column in layout]


def _clean(cell: Cell) -> Cell:
    return _UNPRINTABLE.sub("", cell) if isinstance(cell, str) else cell


def _number(row: TargetRow) -> int:
    return row.number


def _task(row: TargetRow) -> str:
    return _typed(row, "task") or one_line(row.task)


def _indicator(row: TargetRow) -> str:
    typed = _typed(row, "indicator")
    return one_line(row.indicator or "") if typed is None else typed


def _value(row: TargetRow) -> str:
    typed = _typed(row, "value")
    return (one_line(row.quantity.text) if row.quantity else "") if typed is None else typed


def _deadline(row: TargetRow) -> str:
    typed = _typed(row, "deadline")
    return deadline_text(row.deadline) if typed is None else typed


def _owners(row: TargetRow) -> str:
    typed = _typed(row, "owners")
    return _names(body for body in row.bodies if body.role in _OWNERS) if typed is None else typed


def _helpers(row: TargetRow) -> str:
    typed = _typed(row, "helpers")
    return _names(body for body in row.bodies if body.role not in _OWNERS) if typed is None else typed


def _typed(row: TargetRow, field: str) -> str | None:
    """What a person says in the cell, in their own words; None where nobody does."""
    return row.typed[field].text if field in row.typed else None


def _by_hand(row: TargetRow) -> str:
    return by_hand_text(row.by_hand)


def _basis(row: TargetRow) -> str:
    return f"{paper_text(row.document)} {row.section.replace('/', ' ')}".rstrip()


def _quote(row: TargetRow) -> str:
    return one_line(row.quote)


_BY_FIELD: Mapping[str, Callable[[TargetRow], Cell]] = {
    "number": _number,
    "task": _task,
    "indicator": _indicator,
    "value": _value,
    "deadline": _deadline,
    "owners": _owners,
    "helpers": _helpers,
    "basis": _basis,
    "quote": _quote,
}


def by_field(row: TargetRow, field: str) -> Cell:
    """What stands in a row's cell, by the name of its field (number, task, indicator, value, deadline, owners,
    helpers, basis, quote), without characters that no office program can hold."""
    return _clean(_BY_FIELD[field](row))


LAYOUT: tuple[Column[Any], ...] = (
    Column("序号", 10, _number, centred=True),
    Column("目标任务", 34, _task),
    Column("指标", 24, _indicator),
    Column("目标值", 14, _value, centred=True),
    Column("完成时限", 20, _deadline, centred=True),
    Column("责任单位", 22, _owners),
    Column("配合单位", 18, _helpers),
    Column("依据", 26, _basis),
    Column("原文", 44, _quote),
)


BY_HAND: Column[Any] = Column("人工核对", 22, _by_hand)
"""Who said what of the row; for tables in which anybody did."""

CELL_NAMES: Mapping[str, str] = {
    "task": "目标任务",
    "indicator": "指标",
    "value": "目标值",
    "deadline": "完成时限",
    "owners": "责任单位",
    "helpers": "配合单位",
    "note": "备注",
}
"""The cells that people may correct, in the order of the table, and how people know them."""


def by_hand_text(by_hand: ByHand | None) -> str:
    """What people said of a row (王芳修改目标值、完成时限；李明确认), '' where nobody did."""
    if by_hand is None:
        return ""
    told = [f"{each.who}{done}" for each, done in ((by_hand.added, "增加"), (by_hand.confirmed, "确认")) if each]
    cells: dict[str, list[str]] = {}
    for field, said in by_hand.cells.items() if by_hand.added is None else ():
        cells.setdefault(said.who, []).append(CELL_NAMES[field])
    return "；".join((*(f"{who}修改{'、'.join(names)}" for who, names in cells.items()), *told))


def deadline_text(deadline: Deadline | None) -> str:
    """The paper's own words, then the day or days they stand for."""
    if deadline is None:
        return ""
    days = _days(deadline.since, deadline.until)
    words = one_line(deadline.text)
    return f"{words}（{days}）" if days and days != words else words


def _days(since: datetime.date | None, until: datetime.date | None) -> str:
    """A closed interval as short as it can be said: a year, a day, from, up to, or from and to."""
    if since and until:
        if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year:
            return f"{since.year}年"
        return f"{since}" if since == until else f"{since}至{until}"
    return f"{since}起" if since else f"{until}" if until else ""


def paper_text(document: DocumentSummary) -> str:
    """The paper as one cites it, 《title》（number）, marks inside the title stepped down as GB/T 15834 asks; the name
    of its file where it has neither."""
    if document.title is None:
        return document.document_number or PurePath(document.source).name
    title = one_line(document.title).translate({ord("《"): "〈", ord("》"): "〉"})
    return f"《{title}》" + (f"（{document.document_number}）" if document.document_number else "")


def _names(bodies: Iterable[Responsible]) -> str:
    marked = dict.fromkeys(f"{body.organization}{_MARKS.get(body.role, '')}" for body in bodies)
    return "、".join(marked)
