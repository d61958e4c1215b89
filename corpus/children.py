"""Programs that this process has started and that must not outlive it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator

_running: set[subprocess.Popen[bytes]] = set()


@contextlib.contextmanager
def ending_with_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """The process, which leads a group of its own, and all it started end with the block, or with `end_children`."""
    _running.add(process)
    try:
        yield
    finally:
        _end(process)
        _running.discard(process)


def end_children() -> None:
    """Ends all that runs; for a process that is about to end itself."""
    for process in tuple(_running):
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
