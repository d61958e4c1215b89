"""Many readers while papers are read in: how long pages take, and whether every one is answered.

    python -m benchmarks.load LIBRARY PAPERS [--readers 20] [--seconds 30] [--pause 0]

LIBRARY is copied, so that it stays as it is; PAPERS (text files or folders) are read into the copy meanwhile, as the
pages do it, again and again as new papers. Each reader opens pages one after the other, and looks at each for about
PAUSE seconds. Printed are the 50th and 95th percentile of each kind of page, the bare engine's time for the same
queries, and what failed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from queries.organizations import in_any_form
from queries.reader import Reader
from queries.search import parse_query

PROGRAM = (sys.executable, "-c", "from queries.cli.program import main; main()")
LIMITS = {"search": 100.0, "paper": 150.0}
QUERIES = (
    "安全生产 责任", "“安全生产”", "工资 集体协商", "职工 权益 年:2016", "文种:通知 环境保护", "就业 培训 目标",
    "“十三五”规划", "食品药品 监管", "养老服务 体系建设", "“简政放权”", "扶贫 开发 资金", "节能减排 指标",
    "义务教育 均衡发展", "信用体系 建设",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One request: the kind of page, how long it took in milliseconds, its status (0 where there was no answer)."""

    kind: str
    took: float
    status: int


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="gongwen-load-") as scratch:
        library = Path(scratch) / "library"
        shutil.copytree(options.library, library)
        bare = _bare(library)
        with _serving(library) as port, _ingesting(library, options.papers, Path(scratch)) as rounds:
            answers, cost = _read(port, _pages(library), options)
            done = rounds()
    _report(answers, cost=cost, bare=bare, rounds=done, options=options)
    if any(answer.status != 200 for answer in answers):
        sys.exit(1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("papers", type=Path, nargs="+")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--pause", type=float, default=0.0)
    return parser.parse_args()


def _bare(library: Path) -> list[float]:
    """The engine's own time for the queries, in milliseconds, without pages and without company."""
    reader = Reader(library, engine="tantivy")
    trees = [in_any_form(parse_query(query), register=reader.register) for query in QUERIES]
    times = []
    for tree in trees * 5:
        start = time.perf_counter()
        reader.engine.search(tree, limit=20)
        times.append((time.perf_counter() - start) * 1000)
    reader.close()
    return times[len(trees) :]


def _pages(library: Path) -> list[tuple[str, str]]:
    reader = Reader(library, engine="tantivy")
    papers = sorted(reader.store.summaries())
    reader.close()
    chosen = random.Random(7).sample(papers, min(300, len(papers)))
    searches = [("search", f"/search?q={quote(query)}") for query in QUERIES]
    return searches * (len(chosen) // len(searches) + 1) + [("paper", f"/papers/{paper}") for paper in chosen]


@contextmanager
def _serving(library: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [*PROGRAM, "serve", "--library", str(library), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if server.poll() is not None:
                sys.exit("the server ended")
            if _get(port, "search", "/search?q=start").status == 200:
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def _ingesting(library: Path, papers: Sequence[Path], scratch: Path) -> Iterator[object]:
    """Reads the papers in over and over, as the pages do, each time as papers of their own, until the block ends."""
    stop = threading.Event()
    rounds: list[int] = []

    path = {**os.environ, "PYTHONPATH": str(Path.cwd())}

    def work() -> None:
        while not stop.is_set():
            folder = scratch / f"round{len(rounds)}"
            job = {"paths": _renewed(papers, folder, number=len(rounds)), "retry": False}
            command = [sys.executable, "-m", "queries.web.ingest_process", str(library), "tantivy", "0"]
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=path)
            assert process.stdin is not None
            process.stdin.write(json.dumps(job).encode())
            process.stdin.close()
            while process.poll() is None and not stop.is_set():
                time.sleep(0.1)
            if process.poll() is None:
                process.terminate()
                process.wait(20)
            else:
                rounds.append(process.returncode)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield lambda: rounds
    finally:
        stop.set()
        thread.join()


def _renewed(papers: Sequence[Path], folder: Path, *, number: int) -> list[str]:
    """Copies of the text papers that say something of their own; their names."""
    files = [file for path in papers for file in ([path] if path.is_file() else sorted(path.rglob("*.txt")))]
    (folder / "papers").mkdir(parents=True)
    names = [f"papers/{place}.txt" for place in range(len(files))]
    for name, file in zip(names, files, strict=True):
        (folder / name).write_bytes(file.read_bytes() + f"\n附注：第{number}次印发\n".encode())
    return names


def _read(port: int, pages: Sequence[tuple[str, str]], options: argparse.Namespace) -> tuple[list[Answer], float]:
    """All readers at work, in a process beside this one, so that they cost the server as little as may be; and how
    many seconds of a processor they took from it."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_readers, (port, pages, options.readers, options.seconds, options.pause))


def _readers(
    port: int, pages: Sequence[tuple[str, str]], count: int, seconds: float, pause: float
) -> tuple[list[Answer], float]:
    answers: list[Answer] = []
    begun = time.process_time()
    end = time.monotonic() + seconds

    def read(number: int) -> None:
        choice = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        time.sleep(choice.random() * pause)
        while time.monotonic() < end:
            answers.append(_get(port, *choice.choice(pages), connection=connection))
            time.sleep(pause * (0.5 + choice.random()))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, time.process_time() - begun


def _get(port: int, kind: str, path: str, *, connection: http.client.HTTPConnection | None = None) -> Answer:
    start = time.perf_counter()
    asked = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asked.request("GET", path)
        answer = asked.getresponse()
        answer.read()
        status = answer.status
    except (OSError, http.client.HTTPException):
        asked.close()
        status = 0
    return Answer(kind, (time.perf_counter() - start) * 1000, status)


def _report(
    answers: Sequence[Answer], *, cost: float, bare: Sequence[float], rounds: object, options: argparse.Namespace
) -> None:
    times: dict[str, list[float]] = defaultdict(list)
    for answer in answers:
        times[answer.kind].append(answer.took)
    seconds = options.seconds
    print(f"{options.readers} readers, pause {options.pause:g} s, {seconds:g} s, {os.cpu_count()} processors")
    print(f"{len(answers)} pages ({len(answers) / seconds:.0f}/s), {sum(a.status != 200 for a in answers)} failed")
    print(f"rounds of reading in meanwhile: {rounds}")
    print(f"the readers themselves: {100 * cost / seconds:.0f}% of a processor")
    print(f"bare engine: p50 {_at(bare, 50):.1f} ms, p95 {_at(bare, 95):.1f} ms")
    for kind, took in sorted(times.items()):
        p95 = _at(took, 95)
        print(
            f"{kind}: p50 {_at(took, 50):.1f} ms, p95 {p95:.1f} ms (wanted: {LIMITS[kind]:g}), most {max(took):.0f} ms"
        )


def _at(times: Sequence[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


if __name__ == "__main__":
    main()
