"""Work that ends its worker in every way there is; each job is the name of a way, else it comes back as it is."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from corpus.children import ending_with_us

PREPARED: list[bool] = []


def prepare() -> None:
    PREPARED.append(True)


def work(job: Any) -> Any:
    print("what libraries print is not a reply")
    return WAYS.get(job, lambda: job)() if isinstance(job, str) else job


def deep() -> None:
    deep()


def spin() -> None:
    while True:
        pass


def swell() -> int:
    return len([bytearray(1 << 24) for _ in range(1 << 12)])


def odd() -> None:
    raise ValueError("odd")


def with_child() -> None:
    """Hangs in a program that it has started, having said in its folder which one."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    Path(os.environ["TOLD"]).write_text(str(process.pid))
    with ending_with_us(process):
        process.wait()


WAYS = {
    "abort": os.abort,
    "fault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(0),
    "leave": lambda: sys.exit(3),
    "hang": lambda: time.sleep(600),
    "spin": spin,
    "swell": swell,
    "deep": deep,
    "odd": odd,
    "unpicklable": lambda: lambda: None,
    "who": os.getpid,
    "prepared": lambda: PREPARED,
    "scratch": tempfile.mkdtemp,
    "with child": with_child,
}
