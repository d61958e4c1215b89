"""The subject of a duty as one phrase: 省级担保、再担保基金（机构）要…, 帮扶省市应….

Names are found by their endings and reach back over few words. Where a word of duty shows that the head of a clause is
its subject, the whole head is names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.document import Span
from extract.duties.lists import bodies_of_subject, is_added
from extract.duty_rules import around, duty_rules, must
from extract.organizations import CLASS_ENDINGS, Name, boundaries, find_names, vocabulary
from extract.rulebook import alternatives
from extract.words import cut

_LONGEST = 120
_CLAUSE_MARKS = "，。；：,;:"


def with_subjects(text: str, names: Sequence[Name]) -> list[Name]:
    """The names of a sentence, those at the head of a clause that goes on with a word of duty made whole."""
    found = list(names)
    for head in _heads(text):
        known = any((name.start, name.end) == (head.start, head.end) and not name.bare for name in found)
        bodies = [] if known else _bodies(text, head)
        if bodies:
            found = [name for name in found if name.end <= head.start or head.end <= name.start]
            found += bodies
    return sorted(found, key=lambda name: name.start)


def _heads(text: str) -> Iterator[Span]:
    """What stands in a clause before its first word of duty, without what leads up to it (由, 同时)."""
    last = -1
    for match in _duty_word().finditer(text):
        # A long subject is set off by a comma: 排放污水的单位，必须….
        end = match.start() - (text[match.start() - 1] == "，" and must(match.group()))
        begin = max(text.rfind(mark, 0, end) for mark in _CLAUSE_MARKS) + 1
        if begin == last:
            continue
        last = begin
        head = text[begin:end]
        handed = head.rfind("由") + 1
        lead_in = around("lead_in").match(head, handed)
        start = begin + (lead_in.end() if lead_in else handed)
        if 1 < end - start <= _LONGEST and text.count("（", start, end) == text.count("）", start, end):
            yield Span(start, end)


def _bodies(text: str, head: Span) -> list[Name]:
    """The bodies that a head consists of; none where it is not made of bodies alone."""
    whole = is_added(head.of(text)) or head.of(text).endswith(vocabulary().persons)
    tail = None if whole else _tail().search(text, head.start, head.end)
    words = text[head.start : tail.start() if tail else head.end]
    asked = must(text[head.end :].removeprefix("，"))
    plain = [] if not words or _is_predicate(words, asked=asked) else bodies_of_subject(words)
    clause = around("relative").match(words) if asked and not plain else None
    bodies = _qualified(words, clause.end()) if clause else plain
    return [name.moved(head.start) for name in bodies]


def _qualified(words: str, end: int) -> list[Name]:
    """The bodies behind a clause that says which (排放污水的企业); what is a mere class is known by that clause."""
    bodies = [name.moved(end) for name in bodies_of_subject(words[end:])] if find_names(words[end:]) else []
    if bodies and bodies[0].text in vocabulary().generic:
        bodies[0] = Name(0, bodies[0].end, text=words[: bodies[0].end], bare=False)
    return bodies


def _is_predicate(head: str, *, asked: bool) -> bool:
    """Whether a clause's head is a verb with its object (厚植企业…) and no subject: not where something is asked of it
    (发展改革部门要); teams are named so."""
    words = cut(around("qualified").sub("", head))
    if vocabulary().particles.intersection(words):
        return True
    if asked or head.endswith(CLASS_ENDINGS):
        return False
    verb = _verb().match(head) is not None or words[0] in boundaries()
    return verb and around("team").search(head) is None


@lru_cache(maxsize=1)
def _duty_word() -> re.Pattern[str]:
    modals, answers = duty_rules().modals, around("answers").pattern
    return re.compile(
        rf"(?:均|都|也|还|则)?(?:{modals}|{answers}|负责(?!人|同志)|牵头(?!单位|部门)|承担(?!单位|机构|主体|企业|部门))"
    )


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{duty_rules().list_tail})+$")


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(duty_rules().duty_verbs)})")
