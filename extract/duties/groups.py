"""Who a sentence names together: groups of bodies, each name as long as its place in the clause shows it to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.duties.listed import COLLECTIVE, bracketed_lists
from extract.duty_rules import around, behind_list, must, role_of_cue
from extract.organizations import Name, find_names, vocabulary
from extract.records import Role
from extract.words import cut

_CLASS = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies named together (甲、乙和丙); offsets count in the sentence's readable text."""

    names: tuple[Name, ...]
    start: int
    end: int

    @property
    def bodies(self) -> tuple[Name, ...]:
        """The names that can be held to a duty: bare classes (单位) only where nothing else is named."""
        return tuple(name for name in self.names if not name.bare or len(name.text) > _CLASS) or self.names


def groups_of(text: str) -> Iterator[Group]:
    """The groups of bodies of a sentence; those in bracketed lists of duty have been read already."""
    taken = [span for span, _ in bracketed_lists(text)]
    names = [
        _whole_subject(text, name)
        for name in find_names(text)
        if not any(span.covers(name) for span in taken) and not _in_brackets(text, name)
    ]
    group: list[Name] = []
    for name in names:
        if group and not around("joined").match(text[group[-1].end : name.start]):
            yield Group(tuple(group), group[0].start, group[-1].end)
            group = []
        group.append(name)
    if group:
        yield Group(tuple(group), group[0].start, group[-1].end)


def _whole_subject(text: str, name: Name) -> Name:
    """A name with all that stands before it in its clause, where a duty shows that it is the clause's subject: names
    hold verbs (联合采购办公室) and lists (医保、医药主管部门) that elsewhere end them."""
    after = behind_list(text[name.end :])
    set_up = around("set_up_whole").search(text[: name.start]) if around("team").search(name.text) else None
    if set_up:
        return Name(set_up.start(1), name.end, text=text[set_up.start(1) : name.end], bare=False)
    cue = role_of_cue(after)
    if name.text.startswith(COLLECTIVE) or not (must(after) or (cue and cue[0] is not Role.SUPPORT)):
        return name
    before = text[: name.start].rpartition("由")[2]
    head = around("run").search(before) or around("clause").search(before)
    if head is None or (around("separators").search(head.group()) and find_names(head.group())):
        return name
    words = cut(head.group())
    if vocabulary().particles.intersection(words):
        return name
    start = name.start - len(head.group())
    return Name(start, name.end, text=text[start : name.end], bare=False)


def _in_brackets(text: str, name: Name) -> bool:
    """Whether a bare name only adds to the one before it: 主管部门（单位）."""
    return name.bare and text[name.start - 1 : name.start] == "（"
