"""Patterns with ? for one character and * for some, as people type them."""

from __future__ import annotations

import re

from index.query import GAP

_WILDCARDS = re.compile(r"[?*]+")
# What * does not run over: the end of a sentence.
_ONE, _SOME = ".", f"[^。!?;]{{0,{GAP}}}?"
_ANY = ".*"


def has_wildcards(text: str) -> bool:
    """Whether ? or * stands in the folded text."""
    return _WILDCARDS.search(text) is not None


def pieces(pattern: str) -> list[str]:
    """What stands letter for letter in a pattern, in order."""
    return [piece for piece in _WILDCARDS.split(pattern) if piece]


def as_expression(pattern: str) -> str:
    """The regular expression of a pattern over folded text; * takes as little as it can."""
    return "".join(_ONE if each == "?" else _SOME if each == "*" else re.escape(each) for each in pattern)


def as_part(pattern: str) -> str:
    """The regular expression that matches a whole name which holds the pattern somewhere."""
    inside = "".join(_ONE if each == "?" else _ANY if each == "*" else re.escape(each) for each in pattern)
    return f"{_ANY}{inside}{_ANY}"
