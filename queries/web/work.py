"""What the pages have done in a process of its own, because it opens what strangers made: plain values only."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import GongwenError, NotFound, UnreadableFile
from corpus.workers import Workers

WORK = "queries.web.worker:take"


@dataclass(frozen=True, slots=True)
class SheetJob:
    """An edited workbook to be read."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a job gave nothing: what was asked for is not there, or the file cannot be read."""

    is_missing: bool
    reason: str
    advice: str

    def error(self) -> GongwenError:
        """The trouble as an error to raise."""
        kind = NotFound if self.is_missing else UnreadableFile
        return kind(self.reason, advice=self.advice)


def done(workers: Workers, job: object) -> object:
    """What the worker makes of the job; raises NotFound, UnreadableFile."""
    result = workers.submit(job).result()
    if isinstance(result, Trouble):
        raise result.error()
    return result
