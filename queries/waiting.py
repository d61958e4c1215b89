"""Waiting for work that is done elsewhere."""

from __future__ import annotations

from concurrent.futures import Future, wait
from typing import TypeVar

T = TypeVar("T")

# How long a wait goes on before Ctrl-C is looked for, in seconds; some systems do not break a wait.
_GLANCE = 0.5


def result_of(future: Future[T]) -> T:
    """What the work gives, or raises; Ctrl-C ends the wait."""
    while not wait([future], timeout=_GLANCE).done:
        pass
    return future.result()
