"""Contradictions: one task with two figures, two deadlines or two leads, in one paper or between papers.

Listed is only what can hardly be read otherwise: the same words for what is measured or done, the same year, a body in
common, and statements of different sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from corpus.store_values import DocumentSummary
from extract.audit_rules import RATES
from extract.naming import body_of
from extract.records import Comparator, Role
from extract.rulebook import Data, alternatives, read
from index.folding import folded
from queries.ask.lexicon import hints
from queries.tables.units import compared
from queries.targets import TargetRow

_FILE = Path(__file__).parents[1] / "lexicon" / "conflicts.yaml"
_FEWEST = 4
_FEWEST_OF_TASK = 8
_BY_YEAR = "year"
_MARKS = re.compile(r"\W")


class ConflictKind(str, Enum):
    """What two statements of one task differ in."""

    FIGURE = "figure"
    DEADLINE = "deadline"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rows that contradict each other, the later paper's first; `about` is the first one's indicator or task."""

    kind: ConflictKind
    about: str
    sides: tuple[TargetRow, ...]


class ConflictWords(Data):
    """lexicon/conflicts.yaml."""

    idle: tuple[str, ...]
    passing: tuple[str, ...]


_Key = Callable[[TargetRow], "Hashable | None"]
_Differ = Callable[[TargetRow, TargetRow], bool]


def conflicts(rows: Iterable[TargetRow]) -> tuple[Conflict, ...]:
    """The contradictions among the rows, by kind and place of the first side."""
    held = tuple(rows)
    found = (
        *_found(held, ConflictKind.FIGURE, _same_measure, _other_figure),
        *_found(held, ConflictKind.DEADLINE, _same_figure, _other_day),
        *_found(held, ConflictKind.LEAD, _same_task, _other_lead),
    )
    return tuple(found)


def _found(rows: Iterable[TargetRow], kind: ConflictKind, key: _Key, differ: _Differ) -> Iterator[Conflict]:
    """Groups of rows with the same key, each holding the rows that differ from another of theirs."""
    groups: dict[Hashable, list[TargetRow]] = {}
    for row in rows:
        of = key(row)
        if of is not None:
            groups.setdefault(of, []).append(row)
    for group in groups.values():
        pairs = [pair for pair in combinations(group, 2) if _of_two_sentences(*pair) and differ(*pair)]
        sides = dict.fromkeys(id(row) for pair in pairs for row in pair)
        if sides:
            chosen = sorted((row for row in group if id(row) in sides), key=_later)
            yield Conflict(kind, chosen[0].indicator or chosen[0].task, tuple(chosen))


def _same_measure(row: TargetRow) -> Hashable | None:
    """What is measured, in what unit, and by when. What a bulletin tells may be on the way there."""
    if row.quantity is None or not _is_telling(row) or row.document.kind in hints().told:
        return None
    _, unit = compared(row.quantity.value, row.quantity.unit)
    rises = row.quantity.comparator is Comparator.INCREASE
    due = row.deadline.until if row.deadline else None
    return (_core(row.indicator or ""), unit, rises, due) if due else None


def _same_figure(row: TargetRow) -> Hashable | None:
    """What is measured, the figure, and the plan's year, where the paper's own words say by when."""
    if row.quantity is None or not _is_telling(row) or not row.deadline or not row.deadline.until:
        return None
    if row.deadline.basis == _BY_YEAR:
        return None
    return (_core(row.indicator or ""), compared(row.quantity.value, row.quantity.unit), row.document.year)


def _same_task(row: TargetRow) -> Hashable | None:
    """What is to be done and in which year, where somebody leads."""
    task = _core(row.task)
    return (task, row.document.year) if _leads(row) and len(task) >= _FEWEST_OF_TASK else None


def _other_figure(one: TargetRow, other: TargetRow) -> bool:
    differs = _values(one) != _values(other) and not (_meets(one, other) or _meets(other, one))
    return differs and _share_bodies(one, other) and _one_scope(one, other)


def _other_day(one: TargetRow, other: TargetRow) -> bool:
    return (
        one.deadline is not None
        and other.deadline is not None
        and one.deadline.until != other.deadline.until
        and (_share_bodies(one, other))
    )


def _other_lead(one: TargetRow, other: TargetRow) -> bool:
    return not _leads(one) & _leads(other)


def _of_two_sentences(one: TargetRow, other: TargetRow) -> bool:
    """Not two figures of one sentence (达87%，力争达到91%), nor one paper printed twice."""
    if one.document.id == other.document.id:
        return not (one.start == other.start or (one.start < other.end and other.start < one.end))
    return one.quote != other.quote


def _share_bodies(one: TargetRow, other: TargetRow) -> bool:
    """Whether one body must reach both, or a body the one and its office the other; two offices have two tasks."""
    first, second = _owners(one), _owners(other)
    return bool(first & second or first & set(map(body_of, second)) or set(map(body_of, first)) & second)


def _owners(row: TargetRow) -> frozenset[str]:
    return frozenset(body.organization for body in row.bodies if body.role in (Role.LEAD, Role.RESPONSIBLE))


def _leads(row: TargetRow) -> frozenset[str]:
    return frozenset(body.organization for body in row.bodies if body.role is Role.LEAD)


def _values(row: TargetRow) -> Hashable:
    figure = row.quantity
    return None if figure is None else (compared(figure.value, figure.unit), figure.max_value)


def _meets(one: TargetRow, other: TargetRow) -> bool:
    """Whether a plain figure keeps within the bound that the other sets (3.8% and 控制在4%以内)."""
    if one.quantity is None or other.quantity is None or one.quantity.comparator is not Comparator.EQUAL:
        return False
    value, _ = compared(one.quantity.value, one.quantity.unit)
    bound, _ = compared(other.quantity.value, other.quantity.unit)
    match other.quantity.comparator:
        case Comparator.AT_LEAST | Comparator.MORE:
            return value >= bound
        case Comparator.AT_MOST | Comparator.LESS:
            return value <= bound
        case _:
            return False


def _one_scope(one: TargetRow, other: TargetRow) -> bool:
    """Whether no words beside the indicator tell the two apart (山区每人植树五棵，平原每人植树三棵)."""
    scopes = {_scope(one), _scope(other)} - {""}
    return len(scopes) < 2


def _scope(row: TargetRow) -> str:
    """What the clause says beside indicator, figure and deadline."""
    words = folded(row.task)
    known = (row.indicator, row.quantity.text if row.quantity else "", row.deadline.text if row.deadline else "")
    for part in known:
        words = words.replace(folded(part or ""), "", 1)
    return _MARKS.sub("", _idle().sub("", words))


def _is_telling(row: TargetRow) -> bool:
    """Whether the indicator says enough to know it again, and names no passing state."""
    if row.indicator is None or row.quantity is None or _passing().search(folded(row.indicator)):
        return False
    is_rate = row.quantity.unit != "%" or RATES.search(row.indicator) is not None
    return is_rate and len(_core(row.indicator)) >= _FEWEST


def _core(words: str) -> str:
    """The words without what does not change what they are about."""
    return _idle().sub("", folded(words))


def _later(row: TargetRow) -> tuple[int, int, str, int]:
    document: DocumentSummary = row.document
    day = -document.date.toordinal() if document.date else 0
    return (day, -(document.year or 0), document.id, row.start)


@lru_cache(maxsize=1)
def _idle() -> re.Pattern[str]:
    return _any_of(read(_FILE, ConflictWords).idle)


@lru_cache(maxsize=1)
def _passing() -> re.Pattern[str]:
    return _any_of(read(_FILE, ConflictWords).passing)


def _any_of(words: Collection[str]) -> re.Pattern[str]:
    return re.compile(alternatives(map(folded, words)))
