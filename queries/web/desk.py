"""What all pages share: the open library, the accounts, the templates' data, and the processes that work for them."""

from __future__ import annotations

import datetime
import secrets
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fastapi import Request

from corpus.limits import MEBIBYTE, Limits
from corpus.store_accounts import Accounts
from corpus.store_corrections import Corrections
from corpus.store_values import DocumentSummary
from corpus.workers import Workers
from queries.reader import Reader
from queries.web.passwords import Patience
from queries.web.settings import Settings
from queries.web.work import WORK

if TYPE_CHECKING:
    from queries.web.ingesting import Ingests
    from queries.web.papers_shown import PapersShown

_MOMENT = datetime.timedelta(seconds=2)
_PICTURES = Limits(seconds=30.0, memory=1024 * MEBIBYTE, workers=1)


class Desk:
    """Opened when serving begins, closed when it ends; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        from queries.web.ingesting import Ingests
        from queries.web.papers_shown import PapersShown

        self.settings = settings
        self.now = settings.now
        self.accounts = Accounts(settings.library)
        self.corrections = Corrections(settings.library)
        self.patience = Patience()
        self.secret = self.accounts.secret(fresh=secrets.token_bytes(32))
        self.pictures = Workers(WORK, limits=_PICTURES)
        self.shown: PapersShown = PapersShown()
        self.ingests: Ingests = Ingests(settings)
        self._reader: Reader | None = None
        self._seen: object = None
        self._papers: tuple[datetime.datetime, tuple[DocumentSummary, ...]] | None = None
        self._opening = threading.Lock()

    @property
    def reader(self) -> Reader:
        """The library as it is now: another process may have built its index anew since the last page."""
        stamp = _stamp(self.settings.library / "index")
        if self._reader is None or stamp != self._seen:
            with self._opening:
                if self._reader is None or stamp != self._seen:
                    fresh = Reader(self.settings.library, engine=self.settings.engine)
                    # The first search loads the words; no clerk should wait for them.
                    fresh.search("公文", limit=1)
                    self._reader, self._seen = fresh, stamp
        return self._reader

    @property
    def papers(self) -> tuple[DocumentSummary, ...]:
        """The papers that count, by id, as they were a moment ago at most."""
        now = self.now()
        if self._papers is None or not now - _MOMENT < self._papers[0] <= now:
            found = self.reader.store.summaries().values()
            self._papers = now, tuple(paper for paper in found if paper.rendition_of is None)
        return self._papers[1]

    @property
    def today(self) -> datetime.date:
        """The day on the wall of the office."""
        return self.now().astimezone().date()

    def close(self) -> None:
        """Lets go of everything; an ingest that runs is told to stop, and loses nothing."""
        self.ingests.close()
        self.pictures.close()
        if self._reader is not None:
            self._reader.close()
        self.accounts.close()
        self.corrections.close()


def _stamp(index: Path) -> object:
    """What changes when the index is built anew; its engine follows what is added to it."""
    try:
        known = (index / "manifest.json").stat()
    except OSError:
        return None
    return known.st_ino, known.st_mtime_ns


def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to."""
    return cast(Desk, request.app.state.desk)
