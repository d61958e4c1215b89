"""Who a sentence names together: groups of bodies, each name as long as its place in the clause shows it to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.duties.listed import bracketed_lists
from extract.duties.subjects import with_subjects
from extract.duty_rules import around
from extract.organizations import Name, find_names

_CLASS = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies named together (甲、乙和丙); offsets count in the sentence's readable text. `modal` is a word of duty that
    stands among them (甲要会同乙)."""

    names: tuple[Name, ...]
    start: int
    end: int
    modal: str = ""

    @property
    def bodies(self) -> tuple[Name, ...]:
        """The names that can be held to a duty: bare classes (单位) only where nothing else is named."""
        return tuple(name for name in self.names if not name.bare or len(name.text) > _CLASS) or self.names


def groups_of(text: str) -> Iterator[Group]:
    """The groups of bodies of a sentence; those in bracketed lists of duty have been read already."""
    taken = [span for span, _ in bracketed_lists(text)]
    found = [
        _whole_team(text, name)
        for name in find_names(text)
        if not any(span.covers(name) for span in taken) and not _in_brackets(text, name)
    ]
    names = [name for name in with_subjects(text, found) if not any(span.covers(name) for span in taken)]
    group: list[Name] = []
    for name in names:
        if group and not _together(text, group[-1], name):
            yield _group(text, group)
            group = []
        group.append(name)
    if group:
        yield _group(text, group)


def _together(text: str, name: Name, following: Name) -> bool:
    """Whether two bodies are named together: 甲和乙, 各地各部门."""
    between = text[name.end : following.start]
    return around("joined").match(between) is not None or (not between and following.text.startswith("各"))


def _group(text: str, names: list[Name]) -> Group:
    between = (text[name.end : after.start] for name, after in pairwise(names))
    modal = next((match.group() for words in between if (match := around("modal").match(words))), "")
    return Group(tuple(names), names[0].start, names[-1].end, modal)


def _whole_team(text: str, name: Name) -> Name:
    """A team's name with all that stands between it and the word that sets it up: 成立…工作领导小组."""
    set_up = around("set_up_whole").search(text[: name.start]) if around("team").search(name.text) else None
    if set_up is None:
        return name
    return Name(set_up.start(1), name.end, text=text[set_up.start(1) : name.end], bare=False)


def _in_brackets(text: str, name: Name) -> bool:
    """Whether a bare name only adds to the one before it: 主管部门（单位）."""
    return name.bare and text[name.start - 1 : name.start] == "（"
