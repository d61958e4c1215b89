"""A Tantivy index as it stands at one moment: plans in its terms, and what they find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur

from corpus.errors import QueryError
from index import plan as plans
from index import schema
from index.cards import Card, read_card
from index.engine import SAME, Frequencies, Hit, Lead, Results
from index.kept import Kept
from index.manifest import sound
from index.planning import plan
from index.query import Query
from index.shelf import Shelf
from index.wildcards import as_part

FAULTS = (ValueError, OSError)  # what Tantivy raises over damaged files
PASSAGE, CARD = "passage", "card"
PAPER, STANDING = "paper", "standing"
MOST_SURE = 400  # for more passages than this, looking at each is not cheaper than asking for all that is required
KEPT = 128
TIES = 16  # so many more passages are asked for, as those that equal the last one have to be there
MOST_PAPERS = 60_000  # more buckets than this Tantivy does not count at once

# The best passages and the numbers of all are found by two look-ups, which Tantivy can do at the same time.
_ASIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="counting")

BETWEEN = "\x1f"  # parts what is stored of a passage; folded text has no control characters


def stored(row: schema.Row) -> bytes:
    """What is stored of a passage, in one piece: reading pieces one by one costs more than all else about a hit."""
    parts = (row.document_id, str(row.ordinal), str(row.start), str(row.end), row.body, row.sections)
    return BETWEEN.join(parts).encode()


class TantivySnapshot:
    """See `index.engine.Snapshot`; also what planning looks up (`index.plan.Lookup`)."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        fields: tantivy.Schema,
        folder: Path,
        *,
        before: TantivySnapshot | None = None,
    ) -> None:
        self._searcher = searcher
        self._schema = fields
        self._folder = folder
        # What is written on cards, with the cards: most stay as they are, and reading one anew takes longest.
        self._known: Mapping[bytes, Card] = before._cards if before is not None else {}
        self._cards: Mapping[bytes, Card] = self._known
        self.kept = Kept(most=KEPT)

    @cached_property
    def shelf(self) -> Shelf:
        """See Snapshot."""
        with sound(self._folder, faults=FAULTS):
            found = self._searcher.search(self._term(schema.FIRST, "1"), limit=self._all, count=False)
            written = [bytes(self._searcher.doc(address)[CARD][0]) for _, address in found.hits]
            known, self._known = self._known, {}
            self._cards = {card: known.get(card) or read_card(card.decode()) for card in written}
            return Shelf(self._cards.values())

    def plan(self, query: Query) -> plans.Plan:
        """See Snapshot."""
        with sound(self._folder, faults=FAULTS):
            return plan(query, self)

    def leads(self, plan: plans.Plan, *, limit: int) -> tuple[Lead, ...]:
        """See Snapshot."""
        with sound(self._folder, faults=FAULTS):
            if isinstance(plan, plans.Ranked) and limit <= MOST_SURE:
                leads = tuple(Lead(lead.score, lead.paper, self.hit(lead)) for lead in self._leads(plan.scored, limit))
                # Whoever is scored is nearly always of those required; looking is cheaper than asking for both.
                if len(leads) == limit and self._are_of(plan, leads):
                    return leads
            return self._leads(plan, limit)

    def _are_of(self, plan: plans.Ranked, leads: Iterable[Lead]) -> bool:
        """Whether all of the passages are of those required."""
        hits = (lead.place for lead in leads if isinstance(lead.place, Hit))
        unsure = [hit for hit in hits if not any(word in hit.body for word in plan.sure)]
        if not unsure:
            return True
        keys = plans.AnyOf(tuple(plans.Token(schema.KEY, schema.key(hit.document_id, hit.ordinal)) for hit in unsure))
        both = plans.AllOf((plans.Unscored(keys), plans.Unscored(plan.required)))
        return len(self._searcher.search(self._query(both), limit=len(unsure), count=False).hits) == len(unsure)

    def best(self, plan: plans.Plan, *, limit: int) -> tuple[Hit, ...]:
        """See Snapshot."""
        with sound(self._folder, faults=FAULTS):
            return self._hits(plan, limit=limit)

    def hit(self, lead: Lead) -> Hit:
        """See Snapshot."""
        return lead.place if isinstance(lead.place, Hit) else self._hit(lead.score, lead.place)

    def page(self, plan: plans.Plan, *, limit: int, offset: int) -> Results:
        """The hits from `offset` on and how many there are."""
        with sound(self._folder, faults=FAULTS):
            found = self._searcher.search(self._query(plan), limit=max(limit, 1), offset=offset)
            hits = tuple(self._hit(score, address) for score, address in found.hits[:limit])
        return Results(found.count, hits)  # type: ignore[attr-defined]  # the package's stub forgets it

    def papers(self, plan: plans.Plan) -> Mapping[str, int]:
        """See Snapshot."""
        wanted = plan.required if isinstance(plan, plans.Ranked) else plan
        counting = {"papers": {"terms": {"field": PAPER, "size": MOST_PAPERS, "segment_size": MOST_PAPERS}}}
        with sound(self._folder, faults=FAULTS):
            counted = self._searcher.aggregate(self._query(wanted), counting)["papers"]["buckets"]
            names = self.shelf.names
            return {names[bucket["key"]]: bucket["doc_count"] for bucket in counted}

    def counting(self, plan: plans.Plan) -> Callable[[], Mapping[str, int]]:
        """See Snapshot."""
        return _ASIDE.submit(self.papers, plan).result

    def frequencies(self, tokens: Iterable[tuple[str, str]]) -> Frequencies:
        """See SearchEngine."""
        with sound(self._folder, faults=FAULTS):
            counts = tuple(self._searcher.doc_freq(field, token) for field, token in tokens)
            return Frequencies(self._searcher.num_docs, counts)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """See Snapshot."""
        with sound(self._folder, faults=FAULTS):
            return dict(self._searcher.terms_with_prefix(schema.WORDS, ""))

    def has(self, field: str, token: str) -> bool:
        """See plans.Lookup."""
        return self._searcher.doc_freq(field, token) > 0

    def is_any(self, plan: plans.Plan) -> bool:
        """See plans.Lookup."""
        return bool(self._searcher.search(self._query(plan), limit=1, count=False).hits)

    def found(self, plan: plans.Plan) -> Iterator[Hit]:
        """See plans.Lookup."""
        yield from self._hits(plan, limit=self._all)

    def body(self, document_id: str, ordinal: int) -> str | None:
        """See plans.Lookup."""
        hits = self._hits(plans.Token(schema.KEY, schema.key(document_id, ordinal)), limit=1)
        return hits[0].body if hits else None

    @property
    def _all(self) -> int:
        return max(self._searcher.num_docs, 1)

    def _leads(self, plan: plans.Plan, limit: int) -> tuple[Lead, ...]:
        """As Snapshot.leads. Equal scores are put in order here, so all that equal the last one have to be there."""
        query, wanted = self._query(plan), limit + TIES
        while True:
            found = self._searcher.search(query, limit=wanted, count=False).hits
            scores = [round(score, SAME) for score, _ in found]
            if len(found) < wanted or scores[limit - 1] > scores[-1]:
                break
            wanted *= 8
        places = [address for _, address in found]
        standings, papers = (self._searcher.fast_field_values(field, places) for field in (STANDING, PAPER))
        order = sorted(range(len(found)), key=lambda at: (-scores[at], -(standings[at] or 0)))[:limit]
        return tuple(Lead(found[at][0], int(papers[at] or 0), places[at]) for at in order)

    def _hits(self, plan: plans.Plan, *, limit: int) -> tuple[Hit, ...]:
        found = self._searcher.search(self._query(plan), limit=limit, count=False)
        return tuple(self._hit(score, address) for score, address in found.hits)

    def _hit(self, score: float, address: Any) -> Hit:
        stored = bytes(self._searcher.doc(address)[PASSAGE][0]).decode()
        document_id, ordinal, start, end, body, sections = stored.split(BETWEEN)
        return Hit(document_id, int(ordinal), int(start), int(end), score, body, sections)

    def _query(self, plan: plans.Plan) -> tantivy.Query:
        """A plan in Tantivy's terms."""
        match plan:
            case plans.Token(field, token, weight):
                return _weighted(self._term(field, token), weight)
            case plans.Run(field, tokens, weight):
                return _weighted(tantivy.Query.phrase_query(self._schema, field, list(tokens)), weight)
            case plans.Beginning(field, prefix):
                return _unscored(self._pattern(field, f"{re.escape(prefix)}.*"))
            case plans.Holding(field, text):
                return _unscored(self._pattern(field, as_part(text)))
            case plans.Within(field, low, high):
                return _unscored(self._within(field, low, high))
            case plans.Keys(keys):
                names = [schema.key(*key) for key in keys]
                return _unscored(tantivy.Query.term_set_query(self._schema, schema.KEY, names))
            case plans.AnyOf(parts):
                return _any(map(self._query, parts))
            case plans.AllOf(parts):
                return _all(map(self._query, parts))
            case plans.AllBut(part):
                return tantivy.Query.boolean_query([*_every(), (Occur.MustNot, self._query(part))])
            case plans.Unscored(part):
                return _unscored(self._query(part))
            case plans.Ranked(required, scored):
                return tantivy.Query.boolean_query(
                    [(Occur.Must, _unscored(self._query(required))), (Occur.Should, self._query(scored))]
                )

    def _term(self, field: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, token)

    def _pattern(self, field: str, pattern: str) -> tantivy.Query:
        try:
            return tantivy.Query.regex_query(self._schema, field, pattern)
        except ValueError as error:
            raise QueryError("筛选条件太长", advice="请只写名称中的一部分") from error

    def _within(self, field: str, low: str, high: str) -> tantivy.Query:
        known = self.kept.get(
            ("tokens", field), lambda: [token for token, _ in self._searcher.terms_with_prefix(field, "")]
        )
        wanted = [token for token in known if low <= token and (not high or token <= high)]
        return tantivy.Query.term_set_query(self._schema, field, wanted)


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _any(parts: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, part) for part in parts])


def _all(parts: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, part) for part in parts] or _every())


def _every() -> list[tuple[Occur, tantivy.Query]]:
    return [(Occur.Must, _unscored(tantivy.Query.all_query()))]
