"""Who does what a clause says, read from its words, where no record holds it: laws give standing rules and no duties,
reports tell what was done, and posts (总理, 秘书长) are no bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Span
from extract.rulebook import alternatives
from queries.ask.findings import segment_of, short
from queries.ask.lexicon import hints, subject_grammar
from queries.ask.places import Place
from queries.ask.question import Question

_BY_ASKED_WORD, _BY_RULE, _FIRST_NAMED = 0.93, 0.9, 0.72
# What may stand between the one who acts and the act.
_MANNER = (
    "(?:(?:在[^，。；]{1,12}?下|按照[^，。；]{1,15}|根据[^，。；]{1,15}|会同[^，。；]{1,20}|经[^，。；]{1,12})，?"
    "|，|应当|应该|应|要|须|必须|可以|将|已|已经|统一|具体|依法|共同|分别|负责|组织|认真|积极|进行|予以|率先|专门|直接)*"
)
# A question for whom something goes to, or is done with or for (向哪个部门申请, 跟谁签订, 请谁来做).
_ASKS_WHERETO = re.compile(r"[到向找跟去报给同与和对请聘托](?:哪|谁|什么|啥|何)")
_WHERETO = "向|报告?|报送|上报|经|到|同|与|和|跟|对|请|聘请|委托|下放(?:给|至|到)?"
_TO = re.compile(rf"(?:{_WHERETO})(?:当地|所在地|给|至|到)?\Z")
_NEAR = 6
_BY = "由|交由|下放(?:给|至|到)?|委托|授权"
_SORTS_OF_PLACES = frozenset("省市县区镇乡村")
_REACH = 120  # characters before an act in which somebody may stand who does it
_NAME = r"[\u4e00-\u9fff、“”（）]"


@dataclass(frozen=True, slots=True)
class Subject(Span):
    """Who acts: the name as a person reads it, how sure that is, and whether the words say that it `leads` (牵头);
    `named` marks the first body that is named, where no words of duty tell."""

    name: str
    sure: float
    leads: bool = False
    named: bool = False


def subjects(question: Question, place: Place, clause: Span) -> Iterator[Subject]:
    """Those who act in a clause; where its words do not tell, the first body that is named and not asked about."""
    text = place.document.text
    words = clause.of(text)
    read = [*_by_asked_words(words, question), *_by_rules(words), *_places_of_sort(words, question)]
    found: dict[int, Subject] = {}
    for start, end, sure, leads in read:
        at = Span(clause.start + start, clause.start + end)
        found.setdefault(at.start, Subject(at.start, at.end, short(at.of(text)), sure, leads))
    yield from found.values()
    if not found:
        named = [each for each in place.records.organizations if clause.covers(each)]
        if named:
            first = min(named, key=lambda each: (each.text in question.asked, _is_in_passing(text, clause, each)))
            yield Subject(first.start, first.end, first.name, _FIRST_NAMED, named=True)


def goes_to(question: Question, place: Place, at: int) -> bool:
    """Whether something goes to who is printed at the offset, where the question asks for that."""
    asks = _ASKS_WHERETO.search(question.asked) is not None
    return not asks or _TO.search(place.document.text, max(place.start, at - _NEAR), at) is not None


def _is_in_passing(text: str, clause: Span, mention: Span) -> bool:
    """Whether a body is named where a clause only says when or in what way (某会议之后，某会学习…)."""
    end = segment_of(text, clause, mention).end
    return text[clause.start : end].endswith(hints().passing_endings)


def _by_rules(words: str) -> Iterator[tuple[int, int, float, bool]]:
    """What the rules of lexicon/subjects.yaml find: where the name stands, how sure, and whether it leads."""
    for match in subject_grammar().find(words):
        if match.rule.reads == "inside" or match.start == 0:
            start = words.index(match.fields["who"], match.start)
            leads = "牵头" in words[start + len(match.fields["who"]) : match.end]
            yield start, start + len(match.fields["who"]), _BY_RULE, leads


def _by_asked_words(words: str, question: Question) -> Iterator[tuple[int, int, float, bool]]:
    """Whoever stands before a word of the question as one who acts: 由某某处理, 某某在…下处理."""
    asked = [word for word in question.words if len(word) > 1 or question.alike(word)]
    acts = tuple(each for word in asked for each in (word, *question.alike(word)))
    if not acts:
        return
    for start, end in _behind_by(words, acts, whereto=_ASKS_WHERETO.search(question.asked) is not None):
        yield start, end, _BY_ASKED_WORD, False
    # Of those that begin at one place the longest: what comes before a later act is all one name.
    heads = sorted(_before(_at_the_head(), words, acts), key=lambda match: match.end("who"))
    for match in {match.start("who"): match for match in heads}.values():
        # What is asked about is no part of who does it; 公办, 民办 and the like are bodies only where they act.
        about = any(word in match["who"] for word in question.words if len(word) > 1)
        if not about and (match["manner"] or match["who"][-2:] in hints().actors):
            yield *match.span("who"), _BY_ASKED_WORD, False


def _places_of_sort(words: str, question: Question) -> Iterator[tuple[int, int, float, bool]]:
    """The place that a clause begins with, where one of its sort is asked for (哪个市: 江滨省东江市推行…)."""
    if question.sort in _SORTS_OF_PLACES:
        found = re.match(
            rf"[\d一二三四五六七八九十百]*[.．、]?\s*(?P<who>[\u4e00-\u9fff]{{1,12}}?{question.sort})", words
        )
        if found:
            yield *found.span("who"), _BY_RULE, False


def _behind_by(words: str, acts: tuple[str, ...], *, whereto: bool) -> Iterator[tuple[int, int]]:
    """Who stands behind 由 (or, for whereto questions, 向 and the like) and acts."""
    found = _whereto(acts).finditer(words) if whereto else _before(_by(), words, acts)
    return (match.span("who") for match in found)


def _before(pattern: re.Pattern[str], words: str, acts: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where the pattern ends right before one of the acts. Putting the acts into the pattern would mean to compile it
    anew for every question, which takes longer than all else about finding who acts."""
    ends = sorted({found.start() for act in acts for found in re.finditer(re.escape(act), words)})
    return (match for end in ends if (match := pattern.search(words, max(0, end - _REACH), end)))


@lru_cache(maxsize=1)
def _by() -> re.Pattern[str]:
    return re.compile(rf"(?:{_BY})(?P<who>{_NAME}{{0,40}}?{_actors()}){_MANNER}\Z")


@lru_cache(maxsize=1)
def _at_the_head() -> re.Pattern[str]:
    """Who stands at the head of a part of a clause."""
    name = rf"(?:(?!{_no_name()}){_NAME}){{0,30}}{_actors()}"
    return re.compile(rf"(?:^|[，；：。\n]|\s)(?P<who>{name})(?P<manner>{_MANNER})\Z")


@lru_cache(maxsize=16)
def _whereto(acts: tuple[str, ...]) -> re.Pattern[str]:
    """Whom something goes to: behind 向 and the like, or behind the act."""
    doing = alternatives(acts)
    by = f"由|{_WHERETO}|{doing}(?:给|至|到)?(?:当地|所在地)?"
    return re.compile(rf"(?:{by})(?P<who>{_NAME}{{0,40}}?{_actors()})(?:{_MANNER}{doing}|(?=[，,。；]|$))")


@lru_cache(maxsize=1)
def _no_name() -> str:
    return alternatives(hints().no_name)


@lru_cache(maxsize=1)
def _actors() -> str:
    return alternatives(hints().actors)
