"""Warnings about numbering: numbers of items that repeat or are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.document import Span
from corpus.view import readable
from extract.audit_lists import Item, ItemList, labelled, listed, rows_of
from extract.audit_records import AuditWarning, WarningKind


def numbering_warnings(text: str, lists: Sequence[ItemList]) -> Iterator[AuditWarning]:
    """Numbers that come twice and numbers left out, also from one heading's items to the next one's.

    A label that is printed where it is missed has only not been taken for one, and gives no warning."""
    for row in rows_of(lists):
        if [item.number for item in row[:2]] == [2, 3]:
            yield from _left_out(text, None, row[0])
        for place, (before, item) in enumerate(pairwise(row), start=1):
            if item.number <= before.number:
                yield _repeated(row, place)
            elif item.number > before.number + 1 and not _made_up_for(row, place):
                yield from _left_out(text, before, item)


def _repeated(row: Sequence[Item], place: int) -> AuditWarning:
    """The item at a place has a number that one before it had, or a smaller one."""
    before, item = row[place - 1 : place + 1]
    twin = next((other for other in row[:place] if other.number == item.number), before)
    said = "重复" if twin.number == item.number else "倒退"
    message = f"序号{said}：“{item.shown}”与前面的“{twin.shown}”"
    if place == 1 and item.number == before.number == 2:
        message += "，前一处疑应为第1项"
    elif [following.number for following in row[place + 1 : place + 2]] == [before.number + 2]:
        message += f"，后一处疑应为第{before.number + 1}项"
    return _warning(WarningKind.REPEATED, item, message, twin)


def _made_up_for(row: Sequence[Item], place: int) -> bool:
    """Whether a repeated number has taken the place of the one left out behind it (二 二 四)."""
    numbers = [item.number for item in row[place - 2 : place + 1]] if place > 1 else []
    return len(numbers) == 3 and numbers[1] <= numbers[0] and numbers[2] == numbers[0] + 2


def _left_out(text: str, before: Item | None, item: Item) -> Iterator[AuditWarning]:
    """The numbers between two items, or before the first one, that are printed nowhere there."""
    start = before.section.start if before else 0
    between = readable(text, Span(start, item.section.start)).text
    first = before.number + 1 if before else 1
    missing = [n for n in range(first, item.number) if labelled(item.section.label, n) not in between]
    if missing:
        place = f"“{before.shown}”之后是“{item.shown}”" if before else f"从“{item.shown}”开始"
        yield _warning(WarningKind.MISSING, item, f"缺第{listed(missing)}项：{place}", *([before] if before else []))


def _warning(kind: WarningKind, item: Item, message: str, *others: Item) -> AuditWarning:
    span = item.label_span
    related = tuple(other.label_span for other in others)
    return AuditWarning(span.start, span.end, kind=kind, message=message, related=related)
