"""The words of asking, from `queries/lexicon`: how questions are put, words that say nothing, words that mean the same.

A faulty file raises RuleError with the file, the line and the fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from extract.quantity_units import Kind, UnitsFile, UnitTable
from extract.rulebook import Data, Grammar, Pattern, RuleTable, load, read
from index.folding import folded

_FOLDER = Path(__file__).parents[1] / "lexicon"


class StopWordsFile(Data):
    """lexicon/stop_words.yaml: words that say nothing of what is asked about."""

    words: tuple[str, ...]


class SynonymsFile(Data):
    """lexicon/synonyms.yaml: groups of words that mean the same."""

    groups: tuple[tuple[str, ...], ...]


class EverydayFile(Data):
    """lexicon/everyday.yaml: for words of everyday speech the words that papers use instead."""

    words: dict[str, tuple[str, ...]]


class HintsFile(Data):
    """lexicon/hints.yaml: words that hint at what kind of figure, date or duty is meant."""

    ratio_endings: tuple[str, ...]
    money: tuple[str, ...]
    time_headings: tuple[str, ...]
    empty_duty: tuple[str, ...]
    addressed: tuple[str, ...]
    told: tuple[str, ...]
    time_units: tuple[str, ...]
    last_year: tuple[str, ...]
    same_units: tuple[tuple[str, ...], ...]
    due: Pattern
    done: Pattern
    papers: tuple[str, ...]
    growth: tuple[str, ...]
    exceptions: tuple[str, ...]
    actors: tuple[str, ...]
    no_name: tuple[str, ...]
    passing_endings: tuple[str, ...]


@lru_cache(maxsize=1)
def question_grammar() -> Grammar:
    """The rules of lexicon/questions.yaml."""
    return Grammar(read(_FOLDER / "questions.yaml", RuleTable), name="questions.yaml")


@lru_cache(maxsize=1)
def subject_grammar() -> Grammar:
    """The rules of lexicon/subjects.yaml: group `who` is the body, `reads` is `first` where the rule holds only at the
    beginning of a sentence."""
    return Grammar(read(_FOLDER / "subjects.yaml", RuleTable), name="subjects.yaml")


@lru_cache(maxsize=1)
def hints() -> HintsFile:
    """The words of lexicon/hints.yaml."""
    return read(_FOLDER / "hints.yaml", HintsFile)


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """The words that say nothing, folded."""
    return frozenset(map(folded, read(_FOLDER / "stop_words.yaml", StopWordsFile).words))


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """For each word of the lexicon, folded, the others of its groups that have two or more characters."""
    found: dict[str, dict[str, None]] = {}
    for group in read(_FOLDER / "synonyms.yaml", SynonymsFile).groups:
        words = list(map(folded, group))
        for word in words:
            found.setdefault(word, {}).update((other, None) for other in words if other != word and len(other) > 1)
    return {word: tuple(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def everyday() -> Mapping[str, tuple[str, ...]]:
    """For words of everyday speech, folded, the words that papers use instead."""
    found = read(_FOLDER / "everyday.yaml", EverydayFile).words
    return {folded(word): tuple(map(folded, others)) for word, others in found.items()}


@lru_cache(maxsize=1)
def _units() -> tuple[UnitTable, tuple[str, ...], frozenset[str]]:
    data = load("lexicon/units.yaml", UnitsFile)
    names = [*data.measures, *data.money, *data.counters]
    return UnitTable(data), tuple(sorted(names, key=len, reverse=True)), frozenset(data.counters)


def unit_at(text: str, position: int) -> str | None:
    """The unit of measurement that stands at the position (`多少|家…`), or None."""
    table, names, _ = _units()
    found = next((name for name in names if text.startswith(name, position)), None)
    if found is None or table[found].kind is Kind.IGNORED or table[found].barred(text, position + len(found)):
        return None
    return found


def unit_name(printed: str) -> str:
    """The name under which a figure of that unit is recorded."""
    table, _, _ = _units()
    return "元" if table[printed].kind is Kind.MONEY else printed


def is_counter(unit: str) -> bool:
    """Whether the unit counts things (家, 名), so that one may stand for another."""
    return unit in _units()[2]
