"""Words that mean the same: those shipped (lexicon/synonyms.yaml), the user's, and what papers call things for short.

A typed word is also looked for by the others of its groups; what stands in quotation marks is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.words import cut
from index.folding import folded
from index.query import And, Not, Or, Query, Words

Group = Sequence[str]
_MOST = 12


@dataclass(frozen=True, slots=True)
class Synonyms:
    """For each word, folded, the others that mean the same, folded; `longest` is how long the longest word is."""

    others: Mapping[str, tuple[str, ...]]
    longest: int

    def of(self, typed: str) -> tuple[str, ...]:
        """The words that mean the same as words of what was typed, at most _MOST, those of the first words first.

        A word of the groups counts where it begins and ends with words of the text.
        """
        found: dict[str, None] = {}
        for part in typed.split():
            for word in _runs(folded(part), self.longest):
                found.update(dict.fromkeys(self.others.get(word, ())))
        asked = folded(typed)
        return tuple(other for other in found if other not in asked)[:_MOST]


def synonyms_of(groups: Iterable[Group]) -> Synonyms:
    """The words of all groups; those of one group mean the same. A word of one character stands for none."""
    others: dict[str, dict[str, None]] = {}
    for group in groups:
        words = list(dict.fromkeys(map(folded, group)))
        for word in words:
            others.setdefault(word, {}).update((each, None) for each in words if each != word and len(each) > 1)
    longest = max(map(len, others), default=0)
    return Synonyms({word: tuple(each) for word, each in others.items()}, longest)


def in_other_words(query: Query, synonyms: Synonyms) -> Query:
    """The query with the words that mean the same added to each part that is words."""
    match query:
        case Words(text):
            return replace(query, others=synonyms.of(text))
        case And(parts):
            return And(tuple(in_other_words(part, synonyms) for part in parts))
        case Or(parts):
            return Or(tuple(in_other_words(part, synonyms) for part in parts))
        case Not():
            # What must not be there is what was typed.
            return query
        case _:
            return query


def _runs(text: str, longest: int) -> Iterator[str]:
    """All runs of neighbouring words of the text up to a length, from left to right, the longer first."""
    words = cut(text)
    for first in range(len(words)):
        run = ""
        runs = []
        for word in words[first:]:
            run += word
            if len(run) > longest:
                break
            runs.append(run)
        yield from reversed(runs)
