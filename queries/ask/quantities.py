"""How much: the figures of a passage, judged by the words that stand nearest to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.document import Span
from extract.numerals import plain
from extract.records import Deadline, Quantity, QuantityRole, Target
from extract.respective import Respective, respective
from queries.ask.findings import LISTING, Finding, exception_fit, explained, segment_of, short, tight
from queries.ask.lexicon import hints, is_counter
from queries.ask.places import Place
from queries.ask.question import Question, Tense, Wanted
from queries.ask.unrecorded import unrecorded
from queries.ask.weights import LEAST_SHARE, Weights
from queries.ask.years import year_agrees

_ROLES: dict[Tense | None, dict[QuantityRole, float]] = {
    None: {QuantityRole.TARGET: 1.0, QuantityRole.DESCRIPTION: 0.9, QuantityRole.STRUCTURAL: 0.75},
    Tense.DUE: {QuantityRole.TARGET: 1.0, QuantityRole.DESCRIPTION: 0.87, QuantityRole.STRUCTURAL: 0.75},
    Tense.DONE: {QuantityRole.TARGET: 0.85, QuantityRole.DESCRIPTION: 1.0, QuantityRole.STRUCTURAL: 0.75},
}
_REPORTED, _UNASKED_MONEY = 1.03, 0.93
# A word of the indicator that is not asked about tells another thing: 新发展会员, 新发展新业态会员.
_UNASKED, _MOST_UNASKED = 0.002, 0.04
# The figure of another member of what is told in turn: 甲、乙分别为5%、7%.
_OF_ANOTHER = 0.8
_OF_ANOTHER_THING = 0.92
_PERCENT = frozenset(("%", "‰", "个百分点", "百分点"))


def quantities(question: Question, weights: Weights, place: Place) -> Iterator[Finding]:
    """All figures of the passage that may be meant; for a how-long question the spans of time."""
    if question.lasting:
        yield from unrecorded(question, weights, place, units=hints().time_units)
        return
    if question.counter:
        yield from unrecorded(question, weights, place, units=(question.counter,))
    targets = {(target.quantity.start, target.quantity.end): target for target in place.records.targets}
    clauses = list(place.clauses())
    in_turn = respective(place.document.text, place.records.quantities, within=place)
    for quantity in place.records.quantities:
        clause = next((clause for clause in clauses if clause.covers(quantity)), None)
        if clause is None:
            continue
        found = _finding(question, weights, place, quantity, clause, targets.get((quantity.start, quantity.end)))
        if found:
            told = in_turn.get(quantity.start)
            yield replace(found, score=found.score * _member_fit(weights, place, told)) if told else found


def one_of_each(question: Question, found: Sequence[Finding]) -> list[Finding]:
    """The findings, best first, with one for each of several figures asked for at once before all others: the one whose
    part of its clause has most of the words that ask for it."""
    first: list[Finding] = []
    for words in question.amounts:
        held = [(_held(question, words, finding), finding) for finding in found if finding not in first]
        most = max((share for share, _ in held), default=0)
        first += [finding for share, finding in held if share == most > 0][:1]
    return [*first, *(finding for finding in found if finding not in first)]


def _held(question: Question, words: Sequence[str], finding: Finding) -> int:
    """How many of the words stand in the part of the clause that holds the figure."""
    text = finding.place.document.text
    near = segment_of(text, Span(finding.start, finding.end), Span(finding.at, finding.at))
    said = finding.place.words(near.start, near.end)
    return sum(any(form in said for form in (word, *question.alike(word))) for word in words)


def _member_fit(weights: Weights, place: Place, told: Respective) -> float:
    """How far the figure is of the one asked about, of those whose figures are told in turn."""
    asked = [weights.share([(weights.seen(place.words(each.start, each.end)), 1.0)]) for each in told.members]
    return 1.0 if asked[told.place] == max(asked) else _OF_ANOTHER


def _finding(
    question: Question, weights: Weights, place: Place, quantity: Quantity, clause: Span, target: Target | None
) -> Finding | None:
    """The figure with how well it fits; None where its words explain too little."""
    near = segment_of(place.document.text, clause, quantity)
    member = segment_of(place.document.text, clause, quantity, marks=LISTING)
    # What is measured stands before its figure; what follows in the sentence may belong to the next one.
    own: list[tuple[Span, float]] = [
        (member, 0.97),
        (Span(near.start, member.end), 0.94),
        (Span(clause.start, member.end), 0.9),
        (near, 0.86),
        (clause, 0.82),
    ]
    if target:
        own += [(span, 1.0) for span in target.indicator_spans]
    share = explained(weights, place, own)
    if share < LEAST_SHARE:
        return None
    span = Span(target.start, target.end) if target else tight(place.document.text, clause)
    words = span.of(place.document.text)
    due = _year_of(target.deadline) if target and target.deadline else ""
    fit = _role_fit(question, place, quantity.role) * _unit_fit(question, quantity)
    fit *= 1.0 if _counts(question, place, quantity, Span(near.start, member.end)) else _OF_ANOTHER_THING
    fit *= year_agrees(question, place, clause, near=near, due=due)
    unasked = len(target.indicator) - sum(map(len, question.words)) if target else 0
    fit *= exception_fit(question, near.of(place.document.text))
    other = min(_MOST_UNASKED, _UNASKED * max(0, unasked))
    return Finding(
        span.start,
        span.end,
        wanted=Wanted.QUANTITY,
        answer=in_words(quantity),
        role=None,
        task=short(words) if target is None else target.indicator or target.task,
        place=place,
        share=share,
        score=share * fit - other - 0.0003 * (near.end - near.start),
        at=quantity.start,
    )


def _counts(question: Question, place: Place, quantity: Quantity, part: Span) -> bool:
    """Whether the figure may count what the question does (几个社区): its part of the clause names that, or it stands
    before no other thing."""
    forms = [form for word in question.counted for form in (word, *question.alike(word))]
    said = place.words(part.start, part.end)
    follows = place.document.text[quantity.end : min(quantity.end + 1, part.end)]
    return not forms or not follows.isalpha() or any(form in said for form in forms)


def in_words(quantity: Quantity) -> str:
    """As printed (digits in half width), and the value where these digits do not show it: `2万名（20000）`."""
    printed = short(plain(quantity.text))
    values = [value for value in (quantity.value, quantity.max_value) if value is not None]
    figures = {Decimal(found) for found in re.findall(r"\d+(?:\.\d+)?", printed.replace(",", ""))}
    if all(value in figures for value in values):
        return printed
    return f"{printed}（{'—'.join(format(value.normalize(), 'f') for value in values)}）"


def _year_of(deadline: Deadline) -> str:
    """The year in which it is due, where the paper's words near the figure say so."""
    return f"{deadline.until.year}年" if deadline.until and deadline.basis != "year" else ""


def _role_fit(question: Question, place: Place, role: QuantityRole) -> float:
    """How far a plan's figure or a report's is what is asked for; of a year gone by, the next year's report tells."""
    reported = question.year is not None and not question.of_paper and place.summary.year == question.year + 1
    if question.tense is None and reported and role is QuantityRole.DESCRIPTION:
        return _REPORTED
    return _ROLES[question.tense][role]


def _unit_fit(question: Question, quantity: Quantity) -> float:
    """How far the unit is the one asked for, as a factor."""
    unit = quantity.unit
    if question.unit:
        if question.unit == unit or any(question.unit in same and unit in same for same in hints().same_units):
            return 1.06
        return 0.93 if is_counter(question.unit) and is_counter(unit) else 0.8
    if question.growth and unit in _PERCENT:
        return 1.05
    if any(run[-1].endswith(hints().ratio_endings) for run in question.runs if run):
        return 1.05 if unit in _PERCENT else 0.85
    if any(word in question.asked for word in hints().money):
        return 1.05 if unit == "元" else 0.8
    return _UNASKED_MONEY if unit == "元" else 1.0
