"""The engine that a library gets by default: Tantivy, compiled, fast."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import tantivy
from tantivy import Occur

from corpus.errors import Busy, NotWritable, QueryError
from index import plan as plans
from index import schema
from index.engine import Hit, Results
from index.manifest import prepared, sound
from index.passages import Passage
from index.query import Query

NAME = "tantivy"
MEMORY = 64_000_000  # bytes that the writer may fill before it writes a segment
POLL = 0.05  # seconds between two tries for the writer's place
FAULTS = (ValueError, OSError)  # what Tantivy raises over damaged files

_ORDINAL, _START, _END, _BODY = "ordinal", "start", "end", "body"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in schema.EXACT_FIELDS:
        builder.add_text_field(field, stored=field == schema.DOCUMENT, tokenizer_name="raw", index_option="basic")
    for field in schema.NAME_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in schema.WORD_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(schema.GRAMS, tokenizer_name="whitespace", index_option="position")
    for field in (_ORDINAL, _START, _END):
        builder.add_unsigned_field(field, stored=True)
    # Stored but never searched; a bytes field is not tokenized.
    builder.add_bytes_field(_BODY, stored=True)
    return builder.build()


class TantivyEngine:
    """A Tantivy index in a folder; see `index.engine.SearchEngine`. The writer lives from the first change to the
    commit and works with one thread, so that the same papers in the same order give the same index."""

    def __init__(self, folder: Path, *, patience: float) -> None:
        self._folder = prepared(folder, engine=NAME, distribution="tantivy")
        self._patience = patience
        self._writer: tantivy.IndexWriter | None = None
        self._schema = _schema()
        with sound(folder, faults=FAULTS):
            self._index = self._opened()
            self._index.config_reader("manual")
            self._index.reload()

    def add(self, passages: Iterable[Passage]) -> None:
        """See SearchEngine."""
        writer = self._writing()
        for passage in passages:
            row = schema.row(passage)
            document = tantivy.Document(
                **row.values, ordinal=row.ordinal, start=row.start, end=row.end, body=row.body.encode()
            )
            writer.add_document(document)

    def remove(self, document_ids: Iterable[str]) -> None:
        """See SearchEngine."""
        writer = self._writing()
        for document_id in document_ids:
            writer.delete_documents_by_term(schema.DOCUMENT, document_id)

    def commit(self) -> None:
        """See SearchEngine."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        try:
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise NotWritable(f"索引“{self._folder}”写不进去（{error}）", advice="请检查磁盘空间和权限") from error
        self._index.reload()

    def search(self, query: Query, *, limit: int = 10, offset: int = 0) -> Results:
        """See SearchEngine."""
        with sound(self._folder, faults=FAULTS):
            view = _View(self._index, self._schema)
            found = view.searcher.search(view.query(plans.plan(query, view)), limit=max(limit, 1), offset=offset)
            hits = tuple(view.hit(score, address) for score, address in found.hits[:limit])
        return Results(found.count, hits)  # type: ignore[attr-defined]  # the package's stub forgets it

    def close(self) -> None:
        """See SearchEngine."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.rollback()
            writer.wait_merging_threads()

    def __enter__(self) -> TantivyEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> tantivy.Index:
        """The index, made only where there is nothing: one whose list of segments is lost is not an empty one."""
        if any(self._folder.iterdir()):
            return tantivy.Index.open(str(self._folder))
        return tantivy.Index(self._schema, str(self._folder))

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._new_writer()
        return self._writer

    def _new_writer(self) -> tantivy.IndexWriter:
        for _ in range(1 + round(self._patience / POLL)):
            writer = self._free_writer()
            if writer is not None:
                return writer
            time.sleep(POLL)
        raise Busy("另一个程序正在写入索引", advice="请等它完成后再试")

    def _free_writer(self) -> tantivy.IndexWriter | None:
        """The writer, or None while somebody else has it."""
        try:
            return self._index.writer(heap_size=MEMORY, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                return None
            raise NotWritable(f"索引“{self._folder}”不能写入（{error}）", advice="请检查磁盘空间和权限") from error


class _View:
    """The index as it stands at one moment: translates plans and looks things up for them."""

    def __init__(self, index: tantivy.Index, fields: tantivy.Schema) -> None:
        index.reload()
        self.searcher = index.searcher()
        self._schema = fields

    def has(self, field: str, token: str) -> bool:
        """See plans.Lookup."""
        return self.searcher.doc_freq(field, token) > 0

    def keys(self, plan: plans.Plan) -> Iterator[tuple[str, int]]:
        """See plans.Lookup."""
        found = self.searcher.search(self.query(plan), limit=max(self.searcher.num_docs, 1))
        for score, address in found.hits:
            hit = self.hit(score, address)
            yield hit.document_id, hit.ordinal

    def body(self, document_id: str, ordinal: int) -> str | None:
        """See plans.Lookup."""
        found = self.searcher.search(self._term(schema.KEY, schema.key(document_id, ordinal)), limit=1)
        for _, address in found.hits:
            return bytes(self.searcher.doc(address)[_BODY][0]).decode()
        return None

    def hit(self, score: float, address: tantivy.DocAddress) -> Hit:
        """A passage found."""
        stored = self.searcher.doc(address)
        ordinal, start, end = (stored[field][0] for field in (_ORDINAL, _START, _END))
        return Hit(stored[schema.DOCUMENT][0], ordinal, start, end, score)

    def query(self, plan: plans.Plan) -> tantivy.Query:
        """A plan in Tantivy's terms."""
        match plan:
            case plans.Token(field, token, weight):
                return tantivy.Query.boost_query(self._term(field, token), weight)
            case plans.Run(field, tokens):
                return tantivy.Query.phrase_query(self._schema, field, list(tokens))
            case plans.Beginning(field, prefix):
                return _unscored(self._pattern(field, f"{re.escape(prefix)}.*"))
            case plans.Holding(field, text):
                return _unscored(self._pattern(field, f".*{re.escape(text)}.*"))
            case plans.Keys(keys):
                names = [schema.key(*key) for key in keys]
                return _unscored(tantivy.Query.term_set_query(self._schema, schema.KEY, names))
            case plans.AnyOf(parts):
                return tantivy.Query.boolean_query([(Occur.Should, self.query(part)) for part in parts])
            case plans.AllOf(parts):
                every = (Occur.Must, _unscored(tantivy.Query.all_query()))
                return tantivy.Query.boolean_query([every, *((Occur.Must, self.query(part)) for part in parts)])
            case plans.AllBut(part):
                every = (Occur.Must, _unscored(tantivy.Query.all_query()))
                return tantivy.Query.boolean_query([every, (Occur.MustNot, self.query(part))])
            case plans.Unscored(part):
                return _unscored(self.query(part))
            case plans.Preferring(required, preferred):
                return tantivy.Query.boolean_query(
                    [(Occur.Must, self.query(required)), (Occur.Should, self.query(preferred))]
                )

    def _term(self, field: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, token)

    def _pattern(self, field: str, pattern: str) -> tantivy.Query:
        try:
            return tantivy.Query.regex_query(self._schema, field, pattern)
        except ValueError as error:
            raise QueryError("筛选条件太长", advice="请只写名称中的一部分") from error


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
