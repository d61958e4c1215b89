"""Duties stated in sentences: 由甲牵头, 甲负责…, 请各单位配合…, and the subject of a duty (各部门要加强…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Span
from extract.duties.duty import TASK_LIMIT, Duty
from extract.duties.listed import COLLECTIVE, bracketed_lists
from extract.duty_rules import behind_list, duty_rules, is_duty, must, role_of_cue, role_of_verb
from extract.organizations import Name, find_names, vocabulary
from extract.records import Basis, Role
from extract.sentences import Sentence
from extract.words import cut

_OPENS = re.compile(
    r"(?:^|[，,：:、。”）》])(?:同时|此外|另外|今后|其中|其他|其它|凡|[0-9一二三四五六七八九十]{1,3}月[份底初]?)?[，,]?$"
)
_BY = re.compile(r"(?:由(?:[^，。；]{1,6}的)?|要求|责成|委托|明确)$")
_ASKED = re.compile(r"(?:^|[，,；;：:])(?:请|希望|望)$")
_SET_UP = re.compile(r"(?:成立|组建|设立|建立|建立健全)$")
_TEAM = re.compile(r"(?:组|机制|会议|指挥部|专班|委员会|办公室)$")
_WATCHES = re.compile(r"检查|监督|督查|督导|考核|考评")
_PLEASE = re.compile(r"[，,]?(?:请|希望|望)")
_JOINED = re.compile(r"^(?:[、和与及同，,等]|[省市县区]级|以及|会同|联合|商|（[^（）]*）)+$")
_CLASS = 2
_CASE = re.compile(r"^对[^，。；]{2,60}，")
_NOT_A_DUTY = re.compile(r"人|的|单位|部门|同志|制(?![定订作发止])")
_ATTRIBUTE = re.compile(r"[^，。；]*的[^，。；]{0,8}(?:机制|格局|体系|模式|原则|局面|合力)")
_CLAUSE_HEAD = re.compile(r"[\u4e00-\u9fff、（）“”]{1,30}$")
_RUN_HEAD = re.compile(r"(?:^|(?<=[，。；：、和与及]))(?:(?![和与及])[\u4e00-\u9fff（）“”]){1,30}$")
_SEPARATORS = re.compile("[、和与及]")
_SET_UP_BEFORE = re.compile(r"(?:成立|组建|设立)([\u4e00-\u9fff“”]{1,20})$")
_MEMBERSHIP = re.compile(r"(?:共同)?(?:组成|构成|担任|兼任|主持|召集)|(?:有关|主要|分管)?(?:负责)?(?:同志|负责人|人员)")
_DOES = re.compile(r"[\u4e00-\u9fff]{2}")
_PAST = re.compile(r"了(?![解望])|已经?|曾|近日|日前|[0-9]月[0-9]{1,2}日(?![0-9：:]*前)")


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies named together (甲、乙和丙); offsets count in the sentence's readable text."""

    names: tuple[Name, ...]
    start: int
    end: int


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
            sentence=sentence,
        )


def _announces(sentence: Sentence) -> bool:
    """Whether a sentence only leads up to items: …要做好以下工作：."""
    return sentence.text.endswith(("：", ":"))


def _announced(bodies: Sequence[Duty], sentence: Sentence) -> bool:
    """Whether a sentence is in one of the items that the bodies' own sentence announces with a colon."""
    if not bodies or sentence.section is None or not _announces(bodies[0].sentence):
        return False
    around = bodies[0].sentence.section
    inside = around is not None and around != sentence.section and around.covers(sentence.section)
    return inside or bodies[0].sentence.paragraph == sentence.paragraph


def _asks_on(bodies: Sequence[Duty], sentence: Sentence) -> bool:
    """Whether a sentence that names nobody goes on asking the same: 要…, in the same paragraph or of the readers."""
    if not bodies or not must(_CASE.sub("", sentence.text)):
        return False
    return bodies[0].sentence.paragraph == sentence.paragraph or _are_readers(bodies, sentence)


def _are_readers(bodies: Sequence[Duty], sentence: Sentence) -> bool:
    return bool(bodies) and bodies[0].name in duty_rules().readers and bodies[0].sentence.article == sentence.article


def _taken_on(duty: Duty, sentence: Sentence) -> Duty | None:
    """The same body held to the next part of its sentence, if that states a duty."""
    cue, verb = role_of_cue(sentence.text), role_of_verb(sentence.text)
    if cue is None and verb is None:
        return None
    explicit = cue is not None or duty.name in duty_rules().readers
    return Duty(
        sentence.start,
        sentence.end,
        task=sentence.text[:TASK_LIMIT],
        name=duty.name,
        name_span=duty.name_span,
        role=cue[0] if cue else verb or Role.RESPONSIBLE,
        basis=Basis.EXPLICIT if explicit else Basis.SUBJECT,
        sentence=sentence,
    )


def _duties_of(sentence: Sentence) -> Iterator[Duty]:
    text = sentence.text
    ruled = [(group, verdict) for group in _groups(text) if (verdict := _verdict(sentence, group)) is not None]
    item = _item(sentence, [group for group, _ in ruled])
    for group, (role, basis) in ruled:
        opens = _OPENS.search(text[: group.start]) is not None
        span = item or (sentence.view.span(group.start, len(text)) if opens else sentence)
        helping = False
        for name in [name for name in group.names if not name.bare or len(name.text) > _CLASS] or group.names:
            yield Duty(
                span.start,
                span.end,
                task=_task(sentence, group),
                name=name.text,
                name_span=sentence.view.span(name.start, name.end),
                role=Role.SUPPORT if helping else role,
                basis=basis,
                sentence=sentence,
            )
            helping = helping or text[name.end :].lstrip("，,").startswith("会同")


def _item(sentence: Sentence, groups: Sequence[Group]) -> Span | None:
    """The item up to here, where the sentence only says who does it (由甲牵头，乙配合); else None."""
    if not groups or sentence.section is None or sentence.text[: groups[0].start] not in ("", "由"):
        return None
    if any(_own_words(sentence.text, group) for group in groups):
        return None
    return Span(sentence.section.start, sentence.end)


def _groups(text: str) -> Iterator[Group]:
    """The groups of bodies of a sentence; those in bracketed lists of duty have been read already."""
    taken = [span for span, _ in bracketed_lists(text)]
    names = [
        _whole_subject(text, name)
        for name in find_names(text)
        if not any(span.covers(name) for span in taken) and not _in_brackets(text, name)
    ]
    group: list[Name] = []
    for name in names:
        if group and not _JOINED.match(text[group[-1].end : name.start]):
            yield Group(tuple(group), group[0].start, group[-1].end)
            group = []
        group.append(name)
    if group:
        yield Group(tuple(group), group[0].start, group[-1].end)


def _whole_subject(text: str, name: Name) -> Name:
    """A name with all that stands before it in its clause, where a duty shows that it is the clause's subject: names
    hold verbs (联合采购办公室) and lists (医保、医药主管部门) that elsewhere end them."""
    after = behind_list(text[name.end :])
    set_up = _SET_UP_BEFORE.search(text[: name.start]) if _TEAM.search(name.text) else None
    if set_up:
        return Name(set_up.start(1), name.end, text=text[set_up.start(1) : name.end], bare=False)
    cue = role_of_cue(after)
    if name.text.startswith(COLLECTIVE) or not (must(after) or (cue and cue[0] is not Role.SUPPORT)):
        return name
    before = text[: name.start].rpartition("由")[2]
    head = _RUN_HEAD.search(before) or _CLAUSE_HEAD.search(before)
    if head is None or (_SEPARATORS.search(head.group()) and find_names(head.group())):
        return name
    words = cut(head.group())
    if vocabulary().particles.intersection(words):
        return name
    start = name.start - len(head.group())
    return Name(start, name.end, text=text[start : name.end], bare=False)


def _in_brackets(text: str, name: Name) -> bool:
    """Whether a bare name only adds to the one before it: 主管部门（单位）."""
    return name.bare and text[name.start - 1 : name.start] == "（"


def _verdict(sentence: Sentence, group: Group) -> tuple[Role, Basis] | None:
    """What the words around a group make of it; None where they give it nothing to do."""
    text = sentence.text
    before, after = text[: group.start], behind_list(text[group.end :])
    if _SET_UP.search(before) and _TEAM.search(group.names[-1].text):
        duty = after.lstrip("，,")
        role = Role.SUPERVISE if _WATCHES.search(duty) else Role.RESPONSIBLE
        return (role, Basis.EXPLICIT) if duty != after and is_duty(duty) else None
    handed = _BY.search(before) is not None or _ASKED.search(before) is not None
    if group.names[0].text in duty_rules().readers and (asked := _PLEASE.match(after)):
        handed, after = True, after[asked.end() :]
    elif not handed and not _OPENS.search(before):
        return None
    if all(name.bare for name in group.names) and not (handed or must(after)):
        return None
    if _MEMBERSHIP.match(after):
        return None
    cue = role_of_cue(after)
    led = handed and cue is not None and cue[0] is Role.LEAD
    if cue:
        behind = after[cue[1] :]
        is_attribute = _NOT_A_DUTY.match(behind) or (not handed and _ATTRIBUTE.match(behind))
        return None if is_attribute and not led else (cue[0], Basis.EXPLICIT)
    verb = role_of_verb(after)
    if handed and verb is None and _DOES.match(after):
        verb = Role.RESPONSIBLE
    if verb is None or (not handed and _PAST.search(text)):
        return None
    if handed:
        return verb, Basis.EXPLICIT
    # Outside items, what bodies do without a 要 or 应 is told, not asked.
    return (verb, Basis.SUBJECT) if sentence.section or must(after) else None


def _own_words(text: str, group: Group) -> str:
    """The words behind a group's word of duty, up to the next body's."""
    after = behind_list(text[group.end :])
    cue = role_of_cue(after)
    return re.split(r"[，,、；]", after[cue[1] :] if cue else after)[0]


def _task(sentence: Sentence, group: Group) -> str:
    """The duty in the text's own words: what stands behind the body, or before it, or the item's heading."""
    text = sentence.text
    after = behind_list(text[group.end :]).strip("，,、：:")
    cue = role_of_cue(after)
    behind = after[cue[1] :].strip("，,、：:") if cue else after
    before = text[: group.start].removesuffix("由").strip("，,、：:")
    heading = sentence.section.heading if sentence.section else ""
    return next((words for words in (behind, before, heading) if len(words) > 2), after)[:TASK_LIMIT]
