"""A clerk's question, read: what kind of answer is wanted, in which role or year or unit, and about what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from corpus.errors import QueryError
from extract.records import Role
from extract.rulebook import Match, alternatives
from extract.words import names_things
from index.analysis import words
from index.folding import folded
from queries.ask.lexicon import everyday, hints, question_grammar, stop_words, unit_at, unit_name
from queries.ask.lexicon import synonyms as shipped_synonyms
from queries.ask.numbers import written_otherwise

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|(?![\d.-]))")
_CHINESE_YEAR = re.compile(r"([一二][〇○零0一二三四五六七八九]{3})年")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_QUOTED = re.compile(r"《([^《》]{2,})》")
_ROLES = (
    ("lead", Role.LEAD),
    ("support", Role.SUPPORT),
    ("supervise", Role.SUPERVISE),
    ("responsible", Role.RESPONSIBLE),
)
_LONGEST = 200
_JOINT = re.compile(r"[，,。；;：:！？!?、和与及]")
_PART = re.compile(r"[，,。；;：:！？!?]")
# 脱了贫 is 脱贫; but 了解, 为了.
_SPLIT_VERB = re.compile(r"(?<=\w)(?<![为除])了(?=\w)(?![解如不却结])")


class Wanted(str, Enum):
    """The kind of an answer."""

    ORGANIZATION = "organization"
    QUANTITY = "quantity"
    DATE = "date"
    TASK = "task"
    DOCUMENT = "document"


class Edge(str, Enum):
    """Which end of a period is asked for."""

    BEGIN = "begin"
    FINISH = "finish"


class Tense(str, Enum):
    """Whether a figure is asked for that is to be reached, or one that was."""

    DUE = "due"
    DONE = "done"


_TENSES = {Tense.DUE: ("due", "duty"), Tense.DONE: ("done",)}
ANY = (Wanted.ORGANIZATION, Wanted.QUANTITY, Wanted.DATE)
_KINDS = {
    "organization": (Wanted.ORGANIZATION,),
    "quantity": (Wanted.QUANTITY,),
    "date": (Wanted.DATE,),
    "task": (Wanted.TASK,),
    "document": (Wanted.DOCUMENT,),
    "duration": (Wanted.QUANTITY, Wanted.DATE),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `kinds` are the kinds of answer that fit (all where the question does not tell); `roles` those
    asked for, in order; `year` is named, `of_paper` as that of the paper that is meant (2012年工作报告); `unit` is the
    unit of a figure, `counter` the character behind 多少 where that is no unit that is known, `counted` the first word
    that follows it where that is a thing (多少家企业); `amounts` are the words of each of several figures asked for at
    once (新建多少家、投资多少); `growth` tells that a
    rise or fall is asked for; `sort` what kind of body (哪个区总工会); `lasting` that a span of time is asked for,
    `again` how often something comes; `runs` the words that say what it is about, folded, those that stand side by side
    together; `asked` all of it, folded; `synonyms` words of the library that mean the same."""

    kinds: tuple[Wanted, ...]
    roles: tuple[Role, ...]
    year: int | None
    of_paper: bool
    unit: str | None
    counter: str | None
    counted: tuple[str, ...]
    amounts: tuple[tuple[str, ...], ...]
    growth: bool
    sort: str | None
    edge: Edge | None
    tense: Tense | None
    lasting: bool
    again: bool
    runs: tuple[tuple[str, ...], ...]
    focus: frozenset[str]
    asked: str
    synonyms: Mapping[str, tuple[str, ...]] = field(repr=False)

    @property
    def words(self) -> tuple[str, ...]:
        """What it is about, each word once."""
        return tuple(dict.fromkeys(word for run in self.runs for word in run))

    def alike(self, word: str) -> tuple[str, ...]:
        """What may stand in a paper for a word of the question: words that mean the same, those of papers for one of
        everyday speech, a number written the other way."""
        return (*written_otherwise(word), *everyday().get(word, ()), *self.synonyms.get(word, ()))


def read_question(text: str, *, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> Question:
    """The question; `synonyms` are for each word the others that mean the same, by default those shipped. Raises
    QueryError where nothing is asked."""
    asked = folded(text)[:_LONGEST]
    if not any(map(str.isalnum, asked)):
        raise QueryError("没有写问题", advice="请写上要问的事，例如：职工书屋建设由哪个部门负责？")
    year, of_paper, asked = _take_year(asked)
    matches = list(question_grammar().find(asked))
    kinds = next((_KINDS[match.rule.reads] for match in matches), ANY)
    amounts = [match for match in matches if match.rule.reads == "quantity"]
    shares = any("百分之" in asked[match.start : match.end] for match in amounts)
    units = {match.end: found for match in amounts if (found := _unit(asked, match.end))}
    unit = next((found.name for found in units.values()), None)
    runs = tuple(run for part in _left(asked, matches, units) for run in _runs(part))
    return Question(
        kinds=kinds,
        roles=tuple(dict.fromkeys(role for match in matches for role in _roles(match))),
        year=year,
        of_paper=of_paper,
        unit="%" if shares else unit,
        amounts=tuple(_amounts(asked, amounts, units)),
        growth=any(_is_growth(asked, match) for match in amounts),
        counter=None if unit else next((_counter(asked, match.end) for match in amounts), None),
        counted=tuple(word for match in amounts[:1] for word in _counted(asked, match, units)),
        sort=_sort(matches),
        edge=_edge(matches),
        tense=_tense(asked, matches),
        again=any(match.fields.get("again") for match in matches),
        lasting=any(match.rule.reads == "duration" for match in matches[:1]),
        # A question made of question words only is looked up as it stands.
        runs=runs or (tuple(words(asked)) or tuple(words(text)),),
        focus=frozenset(_focus(asked, matches)),
        asked=asked,
        synonyms=shipped_synonyms() if synonyms is None else synonyms,
    )


def _focus(asked: str, matches: list[Match]) -> tuple[str, ...]:
    """The words of what is done, which stand behind the question word (由谁验收), or else right before it."""
    if not matches:
        return ()
    end = matches[1].start if len(matches) > 1 else len(asked)
    behind = [word for run in _runs(_PART.split(asked[matches[0].end : end])[0]) for word in run]
    before = list(_runs(_PART.split(asked[: matches[0].start])[-1]))
    return tuple(behind[-2:] or (before[-1][-2:] if before else ()))


def _take_year(asked: str) -> tuple[int | None, bool, str]:
    """The first year named, whether it is a paper's, and the question without it."""
    plain = _CHINESE_YEAR.sub(lambda found: found[1].translate(_DIGITS) + "年", asked)
    found = _YEAR.search(_QUOTED.sub(lambda title: "《" + "—" * len(title[1]) + "》", plain))
    if found is None:
        return None, False, plain
    after = plain[found.end() :]
    of_paper = re.match(rf"\w{{0,10}}?{alternatives(hints().papers)}", after) is not None
    return int(found[1]), of_paper, f"{plain[: found.start()]} {after}"


def _roles(match: Match) -> Iterator[Role]:
    return (role for name, role in _ROLES if match.fields.get(name))


def _sort(matches: list[Match]) -> str | None:
    """The kind of body that all question words for bodies name."""
    asked = [match.fields.get("sort") for match in matches if match.rule.reads == "organization"]
    return asked[0] if asked and all(asked) else None


def _tense(asked: str, matches: list[Match]) -> Tense | None:
    """What the question words tell, else any other word of the question."""
    for tense, groups in _TENSES.items():
        if any(match.fields.get(group) for match in matches for group in groups):
            return tense
    words = {Tense.DUE: hints().due, Tense.DONE: hints().done}
    return next((tense for tense in Tense if re.search(words[tense], asked)), None)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The unit behind 多少, and where it ends in the question."""

    name: str
    end: int


def _unit(asked: str, at: int) -> _Unit | None:
    """The unit of measurement at a place of the question, behind 万 or 亿 too; money is asked for in 元."""
    if asked.startswith("钱", at):
        return _Unit("元", at + 1)
    begin = at + len(asked[at:]) - len(asked[at:].lstrip("十百千万亿"))
    printed = unit_at(asked, begin)
    return _Unit(unit_name(printed), begin + len(printed)) if printed else None


def _is_growth(asked: str, amount: Match) -> bool:
    """Whether a word of rise or fall stands at the question word (增长多少)."""
    return any(word in asked[max(0, amount.start - 3) : amount.end] for word in hints().growth)


def _counter(asked: str, at: int) -> str | None:
    following = asked[at : at + 1]
    return following if following.isalpha() and following not in stop_words() else None


def _counted(asked: str, amount: Match, units: Mapping[int, _Unit]) -> tuple[str, ...]:
    behind = asked[units[amount.end].end if amount.end in units else amount.end :]
    first = next(_runs(_PART.split(behind)[0]), ())[:1]
    return tuple(word for word in first if len(word) > 1 and names_things(word))


def _amounts(asked: str, amounts: list[Match], units: Mapping[int, _Unit]) -> Iterator[tuple[str, ...]]:
    """The words of each part of the question that asks for a figure, where several do."""
    if len(amounts) < 2:
        return
    ends = [*(match.start for match in amounts[1:]), len(asked)]
    begin = 0
    for match, end in zip(amounts, ends, strict=True):
        start = units[match.end].end if match.end in units else match.end
        behind = _JOINT.split(asked[start:end])[0]
        before = asked[begin : match.start]
        yield tuple(word for part in (before, behind) for run in _runs(part) for word in run)
        begin = start + len(behind)


def _edge(matches: list[Match]) -> Edge | None:
    for match in matches:
        if match.rule.id == "from-when":
            return Edge.BEGIN
        if match.rule.id == "until-when":
            return Edge.FINISH
    return None


def _left(asked: str, matches: list[Match], units: Mapping[int, _Unit]) -> Iterator[str]:
    """What the question words leave, the units that stand behind them taken out too."""
    reached = 0
    for match in matches:
        yield asked[reached : match.start]
        yield match.fields.get("act") or ""
        reached = max(match.end, units[match.end].end) if match.end in units else match.end
    yield asked[reached:]


def _runs(part: str) -> Iterator[tuple[str, ...]]:
    """Words of a part that stand side by side; words that say nothing and marks end a run."""
    for stretch in re.findall(r"\w+(?:\.\d\w*|[%‰]\w*)*", _SPLIT_VERB.sub("", part)):
        run: list[str] = []
        for word in _words(stretch):
            if word in stop_words():
                if run:
                    yield tuple(run)
                run = []
            else:
                run.append(word)
        if run:
            yield tuple(run)


def _words(stretch: str) -> Iterator[str]:
    """The words; figures (2.4万) and words of the lexicon (工资协商) are left whole."""
    whole = _whole()
    for piece in whole.split(stretch):
        if whole.fullmatch(piece):
            yield piece
        else:
            yield from words(piece)


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    """What is not cut: figures, and words of the lexicon that the analysis would cut."""
    split = [word for word in (*shipped_synonyms(), *everyday()) if len(words(word)) > 1]
    return re.compile(rf"(\d+(?:\.\d+)?[%‰万亿]*|{alternatives(split)})")
