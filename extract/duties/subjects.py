"""The subject of a duty as one phrase: 省级担保、再担保基金（机构）要…, 帮扶省市应….

Names are found by their endings and reach back over few words. Where a word of duty shows that the head of a clause is
its subject, the whole head is names: it is cut at 、 和 与 及, and a piece that ends in no word for a body (医保、医药主管
部门) belongs to the piece behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.document import Span
from extract.duty_rules import around, duty_rules
from extract.organizations import Name, central_bodies, vocabulary
from extract.rulebook import alternatives
from extract.words import cut

_SEPARATOR = re.compile("以及|[、和与及]")
_LONGEST = 120
_CLAUSE_MARKS = "，。；：,;:"
_ADDED = re.compile(r"（(?:机构|单位|部门|企业|公司)）$")


def with_subjects(text: str, names: Sequence[Name]) -> list[Name]:
    """The names of a sentence, those at the head of a clause that goes on with a word of duty made whole."""
    found = list(names)
    for head in _heads(text):
        pieces = _pieces(text, head, names)
        if pieces:
            found = [name for name in found if name.end <= head.start or head.end <= name.start]
            found += pieces
    return sorted(found, key=lambda name: name.start)


def _heads(text: str) -> Iterator[Span]:
    """What stands in a clause before its first word of duty, without what leads up to it (由, 同时)."""
    last = -1
    for match in _duty_word().finditer(text):
        begin = max(text.rfind(mark, 0, match.start()) for mark in _CLAUSE_MARKS) + 1
        if begin == last:
            continue
        last = begin
        head = text[begin : match.start()]
        handed = head.rfind("由") + 1
        lead_in = around("lead_in").match(head, handed)
        start = begin + (lead_in.end() if lead_in else handed)
        if 1 < match.start() - start <= _LONGEST and text.count("（", start, match.start()) == text.count(
            "）", start, match.start()
        ):
            yield Span(start, match.start())


def _pieces(text: str, head: Span, names: Sequence[Name]) -> list[Name]:
    """The bodies that a head consists of; none where it is not made of bodies alone."""
    tail = _tail().search(text, head.start, head.end)
    end = tail.start() if tail and not _ADDED.search(text, head.start, head.end) else head.end
    if end <= head.start or _is_predicate(text[head.start : end]):
        return []
    inside = [name for name in names if head.start <= name.start and name.end <= head.end]
    if _covered(head.start, end, inside):
        return [_known(name) for name in inside]
    cuts = [
        match
        for match in _SEPARATOR.finditer(text, head.start, end)
        if not any(name.start < match.start() < name.end for name in inside)
    ]
    edges = [head.start, *(edge for match in cuts for edge in match.span()), end]
    spans = [Span(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True) if stop > start]
    return _merged(text, spans, inside)


def _covered(start: int, end: int, names: Sequence[Name]) -> bool:
    """Whether names found by their endings fill the stretch without a gap: 各地各有关部门."""
    for name in names:
        if name.start != start:
            return False
        start = name.end
    return start == end


def _known(name: Name) -> Name:
    """A name that its place shows to be one, unless it is a mere class (企业)."""
    return name if name.text in vocabulary().generic else replace(name, bare=False)


def _merged(text: str, spans: Sequence[Span], names: Sequence[Name]) -> list[Name]:
    whole = {(name.start, name.end) for name in names if not name.bare}
    found: list[Name] = []
    start: int | None = None
    for place, span in enumerate(spans):
        start = span.start if start is None else start
        following = spans[place + 1] if place + 1 < len(spans) else None
        if _ends_in_body(text[span.start : span.end]) or (following and (following.start, following.end) in whole):
            found.append(Name(start, span.end, text=text[start : span.end], bare=False))
            start = None
    return found if start is None else []


def _is_predicate(head: str) -> bool:
    """Whether a clause's head is a verb with its object (深入开展企业…) and no subject; teams are named so."""
    words = cut(around("qualified").sub("", head))
    if vocabulary().particles.intersection(words):
        return True
    return _verb().match(head) is not None and around("team").search(head) is None


def _ends_in_body(words: str) -> bool:
    return _body_end().search(_ADDED.sub("", words)) is not None


@lru_cache(maxsize=1)
def _body_end() -> re.Pattern[str]:
    words = vocabulary()
    known = alternatives((*words.endings, *words.departments, *words.words, *central_bodies(), *words.persons))
    local = alternatives(words.short_endings)
    return re.compile(rf"(?:{known}|(?:^|[省市区县州镇乡级各])[\u4e00-\u9fff]{{0,8}}(?:{local}))$")


@lru_cache(maxsize=1)
def _duty_word() -> re.Pattern[str]:
    rules = duty_rules()
    return re.compile(rf"(?:均|都|也|还|则)?(?:{rules.modals}|负责(?!人|同志)|牵头(?!单位|部门)|承担)")


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{duty_rules().list_tail})+$")


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(duty_rules().duty_verbs)})")
