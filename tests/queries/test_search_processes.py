"""One writer, many readers in other processes; an index of an older make while another process has the library."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import Busy
from corpus.store import Store
from index import manifest
from index.manifest import MANIFEST
from queries import open_library
from queries.cli.program import run

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


# Stops for good in the middle of building an index.
BUILDING = """
import sys, time
from pathlib import Path
from corpus.store import Store
from queries import indexing
def stop(*_, **__):
    print("building", flush=True)
    time.sleep(60)
indexing._add = stop
indexing.renew_index(Store(Path(sys.argv[1])), engine=sys.argv[2], progress=lambda _: None)
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


def soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def aged(folder: Path, entry: str) -> None:
    path = folder / "index" / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), entry: 0}), encoding="utf-8")


@pytest.fixture(params=["tantivy", "whoosh"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A library of two papers whose index knows the first only and is of an older make; and its engine."""
    folder, engine = tmp_path / "library", str(request.param)
    with open_library(folder, engine=engine) as library:
        library.ingest(paper(tmp_path, 0))
    with open_library(tmp_path / "other", engine=engine) as library:
        library.ingest([paper(tmp_path, 0), paper(tmp_path, 1)])
    for name in ("gongwen.sqlite", "originals"):
        (folder / name).rename(tmp_path / name)
        (tmp_path / "other" / name).rename(folder / name)
    aged(folder, "analysis")
    return folder, engine


def test_an_index_of_an_older_make_is_read_while_a_new_one_is_built(older: tuple[Path, str]) -> None:
    folder, engine = older
    with open_library(folder, engine=engine) as library:
        assert library.search("桥梁检修").papers == 1
        assert library.is_outdated
        assert soon(lambda: library.search("桥梁检修").papers == 2)
        assert not library.is_outdated
    assert not (folder / "index.share").exists()


def test_a_command_reads_an_older_index_and_says_so(
    older: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, engine = older
    assert run(["search", "桥梁检修", "--library", str(folder), "--engine", engine, "--json"]) == 0
    said = capsys.readouterr()
    assert len(json.loads(said.out)["hits"]) == 1
    assert "旧版本" in said.err
    assert run(["ingest", str(folder.parent / "0.txt"), "--library", str(folder), "--engine", engine]) == 0
    capsys.readouterr()
    assert run(["search", "桥梁检修", "--library", str(folder), "--engine", engine, "--json"]) == 0
    said = capsys.readouterr()
    assert len(json.loads(said.out)["hits"]) == 2
    assert "旧版本" not in said.err


def test_a_kill_in_the_middle_of_building_leaves_the_older_index(older: tuple[Path, str]) -> None:
    folder, engine = older
    process = subprocess.Popen([sys.executable, "-c", BUILDING, str(folder), engine], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "building\n"
    with open_library(folder, engine=engine, renews=False) as library:
        assert library.search("桥梁检修").papers == 1
        with pytest.raises(Busy, match="正在重新建立，已完成 0%"):
            library.ingest(folder.parent / "0.txt")
    process.kill()
    process.communicate()
    assert (folder / "index.new").exists()
    with open_library(folder, engine=engine) as library:
        assert library.search("桥梁检修").papers == 1
        assert library.ingest(paper(folder.parent, 2)).added == 1
        assert library.search("桥梁检修").papers == 3
    assert not (folder / "index.new").exists()


def test_an_index_of_an_older_schema_is_read_where_it_can_be(
    older: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, engine = older
    monkeypatch.setattr(manifest, "SCHEMA_VERSION", manifest.SCHEMA_VERSION + 1)
    with open_library(folder, engine=engine, renews=False) as library:
        assert library.search("桥梁检修").papers == 1
        assert library.is_outdated
    monkeypatch.setattr(manifest, "OLDEST_READABLE", manifest.SCHEMA_VERSION)
    with open_library(folder, engine=engine, renews=False) as library:
        assert library.search("桥梁检修").papers == 2


def test_an_index_that_cannot_be_read_while_another_process_builds_it(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with open_library(folder) as library:
        library.ingest(paper(tmp_path, 0))
    other = Store(folder)
    with other.writing(), open_library(folder) as library:
        aged(folder, "schema")
        (folder / "index.share").write_text("40%", encoding="utf-8")
        with pytest.raises(Busy, match="正在重新建立，已完成 40%"):
            library.search("桥梁检修")
    with open_library(folder) as library:
        assert library.search("桥梁检修").papers == 1
    assert not (folder / "index.share").exists()
    other.close()
