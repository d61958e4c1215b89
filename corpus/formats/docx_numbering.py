"""Automatic numbers of a docx (ECMA-376 part 1, clause 17.9): what Word prints before a paragraph but does not store.

`Numbering` walks a document's paragraphs in order and gives each its label (一、 （一） 第一条), so that labels are
part of the text like typed ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.formats.docx_numerals import numeral

LEVELS = 9
OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written (`%2` stands for the number of level 2), where it starts, after
    which level (1-based; 0 never) it starts again, what parts it from the words."""

    form: str
    text: str
    start: int
    restart: int
    separator: str
    legal: bool
    style: str | None


@dataclass(slots=True)
class _List:
    """An abstract list: its levels and where its counters stand (None: not yet used since the last restart)."""

    levels: dict[int, Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True, slots=True)
class _Instance:
    """A w:num: the list it counts in, levels it replaces and starts it imposes once."""

    list: _List
    levels: dict[int, Level]
    starts: dict[int, int]

    def level(self, index: int) -> Level | None:
        return self.levels.get(index) or self.list.levels.get(index)


class Numbering:
    """The lists of one document. `numbering` and `styles` are the roots of the parts of these names, or None."""

    def __init__(self, numbering: BaseOxmlElement | None, styles: BaseOxmlElement | None) -> None:
        self._styles = {_attribute(style, "w:styleId"): style for style in _all(styles, "w:style")}
        self._default_style = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")
            ),
            None,
        )
        abstract = {_attribute(item, "w:abstractNumId"): item for item in _all(numbering, "w:abstractNum")}
        nums = {_attribute(item, "w:numId"): item for item in _all(numbering, "w:num")}
        lists = {name: _List(_levels(self._followed(item, abstract, nums))) for name, item in abstract.items()}
        self._instances: dict[str | None, _Instance] = {
            name: _instance(item, lists[_child_val(item, "w:abstractNumId")])
            for name, item in nums.items()
            if _child_val(item, "w:abstractNumId") in lists
        }
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: BaseOxmlElement) -> str:
        """The label of the next paragraph of the document with what parts it from the words; '' for none (no number,
        a bullet). Counts on, so each paragraph must be asked once, in order."""
        name, index = self._number_of(paragraph)
        instance = self._instances.get(name)
        level = instance.level(index) if instance else None
        if name is None or instance is None or level is None:
            return ""
        self._count(name, instance, index, level)
        if level.form in ("bullet", "none"):
            return ""
        label = re.sub(r"%([1-9])", lambda match: _printed(instance, int(match[1]) - 1, level), level.text)
        return label.strip() + ("" if label.rstrip()[-1:] in "、）" else level.separator) if label.strip() else ""

    def _count(self, name: str, instance: _Instance, index: int, level: Level) -> None:
        counters = instance.list.counters
        current = counters[index]
        if index in instance.starts and (name, index) not in self._begun:
            counters[index] = instance.starts[index]
        else:
            counters[index] = level.start if current is None else current + 1
        self._begun.add((name, index))
        for deeper in range(index + 1, LEVELS):
            other = instance.level(deeper)
            if other is None or index < other.restart:
                counters[deeper] = None

    def _number_of(self, paragraph: BaseOxmlElement) -> tuple[str | None, int]:
        """The w:numId and level that apply to a paragraph: its own, else its style's (17.9.23)."""
        properties = _one(paragraph, "w:pPr")
        own = _one(properties, "w:numPr")
        style = _child_val(properties, "w:pStyle") or self._default_style
        name, level = _child_val(own, "w:numId"), _child_val(own, "w:ilvl")
        for inherited in self._style_chain(style):
            numbered = _one(_one(self._styles[inherited], "w:pPr"), "w:numPr")
            if name is None and numbered is not None:
                name = _child_val(numbered, "w:numId")
                level = level or _child_val(numbered, "w:ilvl") or self._level_of_style(name, inherited)
        if name is None or name == "0":
            return None, 0
        return name, min(_whole(level, 0), LEVELS - 1)

    def _style_chain(self, style: str | None) -> list[str]:
        chain: list[str] = []
        while style in self._styles and style is not None and style not in chain:
            chain.append(style)
            style = _child_val(self._styles[style], "w:basedOn")
        return chain

    def _level_of_style(self, name: str | None, style: str) -> str | None:
        instance = self._instances.get(name)
        levels = instance.list.levels if instance else {}
        return next((str(index) for index, level in levels.items() if level.style == style), None)

    def _followed(
        self,
        item: BaseOxmlElement,
        abstract: dict[str | None, BaseOxmlElement],
        nums: dict[str | None, BaseOxmlElement],
    ) -> BaseOxmlElement:
        """The abstract list itself, or the one behind its link to a numbering style (17.9.21)."""
        style = self._styles.get(_child_val(item, "w:numStyleLink"))
        linked = nums.get(_child_val(_one(_one(style, "w:pPr"), "w:numPr"), "w:numId"))
        return abstract.get(_child_val(linked, "w:abstractNumId"), item)


def _printed(instance: _Instance, index: int, asked: Level) -> str:
    level = instance.level(index)
    if level is None:
        return ""
    current = instance.list.counters[index]
    value = level.start if current is None else current
    return numeral(value, "decimal" if asked.legal else level.form)


def _instance(item: BaseOxmlElement, of: _List) -> _Instance:
    overrides = [(_whole(_attribute(override, "w:ilvl"), 0), override) for override in _all(item, "w:lvlOverride")]
    starts = {index: _child_val(override, "w:startOverride") for index, override in overrides}
    levels = {index: _one(override, "w:lvl") for index, override in overrides}
    return _Instance(
        of,
        {index: _level(index, level) for index, level in levels.items() if level is not None},
        {index: _whole(start, 1) for index, start in starts.items() if start is not None},
    )


def _levels(abstract: BaseOxmlElement) -> dict[int, Level]:
    indexed = ((_whole(_attribute(level, "w:ilvl"), 0), level) for level in _all(abstract, "w:lvl"))
    return {index: _level(index, level) for index, level in indexed}


def _level(index: int, level: BaseOxmlElement) -> Level:
    form = next(iter(level.iter(qn("w:numFmt"))), None)
    legal = _one(level, "w:isLgl")
    return Level(
        form=(_attribute(form, "w:val") or "decimal") if form is not None else "decimal",
        text=_child_val(level, "w:lvlText") or "",
        start=_whole(_child_val(level, "w:start"), 1),
        restart=_whole(_child_val(level, "w:lvlRestart"), index),
        separator="" if _child_val(level, "w:suff") == "nothing" else " ",
        legal=legal is not None and legal.get(qn("w:val")) not in OFF,
        style=_child_val(level, "w:pStyle"),
    )


def _one(element: BaseOxmlElement | None, name: str) -> BaseOxmlElement | None:
    found: BaseOxmlElement | None = None if element is None else element.find(qn(name))
    return found


def _all(element: BaseOxmlElement | None, name: str) -> list[BaseOxmlElement]:
    return [] if element is None else list(element.findall(qn(name)))


def _attribute(element: BaseOxmlElement, name: str) -> str | None:
    value: str | None = element.get(qn(name))
    return value


def _child_val(element: BaseOxmlElement | None, name: str) -> str | None:
    child = _one(element, name)
    return None if child is None else _attribute(child, "w:val")


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"\d{1,6}", value) else default
