"""Duties stated in sentences: 由甲牵头, 甲负责…, 请各单位配合…, and the subject of a duty (各部门要加强…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Span
from extract.duties.duty import TASK_LIMIT, Duty
from extract.duties.groups import Group, groups_of
from extract.duties.listed import COLLECTIVE
from extract.duties.lists import bodies_of_subject
from extract.duties.verdict import verdict_on
from extract.duty_rules import around, behind_list, duty_rules, must, role_of_cue, role_of_verb
from extract.organizations import find_names
from extract.records import Basis, Role
from extract.sentences import Sentence

_OWN_WORDS = 3


def duties_in_sentences(sentences: Sequence[Sentence]) -> Iterator[Duty]:
    """One duty for each body of each group that a sentence gives something to do.

    The bodies stay in charge after a ； of the same sentence, in the items that their sentence announces
    (各级工会要做好以下工作：一是…), and, for what a notice asks of its readers (印发给你们，请…。要…), as long as it
    goes on asking (各地要…。要…).
    """
    bodies: list[Duty] = []
    for sentence in sentences:
        found = list(_duties_of(sentence)) or list(_of_heading(sentence))
        if found:
            bodies = found
            if not _announces(sentence):
                yield from found
        elif below := list(_heads_duties(sentence)):
            bodies = below
        elif not (sentence.follows or _announced(bodies, sentence) or _asks_on(bodies, sentence)):
            bodies = []
        else:
            yield from (duty for body in bodies if (duty := _taken_on(body, sentence)))


def _of_heading(sentence: Sentence) -> Iterator[Duty]:
    """The duty of the body that the item is headed by: `1.监督组。负责…`."""
    section, cue = sentence.section, role_of_cue(sentence.text)
    if section is None or cue is None:
        return
    names = [name for name in find_names(section.heading) if (name.start, name.end) == (0, len(section.heading))]
    for name in names:
        yield Duty(
            sentence.start,
            sentence.end,
            task=sentence.text[cue[1] :][:TASK_LIMIT] or sentence.text[:TASK_LIMIT],
            name=name.text,
            name_span=Span(section.heading_end - len(section.heading), section.heading_end),
            role=cue[0],
            basis=Basis.EXPLICIT,
            reason="heading",
            sentence=sentence,
        )


def _heads_duties(sentence: Sentence) -> Iterator[Duty]:
    """The body whose duties a heading announces (领导小组办公室职责), to be held to what stands below."""
    section, words = sentence.section, around("duties_below").search(sentence.text)
    if section is None or words is None or sentence.end != section.heading_end:
        return
    heading = sentence.text[: words.start()]
    for name in bodies_of_subject(heading) if find_names(heading) else ():
        yield Duty(
            sentence.start,
            sentence.end,
            task=sentence.text[:TASK_LIMIT],
            name=name.text,
            name_span=sentence.view.span(name.start, name.end),
            role=Role.RESPONSIBLE,
            basis=Basis.EXPLICIT,
            reason="heading",
            sentence=sentence,
        )


def _announces(sentence: Sentence) -> bool:
    """Whether a sentence only leads up to items: …要做好以下工作：."""
    return sentence.text.endswith(("：", ":"))


def _announced(bodies: Sequence[Duty], sentence: Sentence) -> bool:
    """Whether a sentence is in one of the items that the bodies' own sentence announces with a colon."""
    if not bodies or sentence.section is None:
        return False
    heading = bodies[0].reason == "heading"
    if not (heading or _announces(bodies[0].sentence)):
        return False
    outer = bodies[0].sentence.section
    inside = outer is not None and (heading or outer != sentence.section) and outer.covers(sentence.section)
    return inside or bodies[0].sentence.paragraph == sentence.paragraph


def _asks_on(bodies: Sequence[Duty], sentence: Sentence) -> bool:
    """Whether a sentence that names nobody goes on asking the same: 要…, in the same paragraph or of the readers."""
    if not bodies or not (must(around("case").sub("", sentence.text)) or role_of_cue(sentence.text)):
        return False
    return bodies[0].sentence.paragraph == sentence.paragraph or _are_readers(bodies, sentence)


def _are_readers(bodies: Sequence[Duty], sentence: Sentence) -> bool:
    return bool(bodies) and bodies[0].name in duty_rules().readers and bodies[0].sentence.article == sentence.article


def _taken_on(duty: Duty, sentence: Sentence) -> Duty | None:
    """The same body held to the next part of its sentence, if that states a duty."""
    cue, verb = role_of_cue(sentence.text), role_of_verb(sentence.text)
    heading = duty.reason == "heading"
    if cue is None and verb is None and not heading:
        return None
    told = duty.basis is Basis.EXPLICIT and _announces(duty.sentence)
    explicit = heading or told or cue is not None or duty.name in duty_rules().readers
    return Duty(
        sentence.start,
        sentence.end,
        task=sentence.text[:TASK_LIMIT],
        name=duty.name,
        name_span=duty.name_span,
        role=cue[0] if cue else duty.role if told else verb or Role.RESPONSIBLE,
        basis=Basis.EXPLICIT if explicit else Basis.SUBJECT,
        reason="heading" if heading else "carried_on",
        sentence=sentence,
    )


def _duties_of(sentence: Sentence) -> Iterator[Duty]:
    text = sentence.text
    groups = list(groups_of(text))
    ruled = [(group, verdict) for group in groups if (verdict := verdict_on(sentence, group)) is not None]
    item = _item(sentence, [group for group, _ in ruled])
    for group, verdict in ruled:
        end = _end(text, group, [later for later, _ in ruled], groups)
        opens = around("opens").search(text[: group.start]) is not None
        span = item or sentence.view.span(group.start if opens else 0, end)
        helping = False
        for name in group.bodies:
            if helping and name.text.startswith(COLLECTIVE):
                continue
            yield Duty(
                span.start,
                span.end,
                task=_task(sentence, group, end),
                name=name.text,
                name_span=sentence.view.span(name.start, name.end),
                role=Role.SUPPORT if helping else verdict.role,
                basis=verdict.basis,
                reason=verdict.reason,
                sentence=sentence,
            )
            helping = helping or around("with_help").match(text[name.end :]) is not None


def _end(text: str, group: Group, ruled: Sequence[Group], groups: Sequence[Group]) -> int:
    """Where a group's duty ends: before the next body's, where it has words of its own (甲下达预算，乙开展审计), or
    before the clause that says who else something falls to (，主任由丙的负责人担任)."""
    later = (other for other in groups if other.start > group.start)
    following = next((begin for other in later if (begin := _begins(text, other, ruled))), len(text))
    own = text[group.end : following].strip("，,、；")
    return following if len(own) > _OWN_WORDS and _own_words(text, group) else len(text)


def _begins(text: str, group: Group, ruled: Sequence[Group]) -> int | None:
    """Where words begin that are of this group and not of one before it; None where it only stands in another's."""
    before = text[: group.start]
    if group in ruled and around("opens").search(before):
        return group.start
    if group not in ruled and around("handed").search(before):
        return max(before.rfind("，"), before.rfind("；")) + 1 or None
    return None


def _item(sentence: Sentence, groups: Sequence[Group]) -> Span | None:
    """The item up to here, where the sentence only says who does it (由甲牵头，乙配合); else None."""
    if not groups or sentence.section is None or sentence.text[: groups[0].start] not in ("", "由"):
        return None
    if any(_own_words(sentence.text, group) for group in groups):
        return None
    return Span(sentence.section.start, sentence.end)


def _own_words(text: str, group: Group) -> str:
    """The words behind a group's word of duty, up to the next body's."""
    after = behind_list(text[group.end :])
    cue = role_of_cue(after)
    return re.split(r"[，,、；]", after[cue[1] :] if cue else after)[0]


def _task(sentence: Sentence, group: Group, end: int) -> str:
    """The duty in the text's own words: what stands behind the body, or before it, or the item's heading."""
    text = sentence.text[:end]
    after = behind_list(text[group.end :]).strip("，,、：:")
    cue = role_of_cue(after)
    behind = after[cue[1] :].strip("，,、：:") if cue else after
    before = text[: group.start].removesuffix("由").strip("，,、：:")
    heading = sentence.section.heading if sentence.section else ""
    return next((words for words in (behind, before, heading) if len(words) > 1), after)[:TASK_LIMIT]
