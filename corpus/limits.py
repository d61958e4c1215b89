"""What reading one file may take. A file that wants more is refused or its process ended; the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """How much a zip package may unpack to, in bytes; `ratio` is unpacked to packed, asked of members over 1 MiB.

    A file of lines (`corpus.json_lines`) keeps to `member` for each line, to `total`, and to so many `lines`.
    """

    member: int = 64 * MEBIBYTE
    total: int = 256 * MEBIBYTE
    members: int = 5000
    ratio: int = 200
    lines: int = 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What each file may take, and how many are read at a time.

    `seconds` of wall time for reading and extracting; `memory` in bytes of a worker's data (kept where the system has
    `setrlimit`); `file_size` in bytes; `pages` of a PDF or OFD; `pixels` of a picture;
    `package` for what is packed, a container's members and bytes
    counted over all that is nested in it; `depth` of containers in containers (1: none in another). `workers` at a
    time, 0 for one a processor; each is replaced after `files_per_worker` files.
    """

    seconds: float = 300.0
    memory: int = 2048 * MEBIBYTE
    file_size: int = 256 * MEBIBYTE
    pages: int = 3000
    pixels: int = 80_000_000  # A3 at 600 dpi has 70 million
    package: PackageLimits = PackageLimits()
    depth: int = 3
    workers: int = 0
    files_per_worker: int = 500


DEFAULT_LIMITS = Limits()
_in_force: ContextVar[Limits] = ContextVar("limits", default=DEFAULT_LIMITS)


def limits_in_force() -> Limits:
    """The limits that readers keep to here and now: those of the innermost `within`, else the usual ones."""
    return _in_force.get()


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """Reading inside the block keeps to these limits."""
    token = _in_force.set(limits)
    try:
        yield
    finally:
        _in_force.reset(token)
