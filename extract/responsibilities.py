"""Responsibilities: which body is to do what, in which role, and why we say so.

Three sources, in falling strength: lists in brackets, tables and words of duty (`explicit`), the subject of a duty
(`subject`), and for plans the author, who is held to every item that names nobody (`author`).
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document, Span
from corpus.view import readable
from extract.confidence import confidence
from extract.deadlines import Deadlines
from extract.duties.duty import Duty
from extract.duties.left_to_author import duties_of_author
from extract.duties.listed import duties_in_lists
from extract.duties.stated import duties_in_sentences
from extract.duties.tabled import duties_in_tables
from extract.duty_rules import first_listed_leads
from extract.naming import Speakers, full_name
from extract.papers import is_law
from extract.records import Responsibility
from extract.sentences import Sentence
from extract.table_rows import Row


def find_responsibilities(
    document: Document,
    sentences: Sequence[Sentence],
    *,
    rows: Sequence[Row] = (),
    speakers: Speakers,
    deadlines: Deadlines,
) -> tuple[Responsibility, ...]:
    """All duties of a paper in reading order. Laws bind those whom they name, not their author."""
    first_leads = first_listed_leads(readable(document.text).text)
    lists = duties_in_lists(document, sentences, first_leads=first_leads)
    tables = duties_in_tables(document, sentences, rows, first_leads=first_leads)
    named = [*lists, *tables, *duties_in_sentences(sentences)]
    own = [] if is_law(document) else duties_of_author(document, sentences, named)
    found = [_responsibility(duty, speakers=speakers, deadlines=deadlines) for duty in (*named, *own)]
    return tuple(sorted(filter(None, found), key=lambda row: (row.start, row.end, row.organization_span.start)))


def _responsibility(duty: Duty, *, speakers: Speakers, deadlines: Deadlines) -> Responsibility | None:
    """The record; None where a plan's author is not known, or is a central body that plans for others."""
    speaker = speakers.of(duty.sentence.article)
    if duty.name is not None and duty.name_span is not None:
        name, text, where = full_name(duty.name, speaker), duty.name, duty.name_span
    elif speaker.name and speaker.printed and not speaker.central:
        name, text, where = speaker.name, speaker.name, speaker.printed
    else:
        return None
    return Responsibility(
        duty.start,
        duty.end,
        section=duty.sentence.section.path if duty.sentence.section else "",
        task=duty.sentence.as_printed(duty.task),
        organization=name,
        text=text,
        organization_span=Span(where.start, where.end),
        role=duty.role,
        basis=duty.basis,
        deadline=deadlines.stated(duty.sentence),
        confidence=confidence("responsibility", (duty.reason,)),
        reasons=(duty.reason,),
    )
