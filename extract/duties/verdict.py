"""What the words around a group of bodies make of it: a duty handed to it, its own word of duty, its verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.duties.groups import Group
from extract.duty_rules import (
    around,
    behind_list,
    duty_rules,
    is_duty,
    must,
    role_of_cue,
    role_of_frame,
    role_of_label,
    role_of_verb,
)
from extract.organizations import vocabulary
from extract.records import Basis, Role
from extract.sentences import Sentence

_DOES = re.compile(r"(?!的)[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a body is to a duty, on what basis, and the code of `extract.confidence` that says why."""

    role: Role
    basis: Basis
    reason: str


def verdict_on(sentence: Sentence, group: Group) -> Verdict | None:
    """The role and basis that a sentence gives a group; None where it gives it nothing to do."""
    text = sentence.text
    before, after = text[: group.start], behind_list(text[group.end :])
    if group.modal:
        after = group.modal + after.lstrip("，,")
    if after.startswith("，") and (must(after[1:]) or around("with_help").match(text, group.names[0].end)):
        after = after[1:]
    if role := role_of_frame(before, after):
        return Verdict(role, Basis.EXPLICIT, "cue")
    if around("set_up").search(before) and around("team").search(group.names[-1].text):
        return _of_team(after)
    handed, after = _handed(group, before, after)
    if not handed and not _opens(before, after):
        return None
    if around("bounded").match(after) and not _is_whole_area(group):
        return Verdict(Role.RESPONSIBLE, Basis.SUBJECT, "bound")
    if before.endswith("明确") and all(name.bare for name in group.names):
        return None
    if around("membership").match(after) or (_are_classes(group, sentence) and not (handed or must(after))):
        return None
    named_by_part = role_of_label(group.names[-1].text)
    if named_by_part and must(after):
        return Verdict(named_by_part, Basis.EXPLICIT, "cue")
    return _of_cue(after, handed=handed) if role_of_cue(after) else _of_verb(sentence, after, handed=handed)


def _handed(group: Group, before: str, after: str) -> tuple[bool, str]:
    """Whether something is handed to a group (由甲…, 请你们…) and not only may be (可委托甲…), with what it is."""
    if group.names[0].text in duty_rules().readers and (asked := around("please").match(after)):
        return True, after[asked.end() :]
    handed = around("handed").search(before) is not None and not around("changes").match(after)
    return handed and around("allowed").search(before) is None, after


def _is_whole_area(group: Group) -> bool:
    """Whether the words name what is measured (企业, 全国设市城市) and not one that is bound."""
    name = group.names[-1].text
    return name in vocabulary().endings or name.startswith("全")


def _opens(before: str, after: str) -> bool:
    """Whether a group opens its clause, some words that say which bodies are meant aside (排污的企业必须…)."""
    return around("opens").search(before) is not None or (
        must(after) and around("told_apart").search(before) is not None
    )


def _are_classes(group: Group, sentence: Sentence) -> bool:
    """Whether a group only says what kind of bodies are meant (企业); at the head of an item's sentence 试点地区 says
    which."""
    if not all(name.bare for name in group.names):
        return False
    if group.start > 0 or sentence.section is None or around("measured").search(sentence.text):
        return True
    return all(name.text in vocabulary().generic or is_duty(name.text) for name in group.names)


def _of_team(after: str) -> Verdict | None:
    """A group set up for what follows: 成立领导小组，统筹推进…."""
    after = around("its_part").sub("", after, count=1)
    duty = after.lstrip("，,")
    if duty == after or not is_duty(duty):
        return None
    role = Role.SUPERVISE if around("watches").search(duty) else Role.RESPONSIBLE
    return Verdict(role, Basis.EXPLICIT, "team")


def _of_cue(after: str, *, handed: bool) -> Verdict | None:
    """A word of duty behind the group, unless it names a post or describes a thing (由甲牵头的机制 does hand one)."""
    cue = role_of_cue(after)
    if cue is None:
        return None
    behind = after[cue[1] :]
    describes = around("post").match(behind) or (not handed and around("attribute").match(behind))
    if describes and not (handed and cue[0] is Role.LEAD):
        return None
    return Verdict(cue[0], Basis.EXPLICIT, "handed" if handed else "cue")


def _of_verb(sentence: Sentence, after: str, *, handed: bool) -> Verdict | None:
    """What the group does. Outside items, what bodies do without a 要 or 应 is told, not asked."""
    role = role_of_verb(after)
    if handed:
        given = role or _DOES.match(after)
        return Verdict(role or Role.RESPONSIBLE, Basis.EXPLICIT, "handed") if given else None
    if role is None or around("past").search(sentence.text) or not (sentence.section or must(after)):
        return None
    return Verdict(role, Basis.SUBJECT, "subject_must" if must(after) else "subject_does")
