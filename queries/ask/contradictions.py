"""Papers that give another body, figure or day for the same thing: which findings contradict which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, takewhile

from extract.records import Role
from index.analysis import pairs
from index.folding import folded
from queries.ask.findings import Finding
from queries.ask.lexicon import hints
from queries.ask.question import Wanted

# Of the 2-grams of the shorter task so many have to stand in the other, and so few tell nothing.
_SAME_TASK, _LEAST_PAIRS = 0.7, 4
# How much less well a finding may fit the question than the one that it contradicts.
_AS_GOOD = 0.9
# From how far on it is the date that decides, and how many findings are looked at.
_EQUAL, _LOOKED_AT = 0.985, 20
_FIGURES = re.compile(r"[\d.,%０-９〇一二三四五六七八九十百千万亿两零]+")
_ANSWERABLE = (Role.LEAD.value, Role.RESPONSIBLE.value)


def contradictions(found: Sequence[Finding]) -> tuple[tuple[int, ...], ...]:
    """For each finding the places of those that contradict it: of another paper, about the same thing, fitting the
    question about as well, and saying something else."""
    against: list[list[int]] = [[] for _ in found]
    said = {(each.place.summary.id, each.answer) for each in found}
    for one, other in combinations(range(len(found)), 2):
        if _contradict(found[one], found[other]) and not _share(found[one], found[other], said):
            against[one].append(other)
            against[other].append(one)
    return tuple(map(tuple, against))


def side_by_side(found: Sequence[Finding]) -> list[Finding]:
    """The findings, best first, but beside the first those that contradict it: those of later papers that fit as well
    before it, the others behind what its own paper says."""
    looked_at = found[:_LOOKED_AT]
    rivals = [found[at] for at in contradictions(looked_at)[0]] if looked_at else []
    rivals.sort(key=lambda each: -_day(each))
    if not rivals:
        return list(found)
    first = found[0]
    later = [each for each in rivals if _day(each) > _day(first) and each.score >= _EQUAL * first.score]
    own = list(takewhile(lambda each: each.place.summary.id == first.place.summary.id, found))
    beside = [*later, *own, *(each for each in rivals if each not in later)]
    return [*beside, *(each for each in found if each not in beside)]


def _contradict(one: Finding, other: Finding) -> bool:
    papers = one.place.summary, other.place.summary
    if one.wanted is not other.wanted or papers[0].id == papers[1].id or one.answer == other.answer:
        return False
    # A bulletin tells how far things are; that contradicts no plan.
    if any(paper.kind in hints().told for paper in papers):
        return False
    if min(one.score, other.score) < _AS_GOOD * max(one.score, other.score):
        return False
    match one.wanted:
        case Wanted.ORGANIZATION:
            same_kind = one.role == other.role and one.role in _ANSWERABLE
        case Wanted.QUANTITY:
            # Another year's target is another target.
            same_kind = papers[0].year == papers[1].year and _other_figure(one.answer, other.answer)
        case Wanted.DATE:
            same_kind = papers[0].year == papers[1].year
        case _:
            return False
    return same_kind and _same_task(one, other)


def _share(one: Finding, other: Finding, said: set[tuple[str, str]]) -> bool:
    """Whether one of the papers says also what the other says."""
    return (one.place.summary.id, other.answer) in said or (other.place.summary.id, one.answer) in said


def _same_task(one: Finding, other: Finding) -> bool:
    first, second = (set(pairs(folded(each.task.replace(each.answer, "")))) for each in (one, other))
    fewer = min(len(first), len(second))
    return fewer >= _LEAST_PAIRS and len(first & second) >= _SAME_TASK * fewer


def _other_figure(one: str, other: str) -> bool:
    """Whether the figures differ and what is counted does not."""
    units = [_FIGURES.sub("", each)[:1] for each in (one, other)]
    return units[0] == units[1] and _FIGURES.findall(one) != _FIGURES.findall(other)


def _day(finding: Finding) -> int:
    day = finding.place.summary.date
    return day.toordinal() if day else 0
