"""Warnings about counts: parts that are announced (四个方面：) and a list of another length that follows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.document import Document, Section, Span
from corpus.view import readable
from extract.audit_lists import ItemList, levels_within, listed, number_of
from extract.audit_records import AuditWarning, WarningKind
from extract.audit_rules import ANNOUNCED
from extract.records import Quantity, QuantityRole

_SENTENCE_END = re.compile(r"[。；！？]")
_MOST = 99
_NEAR = 60
_WINDOW = 12
_NEARLY = 2
_NOT_PARTS = ("级", "倍")


def count_warnings(
    document: Document, lists: Sequence[ItemList], quantities: Sequence[Quantity]
) -> Iterator[AuditWarning]:
    """Parts announced right before a list (四个方面：, a heading 十项工作) whose number the list does not have.

    Where several are announced for one list (五个方面十六项), one that fits is enough; the others count the items
    below, where nearly so many stand there."""
    announced: dict[int, list[Quantity]] = defaultdict(list)
    heads = _Heads(document, lists)
    for quantity in quantities:
        place = heads.announced_by(quantity) if _announces(document.text, quantity) else None
        if place is not None:
            announced[place].append(quantity)
    for place, figures in announced.items():
        each = lists[place]
        levels = levels_within(document.outline, each.span)
        parts = sum(int(part.value) for part in _parts(each, quantities))
        fitting = {len(each.items), each.numbers[-1], parts, *map(len, levels)}
        unmet = [figure for figure in figures if int(figure.value) not in fitting]
        if len(unmet) == len(figures):
            yield _miscounted(figures[-1], [item.section for item in each.items])
        for figure in unmet[: 0 if len(unmet) == len(figures) else None]:
            near = [level for level in levels[1:] if abs(len(level) - int(figure.value)) <= _NEARLY]
            if near:
                yield _miscounted(figure, near[0])


def _parts(each: ItemList, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The first figure of each item's heading: an item may announce its share of the whole (保障方面5项)."""
    for item in each.items:
        place = bisect_left(quantities, item.section.start, key=lambda quantity: quantity.start)
        if place < len(quantities) and quantities[place].end <= item.section.heading_end:
            yield quantities[place]


def _announces(text: str, quantity: Quantity) -> bool:
    """Whether the figure counts parts of the paper: 四个方面, and not 两个市场."""
    behind = readable(text, Span(quantity.end, min(len(text), quantity.end + _WINDOW))).text
    whole = quantity.value == quantity.value.to_integral_value() and quantity.max_value is None
    return (
        quantity.role is QuantityRole.STRUCTURAL
        and whole
        and 2 <= quantity.value <= _MOST
        and quantity.unit not in _NOT_PARTS
        and ANNOUNCED.match(behind) is not None
    )


class _Heads:
    """Finds the list that a figure announces."""

    def __init__(self, document: Document, lists: Sequence[ItemList]) -> None:
        self._document = document
        self._outline = [section.start for section in document.outline]
        self._paragraphs = [paragraph.start for paragraph in document.paragraphs]
        self._beginning = {each.items[0].section: place for place, each in enumerate(lists)}

    def announced_by(self, figure: Quantity) -> int | None:
        """The place of the list that follows the figure directly, or None."""
        place = bisect_right(self._outline, figure.start)
        own = self._document.outline[place - 1] if place else None
        following = self._document.outline[place] if place < len(self._outline) else None
        if following is None or following not in self._beginning:
            return None
        if not (_in_heading(figure, own) and _under(own, following)) and not self._leads_to(figure, following):
            return None
        return self._beginning[following]

    def _leads_to(self, figure: Quantity, first: Section) -> bool:
        """Whether the sentence of the figure is the last one before the item, in its paragraph or the one before."""
        paragraph = bisect_right(self._paragraphs, figure.start) - 1
        target = bisect_right(self._paragraphs, first.start) - 1
        between = readable(self._document.text, Span(figure.end, first.start)).text if first.start > figure.end else ""
        return target - paragraph <= 1 and len(between) <= _NEAR and not _SENTENCE_END.search(between[:-1])


def _in_heading(figure: Quantity, section: Section | None) -> bool:
    return section is not None and section.start <= figure.start and figure.end <= section.heading_end


def _under(section: Section | None, item: Section) -> bool:
    return section is not None and item.level > section.level and item.end <= section.end


def _miscounted(figure: Quantity, sections: Sequence[Section]) -> AuditWarning:
    wanted, found = int(figure.value), len(sections)
    numbers = {read[1] for read in map(number_of, (section.label for section in sections)) if read}
    missing = sorted(set(range(1, wanted + 1)) - numbers)
    message = f"“{''.join(figure.text.split())}”之下"
    if found < wanted:
        told = missing if len(missing) == wanted - found else []
        message += f"只找到{found}项" + (f"，缺第{listed(told)}项" if told else "")
    else:
        message += f"找到{found}项，多{found - wanted}项"
    related = tuple(Span(section.start, section.heading_end) for section in sections)
    return AuditWarning(figure.start, figure.end, kind=WarningKind.COUNT, message=message, related=related)
