"""A library survives kill -9: whole papers only, and the next run finishes the work."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from queries import Library, open_library

INGEST = """
import sys
from queries import open_library
with open_library(sys.argv[1]) as library:
    library.ingest([sys.argv[2]], progress=lambda step: print(step.done, flush=True))
"""
COUNT = 24


def write_many(folder: Path) -> Path:
    folder.mkdir()
    for number in range(COUNT):
        title = f"关于第{number + 100}号事项的通知"
        item = f"一、年内建成示范点{number + 10}个，由办公室负责。"
        text = f"{title}\n各单位：\n{item}\n某市总工会\n2022年3月1日\n"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


def is_whole(library: Library) -> None:
    for document_id in library.store.summaries():
        document = library.document(document_id)
        assert library.store.original(document_id).decode() == document.text
        assert library.extraction(document_id).quantities, "a paper without its records"
        assert library.search(f'"{document.text[:11]}"').total >= 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_kill_during_ingest(tmp_path: Path):
    papers = write_many(tmp_path / "in")
    folder = tmp_path / "library"
    for after in (2, 9, 17):
        child = subprocess.Popen(
            [sys.executable, "-c", INGEST, str(folder), str(papers)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= after:
                child.kill()
        child.wait()
        child.stdout.close()
        with open_library(folder) as library:
            is_whole(library)
    with open_library(folder) as library:
        report = library.ingest([papers])
        assert report.added + report.unchanged == COUNT
        assert report.unchanged >= 17
        assert report.failed == ()
        assert len(library.store.summaries()) == COUNT
        is_whole(library)
