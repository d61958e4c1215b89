"""Files read and extracted without a library, each in a worker process as `queries.ingest` does it, so that a file that
is hostile or broken costs its own answer alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import GongwenError, UnreadableFile
from corpus.limits import Limits, within
from corpus.workers import Workers
from queries.attempts import attempt
from queries.intake_values import Refused
from queries.waiting import result_of

if TYPE_CHECKING:
    from corpus.document import Document
    from extract.records import Extraction

_WORK = "queries.alone:take"


@dataclass(frozen=True, slots=True)
class Alone:
    """A file, the name it was called by, and how it is to be read."""

    path: Path
    limits: Limits
    allow_secret: bool


def extracted_alone(
    files: Sequence[Path], *, limits: Limits, allow_secret: bool = False
) -> Iterator[tuple[Document, Extraction] | GongwenError]:
    """Each file's paper with its records, in order, or why it could not be read.

    A paper marked as a state secret cannot, unless `allow_secret`, nor can a container.
    """
    with Workers(_WORK, limits=limits) as workers:
        futures = [workers.submit(Alone(file, limits, allow_secret)) for file in files]
        for future in futures:
            result = attempt(partial(result_of, future))
            yield UnreadableFile(result.reason, advice=result.advice) if isinstance(result, Refused) else result


def the_extracted(file: Path, *, limits: Limits, allow_secret: bool = False) -> tuple[Document, Extraction]:
    """The same for one file; raises GongwenError."""
    [result] = extracted_alone([file], limits=limits, allow_secret=allow_secret)
    if isinstance(result, GongwenError):
        raise result
    return result


def prepare() -> None:
    """Loads what reading and extracting need; called in the worker."""
    for module in ("corpus.reading", "extract.findings"):
        import_module(module)


def take(job: Alone) -> tuple[Document, Extraction] | Refused:
    """What the worker does."""
    from corpus.reading import paper_bytes, read_document, read_open_document
    from extract.findings import Findings

    try:
        with within(job.limits):
            read = read_document if job.allow_secret else read_open_document
            document = read(paper_bytes(job.path), str(job.path))
            return document, Findings(document).all()
    except GongwenError as error:
        return Refused(error.reason, error.advice)
