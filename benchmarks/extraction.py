"""`python -m benchmarks.extraction`: all records of a paper, against a date finder alone and against its length.

Both run on the same papers in turns in one run: ours finds dates, figures, bodies, targets, duties and citations, the
other (jionlp, installed by `make bench` for this alone) finds dates. Then one paper is repeated to 2, 20 and 200 pages:
characters per second and memory per page must not change for the worse.
"""

from __future__ import annotations

import contextlib
import io
import logging
import time
import tracemalloc
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from rich.console import Console
from rich.table import Table

from benchmarks.__main__ import papers
from corpus.document import Document
from corpus.reading import read_document
from extract.pipeline import extract

ROUNDS = 3
PAGE = 616
"""Characters of a full page by GB/T 9704-2012, 5.2.3: 22 lines of 28."""
PAGES = (2, 20, 200)
YEAR = {"year": 2018}


def main() -> None:
    """Measures and prints."""
    console = Console()
    texts = [read_document(path.read_bytes(), path.name).text for path in papers()]
    console.print(against_dates(texts), by_length("\n".join(texts)))


def against_dates(texts: Sequence[str]) -> Table:
    """Characters per second of our extraction and of the other's date finder, in turns; the ratio is of medians."""
    documents = [read_document(text.encode(), "paper.txt") for text in texts]
    finders: dict[str, Callable[[], object]] = {"all records, ours": lambda: [extract(each) for each in documents]}
    if find_spec("jionlp"):
        finders["dates alone, jionlp"] = lambda: dates_of(texts)
    rounds: dict[str, list[float]] = {name: [] for name in finders}
    for name, find in finders.items():
        find()
        rounds[name].clear()
    for _ in range(ROUNDS):
        for name, find in finders.items():
            began = time.perf_counter()
            find()
            rounds[name].append(time.perf_counter() - began)
    characters = sum(map(len, texts))
    table = Table(
        "finder", "characters/s", "speed, jionlp = 1", title=f"{len(texts)} papers, {characters:,} characters"
    )
    medians = {name: sorted(times)[ROUNDS // 2] for name, times in rounds.items()}
    base = medians.get("dates alone, jionlp")
    for name, seconds in medians.items():
        table.add_row(name, f"{characters / seconds:,.0f}", f"{base / seconds:.2f}" if base else "jionlp is absent")
    return table


def dates_of(texts: Sequence[str]) -> int:
    """The other's dates, counted; it stumbles over some texts, whose dates are then none."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    logging.disable()
    found = 0
    for text in texts:
        with contextlib.suppress(ValueError, TypeError, IndexError, AttributeError, KeyError):
            found += len(jionlp.ner.extract_time(text, time_base=YEAR))
    logging.disable(logging.NOTSET)
    return found


def by_length(text: str) -> Table:
    """Speed and peak memory of extraction by pages."""
    table = Table("pages", "characters/s", "peak memory per page, KiB", title="the same paper, longer")
    for pages in PAGES:
        document = paper_of(text, pages=pages)
        began = time.perf_counter()
        extract(document)
        seconds = time.perf_counter() - began
        tracemalloc.start()
        extract(document)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        table.add_row(str(pages), f"{len(document.text) / seconds:,.0f}", f"{peak / pages / 1024:.0f}")
    return table


def paper_of(text: str, *, pages: int) -> Document:
    """A paper of so many full pages, of the text's own words from its beginning on, as often as needed."""
    wanted = pages * PAGE
    return read_document((text * (wanted // len(text) + 1))[:wanted].encode(), "paper.txt")


if __name__ == "__main__":
    main()
