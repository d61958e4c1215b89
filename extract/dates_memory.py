"""What a paper has said so far, as far as later dates lean on it: the years of section and sentence, spans of years."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from extract.dates_calendar import Interval, Moment, year_of
from extract.rulebook import Match

_SENTENCE_END = re.compile(r"[。！？；]")
_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_HEADING_LENGTH = 30
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_LEANING = ("当", "次", "翌")
_PAST_YEAR = re.compile(r"过去的?一年|去年|上年")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What dates are read against: the year the paper speaks of and its own day (成文日期). Either may be unknown."""

    year: int | None
    date: datetime.date | None


@dataclass(slots=True)
class Memory:
    """What was said before, as far as later dates lean on it."""

    anchor: Anchor
    law: bool = False
    section_year: int | None = None
    sentence_year: int | None = None
    paragraph_year: int | None = None
    spans: dict[int, Interval] = field(default_factory=dict)

    @property
    def this_year(self) -> int | None:
        """The year in which the paper was written."""
        return self.anchor.date.year if self.anchor.date else self.anchor.year

    def moment(self) -> Moment:
        """Where the next date is read."""
        said = (*(year for _, year in self._said()), self.anchor.year, self.this_year)
        return Moment(next((year for year in said if year is not None), None), self.this_year, self.anchor.date)

    def year_basis(self, match: Match) -> str | None:
        """Whose words tell the year of a date that is about to be read; see `extract.records.DateMention`."""
        fields = match.fields
        if "year" in fields or "plan" in fields or "decade" in fields:
            return "printed"
        leans = fields.get("relative") or ""
        if not leans or leans[0] in _LEANING:
            for name, year in self._said():
                if year is not None:
                    return name
        return "paper" if self.this_year is not None else None

    def _said(self) -> tuple[tuple[str, int | None], ...]:
        """The years named before, the nearest first."""
        return ("sentence", self.sentence_year), ("paragraph", self.paragraph_year), ("section", self.section_year)

    def enter(self, line: str) -> None:
        """Begin a paragraph; a heading (一、…) that names a year gives it to the section, any other one ends that."""
        self.sentence_year = self.paragraph_year = None
        if len(line) <= _HEADING_LENGTH and _HEADING.match(line):
            named = _YEAR.search(line)
            self.section_year = int(named[1]) if named else None
            if _PAST_YEAR.search(line) and self.this_year is not None:
                self.section_year = self.this_year - 1

    def applies(self, match: Match) -> bool:
        """Whether words that lean on a year have one to lean on: a law's 上一年度 is nobody's year in particular."""
        if "day" in match.fields and match.rule.reads == "day_of_same_month" and "month" not in match.fields:
            return False
        word = match.fields.get("relative") or match.fields.get("relative_month") or ""
        if word[:1] in _LEANING:
            return self.sentence_year is not None or self.paragraph_year is not None
        return not word or not self.law

    def pass_over(self, words: str) -> None:
        """Go on behind some words; a sentence's end forgets the year of the sentence."""
        if _SENTENCE_END.search(words):
            self.sentence_year = None

    def note(self, match: Match, *, title: bool) -> None:
        """Remember the year a date names: for the sentence, with a month for the whole paragraph."""
        fields = match.fields
        named = "year" in fields or "relative" in fields
        if not named or title or "年度" in fields.get("year", ""):
            return
        year = year_of(fields, self.moment())
        self.sentence_year = year
        if "month" in fields or "relative" in fields:
            self.paragraph_year = year
