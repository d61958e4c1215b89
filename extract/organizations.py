"""Organizations: where a paper names a body that can be held to something.

A name is found from its end: a register of central bodies, whole words (市总, 各有关部门), and endings (总工会) from
which it reaches back to the nearest boundary word. `extract.naming` says which body is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import RootModel

from corpus.document import Span
from extract.duty_rules import duty_rules
from extract.rulebook import Data, alternatives, load
from extract.words import cut

_RUN = re.compile(r"(?:[\u4e00-\u9fff〇A-Za-z0-9·]|（[^（）：:“”]{1,14}）)+")
_REACH = 26
_SHORTEST = 3
# 财政部等有关部门: the bodies named stand for the class.
_CLASSES = ("部门", "单位", "部门和单位", "机构")
# What kind of body these are is said by a verb as often as not: 机构编制部门, 项目承担单位.
CLASS_ENDINGS = ("部门", "单位", "机构", "办公室")
# What makes a central body's short name that of a local one: 省扶贫 + 移民局, and 江滨省 + 地震局.
_LOCAL = re.compile(r"[省市县区州][\u4e00-\u9fff]{0,4}")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}[省市县区州盟旗]")
_OFFICES = ("局", "厅", "部", "委", "办", "室", "总")
# 市总 is short for 市总工会, but not in 全市总体, 全市总量, nor in 市总工会 itself.
_SHORT_FOR_UNION = "(?:(?<!总)|(?![体量数值结额产面计工]))(?:(?<!部)|(?!门))"
# 工商、供水、供电等部门: fields of work that stand for those in charge of them.
_FIELD = r"[\u4e00-\u9fff]{1,5}[\u4e00-\u9fff](?<![部局委厅办会院署行室组司处等])"
_SECTORS = rf"{_FIELD}(?:、{_FIELD})+等(?:有关|相关)?(?:部门|单位)(?:和单位|（单位）)?"
_SHARED_END = re.compile("等(?:有关|相关)?(?:部门|单位)")
# 地方有关部门, 国务院有关单位: a class at a level.
_OF_LEVEL = "(?:地方|国家|国务院|中央|当地|各级)(?:各级)?(?:有关|相关)(?:部门和单位|部门|单位)"
# What is printed behind a name as another form of its ending: 办公厅（室）, 部门（单位）.
_ADDED = re.compile(r"（(?:室|单位|机构|部门|局|委|办|厅|站|所|中心|工委|党组)）")
_GROUP = re.compile(r"(?:组|机制|会|办|中心|部|室|部门|机构|机关|科|处|局)$")


class Vocabulary(Data):
    """The words of `lexicon/organizations.yaml`."""

    endings: tuple[str, ...]
    separated_endings: tuple[str, ...]
    short_endings: tuple[str, ...]
    not_organizations: tuple[str, ...]
    beginnings: tuple[str, ...]
    generic: tuple[str, ...]
    words: tuple[str, ...]
    places: tuple[str, ...]
    boundaries: frozenset[str]
    particles: frozenset[str]
    departments: tuple[str, ...]
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name(Span):
    """A body's name in a readable text: offsets count in that text. `bare` marks one that needs its context to be a
    name at all (工会, 办公室), which only a duty around it can tell."""

    text: str = field(kw_only=True)
    bare: bool = field(kw_only=True)

    def moved(self, by: int) -> Name:
        """The same name in a text that has so many characters more before it."""
        return Name(self.start + by, self.end + by, text=self.text, bare=self.bare)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The word list, read once."""
    return load("lexicon/organizations.yaml", Vocabulary)


@lru_cache(maxsize=1)
def central_bodies() -> dict[str, str]:
    """Every printed form of a central body and its full name."""
    register = load("lexicon/national_bodies.yaml", RootModel[dict[str, tuple[str, ...]]])
    return {form: full for full, forms in register.root.items() for form in (full, *forms)}


@lru_cache(maxsize=4096)
def find_names(text: str) -> tuple[Name, ...]:
    """The names in a readable text, in order and not overlapping. Kept for a while: several finders ask for the same
    sentence."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    """Endings from left to right, each with as much before it as belongs to the name."""
    runs = _RUN.finditer(text)
    run = next(runs, None)
    floor = 0
    pending: Name | None = None
    candidates = _candidates(sectors=_SHARED_END.search(text) is not None)
    for match in candidates.finditer(text):
        while run and run.end() <= match.start():
            run = next(runs, None)
        if match.lastgroup is None or run is None or match.start() < max(floor, pending.end if pending else 0):
            continue
        floor = max(floor, run.start())
        start = _start(text, match, floor)
        if pending and start <= pending.end and _belongs(pending, match):
            pending = _name(text, pending.start, match.end(), match)
        else:
            if pending:
                yield pending
            pending = _name(text, start, match.end(), match)
        floor = match.end()
    if pending:
        yield pending


def _start(text: str, match: re.Match[str], floor: int) -> int:
    """Where the name that a match ends begins, not before the floor."""
    if match.lastgroup == "joined":
        return match.start()
    if match.lastgroup == "sectors":
        start = _beginning(text, text.index("、", match.start()), max(floor, match.start()), boundaries())
        return start + (text[start] == "、")
    if match.lastgroup == "short" and _may_begin().search(text, floor, match.start()) is None:
        return match.start()
    hard = vocabulary().boundaries if match.group() in CLASS_ENDINGS else boundaries()
    start = _beginning(text, match.start(), floor, hard)
    if match.lastgroup != "whole" or _LOCAL.fullmatch(text, start, match.start()):
        return start
    is_local = match.group() in central_bodies() and match.group().endswith(_OFFICES)
    return start if is_local and _PLACE.fullmatch(text, start, match.start()) else match.start()


def _belongs(name: Name, ending: re.Match[str]) -> bool:
    """Whether an ending that follows a name carries it on (市总工会 + 办公室), and is not a second body."""
    if name.text.startswith("各") and ending.group().startswith("各"):
        return False
    if name.text in central_bodies() and ending.group() in vocabulary().generic:
        return ending.group() not in CLASS_ENDINGS
    return ending.start() == name.end or _GROUP.search(ending.group()) is not None


def _name(whole: str, start: int, end: int, match: re.Match[str]) -> Name | None:
    words = vocabulary()
    added = _ADDED.match(whole, end)
    end = added.end() if added else end
    text = whole[start:end]
    begins = text.startswith(words.beginnings)
    if match.lastgroup in ("short", "separated") and len(text) < _SHORTEST:
        return None
    if match.lastgroup == "short" and not begins:
        return None
    if whole[start - 1 : start] == "等" and text.endswith(_CLASSES):
        return None
    ending = match.group()
    alone = start == match.start()
    nameless = alone and ending not in words.departments and not ending.endswith(_OFFICES)
    bare = match.lastgroup == "ending" and (nameless or (ending in words.generic and not begins))
    return Name(start, end, text=text, bare=bare)


def _beginning(text: str, ending: int, floor: int, hard: frozenset[str]) -> int:
    """Where the name that ends with the ending at this offset begins: behind the last boundary word before it."""
    begin = max(floor, ending - _REACH)
    position = ending
    words = cut(text[begin:ending])
    for before, word in zip(reversed(("", *words[:-1])), reversed(words), strict=False):
        # Behind 由 a verb opens the name: 由联合采购办公室负责.
        if word in hard and before != "由":
            break
        position -= len(word)
    opened = text.rfind("（", position, ending)
    return position if "）" in text[opened + 1 : ending] else max(position, opened + 1)


@lru_cache(maxsize=1)
def boundaries() -> frozenset[str]:
    """The words that no name reaches back over."""
    return vocabulary().boundaries | frozenset(duty_rules().duty_verbs)


def _joined(words: Vocabulary) -> str:
    """Places listed before one ending (各市、县级人民政府), or standing for their governments (各市、县)."""
    place = rf"(?:{alternatives(words.places)})(?:（[^（）]{{1,16}}）)?"
    level = "(?:[两三四各]?级)?(?:地方)?(?:各级)?"
    ending = rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{alternatives((*words.endings, *words.short_endings))}))"
    listed = rf"{place}(?:[、和]{place})+"
    run = rf"各[省市县区州旗]{{2,3}}{level}{ending}?"
    return rf"{run}|各{listed}{level}{ending}?|各{place}(?:（[^（）]{{1,16}}）)|{listed}{level}{ending}"


@lru_cache(maxsize=1)
def _may_begin() -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary().beginnings))


@lru_cache(maxsize=2)
def _candidates(*, sectors: bool) -> re.Pattern[str]:
    """One pattern for all ends of names; `whole` matches are complete, the others reach back. It looks further only
    where a character may begin one; fields of work (`sectors`) may begin with any."""
    words = vocabulary()
    blocked = alternatives(words.not_organizations)
    whole = f"{_OF_LEVEL}|{alternatives((*central_bodies(), *words.words))}"
    endings, short = alternatives((*words.endings, *words.departments)), alternatives(words.short_endings)
    separated = alternatives(words.separated_endings)
    heads = {word[0] for word in (*words.not_organizations, *central_bodies(), *words.words, *words.endings)}
    heads |= set("地国中当各")
    heads |= {word[0] for word in (*words.departments, *words.short_endings, *words.separated_endings, *words.places)}
    known = (
        rf"(?P<whole>(?:全[国省市区县州镇])?(?:{whole}))(?![级门]){_SHORT_FOR_UNION}"
        rf"|(?P<ending>{endings})(?!际){_SHORT_FOR_UNION}|{blocked}"
        rf"|(?<=[\u4e00-\u9fff]{{2}})(?P<separated>{separated})(?=[^\u4e00-\u9fff]|$|等|负责|牵头|配合|参与)"
        rf"|(?<=[\u4e00-\u9fff]{{2}})(?P<short>{short})(?!长)"
    )
    joined = rf"(?P<joined>{_joined(words)})(?![级内])"
    if sectors:
        return re.compile(rf"{joined}|(?P<sectors>{_SECTORS})|{known}")
    return re.compile(rf"(?=[各全{''.join(sorted(heads))}])(?:{joined}|{known})")
