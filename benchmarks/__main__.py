"""`python -m benchmarks`: speed of every stage as a ratio to plain `jieba.cut` of the same text, in one run.

Machines are noisy and differ, so only ratios are worth quoting. The papers are those of ../shared/documents where that
folder stands beside the project, else the sample papers.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from corpus.document import Document
from corpus.reading import read_document
from extract.pipeline import extract
from extract.words import cut
from index.engine import SearchEngine
from index.engines import ENGINES, open_engine
from index.query import Phrase, Query, Words
from index.schema import index_rows

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "documents"
QUESTIONS = 60
Value = TypeVar("Value")


def main() -> None:
    """Measures and prints."""
    console = Console()
    files = [(path.name, path.read_bytes()) for path in papers()]
    documents, reading = timed(lambda: [read_document(data, name) for name, data in files])
    characters = sum(len(document.text) for document in documents)
    cut("预热")
    extract(documents[0])
    _, cutting = timed(lambda: [cut(document.text) for document in documents])
    _, extracting = timed(lambda: [extract(document) for document in documents])
    console.print(
        f"{len(documents)} papers, {characters:,} characters; jieba.cut: {characters / cutting:,.0f} characters/s"
    )
    speeds = Table("stage", "characters/s", "time, jieba.cut = 1")
    stages = [("read", reading), ("extract", extracting)]
    latencies = Table("engine", "query", "median ms", "p95 ms", "hits (median)")
    for name in ENGINES:
        with tempfile.TemporaryDirectory() as folder, open_engine(name, Path(folder)) as engine:
            _, indexing = timed(lambda engine=engine: fill(engine, documents))
            stages.append((f"index, {name}", indexing))
            for kind, queries in questions(documents).items():
                latencies.add_row(name, kind, *latency(engine, queries))
    for stage, seconds in stages:
        speeds.add_row(stage, f"{characters / seconds:,.0f}", f"{seconds / cutting:.2f}")
    console.print(speeds, latencies)


def papers() -> Iterator[Path]:
    """The files to measure on, in order."""
    folders = [SHARED / "seeds", SHARED / "official"] if SHARED.exists() else [ROOT / "corpus" / "samples"]
    for folder in folders:
        yield from sorted(path for path in folder.iterdir() if path.is_file())


def fill(engine: SearchEngine, documents: list[Document]) -> None:
    """Puts all papers into an engine."""
    for document in documents:
        engine.add(index_rows(document))
    engine.commit()


def questions(documents: list[Document]) -> dict[str, list[Query]]:
    """Words and verbatim phrases drawn evenly from the papers."""
    texts = [document.text for document in documents]
    places = [(text, len(text) * (number % 7 + 1) // 9) for number, text in enumerate(texts * 9)][:QUESTIONS]
    stretches = ["".join(text[at : at + 24].split()) for text, at in places]
    return {
        "words": [Words(stretch) for stretch in stretches if stretch],
        "phrase": [Phrase(stretch[:8]) for stretch in stretches if stretch],
    }


def latency(engine: SearchEngine, queries: list[Query]) -> tuple[str, str, str]:
    """Median and 95th percentile in milliseconds of a first page of ten, and the median number of hits."""
    times: list[float] = []
    totals: list[int] = []
    for query in queries:
        results, seconds = timed(lambda query=query: engine.search(query, limit=10, offset=0))
        times.append(seconds * 1000)
        totals.append(results.total)
    times.sort()
    return f"{statistics.median(times):.2f}", f"{times[int(len(times) * 0.95)]:.2f}", f"{statistics.median(totals):.0f}"


def timed(work: Callable[[], Value]) -> tuple[Value, float]:
    """What the work gives, and the seconds it took."""
    began = time.perf_counter()
    value = work()
    return value, time.perf_counter() - began


if __name__ == "__main__":
    main()
