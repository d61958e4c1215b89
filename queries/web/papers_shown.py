"""Papers made ready for reading, kept while their records stay as they are: marking a long paper is what costs most."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from markupsafe import Markup

from corpus.document import Document, Span
from corpus.store_values import StoredRecord
from extract.records import Extraction
from extract.serial import extraction_of
from queries.reader import Reader
from queries.targets import TargetRow, target_rows
from queries.web.records_shown import LEGEND, marks_of
from queries.web.rendering import fragment
from queries.web.texts import blocks

_MOST = 16_000_000
"""Characters of HTML: some hundreds of papers. A long paper counts for many short ones."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A paper's text with outline and records as HTML, and the records that it was made of."""

    records: tuple[StoredRecord, ...]
    html: Markup


class PapersShown:
    """The papers that were read last, with nothing searched for in them. Safe to share between threads."""

    def __init__(self) -> None:
        self._papers: OrderedDict[str, _Kept] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def html(self, reader: Reader, document: Document, found: Sequence[Span]) -> Markup:
        """The paper's text, its outline and its records as they are in the library now, and what was found marked."""
        records = reader.store.records(documents=[document.id]).get(document.id, ())
        if found:
            return _made(document, extraction_of(records), found)
        with self._lock:
            kept = self._papers.get(document.id)
            if kept is not None:
                self._papers.move_to_end(document.id)
        if kept is not None and kept.records == records:
            return kept.html
        html = _made(document, extraction_of(records), ())
        self._keep(document.id, _Kept(records, html))
        return html

    def _keep(self, document_id: str, kept: _Kept) -> None:
        with self._lock:
            before = self._papers.pop(document_id, None)
            self._characters += len(kept.html) - (len(before.html) if before else 0)
            self._papers[document_id] = kept
            while self._characters > _MOST:
                _, oldest = self._papers.popitem(last=False)
                self._characters -= len(oldest.html)


def _made(document: Document, extraction: Extraction, found: Sequence[Span]) -> Markup:
    rows: tuple[TargetRow, ...] = target_rows(document, extraction)
    return fragment(
        "paper_reading.html",
        document=document,
        blocks=blocks(document, marks_of(extraction, rows, found)),
        outline=[section for section in document.outline if not section.inline],
        rows=rows,
        legend=LEGEND,
        found=found,
    )
