"""Hostile and broken files (`helpers/hostile_files.py`): each ends as a listed failure or a right reading, within its
limits, and the good ones beside them are all taken in.

GONGWEN_TEST_HOSTILE makes them in their real sizes, with the limits that users have.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from corpus.limits import DEFAULT_LIMITS, Limits, PackageLimits
from corpus.workers import Workers
from queries import open_library
from queries.intake_values import WORK

IS_WHOLE = "GONGWEN_TEST_HOSTILE" in os.environ
LIMITS = Limits(seconds=8, memory=600 << 20, pages=200, package=PackageLimits(member=4 << 20, total=16 << 20))


def test_hostile_files_cost_themselves_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "helpers"))
    from hostile_files import SMALL, WHOLE, write

    folder, library_folder = tmp_path / "来文", tmp_path / "库"
    refused, either, good = write(folder, WHOLE if IS_WHOLE else SMALL)
    before = set(tmp_path.rglob("*"))
    limits = DEFAULT_LIMITS if IS_WHOLE else LIMITS
    slowest, last = 0.0, time.monotonic()

    def watch(_: object) -> None:
        nonlocal slowest, last
        slowest, last = max(slowest, time.monotonic() - last), time.monotonic()

    with Workers(WORK, limits=limits) as workers, open_library(library_folder, workers=workers) as library:
        report = library.ingest([folder], progress=watch)
        failed = {failure.source for failure in report.failed}
        assert [name for name in refused if not any(name in source for source in failed)] == []
        assert [name for name in good if not library.store.file(str(folder / name)).done] == []  # type: ignore[union-attr]
        assert not any(name in source for name in good for source in failed)
        assert all(failure.reason and "程序错误" not in failure.reason for failure in report.failed), report.failed
        assert {file.source for file in library.failures()} == failed
        assert slowest < 2 * limits.seconds + 20
        for name in either:
            file = library.store.file(str(folder / name))
            assert file is not None, name
    # No member was written by its own name.
    assert {path for path in tmp_path.rglob("*") if library_folder not in (path, *path.parents)} == before
    assert not any("外" in path.name for path in library_folder.rglob("*"))


def test_the_script_writes_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It runs by itself, too, for trying other programs on the same files."""
    import subprocess

    script = Path(__file__).parent / "helpers" / "hostile_files.py"
    done = subprocess.run([sys.executable, str(script), str(tmp_path / "x")], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "x").iterdir())) > 100
