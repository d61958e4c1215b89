"""The line in which files wait to go into the store: workers read some ahead of their turn, the store takes them in
order."""

from __future__ import annotations

import datetime
import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType

from corpus.errors import GongwenError, NotFound
from corpus.json_lines import extent_of, is_lines, papers_of
from corpus.limits import MEBIBYTE
from corpus.store import Store
from corpus.store_values import StoredFile
from corpus.workers import Workers
from extract.register import Register
from index.schema import Row
from queries.attempts import attempt
from queries.ingest_report import Failure, IngestReport, Outcome, Progress, Tally
from queries.intake_values import Job, Opened, Read, Refused
from queries.nesting import Nesting
from queries.offers import LINE_MARK, Offer, offers_in
from queries.waiting import result_of

# How many files and bytes may be read ahead: as much work as the workers can do while the index takes papers in.
_FILES_AHEAD = 100
_BYTES_AHEAD = 64 * MEBIBYTE


@dataclass(slots=True)
class _Place:
    """A file's place in the line; `future` is what the workers make of it, where they have to."""

    offer: Offer
    file: StoredFile | None = None
    before: StoredFile | None = None
    data: bytes = b""
    trouble: GongwenError | None = None
    is_lines: bool = False
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
class _Lines:
    """A file of lines that is being taken in, in front of its lines that are not in the line yet."""

    offer: Offer
    file: StoredFile
    lines: Iterator[Offer]
    members: set[str]


class Line:
    """Iterating takes the files in, one after the other; leaving the block drops what is still waiting.

    `rows` are what the index is to write of the papers taken in since `forget_rows`, by id, and `characters` how long
    those papers are together.
    """

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
        self._places: deque[_Place | _Lines | _Closing] = deque(_Place(offer) for offer in offers)
        self._total = len(offers)
        self._store, self._workers = store, workers
        self._register, self._allow_secret, self._at = register, allow_secret, at
        self._tally = Tally()
        self._in_hand: set[str] = set()
        self._nesting = Nesting(workers.limits)
        self.forget_rows()

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
            self._unroll()
            self._read_ahead()
            place = self._places.popleft()
            assert not isinstance(place, _Lines)
            if isinstance(place, _Closing):
                self._store.put_container(place.container, members=place.members)
            elif taken := self._take(place):
                done += taken
                self._total += taken - 1
                yield Progress(done, self._total, place.offer.source)

    def forget_rows(self) -> None:
        """The index has caught up."""
        self.rows: dict[str, tuple[Row, ...]] = {}
        self.characters = 0

    def report(self) -> IngestReport:
        """What became of the files so far."""
        return self._tally.report()

    def _unroll(self) -> None:
        """Has as many lines of the first file of lines in the line as are read ahead."""
        for position, lines in enumerate(islice(self._places, _FILES_AHEAD)):
            if isinstance(lines, _Lines):
                self._places.rotate(-position)
                self._places.popleft()
                self._places.extendleft(reversed(self._unrolled(lines, _FILES_AHEAD - position)))
                self._places.rotate(position)
                return

    def _unrolled(self, lines: _Lines, most: int) -> list[_Place | _Lines | _Closing]:
        """The next lines, then what is left; in the end the closing, or the file itself where it breaks off."""
        found: list[_Place | _Lines | _Closing] = []
        try:
            for offer in islice(lines.lines, most):
                found.append(_Place(offer))
                lines.members.add(offer.key)
        except GongwenError as error:
            self._total += 1
            return [*found, _Place(lines.offer, trouble=error)]
        return [*found, lines if len(found) == most else _Closing(lines.file, frozenset(lines.members))]

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
            place.is_lines = is_lines(data, offer.source)
            if not place.is_lines and sha256 not in self._in_hand:
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
                return self._tally.add(Outcome.UNCHANGED, unchanged)
            known = self._store.paper_of(file.sha256)
            if known is not None:
                self._store.put_file(replace(file, document_id=known))
                return self._tally.add(Outcome.UPDATED if place.last_paper else Outcome.UNCHANGED)
        result: Read | Opened | Refused | GongwenError | None
        result = self._open_lines(place, file) if place.is_lines else self._result(place, file)
        if isinstance(result, Opened):
            result = self._open(place, file, result)
        if isinstance(result, Read):
            return self._tally.add(self._put(place, file, result))
        return 0 if result is None else self._tally.add(self._refuse(place, file, result))

    def _result(self, place: _Place, file: StoredFile) -> Read | Opened | Refused | GongwenError:
        """What the workers make of the file."""
        future = place.future or self._hand_over(place, place.data, file.sha256)
        result = attempt(lambda: result_of(future))
        self._in_hand.discard(file.sha256)
        return result

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
        size = sum(len(member.data) for member in opened.members)
        refused = self._nesting.refusal(place.offer, members=len(opened.members), size=size)
        if refused is not None:
            return refused
        inside = tuple(offers_in(place.offer, opened.members))
        self._places.appendleft(_Closing(file, frozenset(each.key for each in inside)))
        self._places.extendleft(_Place(each) for each in reversed(inside))
        self._total += len(inside) - 1
        return None

    def _open_lines(self, place: _Place, file: StoredFile) -> Refused | None:
        """As `_open`, for a file of lines, which come into the line as it moves on."""
        limits = self._workers.limits.package
        extent = attempt(lambda: extent_of(place.data, limits))
        if isinstance(extent, GongwenError):
            return Refused(extent.reason, extent.advice)
        refused = self._nesting.refusal(place.offer, members=0, size=extent.size)
        if refused is not None:
            return refused
        offers = offers_in(place.offer, papers_of(place.data, limits), mark=LINE_MARK)
        self._places.appendleft(_Lines(place.offer, file, offers, set()))
        self._total += extent.lines - 1
        return None

    def _put(self, place: _Place, file: StoredFile, read: Read) -> Outcome | Failure:
        file = replace(file, document_id=read.document.id)
        if read.trouble is not None:
            file = replace(file, reason=read.trouble.reason, advice=read.trouble.advice)
        self._store.put(read.document, read.records, file=file, data=place.data, sketch=read.sketch)
        self.rows[read.document.id] = read.rows
        self.characters += len(read.document.text)
        if read.trouble is not None:
            return _failure(file)
        return Outcome.UPDATED if place.last_paper else Outcome.ADDED

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
