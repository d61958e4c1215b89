"""Bracketed lists of who does it: （教育局牵头，财政局、人社局按职责分工负责）, （责任单位：办公室、组织部）.

A list stands behind its item; what it assigns is the item, or the part of it since the last list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.document import Document, Span
from corpus.view import readable
from extract.duties.duty import TASK_LIMIT, Duty
from extract.duties.lists import bodies_in_list, ends_in_body
from extract.duty_rules import duty_rules, find_cue, role_of_label
from extract.organizations import Name, find_names, vocabulary
from extract.papers import paper_kinds
from extract.records import Basis, Role
from extract.sentences import Sentence

_BRACKET = re.compile(r"[（(\[【]((?:[^（）()\[\]【】]|[（(][^（）()]*[)）])+)[)）\]】]")
_LAST_BRACKET = re.compile(r"[（(\[【]([^（）()\[\]【】]*(?:（[^（）]*）[^（）()\[\]【】]*)*)[)）\]】]$")
_PART = re.compile(r"[^；;。]+")

_TIME = re.compile(r"[，,；;][^，,；;]*(?:前|[年月日季底末]|季度|完成|全年|长期|持续(?:推进)?)$")
_BETWEEN = re.compile(r"[、，,；;和及与\s]|以及")
_LABEL = 3
COLLECTIVE = ("各", "有关", "相关", "其他")

Party = tuple[Name, Role]


def duties_in_lists(document: Document, sentences: Sequence[Sentence], *, first_leads: bool) -> Iterator[Duty]:
    """One duty for each body of each bracketed list, with basis `explicit`. `first_leads`: the paper says once for all
    its lists that the first-listed body leads."""
    last_end = 0
    for sentence in sentences:
        for bracket, parties in (*bracketed_lists(sentence.text), *_bare_list(document, sentence)):
            ranked = led_by_first(parties) if first_leads else parties
            span = sentence.view.span(bracket.start, bracket.end)
            item = _item(document, sentence, span, last_end)
            task = _task(document, sentence, item)
            last_end = span.end
            for name, role in ranked:
                printed = sentence.view.span(name.start, name.end)
                yield Duty(
                    item.start,
                    item.end,
                    task=task,
                    name=name.text,
                    name_span=printed,
                    role=role,
                    basis=Basis.EXPLICIT,
                    reason="list",
                    sentence=sentence,
                )


@lru_cache(maxsize=4096)
def bracketed_lists(text: str) -> tuple[tuple[Span, list[Party]], ...]:
    """The brackets of a readable text that give bodies a role, with those bodies; offsets count in the text. Kept for a
    while: two finders ask for the same sentence."""
    return tuple(_bracketed(text))


def _bracketed(text: str) -> Iterator[tuple[Span, list[Party]]]:
    if _is_label().match(text) and (parties := list(_labelled(text, 0))):
        yield Span(0, len(text)), parties
        return
    for bracket in _BRACKET.finditer(text):
        said = list(_labelled(bracket[1], bracket.start(1))) or list(_worded(bracket[1], bracket.start(1)))
        parties = [party for party in said if not party[0].bare] or said
        if parties:
            yield Span(bracket.start(), bracket.end()), parties


def _labelled(content: str, base: int) -> Iterator[Party]:
    """责任单位：甲、乙；配合单位：丙."""
    for match in _labels().finditer(content):
        role = role_of_label(match["label"])
        if role:
            yield from ((name.moved(base + match.start("list")), role) for name in bodies_in_list(match["list"]))


def _worded(content: str, base: int) -> Iterator[Party]:
    """甲牵头，乙、丙等按职责分工负责: the words of duty behind a body hold for all before it that have none."""
    for part in _PART.finditer(content):
        words, begin = part.group(), 0
        while cue := find_cue(words, begin):
            role, start, end = cue
            for name in bodies_in_list(words[begin:start]):
                yield name.moved(base + part.start() + begin), role
            begin = end


def _bare_list(document: Document, sentence: Sentence) -> Iterator[tuple[Span, list[Party]]]:
    """A bracket that ends an item with names alone: 新建职工书屋8家。（组织部、宣教部，6月底前）. Bulletins sign so."""
    kind = document.letterhead.kind
    bracket = _LAST_BRACKET.search(sentence.text) if sentence.section else None
    if bracket is None or (kind and kind.value in paper_kinds().bulletins):
        return
    label = re.match(_label(), bracket[1])
    begin = label.end() if label else 0
    listed = _TIME.sub("", bracket[1][begin:])
    names = [name for name in find_names(listed) if name.text not in vocabulary().generic]
    rest = "".join(re.split("|".join(re.escape(name.text) for name in names), listed)) if names else listed
    told_apart = len(names) > 1 or not ends_in_body(sentence.text[: bracket.start()])
    if not _BETWEEN.sub("", rest) and told_apart:
        role = role_of_label(label.group()) if label else None
        parties = [(name.moved(bracket.start(1) + begin), role or Role.RESPONSIBLE) for name in names]
        yield Span(bracket.start(), bracket.end()), parties


def led_by_first(parties: Sequence[Party]) -> Sequence[Party]:
    """The first-listed body leads, where a list of several names no leader and begins with no collective (各部门)."""
    first = parties[0][0] if parties else None
    if first is None or len(parties) < 2 or any(role is not Role.RESPONSIBLE for _, role in parties):
        return parties
    if first.text.startswith(COLLECTIVE):
        return parties
    return [(first, Role.LEAD), *parties[1:]]


def _item(document: Document, sentence: Sentence, bracket: Span, last_end: int) -> Span:
    """What a list assigns: its item, or the part of it since the last list."""
    start = sentence.section.start if sentence.section else document.paragraphs[sentence.paragraph].start
    if last_end > start:
        start = last_end
        while start < bracket.start and not document.text[start].isalnum():
            start += 1
    return Span(min(start, bracket.start), bracket.end)


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    """A label and its list, which ends at the next label: one with a role anywhere, another behind a mark."""
    label, other = _label(), r"[\u4e00-\u9fff]{2,8}"
    stop = rf"(?=[；;。，,]?(?:{label})[:：]|[；;。，,]{other}[:：]|$)"
    return re.compile(rf"(?P<label>{label}|{other})(?:[:：]|为[:：]?)(?P<list>[^:：]+?){stop}")


@lru_cache(maxsize=1)
def _is_label() -> re.Pattern[str]:
    return re.compile(rf"[—–-]*(?:{_label()})[:：]")


@lru_cache(maxsize=1)
def _label() -> str:
    return "|".join(cue.pattern for cue in duty_rules().labels)


def _task(document: Document, sentence: Sentence, item: Span) -> str:
    section = sentence.section
    if section and section.start == item.start and section.heading:
        return section.heading[:TASK_LIMIT]
    parts = re.split(r"[。；（）]", readable(document.text, item).text)
    return next((part for part in parts if len(part) > _LABEL), "")[:TASK_LIMIT]
