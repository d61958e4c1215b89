"""The line in which files wait to go into the store: workers read some ahead of their turn, the store takes them in
order."""

from __future__ import annotations

import datetime
import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import islice
from types import TracebackType

from corpus.errors import GongwenError, NotFound
from corpus.limits import MEBIBYTE
from corpus.store import Store
from corpus.store_values import StoredFile
from corpus.workers import Workers
from extract.register import Register
from queries.attempts import attempt
from queries.intake_values import Job, Opened, Read, Refused
from queries.offers import Offer, offers_in

# How many files and bytes may be read ahead: as much work as the workers can do while the index takes papers in.
_FILES_AHEAD = 100
_BYTES_AHEAD = 64 * MEBIBYTE
# How long a wait goes on before Ctrl-C is looked for, in seconds; some systems do not break a wait.
_GLANCE = 0.5


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read, or only in part, as the user named it, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How many files were new, changed, or known already, and those that failed; every file offered counts once, and
    instead of a container that could be opened the files in it."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: `done` of `total` files, `source` being the last one done. A container that is opened adds
    its files to the total."""

    done: int
    total: int
    source: str


class _Outcome(Enum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class _Place:
    """A file's place in the line; `future` is what the workers make of it, where they have to."""

    offer: Offer
    file: StoredFile | None = None
    before: StoredFile | None = None
    data: bytes = b""
    trouble: GongwenError | None = None
    future: Future[Read | Opened | Refused] | None = None

    @property
    def last_paper(self) -> str | None:
        """The paper that the file gave before."""
        return self.before.document_id if self.before else None


@dataclass(frozen=True, slots=True)
class _Closing:
    """The place behind the last file of a container: all of them are in."""

    container: StoredFile
    members: frozenset[str]


@dataclass(slots=True)
class _Budget:
    """What all that is nested in one container may still hold."""

    members: int
    total: int


@dataclass(slots=True)
class _Tally:
    counts: dict[_Outcome, int] = field(default_factory=lambda: dict.fromkeys(_Outcome, 0))
    failed: list[Failure] = field(default_factory=list)

    def add(self, outcome: _Outcome | Failure, times: int = 1) -> int:
        if isinstance(outcome, Failure):
            self.failed.append(outcome)
        else:
            self.counts[outcome] += times
        return times


class Line:
    """Iterating takes the files in, one after the other; leaving the block drops what is still waiting."""

    def __init__(
        self,
        offers: Sequence[Offer],
        store: Store,
        workers: Workers,
        *,
        register: Register,
        allow_secret: bool,
        at: datetime.datetime | None,
    ) -> None:
        self._places: deque[_Place | _Closing] = deque(_Place(offer) for offer in offers)
        self._total = len(offers)
        self._store, self._workers = store, workers
        self._register, self._allow_secret, self._at = register, allow_secret, at
        self._tally = _Tally()
        self._in_hand: set[str] = set()
        self._budgets: dict[str, _Budget] = {}

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for place in self._places:
            if isinstance(place, _Place) and place.future is not None:
                place.future.cancel()

    def __iter__(self) -> Iterator[Progress]:
        done = 0
        while self._places:
            self._read_ahead()
            place = self._places.popleft()
            if isinstance(place, _Closing):
                self._store.put_container(place.container, members=place.members)
            elif taken := self._take(place):
                done += taken
                self._total += taken - 1
                yield Progress(done, self._total, place.offer.source)

    def report(self) -> IngestReport:
        """What became of the files so far."""
        counts = self._tally.counts
        return IngestReport(
            added=counts[_Outcome.ADDED],
            updated=counts[_Outcome.UPDATED],
            unchanged=counts[_Outcome.UNCHANGED],
            failed=tuple(self._tally.failed),
        )

    def _read_ahead(self) -> None:
        """Has the next files read, as many as keep the workers busy."""
        waiting = 0
        for place in islice(self._places, _FILES_AHEAD):
            if waiting > _BYTES_AHEAD:
                break
            if isinstance(place, _Place):
                if place.file is None and place.trouble is None:
                    self._begin(place)
                waiting += len(place.data)

    def _begin(self, place: _Place) -> None:
        """Reads the bytes, and hands them to the workers unless the library has them or is about to."""
        offer = place.offer
        place.before = self._store.file(offer.key)
        data = attempt(lambda: offer.read(largest=self._workers.limits.file_size))
        if isinstance(data, GongwenError):
            place.trouble = data
            return
        sha256 = hashlib.sha256(data).hexdigest()
        place.file = StoredFile(offer.key, offer.source, len(data), sha256, container=offer.container, read_at=self._at)
        known = self._unchanged(place) or self._store.paper_of(sha256)
        if not known:
            place.data = data
            if sha256 not in self._in_hand:
                self._hand_over(place, data, sha256)

    def _hand_over(self, place: _Place, data: bytes, sha256: str) -> Future[Read | Opened | Refused]:
        self._in_hand.add(sha256)
        job = Job(data, place.offer.source, self._workers.limits, self._register, self._allow_secret)
        place.future = self._workers.submit(job)
        return place.future

    def _take(self, place: _Place) -> int:
        """Takes one file in; for how many it counts, which is none for a container whose files now come next."""
        file = place.file
        if file is None:
            return self._tally.add(self._put_trouble(place))
        if place.future is None:
            if unchanged := self._unchanged(place):
                return self._tally.add(_Outcome.UNCHANGED, unchanged)
            known = self._store.paper_of(file.sha256)
            if known is not None:
                self._store.put_file(replace(file, document_id=known))
                return self._tally.add(_Outcome.UPDATED if place.last_paper else _Outcome.UNCHANGED)
        future = place.future or self._hand_over(place, place.data, file.sha256)
        while not wait([future], timeout=_GLANCE).done:
            pass
        self._in_hand.discard(file.sha256)
        result = attempt(future.result)
        if isinstance(result, Opened):
            refused = self._open(place, file, result)
            return 0 if refused is None else self._tally.add(self._refuse(place, file, refused))
        if isinstance(result, Read):
            return self._tally.add(self._put(place, file, result))
        return self._tally.add(self._refuse(place, file, result))

    def _unchanged(self, place: _Place) -> int:
        """How many files are in the library already as they are now: one, or those in the container, or none."""
        file, before = place.file, place.before
        if file is None or before is None or not before.done or before.sha256 != file.sha256:
            return 0
        if before.document_id is not None:
            return 1
        below = self._store.files_below(file.path)
        return sum(not each.is_container for each in below) if all(each.done for each in below) else 0

    def _open(self, place: _Place, file: StoredFile, opened: Opened) -> Refused | None:
        """Puts the container's files in the line before all others, unless they are too many or too deep."""
        limits, offer = self._workers.limits, place.offer
        if offer.depth >= limits.depth:
            return Refused(f"压缩包里又套压缩包，超过 {limits.depth} 层", "请解压后再入库")
        budget = self._budgets.setdefault(offer.root, _Budget(limits.package.members, limits.package.total))
        budget.members -= len(opened.members)
        budget.total -= sum(len(member.data) for member in opened.members)
        if min(budget.members, budget.total) < 0:
            return Refused("压缩包里的文件太多或太大，已停止读取", "请分批解压后再入库")
        inside = offers_in(offer, opened.members)
        self._places.appendleft(_Closing(file, frozenset(each.key for each in inside)))
        self._places.extendleft(_Place(each) for each in reversed(inside))
        self._total += len(inside) - 1
        return None

    def _put(self, place: _Place, file: StoredFile, read: Read) -> _Outcome | Failure:
        file = replace(file, document_id=read.document.id)
        if read.trouble is not None:
            file = replace(file, reason=read.trouble.reason, advice=read.trouble.advice)
        self._store.put(read.document, read.records, file=file, data=place.data, sketch=read.sketch)
        if read.trouble is not None:
            return _failure(file)
        return _Outcome.UPDATED if place.last_paper else _Outcome.ADDED

    def _refuse(self, place: _Place, file: StoredFile, why: Refused | GongwenError) -> Failure:
        file = replace(file, document_id=place.last_paper, reason=why.reason, advice=why.advice)
        self._store.put_file(file)
        return _failure(file)

    def _put_trouble(self, place: _Place) -> Failure:
        """Notes a file whose bytes could not be had; what is not there at all is no file."""
        offer, why = place.offer, place.trouble or NotFound("找不到这个文件")
        if not isinstance(why, NotFound):
            file = StoredFile(offer.key, offer.source, 0, "", container=offer.container, read_at=self._at)
            return self._refuse(place, file, why)
        return Failure(offer.source, str(why))


def _failure(file: StoredFile) -> Failure:
    return Failure(file.source, str(GongwenError(file.reason or "", advice=file.advice or "")))
