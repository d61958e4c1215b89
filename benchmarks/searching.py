"""`python -m benchmarks.searching [LIBRARY]`: a first page with highlights and facets, as a ratio to bare Tantivy.

Bare is an OR of the same words over one field, ten hits, nothing read of them. The library is the one named, else one
made of the papers of ../shared/documents beside the project, or of the sample papers.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy
from rich.console import Console
from rich.table import Table

from benchmarks.__main__ import papers, timed
from index.analysis import asked_words
from index.schema import WORDS
from queries import Library, open_library

QUESTIONS = 200
LENGTHS = (6, 12, 24)
SEED = 20_261_121


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching", description=__doc__)
    parser.add_argument("library", type=Path, nargs="?", help="the folder of a library")
    with _library(parser.parse_args(arguments).library) as library:
        cards = library.engine.snapshot().shelf.cards
        passages = library.engine.frequencies([]).passages
        queries = list(_queries(library, sorted(cards)))
        kinds: dict[str, Callable[[str], object]] = {
            "bare Tantivy, one field": _bare(library),
            "words": lambda query: library.search(query, facets=True),
            "phrase": lambda query: library.search(f'"{query[:8]}"', facets=True),
            "words of some years": lambda query: library.search(f"年:>2010 {query}", facets=True),
            "suggestions": lambda query: library.suggestions(query[:2]),
        }
        table = Table("query", "median ms", "p95 ms", "p95, bare = 1")
        bare = 0.0
        for kind, search in kinds.items():
            times = _times(search, queries)
            bare = bare or times[1]
            table.add_row(kind, f"{times[0]:.2f}", f"{times[1]:.2f}", f"{times[1] / bare:.1f}")
    console = Console()
    console.print(f"{len(cards):,} papers, {passages:,} passages; first page of ten with highlights and facets")
    console.print(table)


@contextmanager
def _library(folder: Path | None) -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as made, open_library(folder or Path(made) / "library") as library:
        if folder is None:
            library.ingest(list(papers()))
        yield library


def _queries(library: Library, names: Sequence[str]) -> Iterator[str]:
    """Stretches of the papers' texts."""
    choose = random.Random(SEED)
    for _ in range(QUESTIONS):
        text = "".join(filter(str.isalnum, library.document(choose.choice(names)).text))
        length = choose.choice(LENGTHS)
        start = choose.randrange(max(len(text) - length, 1))
        yield text[start : start + length]


def _bare(library: Library) -> Callable[[str], object]:
    index = tantivy.Index.open(str(library.store.folder / "index" / "segments"))
    searcher, fields = index.searcher(), index.schema

    def search(query: str) -> object:
        words = [tantivy.Query.term_query(fields, WORDS, word) for word in asked_words(query)]
        return searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words]), limit=10)

    return search


def _times(search: Callable[[str], object], queries: Sequence[str]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after a first round that warms up."""
    for query in queries[:20]:
        search(query)
    times = sorted(1000 * timed(lambda query=query: search(query))[1] for query in queries)
    return statistics.median(times), times[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
