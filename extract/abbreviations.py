"""What a paper itself calls a body for short: 某某工作领导小组（以下简称“领导小组”）."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.document import Span
from corpus.view import readable
from extract.organizations import find_names

_CALLED = re.compile(
    r"[（(](?:以下|下文|下)?(?:简称|称)[为作]?[：:]?[“\"「]?(?P<short>[\u4e00-\u9fff]{2,14})[”\"」]?[）)]"
)
# The word itself may be broken over a line, and so may the name before it.
_SIGN = re.compile(r"[（(]\s*(?:以\s*下|下)\s*(?:文\s*)?(?:简\s*)?称|[（(]\s*简\s*称")
_BEFORE, _AFTER = 60, 40
_CLAUSE = re.compile(r"[^，。；：！？]*$")


@dataclass(frozen=True, slots=True)
class Abbreviation(Span):
    """A short name that a paper gives to a body; the span is where the short name is given, `name` the long one as
    printed just before it, without blanks."""

    short: str = field(kw_only=True)
    name: str = field(kw_only=True)


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """The short names that a paper gives to bodies, in order. A short name is made of characters of the long one in
    their order; what is called something else (以下统称有关部门) is not one."""
    found = []
    for sign in _SIGN.finditer(text):
        view = readable(text, Span(max(0, sign.start() - _BEFORE), min(len(text), sign.end() + _AFTER)))
        called = _CALLED.match(view.text, view.index(sign.start()))
        if called and (name := _name_before(view.text[: called.start()])) and _shortens(called["short"], name):
            span = view.span(*called.span("short"))
            found.append(Abbreviation(span.start, span.end, short=called["short"], name=name))
    return tuple(found)


def _name_before(text: str) -> str | None:
    """The body whose name ends the text."""
    clause = _CLAUSE.search(text)
    last = next(reversed(find_names(clause[0])), None) if clause else None
    return last.text if clause and last and last.end == len(clause[0]) and not last.bare else None


def _shortens(short: str, name: str) -> bool:
    characters = iter(name)
    return len(short) < len(name) and all(character in characters for character in short)
