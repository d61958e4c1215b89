"""What a plan asks of nobody by name is asked of its author: one duty for each run of such sentences of an item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.document import Document, Section, Span
from extract.duties.duty import TASK_LIMIT, Duty
from extract.duty_rules import is_duty
from extract.papers import asking, is_plan, is_report, paper_kinds
from extract.records import Basis, Role
from extract.sentences import Sentence

_CLAUSE = re.compile(r"[^，,]+")
_LONGEST_DUTY = 200
_SHORTEST = 6
_LONGEST_SCENE = 14
_LONGEST_TITLE = 24


def duties_of_author(document: Document, sentences: Sequence[Sentence], named: Sequence[Duty]) -> Iterator[Duty]:
    """The author's duties, with basis `author` and no printed name. `named` are the duties that name a body."""
    held = _held(sentences, named) | _printed_names(document, sentences)
    scenes = [section for section in document.outline if _sets_scene(section)]
    parents = _parents(document.outline)
    run: list[Sentence] = []
    for sentence in sentences:
        free = (
            sentence.start not in held
            and is_plan(document, sentence.article)
            and _asks(document.text, sentence, scenes, parents)
        )
        if run and not (free and _together(run[-1], sentence)):
            yield from _duties(run, reported=is_report(document, run[0].article))
            run = []
        if free:
            run.append(sentence)
    if run:
        yield from _duties(run, reported=is_report(document, run[0].article))


def _sets_scene(section: Section) -> bool:
    """Whether a section only says why and how in general: 指导思想, 基本原则."""
    found = re.search(paper_kinds().no_duty_headings, section.heading)
    return found is not None and len(section.heading) <= _LONGEST_SCENE


def _held(sentences: Sequence[Sentence], named: Sequence[Duty]) -> set[int]:
    """The sentences, by their start, that some named duty covers."""
    starts = [sentence.start for sentence in sentences]
    held = {duty.sentence.start for duty in named}
    for duty in named:
        held.update(starts[bisect_left(starts, duty.start) : bisect_left(starts, duty.end)])
    return held


def _printed_names(document: Document, sentences: Sequence[Sentence]) -> set[int]:
    """The sentences, by their start, that are titles and signatures."""
    quotes = [document.letterhead.title, document.letterhead.issuer]
    for article in document.articles:
        quotes += [article.title, article.author]
    return {s.start for s in sentences for quote in quotes if quote and (quote.covers(s) or s.start == quote.start - 1)}


def _asks(text: str, sentence: Sentence, scenes: Sequence[Span], parents: set[int]) -> bool:
    """Whether a sentence of a plan asks for something: an item's body, not its heading, not a scene that is set."""
    if any(scene.covers(sentence) for scene in scenes) or asking("no_duty").search(sentence.text):
        return False
    section = sentence.section
    if section is None:
        return is_duty(sentence.text) or asking("asked").search(sentence.text) is not None
    has_body = section.start in parents or any(map(str.isalnum, text[section.heading_end : section.end]))
    is_title = section.start in parents or ("，" not in section.heading and len(section.heading) <= _LONGEST_TITLE)
    if sentence.start < section.heading_end and has_body and is_title:
        return False
    return len(sentence.text) >= _SHORTEST


def _together(last: Sentence, sentence: Sentence) -> bool:
    """One duty: the same item's words in one paragraph. Outside items every sentence is a duty of its own."""
    return sentence.section is not None and sentence.section == last.section and sentence.paragraph == last.paragraph


def _parents(outline: Sequence[Section]) -> set[int]:
    """The sections, by their start, that hold other sections."""
    return {above.start for above, below in pairwise(outline) if above.covers(below)}


def _duties(run: Sequence[Sentence], *, reported: bool) -> Iterator[Duty]:
    """The duties of a run, and one for each clause in which the author only helps (配合…, 协助…)."""
    for part in _outright(run) if reported else _parts(run):
        yield _duty(part[0].start, part[-1].end, part[0].text, Role.RESPONSIBLE, part[0])
    for sentence in run:
        for clause in _CLAUSE.finditer(sentence.text):
            if asking("helping").match(clause.group()):
                span = sentence.view.span(clause.start(), clause.end())
                yield _duty(span.start, span.end, clause.group(), Role.SUPPORT, sentence)


def _outright(run: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """What a report asks outright, sentence by sentence; the rest of it describes."""
    told = next((sentence.paragraph for sentence in run if asking("expected").search(sentence.text)), None)
    for sentence in run:
        asks = asking("outright").search(sentence.text) and not asking("telling").search(sentence.text)
        if asks and sentence.paragraph != told:
            yield (sentence,)


def _parts(run: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """A run as one duty, or, where it is as long as a work report's paragraphs, cut before what asks outright."""
    if run[-1].end - run[0].start <= _LONGEST_DUTY:
        yield run
        return
    begins = [number for number, sentence in enumerate(run) if asking("outright").search(sentence.text)]
    cuts = [0, *begins[1:], len(run)]
    yield from (run[start:end] for start, end in pairwise(cuts))


def _duty(start: int, end: int, words: str, role: Role, sentence: Sentence) -> Duty:
    return Duty(
        start,
        end,
        task=words[:TASK_LIMIT],
        name=None,
        name_span=None,
        role=role,
        basis=Basis.AUTHOR,
        reason="author",
        sentence=sentence,
    )
