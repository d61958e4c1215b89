"""Which body an abbreviation means: 市总 in one city's papers is not 市总 in another's.

A `Speaker` is whoever speaks in a stretch of text: the author of the article, else the issuer of the paper. Names are
completed from the speaker's own name and place; a department without its body (研究室) belongs to the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from corpus.document import Article, Document, Quote
from extract.abbreviations import find_abbreviations
from extract.duty_rules import duty_rules
from extract.long_names import local_offices
from extract.organizations import central_bodies, vocabulary
from extract.places import LEVELS, names_level, places_in, places_of, seat_of
from extract.register import Register

_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,7}[部室处科]")
_COLLECTIVE = ("全", "各", "本", "我", "有关", "相关")
_OWN = re.compile(r"(?:本|我)(?:会|办|局|委|厅|部|公司|单位)|(?:本会|我会)机关")
_YOUTH_LEAGUE = re.compile(r"团(?P<level>[省市区县州])委")

_GENERAL_USAGE = Register()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A body that speaks: its full name ('' if nobody is known), where it is printed, and its places by level
    (`市` -> `临江市`). `central` marks bodies of the central government; `readers` are those it
    speaks to, joined by 、 ('' if it does not say). `short_names` are those that its paper gives to bodies, and
    `register` the one that it is read with."""

    name: str
    printed: Quote | None
    places: Mapping[str, str]
    central: bool
    readers: str
    short_names: Mapping[str, str] = field(default_factory=dict)
    register: Register = _GENERAL_USAGE


class Speakers:
    """Who speaks where in one paper. `abbreviations` are the short names that it gives to bodies, in order."""

    def __init__(self, document: Document, *, register: Register = _GENERAL_USAGE) -> None:
        self._document = document
        self._register = register
        self.abbreviations = find_abbreviations(document.text)
        self._found: dict[Article | None, Speaker] = {}

    def of(self, article: Article | None) -> Speaker:
        """The speaker of an article (None: of what lies outside all): its author, else the paper's issuer."""
        if article not in self._found:
            self._found[article] = self._speaker(article)
        return self._found[article]

    def _speaker(self, article: Article | None) -> Speaker:
        issuer = self._document.letterhead.issuer
        author = self._author(article)
        of_issuer = places_of(body_of(issuer.value)) if issuer else {}
        around = {**places_in(self._document.text, but=self._seats), **of_issuer}
        name = self._name(body_of(author.value), around) if author else ""
        speaker = Speaker(
            name=name,
            printed=author,
            places={**around, **places_of(name)},
            central=name in central_names(),
            readers="、".join(quote.value for quote in self._document.letterhead.recipients),
            register=self._register,
        )
        return replace(speaker, short_names=self._short_names(speaker))

    @cached_property
    def _seats(self) -> frozenset[str]:
        """The places of authors that name theirs: the bare 市总 of the same bulletin is most likely another's."""
        authors = (article.author for article in self._document.articles)
        return frozenset(seat_of(author.value) for author in authors if author)

    def _author(self, article: Article | None) -> Quote | None:
        return article.author if article and article.author else self._document.letterhead.issuer

    def _name(self, printed: str, places: Mapping[str, str]) -> str:
        return self._register.canonical(printed, completed=_completed(printed, places), speaker="")

    def _short_names(self, speaker: Speaker) -> dict[str, str]:
        """What the speaker, wherever it speaks in the paper, calls bodies for short."""
        given: dict[str, str] = {}
        for each in self.abbreviations:
            author = self._author(self._document.article_at(each.start))
            if (author and author.value) == (speaker.printed and speaker.printed.value):
                given[each.short] = full_name(each.name, speaker)
        return given


@lru_cache(maxsize=4096)
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


def naming_reason(printed: str, name: str, speaker: Speaker) -> str:
    """The code of `extract.confidence` for how the full name of a printed one was found."""
    if printed in speaker.short_names:
        return "short_name"
    if printed in central_bodies():
        return "central"
    return "as_printed" if printed == name else "completed"


def full_name(printed: str, speaker: Speaker) -> str:
    """The body meant by a printed name, written out, as far as the context tells; otherwise the name as printed."""
    if printed in duty_rules().readers and speaker.readers:
        return speaker.readers
    completed = _by_short_name(printed, speaker) or _in_context(printed, speaker)
    return speaker.register.canonical(printed, completed=completed, speaker=speaker.name)


def _by_short_name(printed: str, speaker: Speaker) -> str | None:
    """The body that the paper itself calls so, or an office of it."""
    for short, name in speaker.short_names.items():
        if printed == short:
            return name
        if printed.startswith(short) and printed[len(short) :] in vocabulary().departments:
            return name + printed[len(short) :]
    return None


def _in_context(printed: str, speaker: Speaker) -> str:
    """The name with what the speaker leaves out: its own name, its place, the central government."""
    if _OWN.fullmatch(printed) and speaker.name:
        return speaker.name
    local = speaker.name and not speaker.central
    if local and printed in local_offices() and printed not in central_bodies():
        return seat_of(speaker.name) + printed
    if local and _is_department(printed):
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
    if printed in vocabulary().departments:
        return True
    if printed in central_bodies() or printed.startswith((*LEVELS, *_COLLECTIVE, "国家")) or seat_of(printed):
        return False
    return _DEPARTMENT.fullmatch(printed) is not None


def _completed(printed: str, places: Mapping[str, str]) -> str:
    """The place put in for its level: 市总宣教部 -> 临江市总宣教部, 团市委 -> 共青团临江市委."""
    league = _YOUTH_LEAGUE.fullmatch(printed)
    if league and league["level"] in places:
        return f"共青团{places[league['level']]}委"
    return places[printed[0]] + printed[1:] if names_level(printed) and printed[0] in places else printed
