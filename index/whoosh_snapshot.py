"""A Whoosh index as it stands at one moment: works plans out and looks things up for them."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from heapq import nsmallest
from pathlib import Path
from typing import Any

from whoosh.query import Phrase, Term

from index import plan as plans
from index import schema
from index.cards import number_of, read_card
from index.engine import SAME, Frequencies, Hit, Lead, Results
from index.kept import Kept
from index.manifest import sound
from index.planning import plan
from index.query import Query
from index.shelf import Shelf
from index.wildcards import as_part

# What Whoosh raises over damaged files.
READING_FAULTS = (OSError, EOFError, ValueError, LookupError, struct.error, zlib.error)
PASSAGE = "passage"  # what is stored of a passage: (document id, ordinal, start, end, folded text, sections, card)

KEPT = 128

Scores = dict[int, float]


class WhooshSnapshot:
    """See `index.engine.Snapshot`; also what planning looks up (`index.plan.Lookup`)."""

    def __init__(self, searcher: Any, folder: Path) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._folder = folder
        self.kept = Kept(most=KEPT)

    @cached_property
    def shelf(self) -> Shelf:
        """See Snapshot."""
        with sound(self._folder, faults=READING_FAULTS):
            stored = (self._stored(number)[-1] for number in self._token(schema.FIRST, "1"))
            return Shelf(map(read_card, stored))

    def plan(self, query: Query) -> plans.Plan:
        """See Snapshot."""
        with sound(self._folder, faults=READING_FAULTS):
            return plan(query, self)

    def leads(self, plan: plans.Plan, *, limit: int) -> tuple[Lead, ...]:
        """See Snapshot."""
        with sound(self._folder, faults=READING_FAULTS):
            found = ((number, score, *self._papers[number]) for number, score in self._scores(plan).items())
            best = nsmallest(limit, found, key=lambda each: (-round(each[1], SAME), -each[3], each[0]))
            return tuple(Lead(score, paper, number) for number, score, paper, _ in best)

    def best(self, plan: plans.Plan, *, limit: int) -> tuple[Hit, ...]:
        """See Snapshot."""
        return self.page(plan, limit=limit, offset=0).hits

    def hit(self, lead: Lead) -> Hit:
        """See Snapshot."""
        with sound(self._folder, faults=READING_FAULTS):
            return self._hit(lead.place, lead.score)

    def page(self, plan: plans.Plan, *, limit: int, offset: int) -> Results:
        """The hits from `offset` on and how many there are."""
        with sound(self._folder, faults=READING_FAULTS):
            scores = self._scores(plan)
            best = nsmallest(offset + limit, scores.items(), key=lambda found: (-found[1], found[0]))
            return Results(len(scores), tuple(self._hit(number, score) for number, score in best[offset:]))

    def papers(self, plan: plans.Plan) -> Mapping[str, int]:
        """See Snapshot."""
        wanted = plan.required if isinstance(plan, plans.Ranked) else plan
        with sound(self._folder, faults=READING_FAULTS):
            return Counter(map(self._names_of.__getitem__, self._scores(wanted)))

    def counting(self, plan: plans.Plan) -> Callable[[], Mapping[str, int]]:
        """See Snapshot; Whoosh cannot do two things at once."""
        return cache(lambda: self.papers(plan))

    def frequencies(self, tokens: Iterable[tuple[str, str]]) -> Frequencies:
        """See SearchEngine."""
        with sound(self._folder, faults=READING_FAULTS):
            counts = tuple(self._reader.doc_frequency(field, token) for field, token in tokens)
            return Frequencies(self._reader.doc_count(), counts)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """See Snapshot."""
        with sound(self._folder, faults=READING_FAULTS):
            return {word: self._reader.doc_frequency(schema.WORDS, word) for word in self._names(schema.WORDS)}

    def has(self, field: str, token: str) -> bool:
        """See plans.Lookup."""
        return (field, token) in self._reader

    def is_any(self, plan: plans.Plan) -> bool:
        """See plans.Lookup."""
        return bool(self._scores(plan))

    def found(self, plan: plans.Plan) -> Iterator[Hit]:
        """See plans.Lookup."""
        for number in self._scores(plan):
            yield self._hit(number, 0.0)

    def body(self, document_id: str, ordinal: int) -> str | None:
        """See plans.Lookup."""
        for number in self._token(schema.KEY, schema.key(document_id, ordinal)):
            return self._hit(number, 0.0).body
        return None

    @cached_property
    def _names_of(self) -> dict[int, str]:
        """The id of each passage's paper, by Whoosh's numbers."""
        names = list(self._names(schema.DOCUMENT))
        return {number: name for name in names for number in self._token(schema.DOCUMENT, name)}

    @cached_property
    def _papers(self) -> dict[int, tuple[int, int]]:
        """The number and standing of each passage's paper, by Whoosh's numbers."""
        cards = self.shelf.cards
        of = {
            name: (number_of(name), cards[name].standing if name in cards else 0)
            for name in self._names(schema.DOCUMENT)
        }
        return {number: of[name] for number, name in self._names_of.items()}

    def _stored(self, number: int) -> tuple[Any, ...]:
        stored: tuple[Any, ...] = self._reader.stored_fields(number)[PASSAGE]
        return stored

    def _hit(self, number: Any, score: float) -> Hit:
        document_id, ordinal, start, end, body, sections, _ = self._stored(number)
        return Hit(document_id, ordinal, start, end, score, body, sections)

    def _scores(self, plan: plans.Plan) -> Scores:
        """The passages of a plan, by Whoosh's numbers, with their scores."""
        match plan:
            case plans.Token(field, token, weight):
                return {number: weight * score for number, score in self._token(field, token).items()}
            case plans.Run(field, tokens, weight):
                run = self._scored_by(Phrase(field, list(tokens)).matcher)
                return {number: weight * score for number, score in run.items()}
            case plans.Beginning(field, prefix):
                return self._any_token(field, self._reader.expand_prefix(field, prefix))
            case plans.Holding(field, text):
                fits = re.compile(as_part(text)).fullmatch
                return self._any_token(field, (name for name in self._names(field) if fits(name)))
            case plans.Within(field, low, high):
                return self._any_token(
                    field, (name for name in self._names(field) if low <= name and (not high or name <= high))
                )
            case plans.Keys(keys):
                return self._any_token(schema.KEY, [schema.key(*key) for key in keys])
            case plans.AnyOf(parts):
                return _added([self._scores(part) for part in parts])
            case plans.AllOf(parts):
                return self._common([self._scores(part) for part in parts])
            case plans.AllBut(part):
                return dict.fromkeys(set(self._reader.all_doc_ids()).difference(self._scores(part)), 0.0)
            case plans.Unscored(part):
                return dict.fromkeys(self._scores(part), 0.0)
            case plans.Ranked(required, scored):
                found, liked = self._scores(required), self._scores(scored)
                return {number: liked.get(number, 0.0) for number in found}

    def _names(self, field: str) -> Iterator[str]:
        return (name.decode() for name in self._reader.lexicon(field))

    def _token(self, field: str, token: Any) -> Scores:
        return self._scored_by(Term(field, token).matcher)

    def _any_token(self, field: str, tokens: Iterable[Any]) -> Scores:
        return dict.fromkeys((number for token in list(tokens) for number in self._token(field, token)), 0.0)

    def _common(self, found: list[Scores]) -> Scores:
        if not found:
            return dict.fromkeys(self._reader.all_doc_ids(), 0.0)
        numbers = set(found[0]).intersection(*found[1:])
        return {number: sum(scores[number] for scores in found) for number in numbers}

    def _scored_by(self, matcher_in: Callable[[Any], Any]) -> Scores:
        """All postings, over all segments, of the matcher that is made for each."""
        scores: Scores = {}
        for leaf, base in self._searcher.leaf_searchers():
            matcher = matcher_in(leaf)
            while matcher.is_active():
                scores[base + matcher.id()] = matcher.score()
                matcher.next()
        return scores


def _added(found: list[Scores]) -> Scores:
    total: Scores = {}
    for scores in found:
        for number, score in scores.items():
            total[number] = total.get(number, 0.0) + score
    return total
