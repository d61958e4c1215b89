"""A query as the search page handles it: the filters in it as chips, and values to narrow it by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.shelf import FacetValue
from queries.search.filters import FIELDS

# The facets of a search, in the order of the page: what they are called, and the filter that narrows by them.
_FACETS = {
    "year": ("年度", "年"),
    "kind": ("文种", "文种"),
    "issuer": ("发文机关", "发文"),
    "organization": ("涉及单位", "单位"),
    "format": ("格式", "格式"),
}
_SHOWN, _MOST = 8, 20


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter of the query, and the query without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow by, how many papers have it, and the query with it."""

    label: str
    papers: int
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a search; `choices` those shown at once, `more` the others."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


def chips_of(words: str) -> tuple[Chip, ...]:
    """The filters of the query, in order."""
    parts = _parts(words)
    return tuple(
        Chip(part, " ".join(parts[:place] + parts[place + 1 :]))
        for place, part in enumerate(parts)
        if _field_of(part) in FIELDS
    )


def facets_of(words: str, found: Mapping[str, Sequence[FacetValue]]) -> tuple[Facet, ...]:
    """The ways to narrow the query by which its papers differ."""
    shown = []
    for name, (heading, field) in _FACETS.items():
        values = found.get(name, ())
        chosen = any(_field_of(part) == field for part in _parts(words))
        if len(values) > 1 and not chosen:
            choices = tuple(Choice(each.value, each.papers, _with(words, field, each.value)) for each in values)
            shown.append(Facet(heading, choices[:_SHOWN], choices[_SHOWN:_MOST]))
    return tuple(shown)


def _with(words: str, field: str, value: str) -> str:
    plain = value.isalnum()
    return f"{words} {field}:{value}" if plain else f'{words} {field}:"{value}"'


def _field_of(part: str) -> str:
    """The name of the field before the first colon, '' where there is none."""
    name, colon, _ = part.replace("：", ":").partition(":")
    return name if colon else ""


def _parts(words: str) -> list[str]:
    """The query cut at blanks, but not inside quotation marks."""
    parts, inside = [""], False
    for character in words:
        if character in '"“”＂':
            inside = not inside
        if character.isspace() and not inside:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]
