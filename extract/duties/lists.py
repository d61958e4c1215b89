"""A list of bodies (甲、乙和丙) cut into its names: at its marks, but not inside a name (工业和信息化局)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.document import Span
from extract.duty_rules import is_duty
from extract.organizations import Name, central_bodies, find_names, vocabulary
from extract.rulebook import alternatives
from extract.words import cut

_SEPARATOR = re.compile("以及|或者|及其|[、，,和与及或]")
_LIST_END = re.compile(r"等(?:有关|相关)?(?:部门|单位|部门和单位)?$")
_ADDED = re.compile(r"（(?:机构|单位|部门|企业|公司|[省市区县旗州盟镇乡街道、]+)）$")
_NAME = re.compile(r"[\u4e00-\u9fff（）]{3,16}")
_FIELD = 5
_CLASS = re.compile(r"(?:部门|单位|机构|系统)(?:（单位）)?$")


def bodies_of_subject(words: str) -> list[Name]:
    """The bodies that words consist of from end to end; none where they are not bodies alone. A piece that ends in no
    word for a body (医保、医药主管部门) belongs to the piece behind it."""
    names = find_names(words)
    if _filled(len(words), names):
        return [_known(name) for name in names]
    parts, found = _parts(words, names), list[Name]()
    start: int | None = None
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        start = part.start if start is None else start
        if ends_in_body(part.of(words)) or (following and following.of(words) in central_bodies()):
            found.append(_new(words, start, part.end))
            start = None
    return found if start is None else []


def bodies_in_list(words: str) -> list[Name]:
    """The bodies of a list that a duty is given to. What stands between two marks beside known ones is a body too, if
    it can be (城投集团); a class that several words share is one (教育、财政部门)."""
    names = find_names(words)
    found: list[Name] = []
    start: int | None = None
    parts = _parts(words, names) if names else []
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        inside = [_known(name) for name in names if part.covers(name)]
        if (
            not inside
            and following
            and _CLASS.search(following.of(words))
            and part.end - part.start < len("工商行政管理")
        ):
            start = part.start if start is None else start
        elif start is not None:
            found.append(_new(words, start, inside[-1].end if inside else part.end))
            start = None
        else:
            found += inside or _unknown(words, part)
    return found


def ends_in_body(words: str) -> bool:
    """Whether words end in one for a body, or for people by their post."""
    return _body_end().search(_ADDED.sub("", words)) is not None


def is_added(words: str) -> bool:
    """Whether words end in what only adds to a body's name: 基金（机构）."""
    return _ADDED.search(words) is not None


def _parts(words: str, names: Sequence[Name]) -> list[Span]:
    cuts = [
        match
        for match in _SEPARATOR.finditer(words)
        if not any(name.start < match.start() < name.end for name in names)
    ]
    edges = [0, *(edge for match in cuts for edge in match.span()), len(words)]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


def _filled(end: int, names: Sequence[Name]) -> bool:
    """Whether one name fills the words, or several that each begin anew: 各地各有关部门."""
    reached = 0
    for name in names:
        if name.start != reached or (reached and not name.text.startswith("各")):
            return False
        reached = name.end
    return reached == end


def _known(name: Name) -> Name:
    """A name that its place shows to be one, unless it is a mere class (企业)."""
    return name if name.text in vocabulary().generic else replace(name, bare=False)


def _new(words: str, start: int, end: int) -> Name:
    return Name(start, end, text=words[start:end], bare=False)


def _unknown(words: str, part: Span) -> list[Name]:
    text = _LIST_END.sub("", part.of(words))
    may_be = _NAME.fullmatch(text) and not is_duty(text) and vocabulary().particles.isdisjoint(cut(text))
    return [_new(words, part.start, part.start + len(text))] if may_be else []


@lru_cache(maxsize=1)
def _body_end() -> re.Pattern[str]:
    words = vocabulary()
    known = alternatives(
        (*words.endings, *words.departments, *words.words, *central_bodies(), *words.persons, *words.places)
    )
    local = alternatives(words.short_endings)
    return re.compile(rf"(?:{known}|(?:^|[省市区县州镇乡级各])[\u4e00-\u9fff]{{0,8}}(?:{local}))$")
