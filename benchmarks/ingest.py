"""`python -m benchmarks.ingest [--whole] [FILE]`: taking a file of papers into a library, as a ratio to `jieba.cut`.

FILE is a file of papers, one a line; by default the large one of ../shared/documents, or the sample papers where that
is not there. Of a large file every so-manieth paper is taken, unless `--whole`. Memory is what all processes have at
one time: together each page counted once (PSS), and the largest process by itself (RSS).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import jieba
from rich.console import Console

from corpus.reading import read_file

ROOT = Path(__file__).resolve().parents[1]
LARGE = ROOT.parent / "shared" / "documents" / "large" / "official_texts.jsonl.gz"
SAMPLES = ROOT / "corpus" / "samples"
SAMPLE = 250
GLANCE = 0.2
MEBIBYTE = 1024 * 1024
INGEST = """
import json, os, sys, time
from queries import open_library
began = time.perf_counter()
with open_library(sys.argv[1]) as library:
    report = library.ingest([sys.argv[2]])
    papers = len(library.store.summaries())
spent = sum(os.times()[:4])
print(json.dumps([time.perf_counter() - began, spent, report.added, report.unchanged, len(report.failed), papers]))
"""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--whole", action="store_true", help="all papers, not a sample")
    options = parser.parse_args()
    measure(Console(), options.file or (LARGE if LARGE.exists() else None), whole=options.whole)


def measure(console: Console, file: Path | None, *, whole: bool) -> None:
    """Prints the time of an ingest into a new library and of one more that finds nothing new, and the peak memory."""
    papers = list(sample_texts()) if file is None else [json.loads(line)["text"] for line in lines_of(file, whole)]
    characters = sum(map(len, papers))
    cutting = cut(papers)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "papers.jsonl.gz"
        if file is None:
            pack(source, (json.dumps({"text": text}) + "\n" for text in papers))
        else:
            pack(source, lines_of(file, whole))
        console.print(f"ingest: {len(papers)} papers, {characters:,} characters; jieba.cut {cutting:.1f} s = 1")
        for turn in ("new", "unchanged"):
            (seconds, spent, added, unchanged, failed, held), together, largest = run(Path(folder) / "library", source)
            console.print(
                f"  {turn}: {seconds:.1f} s = {seconds / cutting:.2f} (processor time {spent / cutting:.2f}); "
                f"{added} added, {unchanged} unchanged, "
                f"{failed} failed, {held} in the library; {len(papers) / seconds:.0f} papers/s; "
                f"peak memory {together / MEBIBYTE:,.0f} MiB, largest process {largest / MEBIBYTE:,.0f} MiB"
            )
            assert added + unchanged + failed == len(papers)


def lines_of(file: Path, whole: bool) -> Iterator[str]:
    """The lines of the file, or evenly drawn ones."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        step = 1 if whole else max(1, sum(1 for _ in lines) // SAMPLE)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from (line for number, line in enumerate(lines) if number % step == 0)


def sample_texts() -> Iterator[str]:
    """The texts of the sample papers."""
    yield from (read_file(path).text for path in sorted(SAMPLES.iterdir()))


def pack(target: Path, lines: Iterator[str]) -> None:
    with gzip.open(target, "wt", encoding="utf-8") as file:
        file.writelines(lines)


def cut(texts: list[str]) -> float:
    """How long one process takes to cut all texts into words with jieba as it comes, in seconds."""
    jieba.setLogLevel(60)
    list(jieba.cut("预热"))
    began = time.perf_counter()
    for text in texts:
        list(jieba.cut(text))
    return time.perf_counter() - began


def run(library: Path, source: Path) -> tuple[list[float], int, int]:
    """What an ingest in a process of its own prints, and the peak memory in bytes: all together, the largest."""
    child = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(library), str(source)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    together = largest = 0
    while child.poll() is None:
        sizes = [memory_of(pid) for pid in [child.pid, *descendants(child.pid)]]
        together = max(together, sum(shared for shared, _ in sizes))
        largest = max(largest, *(whole for _, whole in sizes))
        time.sleep(GLANCE)
    assert child.stdout is not None
    with child.stdout as said:
        answer: list[float] = json.loads(said.read())
    return answer, together, largest


def descendants(pid: int) -> list[int]:
    """The processes below this one; none where the system has no /proc."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def memory_of(pid: int) -> tuple[int, int]:
    """The process's memory in bytes: PSS, and RSS; (0, 0) where it cannot be had."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.endswith("kB")}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    main()
