"""The engine for offices where no compiled package can be had: Whoosh, pure Python.

Whoosh keeps the postings and scores tokens and runs; how they combine is worked out here, with plain dictionaries.
Whoosh's own trees of And and Or are not used: with a limit they drop better hits, and their counts are not the truth.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from heapq import nsmallest
from pathlib import Path
from pickle import UnpicklingError
from types import TracebackType
from typing import Any

import whoosh.index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.query import Phrase, Term

from corpus.errors import Busy, NotWritable
from index import plan as plans
from index import schema
from index.engine import Hit, Results
from index.manifest import prepared, sound
from index.passages import Passage
from index.query import Query

NAME = "whoosh"
MEMORY = 128  # megabytes that the writer may fill before it spools to disk
POLL = 0.05  # seconds between two tries for the writer's place

# What Whoosh raises over damaged files, and over a damaged pickle, which can come out as nearly anything.
READING_FAULTS = (OSError, EOFError, ValueError, LookupError, struct.error, zlib.error)
OPENING_FAULTS = (whoosh.index.IndexError, UnpicklingError, TypeError, AttributeError, AssertionError, ImportError)

_PASSAGE = "passage"  # what is stored of a passage: (document id, ordinal, start, end, folded text)

Scores = dict[int, float]


def _schema() -> Schema:
    tokens = SpaceSeparatedTokenizer()
    fields = {
        **{field: ID() for field in schema.EXACT_FIELDS},
        **{field: KEYWORD(scorable=False) for field in schema.NAME_FIELDS},
        **{field: TEXT(analyzer=tokens, phrase=False) for field in schema.WORD_FIELDS},
        schema.GRAMS: TEXT(analyzer=tokens, phrase=True),
        _PASSAGE: STORED(),
    }
    return Schema(**fields)


class WhooshEngine:
    """A Whoosh index in a folder; see `index.engine.SearchEngine`. The writer lives from the first change to the
    commit."""

    def __init__(self, folder: Path, *, patience: float) -> None:
        self._folder = prepared(folder, engine=NAME, distribution="Whoosh")
        self._patience = patience
        self._writer: Any = None
        self._written: set[str] = set()
        with sound(folder, faults=(*READING_FAULTS, *OPENING_FAULTS)):
            self._index = self._opened()
            self._searcher = self._index.searcher()

    def add(self, passages: Iterable[Passage]) -> None:
        """See SearchEngine."""
        writer = self._writing()
        for passage in passages:
            row = schema.row(passage)
            stored = (row.document_id, row.ordinal, row.start, row.end, row.body)
            writer.add_document(**row.values, **{_PASSAGE: stored})
            self._written.add(row.document_id)

    def remove(self, document_ids: Iterable[str]) -> None:
        """See SearchEngine."""
        gone = set(document_ids)
        if gone & self._written:
            # Whoosh removes only what was committed.
            self.commit()
        writer = self._writing()
        for document_id in sorted(gone):
            writer.delete_by_term(schema.DOCUMENT, document_id)

    def commit(self) -> None:
        """See SearchEngine."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        self._written.clear()
        try:
            writer.commit()
        except OSError as error:
            raise NotWritable(f"索引“{self._folder}”写不进去（{error}）", advice="请检查磁盘空间和权限") from error

    def search(self, query: Query, *, limit: int = 10, offset: int = 0) -> Results:
        """See SearchEngine."""
        with sound(self._folder, faults=READING_FAULTS):
            self._searcher = self._searcher.refresh()
            view = _View(self._searcher)
            scores = view.scores(plans.plan(query, view))
            best = nsmallest(offset + limit, scores.items(), key=lambda found: (-found[1], found[0]))
            return Results(len(scores), tuple(view.hit(number, score) for number, score in best[offset:]))

    def close(self) -> None:
        """See SearchEngine."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.cancel()
        if not self._searcher.is_closed:
            self._searcher.close()
            self._index.close()

    def __enter__(self) -> WhooshEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> Any:
        """The index, made when there is none; only ever in a folder whose manifest is this program's own."""
        if any(self._folder.iterdir()):
            return whoosh.index.open_dir(str(self._folder), schema=_schema())
        return whoosh.index.create_in(str(self._folder), _schema())

    def _writing(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer(timeout=self._patience, delay=POLL, limitmb=MEMORY)
            except whoosh.index.LockError as error:
                raise Busy("另一个程序正在写入索引", advice="请等它完成后再试") from error
            except OSError as error:
                raise NotWritable(f"索引“{self._folder}”不能写入（{error}）", advice="请检查磁盘空间和权限") from error
        return self._writer


class _View:
    """The index as it stands at one moment: works plans out and looks things up for them."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()

    def has(self, field: str, token: str) -> bool:
        """See plans.Lookup."""
        return (field, token) in self._reader

    def keys(self, plan: plans.Plan) -> Iterator[tuple[str, int]]:
        """See plans.Lookup."""
        for number in self.scores(plan):
            document_id, ordinal, *_ = self._reader.stored_fields(number)[_PASSAGE]
            yield document_id, ordinal

    def body(self, document_id: str, ordinal: int) -> str | None:
        """See plans.Lookup."""
        for number in self._token(schema.KEY, schema.key(document_id, ordinal)):
            return str(self._reader.stored_fields(number)[_PASSAGE][-1])
        return None

    def hit(self, number: int, score: float) -> Hit:
        """A passage found."""
        document_id, ordinal, start, end, _ = self._reader.stored_fields(number)[_PASSAGE]
        return Hit(document_id, ordinal, start, end, score)

    def scores(self, plan: plans.Plan) -> Scores:
        """The passages of a plan, by Whoosh's numbers, with their scores."""
        match plan:
            case plans.Token(field, token, weight):
                return {number: weight * score for number, score in self._token(field, token).items()}
            case plans.Run(field, tokens):
                return self._scored_by(Phrase(field, list(tokens)).matcher)
            case plans.Beginning(field, prefix):
                return self._any_token(field, self._reader.expand_prefix(field, prefix))
            case plans.Holding(field, text):
                sought = text.encode()
                return self._any_token(field, (name for name in self._reader.lexicon(field) if sought in name))
            case plans.Keys(keys):
                return self._any_token(schema.KEY, [schema.key(*key) for key in keys])
            case plans.AnyOf(parts):
                return _added([self.scores(part) for part in parts])
            case plans.AllOf(parts):
                return self._common([self.scores(part) for part in parts])
            case plans.AllBut(part):
                return dict.fromkeys(set(self._reader.all_doc_ids()).difference(self.scores(part)), 0.0)
            case plans.Unscored(part):
                return dict.fromkeys(self.scores(part), 0.0)
            case plans.Preferring(required, preferred):
                found, liked = self.scores(required), self.scores(preferred)
                return {number: score + liked.get(number, 0.0) for number, score in found.items()}

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
