"""The parent's side of isolation: work done in processes of their own, so that a file that crashes, hangs or eats all
memory costs itself alone.

The processes are plain programs on pipes, not `multiprocessing`: those run the caller's main module again, which a
script without a guard does not survive.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition, Timer
from types import TracebackType
from typing import Any

from corpus.errors import GongwenError, UnreadableFile
from corpus.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from corpus.worker import DONE, MEMORY, READY

# How long work waits for a running worker before another is started: a start costs more than a few small files.
PATIENCE = 1.0
STARTING = 120.0
GRACE = 2.0
# The path is set before anything is imported, so that nothing in the current folder is taken for a module.
_PROGRAM = 'import sys; sys.path[:] = sys.argv[1].split("\\n"); from corpus.worker import main; main()'
_RETRY = "确需读入时请放宽限制再试（入库的用 gongwen failures --retry）"


class _Lost(Exception):
    """The worker ended, or has to be ended, before its work was done; `kind` is time, memory or crash."""

    def __init__(self, kind: str, *, status: int | None = None) -> None:
        super().__init__(kind)
        self.kind, self.status = kind, status


class Workers:
    """Some worker processes, started when there is work for them; safe to share between threads.

    `work` names the function (`module:name`) that gets each job; jobs and what it returns must be picklable. Where its
    module has a function `prepare`, that is called first. What the processes write to standard error is shown only
    where it is `verbose`.
    """

    def __init__(self, work: str, *, limits: Limits = DEFAULT_LIMITS, verbose: bool = False) -> None:
        self.limits = limits
        self.size = limits.workers or _processors()
        self._work, self._verbose = work, verbose
        self._threads = ThreadPoolExecutor(self.size, thread_name_prefix="gongwen-worker")
        self._changed = Condition()
        self._running: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._starting = 0
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, job: Any) -> Future[Any]:
        """What the work makes of the job; the future raises UnreadableFile where that goes past a limit or ends the
        process, GongwenError where the work raises."""
        return self._threads.submit(self._do, job)

    def close(self) -> None:
        """Ends the processes, whatever they are at."""
        with self._changed:
            self._closed = True
            running = tuple(self._running)
            self._changed.notify_all()
        for worker in running:
            worker.end()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _do(self, job: Any) -> Any:
        """Work that ends a worker gets a second one, new, where the first had worked before and may have been worn."""
        while True:
            worker = self._borrow()
            worn = worker.jobs > 0
            try:
                return worker.do(job)
            except _Lost as lost:
                if lost.kind == "time" or not worn or self._closed:
                    raise self._explained(lost) from lost
            finally:
                self._give_back(worker)

    def _borrow(self) -> _Worker:
        """A worker that is free, or a new one: the first at once, more where work goes on waiting, but no more starting
        at a time than are running."""
        with self._changed:
            if self._running:
                self._changed.wait_for(lambda: self._free() or not self._starting)
                self._changed.wait_for(self._free, timeout=PATIENCE)
            self._changed.wait_for(lambda: self._free() or self._may_start())
            if self._closed:
                raise _stopped()
            if self._idle:
                return self._idle.pop()
            worker = _Worker(self._work, limits=self.limits, verbose=self._verbose)
            self._running.add(worker)
            self._starting += 1
        try:
            worker.start()
        except _Lost as lost:
            self._give_back(worker)
            raise (_stopped() if self._closed else _not_started(lost)) from lost
        finally:
            with self._changed:
                self._starting -= 1
                self._changed.notify_all()
        return worker

    def _free(self) -> bool:
        return bool(self._idle) or self._closed

    def _may_start(self) -> bool:
        running = len(self._running)
        return running < self.size and self._starting < max(1, running - self._starting)

    def _give_back(self, worker: _Worker) -> None:
        fit = worker.alive and worker.jobs < self.limits.files_per_worker
        with self._changed:
            if fit and not self._closed:
                self._idle.append(worker)
            else:
                self._running.discard(worker)
            self._changed.notify_all()
        if worker not in self._running:
            worker.end()

    def _explained(self, lost: _Lost) -> GongwenError:
        if self._closed:
            return _stopped()
        if lost.kind == "time":
            reason = f"读取超过 {self.limits.seconds:g} 秒，已停止"
            return UnreadableFile(reason, advice=f"文件可能过大或已损坏；{_RETRY}")
        if lost.kind == "memory":
            reason = f"读取所需的内存超过 {self.limits.memory // MEBIBYTE} MB，已停止"
            return UnreadableFile(reason, advice=f"文件可能过大或已损坏；{_RETRY}")
        reason = f"读取时程序意外中止（代码 {lost.status}）"
        return UnreadableFile(reason, advice="文件可能已损坏，请重新获取或在原软件中另存后再试；其他文件不受影响")


class _Worker:
    """One process. `jobs` counts those it has done."""

    def __init__(self, work: str, *, limits: Limits, verbose: bool) -> None:
        self.jobs = 0
        self.alive = True
        self._seconds = limits.seconds
        self._scratch = tempfile.mkdtemp(prefix="gongwen-")
        self._sent = False
        self._late = False
        arguments = (work, self._scratch, str(limits.memory), str(limits.seconds * 1.5 + 10))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "\n".join(sys.path), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if verbose else subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
            # Ctrl-C is for the parent, which ends its workers itself.
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._replies = self._process.stdin, self._process.stdout

    def start(self) -> None:
        """Waits until the process is ready; raises _Lost."""
        if self._hear(STARTING)[0] != READY:
            raise self._lost("crash")

    def do(self, job: Any) -> Any:
        """What the work returns; raises _Lost, or GongwenError where it raises."""
        kind, value = self._hear(self._seconds, job)
        self.jobs += 1
        if kind == DONE:
            return value
        if kind == MEMORY:
            raise self._lost("memory")
        raise GongwenError(f"处理时出现程序错误（{value}）", advice="请把此文件交给维护人员，其他文件不受影响")

    def end(self) -> None:
        """Lets the process end itself and its children, and ends it where it does not."""
        self.alive = False
        if self._sent:
            with contextlib.suppress(OSError):
                self._requests.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
        self._process.kill()
        self._process.wait()
        for pipe in (self._requests, self._replies):
            with contextlib.suppress(OSError):
                pipe.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _hear(self, seconds: float, *jobs: Any) -> tuple[str, Any]:
        """The reply to the job, if one is given, within so many seconds."""
        watch = Timer(seconds, self._be_late)
        watch.daemon = True
        watch.start()
        try:
            self._sent = False
            for job in jobs:
                pickle.dump(job, self._requests, protocol=pickle.HIGHEST_PROTOCOL)
            self._requests.flush()
            self._sent = True
            reply: tuple[str, Any] = pickle.load(self._replies)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise self._lost("time" if self._late else "crash") from error
        finally:
            watch.cancel()
        return reply

    def _be_late(self) -> None:
        self._late = True
        self.end()

    def _lost(self, kind: str) -> _Lost:
        self.end()
        return _Lost(kind, status=self._process.returncode)


def _stopped() -> GongwenError:
    return GongwenError("已停止", advice="请重新运行")


def _not_started(lost: _Lost) -> GongwenError:
    return GongwenError(
        f"读取文件的程序没有启动成功（代码 {lost.status}）",
        advice="请用 gongwen failures --retry 重试；仍不行请重新安装本程序",
    )


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
