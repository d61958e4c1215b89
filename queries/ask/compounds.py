"""Words that no paper uses, taken apart: 土壤调查 is asked for, 土壤环境调查 is what papers say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from extract.words import parts
from index.engine import SearchEngine
from index.schema import WORDS
from queries.ask.question import Question

_LONG = 3


def taken_apart(question: Question, engine: SearchEngine) -> Question:
    """The question with its long words that no passage has as a word taken apart, but for those of the lexicon."""
    long = [word for word in question.words if len(word) >= _LONG and not question.alike(word) and word.isalpha()]
    found = engine.frequencies((WORDS, word) for word in long).holding
    unheard = {word for word, passages in zip(long, found, strict=True) if not passages}
    if not unheard:
        return question
    runs = tuple(_apart(run, unheard) for run in question.runs)
    return replace(question, runs=runs, focus=frozenset(_apart(tuple(question.focus), unheard)))


def _apart(words: tuple[str, ...], unheard: Collection[str]) -> tuple[str, ...]:
    return tuple(each for word in words for each in (parts(word) if word in unheard else (word,)))
