"""A clerk's question, read: what kind of answer is wanted, in which role or year or unit, and about what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from corpus.errors import QueryError
from extract.records import Role
from extract.rulebook import Match, alternatives
from index.analysis import words
from index.folding import folded
from queries.ask.lexicon import question_grammar, stop_words, synonyms, unit_at

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


class Wanted(str, Enum):
    """The kind of an answer."""

    ORGANIZATION = "organization"
    QUANTITY = "quantity"
    DATE = "date"


class Edge(str, Enum):
    """Which end of a period is asked for."""

    BEGIN = "begin"
    FINISH = "finish"


class Tense(str, Enum):
    """Whether a figure is asked for that is to be reached, or one that was."""

    DUE = "due"
    DONE = "done"


_TENSES = {Tense.DUE: ("due", "duty"), Tense.DONE: ("done",)}
_KINDS = {
    "organization": (Wanted.ORGANIZATION,),
    "quantity": (Wanted.QUANTITY,),
    "date": (Wanted.DATE,),
    "duration": (Wanted.QUANTITY, Wanted.DATE),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `kinds` are the kinds of answer that fit (all where the question does not tell); `roles` those
    asked for, in order; `lasting` that a span of time is asked for; `runs` the words that say what it is about, folded,
    those that stand side by side together."""

    kinds: tuple[Wanted, ...]
    roles: tuple[Role, ...]
    year: int | None
    unit: str | None
    edge: Edge | None
    tense: Tense | None
    lasting: bool
    runs: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What it is about, each word once."""
        return tuple(dict.fromkeys(word for run in self.runs for word in run))


def read_question(text: str) -> Question:
    """The question; raises QueryError where nothing is asked."""
    asked = folded(text)[:_LONGEST]
    if not any(map(str.isalnum, asked)):
        raise QueryError("没有写问题", advice="请写上要问的事，例如：职工书屋建设由哪个部门负责？")
    year, asked = _take_year(asked)
    matches = list(question_grammar().find(asked))
    kinds = next((_KINDS[match.rule.reads] for match in matches), tuple(Wanted))
    amounts = [match for match in matches if match.rule.reads == "quantity"]
    runs = tuple(run for part in _left(asked, matches) for run in _runs(part))
    return Question(
        kinds=kinds,
        roles=tuple(dict.fromkeys(role for match in matches for role in _roles(match))),
        year=year,
        unit=next((unit for match in amounts if (unit := unit_at(asked, match.end))), None),
        edge=_edge(matches),
        tense=next(
            (tense for tense in Tense if any(match.fields.get(word) for match in matches for word in _TENSES[tense])),
            None,
        ),
        lasting=any(match.rule.reads == "duration" for match in matches[:1]),
        # A question made of question words only is looked up as it stands.
        runs=runs or (tuple(words(asked)),),
    )


def _take_year(asked: str) -> tuple[int | None, str]:
    """The first year named, and the question without it."""
    plain = _CHINESE_YEAR.sub(lambda found: found[1].translate(_DIGITS) + "年", asked)
    found = _YEAR.search(_QUOTED.sub(lambda title: "《" + "—" * len(title[1]) + "》", plain))
    if found is None:
        return None, plain
    return int(found[1]), f"{plain[: found.start()]} {plain[found.end() :]}"


def _roles(match: Match) -> Iterator[Role]:
    return (role for name, role in _ROLES if match.fields.get(name))


def _edge(matches: list[Match]) -> Edge | None:
    for match in matches:
        if match.rule.id == "from-when":
            return Edge.BEGIN
        if match.rule.id == "until-when":
            return Edge.FINISH
    return None


def _left(asked: str, matches: list[Match]) -> Iterator[str]:
    """What the question words leave."""
    reached = 0
    for match in matches:
        yield asked[reached : match.start]
        reached = match.end
    yield asked[reached:]


def _runs(part: str) -> Iterator[tuple[str, ...]]:
    """Words of a part that stand side by side; words that say nothing and marks end a run."""
    for stretch in re.findall(r"\w+(?:\.\d\w*|[%‰]\w*)*", part):
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
    split = [word for word in synonyms() if len(words(word)) > 1]
    return re.compile(rf"(\d+(?:\.\d+)?[%‰万亿]*|{alternatives(split)})")
