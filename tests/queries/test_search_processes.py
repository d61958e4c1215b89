"""One writer, many readers in other processes; an index of an older make while another process has the library."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import Busy
from corpus.store import Store
from index.manifest import MANIFEST
from queries import open_library
from queries.indexing import open_index

READERS, PAPERS = 3, 3
SOON = 3.0  # seconds; at rest it is well below one, but tests run beside others

# Searches until all papers are found; says when it first saw how many.
READING = """
import sys, time
from queries import open_library
seen = -1
end = time.monotonic() + 60
with open_library(sys.argv[1]) as library:
    while seen < int(sys.argv[2]) and time.monotonic() < end:
        found = library.search("桥梁检修", limit=100, facets=True)
        assert len(found) == found.places <= found.papers
        if found.papers != seen:
            seen = found.papers
            print(seen, time.monotonic(), flush=True)
        time.sleep(0.01)
"""


def paper(folder: Path, number: int) -> Path:
    path = folder / f"{number}.txt"
    path.write_text(f"关于第{number}号桥梁检修的通知\n第{number}号桥梁检修由养护所{number}组负责。\n", encoding="utf-8")
    return path


def test_readers_in_other_processes_see_each_paper_soon_and_none_go(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with open_library(folder) as library:
        library.ingest(paper(tmp_path, 0))
        command = [sys.executable, "-c", READING, str(folder), str(PAPERS + 1)]
        readers = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(READERS)
        ]
        for reader in readers:
            assert reader.stdout
            assert reader.stdout.readline().startswith("1 ")
        taken_in = []
        for number in range(1, PAPERS + 1):
            assert library.ingest(paper(tmp_path, number)).added == 1
            taken_in.append(time.monotonic())
        for reader in readers:
            said, faults = reader.communicate(timeout=60)
            assert (reader.returncode, faults) == (0, "")
            seen = [(int(count), float(at)) for count, at in (line.split() for line in said.splitlines())]
            assert [count for count, _ in seen] == sorted({count for count, _ in seen})
            for number, at in enumerate(taken_in, start=2):
                assert min(when for count, when in seen if count >= number) < at + SOON


def aged(folder: Path, entry: str) -> None:
    path = folder / "index" / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), entry: 0}), encoding="utf-8")


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_an_index_of_an_older_make_while_another_process_builds_it_anew(tmp_path: Path, engine: str) -> None:
    folder = tmp_path / "library"
    with open_library(folder, engine=engine) as library:
        library.ingest(paper(tmp_path, 0))
    store, other = Store(folder), Store(folder)
    with other.writing():
        aged(folder, "analysis")
        with open_library(folder, engine=engine) as library:
            assert library.search("桥梁检修").papers == 1
        aged(folder, "schema")
        (folder / "index.share").write_text("40%", encoding="utf-8")
        with pytest.raises(Busy, match="正在重新建立，已完成 40%"):
            open_index(store, engine=engine)
    with open_library(folder, engine=engine) as library:
        assert library.search("桥梁检修").papers == 1
    assert not (folder / "index.share").exists()
    store.close()
    other.close()
