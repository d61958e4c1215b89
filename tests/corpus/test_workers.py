"""Workers: whatever a job does to its process costs that job alone, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import GongwenError, UnreadableFile
from corpus.limits import Limits
from corpus.workers import Workers

HELPERS = str(Path(__file__).parent / "helpers")
WORK = "troublesome:work"
SHORT = Limits(seconds=0.7, memory=200 << 20, workers=1)
ENDS = {
    "abort": "意外中止（代码 -6）",
    "fault": "意外中止（代码 -11）",
    "exit": "意外中止（代码 0）",
    "leave": "意外中止（代码 3）",
    "hang": "超过 0.7 秒",
    "spin": "超过 0.7 秒",
    "swell": "内存超过 200 MB",
}
RAISES = {"odd": "ValueError：odd", "deep": "RecursionError", "unpicklable": "pickle"}


@pytest.fixture(autouse=True)
def _helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HELPERS)


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(WORK, limits=SHORT) as started:
        yield started


def until(done: Callable[[], bool]) -> bool:
    for _ in range(200):
        if done():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")
@pytest.mark.parametrize("way", ENDS)
def test_a_job_that_ends_its_worker_fails_and_the_next_goes_well(workers: Workers, way: str):
    futures = [workers.submit(job) for job in ("one", way, "two")]
    assert futures[0].result() == "one"
    with pytest.raises(UnreadableFile) as raised:
        futures[1].result()
    assert ENDS[way] in raised.value.reason
    assert raised.value.advice
    assert futures[2].result() == "two"


@pytest.mark.parametrize("way", RAISES)
def test_a_job_that_raises_fails_and_its_worker_lives_on(workers: Workers, way: str):
    before = workers.submit("who").result()
    with pytest.raises(GongwenError, match=RAISES[way]):
        workers.submit(way).result()
    assert workers.submit("who").result() == before


def test_what_is_sent_comes_back_also_when_it_is_large(workers: Workers):
    for job in (b"", b"\0" * 30_000_000, ("𠮷", 1, None)):
        assert workers.submit(job).result() == job


def test_a_worker_is_prepared_once_and_replaced_after_so_many_jobs():
    with Workers(WORK, limits=Limits(workers=1, files_per_worker=3)) as workers:
        assert workers.submit("prepared").result() == [True]
        pids = [workers.submit("who").result() for _ in range(8)]
    assert len(set(pids)) == 3
    assert pids[:2] == [pids[0]] * 2
    assert pids[2:5] == [pids[2]] * 3


def test_the_worker_limit_of_a_worn_worker_gives_a_second_try(workers: Workers):
    """A crash of a worker that has worked before may be the fault of an earlier file."""
    first = workers.submit("who").result()
    with pytest.raises(UnreadableFile):
        workers.submit("abort").result()
    assert workers.submit("who").result() != first


def test_as_many_work_at_a_time_as_there_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("corpus.workers.PATIENCE", 0.01)
    with Workers(WORK, limits=Limits(seconds=0.5, workers=3)) as workers:
        hanging = [workers.submit("hang") for _ in range(3)]
        start = time.monotonic()
        assert all(isinstance(future.exception(), UnreadableFile) for future in hanging)
        assert time.monotonic() - start < 10


def test_closing_ends_what_is_running_and_what_waits():
    workers = Workers(WORK, limits=Limits(workers=1))
    folder = Path(workers.submit("scratch").result()).parent
    pid = workers.submit("who").result()
    hanging, waiting = workers.submit("hang"), workers.submit("one")
    assert folder.exists()
    workers.close()
    assert hanging.exception() is not None
    assert waiting.cancelled() or waiting.exception() is not None
    assert not is_alive(pid)
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="needs process groups")
@pytest.mark.parametrize("how", ["late", "closed"])
def test_what_a_worker_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str):
    told = tmp_path / "pid"
    monkeypatch.setenv("TOLD", str(told))
    with Workers(WORK, limits=Limits(seconds=1.0 if how == "late" else 60.0, workers=1)) as workers:
        future = workers.submit("with child")
        assert until(lambda: told.exists() and told.read_text() != "")
        if how == "late":
            assert isinstance(future.exception(), UnreadableFile)
            assert until(lambda: not is_alive(int(told.read_text())))
    assert until(lambda: not is_alive(int(told.read_text())))


PARENT = """
import sys
sys.path.insert(0, sys.argv[1])
from corpus.workers import Workers
from corpus.limits import Limits
workers = Workers("troublesome:work", limits=Limits(workers=1))
print(workers.submit("who").result(), workers.submit("scratch").result(), flush=True)
workers.submit(sys.argv[2]).result()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("way", ["hang", "spin", "with child", "who"])
def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path, way: str):
    told = tmp_path / "pid"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, HELPERS, way],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TOLD": str(told)},
    )
    assert parent.stdout is not None
    pid, scratch = parent.stdout.readline().split()
    if way == "with child":
        assert until(lambda: told.exists() and told.read_text() != "")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert until(lambda: not is_alive(int(pid)))
    assert until(lambda: not Path(scratch).parent.exists())
    if way == "with child":
        assert until(lambda: not is_alive(int(told.read_text())))


def test_a_script_without_a_guard_can_use_workers(tmp_path: Path):
    script = tmp_path / "script.py"
    script.write_text(PARENT)
    done = subprocess.run(
        [sys.executable, str(script), HELPERS, "who"], capture_output=True, text=True, check=True, timeout=60
    )
    assert len(done.stdout.splitlines()) == 1
