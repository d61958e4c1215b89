"""Taking files into the library: every file offered is taken in, known already, or listed with the reason why not.

Files are read and extracted in worker processes (`queries.intake`), some ahead of their turn; what they give goes into
the store in the order of the files, so that the library is the same whatever the timing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from corpus.store import Store
from corpus.workers import Workers
from extract.register import Register
from index.engine import SearchEngine
from queries.indexing import catch_up
from queries.ingest_line import Line
from queries.ingest_report import Failure, IngestReport, Progress
from queries.offers import Offer

__all__ = ["Failure", "IngestReport", "Progress", "ingest"]

# How many papers, and characters of papers, may be in the store before the index learns of them.
_STRIDE = 200
_CHARACTERS = 4_000_000


def ingest(
    store: Store,
    engine: SearchEngine,
    workers: Workers,
    offers: Sequence[Offer],
    *,
    at: datetime.datetime | None,
    progress: Callable[[Progress], None],
    allow_secret: bool = False,
) -> IngestReport:
    """Takes the files in, one after the other; `at` is noted with each.

    A file is known by its absolute path and its content. Same path and content: unchanged. Other content: updated, the
    paper that it gave before goes unless another file gives it. Content that the library has under another name: the
    file is noted as one more source of that paper, which counts as unchanged. A file that failed is tried again each
    time, and keeps the last paper that it gave. A paper whose records fail stays, findable, listed as failed. The files
    of a container (zip, eml) count as files of their own. A paper marked as a state secret is refused unless
    `allow_secret`.

    The papers' records follow the library's register. Must run inside `store.writing()`. Raises LibraryError where the
    library itself cannot go on.
    """
    register = Register(store.register())
    store.sweep()
    with Line(offers, store, workers, register=register, allow_secret=allow_secret, at=at) as line:
        for step in line:
            if len(line.rows) >= _STRIDE or line.characters >= _CHARACTERS:
                catch_up(store, engine, made=line.rows)
                line.forget_rows()
            progress(step)
        catch_up(store, engine, made=line.rows)
        return line.report()
