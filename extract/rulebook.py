"""Rules and word lists as data: YAML files read into checked models, and rule tables run as one pattern.

A file that is wrong raises RuleError with its name, the line and the fault. A `Grammar` joins all rules of a table into
one alternation, so a text is searched once however many rules there are; the first rule that fits at a place wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from corpus.errors import RuleError

# The same in C, where PyYAML has been built with it: all rules in 0.03 s instead of 0.6 s.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_REFERENCE = re.compile(r"\{([a-z][a-z_]*)\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_ADVICE = "请改正该行后重试；不清楚写法时可参照同文件中其他条目。"


def _compiles(pattern: str) -> str:
    try:
        re.compile(_REFERENCE.sub("x", pattern))
    except re.error as fault:
        raise ValueError(f"正则表达式写错：{fault}") from fault
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
"""Source of a regular expression; `{name}` stands for the file's fragment of that name."""


Tree: TypeAlias = "dict[str, Tree]"


class Data(BaseModel):
    """Base of all models of files: unknown keys are faults, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Illustration(Data):
    """Words in which a pattern finds something, and words in which it finds nothing."""

    finds: tuple[str, ...]
    spares: tuple[str, ...]


class Illustrated(Data):
    """A file of single patterns with examples of each, by its name (`around.opens` for one inside another)."""

    examples: dict[str, Illustration]

    def patterns(self) -> dict[str, str]:
        """Every pattern of the file by its name."""
        found: dict[str, str] = {}
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if isinstance(value, dict):
                found |= {f"{name}.{key}": each for key, each in value.items() if isinstance(each, str)}
            elif isinstance(value, Data):
                found |= {f"{name}.{key}": each for key, each in value if isinstance(each, str)}
            elif isinstance(value, str) and field.metadata:
                found[name] = value
        return found


class Rule(Data):
    """One row of a rule table. `reads` names the function that reads what the pattern found; every example is matched
    whole by this rule, no counterexample is matched by it at all (or only where an earlier rule wins)."""

    id: str
    pattern: Pattern
    reads: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class RuleTable(Data):
    """A file of rules: fragments that patterns may name, and the rules in order of precedence. `begins` must fit
    wherever a rule does; it is cheap to try and saves trying the rules everywhere else."""

    fragments: dict[str, Pattern] = {}
    begins: Pattern = ""
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found: half-open `[start, end)` of the searched text and the named groups that took part."""

    rule: Rule
    start: int
    end: int
    fields: Mapping[str, str]


class Grammar:
    """The rules of a table as one compiled pattern. Raises RuleError where a fragment is not defined."""

    def __init__(self, table: RuleTable, *, name: str = "") -> None:
        self.rules = table.rules
        fill = expander(table.fragments, name=name)
        sources = [
            f"(?P<rule_{number}>{_numbered(fill(rule.pattern), number)})" for number, rule in enumerate(table.rules)
        ]
        self._pattern = re.compile(f"(?={fill(table.begins)})(?:{'|'.join(sources)})")
        self._names = {group: group.rpartition("_") for group in self._pattern.groupindex}

    def find(self, text: str) -> Iterator[Match]:
        """All matches in the text, left to right, none overlapping another."""
        return (self._match(found) for found in self._pattern.finditer(text))

    def at(self, text: str, position: int) -> Match | None:
        """The match that begins exactly at the position, or None."""
        found = self._pattern.match(text, position)
        return self._match(found) if found else None

    def _match(self, found: re.Match[str]) -> Match:
        number, fields = -1, {}
        for group, value in found.groupdict().items():
            name, _, place = self._names[group]
            if value is not None and name == "rule":
                number = int(place)
            elif value is not None:
                fields[name] = value
        return Match(self.rules[number], found.start(), found.end(), fields)


def _numbered(pattern: str, number: int) -> str:
    """The pattern with the rule's number on each group's name, so that rules may use the same names."""
    return _GROUP.sub(rf"(?P<\1_{number}>", pattern)


def expander(fragments: Mapping[str, str], *, name: str = "") -> Callable[[str], str]:
    """A function that puts fragments into a pattern, as groups of their own and as deep as they are nested."""

    def put(reference: re.Match[str]) -> str:
        if reference[1] not in fragments:
            raise RuleError(f"规则文件 {name} 引用了未定义的片段 {reference[0]}", advice=_ADVICE)
        return f"(?:{_REFERENCE.sub(put, fragments[reference[1]])})"

    return lambda pattern: _REFERENCE.sub(put, pattern)


Model = TypeVar("Model", bound=BaseModel)


def load(name: str, model: type[Model]) -> Model:
    """One of the package's own files, by its path under extract/ (`rules/dates.yaml`)."""
    return read(Path(__file__).parent / name, model)


def read(path: Path, model: type[Model]) -> Model:
    """A YAML file as a checked model; scalars are read as the model's types, never guessed (`no` stays a word).

    Raises RuleError with file, line (from 1) and reason."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RuleError(
            f"规则文件 {path.name} 读不出来：{fault}", advice="请检查文件是否存在、是否为 UTF-8 编码。"
        ) from fault
    try:
        data = yaml.load(source, Loader=_Loader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise _fault(path.name, mark.line + 1 if mark else 1, getattr(fault, "problem", None) or str(fault)) from fault
    try:
        return model.model_validate(data)
    except ValidationError as fault:
        first = fault.errors()[0]
        node = yaml.compose(source, Loader=_Loader)
        raise _fault(path.name, _line(node, first["loc"]), _reason(first["loc"], first["msg"])) from fault


def check(grammar: Grammar) -> list[str]:
    """What is wrong with the rules' own examples; empty when each holds."""
    faults = []
    for rule in grammar.rules:
        for example in rule.examples:
            found = [match for match in grammar.find(example) if match.rule is rule]
            if not any((match.start, match.end) == (0, len(example)) for match in found):
                faults += [f"{rule.id}: does not read {example}"]
        faults += [
            f"{rule.id}: reads {counter}"
            for counter in rule.counterexamples
            if any(m.rule is rule for m in grammar.find(counter))
        ]
    return faults


def alternatives(words: Iterable[str]) -> str:
    """Source of a pattern for any of the words, the longest first. Words that begin alike are tried once, as one
    branch, so that a list of hundreds costs little more than one of ten."""
    tree: Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return f"(?:{_branches(tree)})"


def _branches(tree: Tree) -> str:
    """The continuations of a tree of characters; '' marks a place where a word may end."""
    leaves = [re.escape(character) for character, below in tree.items() if character and set(below) == {""}]
    sources = [f"[{''.join(leaves)}]" if len(leaves) > 1 else leaves[0]] if leaves else []
    sources += [
        re.escape(character) + _branches(below) for character, below in tree.items() if character and set(below) != {""}
    ]
    if "" in tree:
        return f"(?:{'|'.join(sources)})?"
    return sources[0] if len(sources) == 1 else f"(?:{'|'.join(sources)})"


def _fault(name: str, line: int, reason: str) -> RuleError:
    return RuleError(f"规则文件 {name} 第 {line} 行有误：{reason}", advice=_ADVICE)


def _reason(place: Sequence[int | str], message: str) -> str:
    where = ".".join(str(step) for step in place)
    return f"{where}：{message}" if where else message


def _line(node: yaml.Node | None, place: Sequence[int | str]) -> int:
    """The line of the deepest node on the way to the place."""
    line = node.start_mark.line + 1 if node else 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        else:
            node = None
        if node is None:
            break
        line = node.start_mark.line + 1
    return line
