"""Whether words of a paper speak of what a clerk names: his words or others that mean the same, all of them."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import QueryError
from extract.words import cut
from index.folding import folded
from index.query import And, Or, Phrase, Query
from queries.ask.lexicon import stop_words, synonyms


@dataclass(frozen=True, slots=True)
class Wording:
    """What is looked for: of every group (a word and those that mean the same) one must be there."""

    groups: tuple[tuple[str, ...], ...]

    def found_in(self, words: str) -> bool:
        """Whether the words speak of it."""
        return self.share_in(words) == len(self.groups)

    def share_in(self, words: str) -> int:
        """How much of it the words speak of, in groups."""
        text = folded(words)
        return sum(any(form in text for form in group) for group in self.groups)

    def query(self) -> Query:
        """The same as a query to the index."""
        return And(tuple(Or(tuple(map(Phrase, group))) for group in self.groups))

    @property
    def length(self) -> int:
        """How many characters the clerk's own words have."""
        return sum(len(group[0]) for group in self.groups)


def wording_of(named: str) -> Wording:
    """The words of what is named (`新建企业工会`); raises QueryError where they say nothing."""
    words = [folded(word) for word in cut(named)]
    telling = [word for word in words if word.strip() and any(map(str.isalnum, word)) and word not in stop_words()]
    if not telling:
        raise QueryError(f"“{named}”中没有可以查找的词语", advice="请写出指标的名称，例如：新建企业工会")
    return Wording(tuple((word, *synonyms().get(word, ())) for word in dict.fromkeys(telling)))
