"""What is found in one paper, each kind worked out when it is first asked for, from the kinds that it rests on."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from corpus.document import Document, Span
from extract.citations import find_citations, find_paper_names
from extract.confidence import RECOGNIZED, confidence
from extract.dates import Anchor, find_dates
from extract.deadlines import Deadlines
from extract.named import find_named, find_short_names
from extract.naming import Speaker, Speakers, full_name, naming_reason
from extract.organizations import Name, find_names
from extract.papers import plans_of
from extract.quantities import find_quantities
from extract.records import (
    CitedPaper,
    DateMention,
    Extraction,
    NamedOrganization,
    OrganizationMention,
    PaperName,
    Quantity,
    Record,
    Responsibility,
    Target,
)
from extract.register import Register
from extract.responsibilities import find_responsibilities
from extract.sentences import Sentence, sentences_of
from extract.table_rows import Row, rows_of
from extract.targets import find_targets

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Findings:
    """The records of one paper. Nothing is computed twice, and nothing that is not asked for.

    `register` holds the bodies that the user knows; without it general usage alone tells who is meant.
    """

    def __init__(self, document: Document, *, register: Register | None = None) -> None:
        self.document = document
        self._register = register or Register()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The paper's sentences, in reading order."""
        return sentences_of(self.document)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Dates, read against the paper's own date or year."""
        head = self.document.letterhead
        anchor = Anchor(year=head.year, date=head.date.date if head.date else None)
        return find_dates(self.document.text, self.document.paragraphs, anchor=anchor)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Figures that are no dates, labels or document numbers."""
        document, head = self.document, self.document.letterhead
        kind = head.kind.value if head.kind else None
        return find_quantities(
            document.text,
            document.paragraphs,
            taken=self._taken,
            kind=kind,
            year=head.year,
            plans=plans_of(document),
        )

    @cached_property
    def organizations(self) -> tuple[OrganizationMention, ...]:
        """The bodies named, with their full names by context."""
        found: list[OrganizationMention] = []
        for sentence in self.sentences:
            speaker = self._speakers.of(sentence.article)
            names = [n for n in find_names(sentence.text) if not n.bare or n.text in speaker.short_names]
            found.extend(self._mention(sentence, name, speaker) for name in names)
        return tuple(found)

    def _mention(self, sentence: Sentence, name: Name, speaker: Speaker) -> OrganizationMention:
        span = sentence.view.span(name.start, name.end)
        full = full_name(name.text, speaker)
        reason = naming_reason(name.text, full, speaker)
        return OrganizationMention(
            span.start,
            span.end,
            text=span.of(self.document.text),
            name=full,
            confidence=confidence("organization", (reason,)),
            reasons=(reason,),
        )

    @cached_property
    def responsibilities(self) -> tuple[Responsibility, ...]:
        """Who is to do what."""
        return find_responsibilities(
            self.document, self.sentences, rows=self._rows, speakers=self._speakers, deadlines=self._deadlines
        )

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Who must reach what figure by when."""
        return find_targets(
            self.document,
            self.sentences,
            rows=self._rows,
            quantities=self.quantities,
            dates=self.dates,
            responsibilities=self.responsibilities,
            speakers=self._speakers,
            deadlines=self._deadlines,
        )

    def all(self) -> Extraction:
        """All records."""
        return Extraction(
            dates=self._checked("date", self.dates),
            quantities=self._checked("quantity", self.quantities),
            organizations=self._checked("organization", self.organizations),
            targets=self._checked("target", self.targets),
            responsibilities=self._checked("responsibility", self.responsibilities),
            named=self.named,
            short_names=self.short_names,
            citations=self.citations,
            names=self.names,
        )

    def _checked(self, kind: str, records: tuple[AnyRecord, ...]) -> tuple[AnyRecord, ...]:
        """The records, those read from pictures marked as to be checked."""
        if not self.document.recognized:
            return records
        return tuple(
            _to_be_checked(kind, record) if self.document.is_recognized(record) else record for record in records
        )

    @cached_property
    def named(self) -> tuple[NamedOrganization, ...]:
        """Whose the paper is, to whom it goes, who wrote its articles, and each form in which it prints a body."""
        return find_named(self.document, self._speakers, self.organizations)

    @cached_property
    def short_names(self) -> tuple[NamedOrganization, ...]:
        """What the paper says that it calls bodies for short."""
        return find_short_names(self.document, self._speakers)

    @cached_property
    def citations(self) -> tuple[CitedPaper, ...]:
        """The papers that this one names, every time, and what it does to them."""
        return find_citations(self.document)

    @cached_property
    def names(self) -> tuple[PaperName, ...]:
        """What other papers may call this one."""
        return find_paper_names(self.document)

    @cached_property
    def _speakers(self) -> Speakers:
        return Speakers(self.document, register=self._register)

    @cached_property
    def _deadlines(self) -> Deadlines:
        return Deadlines(self.document, self.dates, self.sentences, self._rows)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return rows_of(self.document)

    @cached_property
    def _taken(self) -> tuple[Span, ...]:
        """Stretches whose numerals are accounted for: dates, outline labels, the document number."""
        number = self.document.letterhead.document_number
        labels = [Span(section.start, section.start + len(section.label)) for section in self.document.outline]
        return (*self.dates, *labels, *((number,) if number else ()))


def _to_be_checked(kind: str, record: AnyRecord) -> AnyRecord:
    reasons = (*record.reasons, RECOGNIZED)
    return replace(record, reasons=reasons, confidence=confidence(kind, reasons))
