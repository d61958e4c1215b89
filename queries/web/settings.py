"""What the one who serves the pages decides."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from index.engines import DEFAULT_ENGINE

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a library is served.

    `is_alone` says that only this computer can reach the pages, so that no account is needed while there is none.
    `names` are the host names that the pages answer to, besides those of this computer itself. `now` tells the time,
    with its zone. `largest_upload` is in bytes, for all files of one request.
    `processes` is how many make pages side by side; with one, the process that listens makes them itself.
    """

    library: Path
    now: Callable[[], datetime.datetime]
    engine: str = DEFAULT_ENGINE
    limits: Limits = DEFAULT_LIMITS
    names: tuple[str, ...] = ()
    is_alone: bool = True
    largest_upload: int = 512 * MEBIBYTE
    allow_secret: bool = False
    processes: int = 1
