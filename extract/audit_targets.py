"""Warnings about targets: two figures for one thing, deadlines that have passed, figures that nobody must reach."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from corpus.document import Span
from extract.audit_records import AuditWarning, WarningKind
from extract.audit_rules import RATES
from extract.records import Comparator, DateKind, DateMention, Deadline, Responsibility, Target

_SHOWN = 24
_FEWEST = 4


def conflict_warnings(targets: Sequence[Target]) -> Iterator[AuditWarning]:
    """Targets of different sentences with the same indicator, unit, deadline and bodies, and different figures."""
    for first, second in conflicts(targets):
        figure, other = second.quantity, first.quantity
        yield AuditWarning(
            figure.start,
            figure.end,
            kind=WarningKind.CONFLICT,
            message=f"“{_short(second.indicator)}”前后不一：前面是“{_flat(other.text)}”，这里是“{_flat(figure.text)}”",
            related=(Span(other.start, other.end),),
        )


def conflicts(targets: Sequence[Target]) -> Iterator[tuple[Target, Target]]:
    """Neighbouring pairs that contradict each other, of one paper or of several; each pair in the given order.

    An increase and a level are two things, and so are the figures of one sentence (各档…)."""
    alike: dict[tuple[object, ...], list[Target]] = {}
    for target in targets:
        if _is_specific(target):
            alike.setdefault(_measure(target), []).append(target)
    for group in alike.values():
        for first, second in pairwise(group):
            if not _of_one_sentence(first, second) and _values(first) != _values(second):
                yield first, second


def _of_one_sentence(first: Target, second: Target) -> bool:
    """Whether both stand in one sentence of one paper: their clauses begin alike (达87%，力争达到91%)."""
    return first.start == second.start and (first.task.startswith(second.task) or second.task.startswith(first.task))


def _is_specific(target: Target) -> bool:
    """Whether the indicator says enough to know it again: 投资 or 已完成 does not."""
    words = _flat(target.indicator)
    return len(words) >= _FEWEST and (target.quantity.unit != "%" or RATES.search(words) is not None)


def _measure(target: Target) -> tuple[object, ...]:
    due, figure = target.deadline, target.quantity
    return (
        _flat(target.indicator),
        figure.unit,
        figure.comparator is Comparator.INCREASE,
        (due.since, due.until) if due else None,
        frozenset(body.organization for body in target.responsible),
    )


def _values(target: Target) -> tuple[object, object]:
    return target.quantity.value, target.quantity.max_value


def overdue_warnings(
    targets: Sequence[Target],
    duties: Sequence[Responsibility],
    dates: Sequence[DateMention],
    *,
    dated: datetime.date | None,
) -> Iterator[AuditWarning]:
    """Stated deadlines that end before the paper's own date, each once; nothing where the paper bears no date. A bare
    period (上半年) may only say when something was, so the words must be a last day's (6月底前) or a stage's."""
    told: set[int] = set()
    strict = {date.start for date in dates if date.kind is DateKind.DEADLINE}
    for due in chain((target.deadline for target in targets), (duty.deadline for duty in duties)):
        if dated is None or due is None or due.until is None or due.start in told:
            continue
        binding = due.basis in ("row", "stage") or (due.basis != "year" and due.start in strict)
        if binding and due.until < dated:
            told.add(due.start)
            yield _overdue(due, due.until, dated)


def _overdue(due: Deadline, until: datetime.date, dated: datetime.date) -> AuditWarning:
    message = f"完成时限“{_flat(due.text)}”（{until.isoformat()}）早于成文日期（{dated.isoformat()}）"
    return AuditWarning(due.start, due.end, kind=WarningKind.OVERDUE, message=message)


def nobody_warnings(targets: Sequence[Target]) -> Iterator[AuditWarning]:
    """Targets that name no body and whose paper tells none."""
    for target in targets:
        if not target.responsible:
            figure = target.quantity
            what = f"“{_short(target.indicator)}”" if target.indicator else ""
            message = f"目标{what}“{_flat(figure.text)}”没有写明由谁负责"
            yield AuditWarning(figure.start, figure.end, kind=WarningKind.NOBODY, message=message)


def _flat(words: str) -> str:
    return "".join(words.split())


def _short(words: str) -> str:
    words = _flat(words)
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
