"""The worker's side of isolation: a process that does one piece of work after the other until nobody asks any more.

`corpus.workers` starts it and speaks with it by pickles: one job in on standard input, one reply out on standard
output. When standard input ends, be it because the parent was killed, the process ends at once with all its children.
This module loads nothing but the standard library before the work's own module is named.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO, Any

from corpus.children import end_children

READY, DONE, ERROR, MEMORY = "ready", "done", "error", "memory"
Work = Callable[[Any], Any]


def main() -> None:
    """Runs with the arguments FUNCTION (`module:name`), SCRATCH (a folder of its own for what is written on the way),
    MEMORY in bytes, and SECONDS after which the system ends work that hangs, for when the parent cannot."""
    function, scratch, memory, seconds = *sys.argv[-4:-2], int(sys.argv[-2]), float(sys.argv[-1])
    tempfile.tempdir = scratch
    requests, replies = _streams()
    _limit_memory(memory)
    _keep_patience()
    jobs: SimpleQueue[Any] = SimpleQueue()
    speaking = Lock()
    Thread(target=_listen, args=(requests, jobs, scratch, speaking), daemon=True).start()
    work = _found(function)
    _send(replies, pickle.dumps((READY, None)), speaking)
    while True:
        job = jobs.get()
        _alarm(seconds)
        reply = _reply(work, job)
        _alarm(0)
        del job
        _send(replies, reply, speaking)


def _keep_patience() -> None:
    """Lets a parent's patience (`nice`) count: where Linux shares time out by sessions, it does so within one only."""
    if hasattr(os, "nice") and os.nice(0) > 0:
        # Not every kernel shares time out like this.
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(os.nice(0)), encoding="ascii")


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, out of reach of whatever a library prints or asks."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def _listen(requests: IO[bytes], jobs: SimpleQueue[Any], scratch: str, speaking: Lock) -> None:
    """Takes jobs in while another is worked on; ends the process when there will be none any more."""
    with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            jobs.put(pickle.load(requests))
    # Work whose program is ended under it must not look done.
    speaking.acquire()
    end_children()
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(0)


def _reply(work: Work, job: Any) -> bytes:
    try:
        return pickle.dumps((DONE, work(job)), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((MEMORY, None))
    except Exception as error:  # noqa: BLE001 (the border between one file and the rest)
        return pickle.dumps((ERROR, f"{type(error).__name__}：{error}"))


def _send(replies: IO[bytes], reply: bytes, speaking: Lock) -> None:
    # Where nobody hears it any more, `_listen` is about to end the process.
    with speaking, contextlib.suppress(OSError):
        replies.write(reply)
        replies.flush()


def _found(function: str) -> Work:
    """The function, with all that its module's `prepare` loads: the time for that is no file's."""
    name, _, attribute = function.partition(":")
    module = import_module(name)
    getattr(module, "prepare", lambda: None)()
    work: Work = getattr(module, attribute)
    return work


def _limit_memory(memory: int) -> None:
    """Keeps the process's data within so many bytes, and lets no crash write them out; where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, wanted in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (wanted, resource.getrlimit(kind)[1]))


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
