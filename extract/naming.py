"""Which body an abbreviation means: 市总 in one city's papers is not 市总 in another's.

A `Speaker` is whoever speaks in a stretch of text: the author of the article, else the issuer of the paper. Names are
completed from the speaker's own name and place; a department without its body (研究室) belongs to the speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Article, Document, Span
from extract.duty_rules import duty_rules
from extract.organizations import central_bodies, vocabulary
from extract.words import cut

LEVELS = ("省", "市", "区", "县", "州", "镇")
_PLACE = re.compile(
    r"(?P<province>[\u4e00-\u9fff]{2,6}?(?:省|自治区))?(?P<city>[\u4e00-\u9fff]{2,8}?(?:市|自治州|州|盟|地区))?"
    r"(?P<district>[\u4e00-\u9fff]{1,8}?(?:区|县|旗|市))?(?P<town>[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道))?"
)
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,7}[部室处科]")
_COLLECTIVE = ("全", "各", "本", "我", "有关", "相关")
_OWN = re.compile(r"(?:本|我)(?:会|办|局|委|厅|部|公司|单位)|(?:本会|我会)机关")
_PRINTED_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,5}(?P<level>[省市区县])(?=总工会|总(?![体量数值结额产面计])|委|政府|人民政府)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A body that speaks: its full name ('' if nobody is known), where it is printed, and its places by level
    (`市` -> `临江市`). `central` marks bodies of the central government; `readers` are those it
    speaks to, joined by 、 ('' if it does not say)."""

    name: str
    printed: Span | None
    places: dict[str, str]
    central: bool
    readers: str


class Speakers:
    """Who speaks where in one paper."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[Article | None, Speaker] = {}

    def of(self, article: Article | None) -> Speaker:
        """The speaker of an article (None: of what lies outside all): its author, else the paper's issuer."""
        if article not in self._found:
            self._found[article] = self._speaker(article)
        return self._found[article]

    def _speaker(self, article: Article | None) -> Speaker:
        issuer = self._document.letterhead.issuer
        author = article.author if article and article.author else issuer
        of_issuer = _places_of(body_of(issuer.value)) if issuer else {}
        around = {**_places_in(self._document.text), **of_issuer}
        name = _completed(body_of(author.value), around) if author else ""
        places = {**around, **_places_of(name)}
        readers = "、".join(quote.value for quote in self._document.letterhead.recipients)
        return Speaker(name=name, printed=author, places=places, central=name in central_names(), readers=readers)


def body_of(author: str) -> str:
    """The body behind the office that signs for it: 某市总工会办公室 writes for 某市总工会."""
    for department in sorted(vocabulary().departments, key=len, reverse=True):
        if author.endswith(department) and re.search(
            r"(?:总工会|工会|委员会|人民政府|公司|[省市区县]总)$", author[: -len(department)]
        ):
            return author[: -len(department)]
    return author


@lru_cache(maxsize=1)
def central_names() -> frozenset[str]:
    """The full names of central bodies."""
    return frozenset(central_bodies().values())


def full_name(printed: str, speaker: Speaker) -> str:
    """The body meant by a printed name, as far as the context tells; otherwise the name as printed."""
    if printed in duty_rules().readers and speaker.readers:
        return speaker.readers
    if _OWN.fullmatch(printed) and speaker.name:
        return speaker.name
    if speaker.name and not speaker.central and _is_department(printed):
        return speaker.name + printed
    if printed in ("工会", "区工会", "市工会") and speaker.name.endswith("总工会"):
        return speaker.name
    if printed in central_bodies() and (
        speaker.central or printed.startswith(("全", "国", "中央")) or not speaker.name
    ):
        return central_bodies()[printed]
    if printed.startswith("全总"):
        return "中华全国总工会" + printed[2:]
    return _completed(printed, speaker.places)


def _is_department(printed: str) -> bool:
    """Whether a name is one of an office inside a body, named without it."""
    if printed in central_bodies() or printed.startswith((*LEVELS, *_COLLECTIVE, "国家")):
        return printed in vocabulary().departments
    return printed in vocabulary().departments or _DEPARTMENT.fullmatch(printed) is not None


def _completed(printed: str, places: dict[str, str]) -> str:
    """The place and the long form put in: 市总宣教部 -> 临江市总工会宣教部, 区政府 -> 东湖区人民政府."""
    match = re.fullmatch(r"(?P<place>[\u4e00-\u9fff]{2,7}?[省市区县])总(?P<rest>(?!工会|体|量|数|局).*)", printed)
    if match and match["place"] not in LEVELS and len(match["place"]) > 2:
        return match["place"] + "总工会" + match["rest"]
    level, rest = printed[:1], printed[1:]
    place = places.get(level)
    if level not in LEVELS or not rest or rest.startswith("级"):
        return printed
    long = {"总": "总工会", "政府": "人民政府", "人大": "人民代表大会常务委员会"}
    for short, full in long.items():
        if rest.startswith(short) and not rest.startswith(full):
            return (place or level) + full + rest[len(short) :]
    if rest.startswith("委") and not rest.startswith(("委员会", "委办")):
        return f"中共{place}委员会{rest[1:]}" if place else printed
    return place + rest if place else printed


def _places_of(name: str) -> dict[str, str]:
    """The places in a body's own name, by level."""
    match = _PLACE.match(name)
    places: dict[str, str] = {}
    for place in match.groups() if match else ():
        if place:
            places[place[-1]] = place
    return places


@lru_cache(maxsize=64)
def _places_in(text: str) -> dict[str, str]:
    """The place that a text names most often before 总工会, 委 or 政府, by level."""
    counts: dict[str, Counter[str]] = {level: Counter() for level in "省市区县"}
    for match in _PRINTED_PLACE.finditer(text):
        words = cut(match.group())
        place = words[-1] if words[-1] not in LEVELS else "".join(words[-2:])
        if len(place) > 2 and not place.startswith(_COLLECTIVE):
            counts[match["level"]][place] += 1
    return {level: found.most_common(1)[0][0] for level, found in counts.items() if found}
