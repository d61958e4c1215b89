"""Deadlines: when the work of a clause is due, and whose words say so.

In this order: the deadline cell of its table row; a date in the clause's own sentence; a date that leads an earlier
sentence of the paragraph (`到2025年，…`); a date in the bracket behind the item (`（教育局负责，6月底前完成）`); one in
the heading of the item or of what it stands under (a stage); for plans, the end of the plan's year.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.document import Document, Section, Span
from corpus.view import readable
from extract.dates_calendar import five_years_of
from extract.papers import is_of_its_year, is_plan
from extract.records import DateKind, DateMention, Deadline
from extract.sentences import Sentence
from extract.table_rows import Row

_FIVE_YEARS = re.compile("[“‘]?(?P<plan>(?:二十|十)?[一二三四五六七八九十]五)[”’]?(?=[^，。]{0,20}(?:规划|计划))")
# What stands behind an item and says by when: a bracket of its own, or a line that is labelled so.
_BEHIND = re.compile(
    r"[（(\[【][^（）()]*(?:（[^（）]*）[^（）()]*)*[)）\]】]|(?:完成|办结)?(?:时限|时间|期限|进度)(?:要求|安排)?：.*"
)
_COLON = re.compile(r"[^，。；：]{2,12}：")
_DATED = (DateKind.DEADLINE, DateKind.PERIOD, DateKind.POINT)
_NUMERALS = "一二三四五六七八九十"


class Deadlines:
    """Answers for one paper; made once from its dates, asked for each clause."""

    def __init__(
        self,
        document: Document,
        dates: Sequence[DateMention],
        sentences: Sequence[Sentence],
        rows: Sequence[Row] = (),
    ) -> None:
        self._document = document
        year = document.letterhead.year
        self._dates = [d for d in dates if _can_be_due(d, year)]
        # In a column of deadlines 每年4月底前 is one too, though it has no last day.
        self._all = dates
        self._starts = [date.start for date in self._dates]
        self._leading = self._find_leading(sentences)
        self._behind = self._find_behind(sentences)
        self._parents = _parents(document.outline)
        self._rows = rows
        self._row_starts = [row.start for row in rows]
        self._headings: dict[Section, Deadline | None] = {}

    def of(self, sentence: Sentence, at: int) -> Deadline | None:
        """When the words at an offset of a sentence are due."""
        row = self._of_row(at)
        if row:
            return row
        own = self._nearest(sentence, at)
        if own:
            return _deadline(own, "clause")
        return self._of_item(sentence) or self._of_headings(sentence.section) or self._of_year(sentence)

    def stated(self, sentence: Sentence) -> Deadline | None:
        """The deadline that the sentence, its paragraph or its headings state; no plan year is put in."""
        row = self._of_row(sentence.start)
        if row:
            return row
        own = self._nearest(sentence, sentence.end)
        if own:
            return _deadline(own, "clause")
        return self._of_item(sentence) or self._of_headings(sentence.section)

    def _of_item(self, sentence: Sentence) -> Deadline | None:
        said = self._leading.get(sentence.start) or self._behind.get(sentence.start)
        return _deadline(said, "item") if said else None

    def _inside(self, span: Span) -> list[DateMention]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return self._dates[first:last]

    def _nearest(self, sentence: Sentence, at: int) -> DateMention | None:
        """The last date before the words, else the first behind them: `到年底前建成10家`, `建成10家（6月底前）`."""
        inside = self._inside(sentence)
        before = [date for date in inside if date.start < at]
        strict = [date for date in before if date.kind is DateKind.DEADLINE]
        behind = [date for date in inside if date.start >= at and date.kind is DateKind.DEADLINE]
        nearest = strict or before or behind[:1]
        return nearest[-1] if nearest else None

    def _of_row(self, at: int) -> Deadline | None:
        number = bisect_right(self._row_starts, at) - 1
        if number < 0 or self._rows[number].end <= at:
            return None
        cell = self._rows[number].columns.get("deadline")
        if cell is None:
            return None
        last = bisect_left(self._all, cell.end, key=lambda date: date.start) - 1
        return _deadline(self._all[last], "row") if last >= 0 and cell.covers(self._all[last]) else None

    def _find_leading(self, sentences: Sequence[Sentence]) -> dict[int, DateMention]:
        found: dict[int, DateMention] = {}
        current: DateMention | None = None
        paragraph = -1
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                current, paragraph = None, sentence.paragraph
            elif current:
                found[sentence.start] = current
            head = self._inside(Span(sentence.start, sentence.view.span(0, _lead(sentence.text)).end))
            if head and head[0].kind is DateKind.DEADLINE:
                current = head[0]
        return found

    def _find_behind(self, sentences: Sequence[Sentence]) -> dict[int, DateMention]:
        """By the start of each sentence, the date in the bracket that stands behind it in its item."""
        found: dict[int, DateMention] = {}
        waiting: list[Sentence] = []
        for sentence in sentences:
            if waiting and waiting[-1].section != sentence.section:
                waiting = []
            dates = self._inside(sentence)
            if sentence.section and _BEHIND.fullmatch(sentence.text):
                found.update((before.start, dates[-1]) for before in waiting if dates)
                waiting = [] if dates else waiting
            elif sentence.section:
                waiting.append(sentence)
        return found

    def _of_headings(self, section: Section | None) -> Deadline | None:
        while section:
            if section not in self._headings:
                dates = self._inside(Span(section.start, section.heading_end))
                self._headings[section] = _deadline(dates[-1], "stage") if dates else None
            if self._headings[section]:
                return self._headings[section]
            section = self._parents.get(section)
        return None

    def _of_year(self, sentence: Sentence) -> Deadline | None:
        """What a plan is for: the period in its title, else its year; resting on the words that say so."""
        head, article = self._document.letterhead, sentence.article
        if head.year is None or not is_plan(self._document, article):
            return None
        for title in (article.title if article else None, head.title):
            period = self._period_of(title) if title else None
            if period:
                return period
        words = self._year_words(head.year)
        if words is None or not is_of_its_year(self._document, article):
            return None
        text, until = words.of(self._document.text), datetime.date(head.year, 12, 31)
        return Deadline(words.start, words.end, text=text, since=None, until=until, basis="year")

    def _period_of(self, title: Span) -> Deadline | None:
        """What the title says that the plan is for: a date, or a five-year plan (“十一五”规划)."""
        dates = self._inside(title)
        if dates:
            return _deadline(dates[-1], "year")
        view = readable(self._document.text, title)
        named = _FIVE_YEARS.search(view.text)
        interval = five_years_of(named["plan"]) if named else None
        if named is None or interval is None:
            return None
        words = view.span(*named.span())
        text = words.of(self._document.text)
        return Deadline(words.start, words.end, text=text, since=interval.since, until=interval.until, basis="year")

    def _year_words(self, year: int) -> Span | None:
        """The words of the letterhead that tell the year, else those of the first date in it."""
        head = self._document.letterhead
        for quote in (head.date, head.document_number):
            found = re.search(f"{year}年?", quote.of(self._document.text)) if quote else None
            if quote and found:
                return Span(quote.start + found.start(), quote.start + found.end())
        return head.date or next((date for date in self._dates if date.until and date.until.year == year), None)


def _lead(text: str) -> int:
    """Up to where a date leads a sentence: its first characters, and those behind a colon (具体目标：到2025年，)."""
    colon = _COLON.match(text)
    return min((colon.end() if colon else 0) + 2, len(text))


def _can_be_due(date: DateMention, year: int | None) -> bool:
    """Whether a date can tell when work is due: not before the paper's year, and no plan's bare name (“十四五”)."""
    if date.kind not in _DATED or date.until is None or (year is not None and date.until.year < year):
        return False
    long = date.since is not None and date.until.year - date.since.year >= 4
    return not (long and date.text[-1] in _NUMERALS)


def _deadline(date: DateMention, basis: str) -> Deadline:
    return Deadline(date.start, date.end, text=date.text, since=date.since, until=date.until, basis=basis)


def _parents(outline: Sequence[Section]) -> dict[Section, Section]:
    """Each section's enclosing one."""
    found: dict[Section, Section] = {}
    open_: list[Section] = []
    for section in outline:
        while open_ and open_[-1].end <= section.start:
            open_.pop()
        if open_:
            found[section] = open_[-1]
        open_.append(section)
    return found
