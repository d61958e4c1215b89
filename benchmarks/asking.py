"""`python -m benchmarks.asking LIBRARY`: how long an answer takes, as a ratio to bare Tantivy on the same words.

The library is one that holds a large corpus. Questions are drawn evenly from its own records (who is held to a duty,
how much a target is, when a task is due), so that each has an answer somewhere. Machines differ and are noisy: the
ratio is what is worth quoting, with the size of the corpus.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import tantivy
from rich.console import Console
from rich.table import Table

from corpus.document import Span
from extract.serial import extraction_of
from index.analysis import words
from queries import Library, open_library
from queries.ask.question import read_question

QUESTIONS = 120
AS_ASKED = 24
WARM = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.asking", description=__doc__)
    parser.add_argument("library", type=Path, help="the folder of a library")
    options = parser.parse_args(arguments)
    with open_library(options.library) as library:
        papers = library.store.summaries()
        asked = list(questions(library, sorted(papers)))
        for question in asked[:WARM]:
            library.ask(question)
        times = [timed(partial(library.ask, question)) for question in asked]
        index = bare(library, sorted(papers))
        bare_times = [timed(partial(search, index, question)) for question in asked]
    table = Table("what", "median ms", "p95 ms", "ratio of medians", "ratio of p95")
    table.add_row("bare Tantivy, same words, ten hits", *figures(bare_times, bare_times))
    table.add_row("ask", *figures(times, bare_times))
    Console().print(f"{len(papers):,} papers, {len(asked)} questions drawn from them", table)


def questions(library: Library, papers: Sequence[str]) -> Iterator[str]:
    """Questions of three kinds by turns, from papers spread evenly over the library."""
    made = 0
    for number, document_id in enumerate(papers[:: max(1, len(papers) // (3 * QUESTIONS))]):
        kind, ask = (("responsibility", who), ("target", how_much), ("date", when))[number % 3]
        rows = library.store.records(kinds=(kind,), documents=[document_id]).get(document_id, ())
        if rows and made < QUESTIONS:
            found = extraction_of(rows[len(rows) // 2 : len(rows) // 2 + 1])
            made += 1
            yield ask(found, library.document(document_id).text)


def who(found: Any, _text: str) -> str:
    return f"{found.responsibilities[0].task[:AS_ASKED]}由谁负责？"


def how_much(found: Any, _text: str) -> str:
    return f"{found.targets[0].indicator[:AS_ASKED]}是多少？"


def when(found: Any, text: str) -> str:
    date = found.dates[0]
    after = Span(date.end, min(len(text), date.end + AS_ASKED)).of(text)
    return f"{''.join(filter(str.isalnum, after))}是什么时候？"


def bare(library: Library, papers: Sequence[str]) -> tantivy.Index:
    """An index of whole papers with one field of words, as a program without any of this would keep it."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    for document_id in papers:
        writer.add_document(tantivy.Document(words=" ".join(words(library.document(document_id).text))))
    writer.commit()
    index.reload()
    return index


def search(index: tantivy.Index, question: str) -> None:
    terms = [
        (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "words", word))
        for word in read_question(question).words
    ]
    index.searcher().search(tantivy.Query.boolean_query(terms), limit=10)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def figures(times: Sequence[float], base: Sequence[float]) -> tuple[str, str, str, str]:
    middle, late = statistics.median(times), tail(times)
    return f"{middle:.1f}", f"{late:.1f}", f"{middle / statistics.median(base):.0f}", f"{late / tail(base):.0f}"


def tail(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
