"""Places in names and texts: which 市 is meant by the bare word."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from extract.duty_rules import duty_rules
from extract.long_names import usage
from extract.organizations import vocabulary
from extract.words import cut

LEVELS = ("省", "市", "区", "县", "州", "镇")
_PLACE = re.compile(
    r"(?P<province>[\u4e00-\u9fff]{2,6}?(?:省|自治区))?(?P<city>[\u4e00-\u9fff]{2,8}?(?:市|自治州|州|盟|地区))?"
    r"(?P<district>[\u4e00-\u9fff]{1,8}?(?:区|县|旗|市))?(?P<town>[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道))?"
)
_PRINTED_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,5}(?P<level>[省市区县])(?=总工会|总(?![体量数值结额产面计])|委|政府|人民政府)"
)
# Words that begin with a level's character and name no level: 市场, 区域, 市总部.
_NO_LEVEL = re.compile(r".级|市场|市民|市政(?![府协务法])|区域|区块|[县省市]域|省际|.总部")
_SHORTEST, _LONGEST_PROVINCE = 3, 4


def places_of(name: str) -> dict[str, str]:
    """The places in a body's own name, by level: 市 -> 临江市."""
    match = _PLACE.match(name)
    return {place[-1]: place for place in match.groups() if place} if match else {}


def seat_of(name: str) -> str:
    """The place whose body the name says it is, the lowest that it names: 临江市 of 临江市总工会; '' where none is."""
    match = _PLACE.match(name)
    named = [place for place in match.groups() if place and len(place) >= _SHORTEST] if match else []
    return named[-1] if named else ""


def names_level(printed: str) -> bool:
    """Whether a name begins with the bare level of a place: 市总, 区政府; not 市场部, 市级机关."""
    return len(printed) > 1 and printed[0] in LEVELS and _NO_LEVEL.match(printed) is None


@lru_cache(maxsize=64)
def places_in(text: str, *, but: frozenset[str] = frozenset()) -> dict[str, str]:
    """The place that a text names most often before 总工会, 委 or 政府, by level; not one of `but` if there is
    another."""
    counts: dict[str, Counter[str]] = {level: Counter() for level in "省市区县"}
    for match in _PRINTED_PLACE.finditer(text):
        words = cut(match.group())
        place = words[-1] if words[-1] not in LEVELS else "".join(words[-2:])
        if _is_place(place):
            counts[match["level"]][place] += 1
    return {level: _most_common(found, but) for level, found in counts.items() if found}


def _most_common(counts: Counter[str], but: frozenset[str]) -> str:
    """The most frequent, the first of equals."""
    others = [place for place, _ in counts.most_common() if place not in but]
    return others[0] if others else counts.most_common(1)[0][0]


def _is_place(words: str) -> bool:
    """Whether words that end in a level's character name a place: 临江市; not 全市, 直辖市, 按照市, 完成省."""
    if len(words) < _SHORTEST or words.startswith(usage().no_places) or words[:-1] in _boundaries():
        return False
    return words[-1] != "省" or len(words) <= _LONGEST_PROVINCE


@lru_cache(maxsize=1)
def _boundaries() -> frozenset[str]:
    return vocabulary().boundaries | frozenset(duty_rules().duty_verbs)
