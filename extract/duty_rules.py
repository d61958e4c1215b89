"""The wording of duties, from `rules/responsibilities.yaml`: which words make a body lead, answer, help, watch."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.records import Role
from extract.rulebook import Data, Illustrated, Pattern, alternatives, load

_CLAUSES = 3


class Cue(Data):
    """Words and the role they give; examples are matched whole, counterexamples not at all from their beginning."""

    role: Role
    pattern: Pattern
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Frame(Data):
    """Words before and behind a body and the role that they give it together; in the examples 甲 is the body."""

    role: Role
    before: Pattern
    behind: Pattern
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class DutyRules(Illustrated):
    """The file as written."""

    cues: tuple[Cue, ...]
    verbs: tuple[Cue, ...]
    frames: tuple[Frame, ...]
    watching: Pattern
    watches_over: Pattern
    labels: tuple[Cue, ...]
    readers: tuple[str, ...]
    modals: Pattern
    before_modal: Pattern
    list_tail: Pattern
    adverbs: Pattern
    first_leads: Pattern
    around: dict[str, Pattern]
    duty_verbs: tuple[str, ...]


@lru_cache(maxsize=1)
def duty_rules() -> DutyRules:
    """The rules, read once."""
    return load("rules/responsibilities.yaml", DutyRules)


def role_of_cue(words: str) -> tuple[Role, int] | None:
    """The role that words of duty give (`牵头…`, `要积极配合…`) and where they end; None where none stands there."""
    found = _cues().match(words)
    return (duty_rules().cues[_number(found)].role, found.end()) if found else None


def find_cue(words: str, start: int) -> tuple[Role, int, int] | None:
    """The first words of duty from an offset on: their role, where they begin (adverbs included) and end."""
    found = _cues().search(words, start)
    return (duty_rules().cues[_number(found)].role, found.start(), found.end()) if found else None


def role_of_verb(words: str) -> Role | None:
    """The role of a sentence's subject by what it does; None where no duty follows."""
    found = _verbs().match(words)
    if found:
        return duty_rules().verbs[_number(found)].role
    clauses = re.split("[，,：:]", words)
    if _watching().search(clauses[0]) or any(_watches_over().match(clause) for clause in clauses[1:_CLAUSES]):
        return Role.SUPERVISE
    return Role.RESPONSIBLE if must(words) or is_duty(words) else None


def role_of_frame(before: str, behind: str) -> Role | None:
    """The role that a body has between these words (是…的重要职责); None where they give it none."""
    return next((role for role, ahead, after in _frames() if ahead.search(before) and after.match(behind)), None)


def role_of_label(label: str) -> Role | None:
    """The role that the label of a list gives (`责任单位`); None for other labels."""
    return next((role for role, pattern in _labels() if pattern.fullmatch(label)), None)


def is_duty(words: str) -> bool:
    """Whether words state something to be done: a verb of duty with its object, or any verb behind such an adverb."""
    return _duty().match(words) is not None


def behind_list(words: str) -> str:
    """Words behind the last body of a list, without what still belongs to the list (等有关部门)."""
    return _list_tail().sub("", words, count=1)


def must(words: str) -> bool:
    """Whether words begin with a modal of duty (要, 应当, 必须)."""
    return _modal().match(words) is not None


@cache
def around(name: str) -> re.Pattern[str]:
    """A pattern for what stands around a body, by its name in the file."""
    return re.compile(duty_rules().around[name])


def first_listed_leads(text: str) -> bool:
    """Whether a paper says once for all its lists that the first-listed body leads."""
    return re.search(duty_rules().first_leads, text) is not None


def _number(found: re.Match[str]) -> int:
    """Which of several wordings has matched."""
    return int((found.lastgroup or "_0")[1:])


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    return _behind_adverbs(duty_rules().cues)


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    return _behind_adverbs(duty_rules().verbs)


@lru_cache(maxsize=1)
def _labels() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((cue.role, re.compile(cue.pattern)) for cue in duty_rules().labels)


@lru_cache(maxsize=1)
def _duty() -> re.Pattern[str]:
    rules = duty_rules()
    verbs = alternatives(rules.duty_verbs)
    with_object = f"(?:{verbs})(?![的，、。和与；：]|$)"
    return re.compile(f"(?:{rules.adverbs})*{with_object}|(?:{rules.adverbs})+[\u4e00-\u9fff]{{2}}")


@lru_cache(maxsize=1)
def _watching() -> re.Pattern[str]:
    return re.compile(duty_rules().watching)


@lru_cache(maxsize=1)
def _frames() -> tuple[tuple[Role, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((each.role, re.compile(each.before), re.compile(each.behind)) for each in duty_rules().frames)


@lru_cache(maxsize=1)
def _watches_over() -> re.Pattern[str]:
    return re.compile(duty_rules().watches_over)


@lru_cache(maxsize=1)
def _list_tail() -> re.Pattern[str]:
    return re.compile(f"^(?:{duty_rules().list_tail})+")


@lru_cache(maxsize=1)
def _modal() -> re.Pattern[str]:
    rules = duty_rules()
    return re.compile(f"(?:{rules.before_modal})?(?:{rules.modals})")


def _behind_adverbs(cues: tuple[Cue, ...]) -> re.Pattern[str]:
    """One pattern for all wordings, the first that fits first; adverbs may stand before each."""
    wordings = "|".join(f"(?P<_{number}>{cue.pattern})" for number, cue in enumerate(cues))
    return re.compile(f"(?:{duty_rules().adverbs})*(?:{wordings})")
