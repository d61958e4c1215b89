"""Short names written out: 云州市总宣教部 -> 云州市总工会宣传教育部, by general usage and whoever prints them.

Only what a short form can mean everywhere is written out; which city's body it is, is for `extract.naming` to tell. The
forms are data: `lexicon/department_aliases.yaml`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import Field

from extract.rulebook import Data, alternatives, load

_LEVEL = "省市区县旗州盟"
_PLACE = f"(?!各|全|本|我|有关|相关|直辖|所在|下级|上级|国家|中国|中华)[\u4e00-\u9fff]{{1,13}}?[{_LEVEL}]"
_INNER = r"[\u4e00-\u9fff]{1,9}(?:部|室|处|科|组|队|局|委|办|中心|机关)"
# 云州市总 is a trade union, 全市总体 and 市总部 are none.
_UNION = re.compile(rf"(?P<place>[^、，]*[{_LEVEL}])总(?P<inner>(?![体量数值结额产面计工部])[^、，]*)")
_SHORT_ENDS = {"委员会": "委", "办公室": "办"}


class Office(Data):
    """A kind of government office: the short forms of what it deals with, and as what it is constituted."""

    short: tuple[str, ...]
    constituted: tuple[str, ...] = Field(alias="as")


class Usage(Data):
    """The word lists of `lexicon/department_aliases.yaml`."""

    offices: dict[str, Office]
    union_offices: dict[str, tuple[str, ...]]
    bodies: dict[str, str]
    named_bodies: dict[str, str]
    party_offices: dict[str, str]
    no_places: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    same: tuple[str, ...]


@lru_cache(maxsize=1)
def usage() -> Usage:
    """The word lists, read once."""
    return load("lexicon/department_aliases.yaml", Usage)


@lru_cache(maxsize=8192)
def long_name(name: str) -> str:
    """The name written out as far as general usage tells; a name that is long already stays as it is."""
    for written_out in (_union, _office_of_union, _office, _body):
        name = written_out(name)
    return name


@lru_cache(maxsize=1)
def local_offices() -> dict[str, str]:
    """Every form of a government office without its place, and the long one: 人社局 -> 人力资源和社会保障局."""
    forms: dict[str, str] = {}
    for subject, office in usage().offices.items():
        for end in office.constituted:
            ends = dict.fromkeys((end, _SHORT_ENDS.get(end, end)))
            forms.update({stem + each: subject + end for stem in (subject, *office.short) for each in ends})
    return forms


def _union(name: str) -> str:
    found = _UNION.fullmatch(name)
    return f"{found['place']}总工会{found['inner']}" if found else name


def _office_of_union(name: str) -> str:
    found = _union_offices().fullmatch(name)
    return (found["union"] or "") + _union_forms()[found["office"]] if found else name


def _office(name: str) -> str:
    found = _offices().fullmatch(name)
    return (found["place"] or "") + local_offices()[found["office"]] + found["inner"] if found else name


def _body(name: str) -> str:
    found = _bodies().fullmatch(name)
    if found is None:
        return name
    words, place = usage(), found["place"]
    short = "团委" if found["party"] == "共青团" else found["body"]
    if short in words.named_bodies and len(place) == 1:
        return name
    template = words.bodies.get(short) or words.named_bodies[short]
    return template.replace("{place}", place) + words.party_offices.get(found["inner"], found["inner"])


@lru_cache(maxsize=1)
def _union_forms() -> dict[str, str]:
    return {short: full for full, forms in usage().union_offices.items() for short in forms}


@lru_cache(maxsize=1)
def _union_offices() -> re.Pattern[str]:
    return re.compile(rf"(?P<union>.*工会)?(?P<office>{alternatives(_union_forms())})")


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    short = [form for form, full in local_offices().items() if form != full]
    office = rf"(?P<office>{alternatives(short)})(?!员会|公室)"
    return re.compile(rf"(?P<place>.*[{_LEVEL}])?{office}(?P<inner>(?:{_INNER})?)")


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    words = usage()
    bodies = alternatives((*words.bodies, *words.named_bodies))
    return re.compile(
        rf"(?P<party>中共|共青团)?(?P<place>{_PLACE}|[{_LEVEL}])(?P<body>{bodies})(?!员会|公室)(?P<inner>(?:{_INNER})?)"
    )
