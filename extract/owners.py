"""Who must reach a figure: the bodies that the text holds to it, else whoever speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from corpus.document import Document
from extract.naming import Speakers
from extract.papers import is_plan
from extract.records import Basis, Quantity, Responsibility, Responsible, Role
from extract.sentences import Sentence


class Owners:
    """Who must reach a figure: the bodies named for its item or the subject of its sentence; outside plans, where
    others are told what to do, the last subject of the paragraph; else the speaker."""

    def __init__(self, document: Document, responsibilities: Sequence[Responsibility], speakers: Speakers) -> None:
        self._document = document
        self._speakers = speakers
        self._named = sorted((r for r in responsibilities if r.basis is not Basis.AUTHOR), key=lambda r: r.start)
        self._starts = [duty.start for duty in self._named]
        self._longest = max((duty.end - duty.start for duty in self._named), default=0)

    def of(self, sentence: Sentence, quantity: Quantity) -> tuple[Responsible, ...]:
        """The bodies, those that support included; empty where nobody is known."""
        first = bisect_left(self._starts, quantity.start - self._longest)
        last = bisect_left(self._starts, quantity.end)
        around = [duty for duty in self._named[first:last] if duty.covers(quantity)]
        if around:
            narrowest = min(duty.end - duty.start for duty in around)
            return tuple(_responsible(duty) for duty in around if duty.end - duty.start == narrowest)
        subjects = self._subjects_before(sentence)
        if subjects and not is_plan(self._document, sentence.article):
            return tuple(_responsible(duty) for duty in subjects)
        speaker = self._speakers.of(sentence.article)
        if not speaker.printed:
            return ()
        return (
            Responsible(
                speaker.printed.start,
                speaker.printed.end,
                organization=speaker.name,
                text=speaker.name,
                role=Role.RESPONSIBLE,
                basis=Basis.AUTHOR,
            ),
        )

    def _subjects_before(self, sentence: Sentence) -> list[Responsibility]:
        """The duties of the last sentence of the paragraph, before this one, that has a subject."""
        paragraph = self._document.paragraphs[sentence.paragraph]
        first = bisect_left(self._starts, paragraph.start)
        last = bisect_left(self._starts, sentence.start)
        subjects = [duty for duty in self._named[first:last] if duty.basis is Basis.SUBJECT]
        return [duty for duty in subjects if duty.start == subjects[-1].start]


def _responsible(duty: Responsibility) -> Responsible:
    where = duty.organization_span
    return Responsible(
        where.start, where.end, organization=duty.organization, text=duty.text, role=duty.role, basis=duty.basis
    )
