"""What an audit says: every numeral of a paper with what it is, and what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from corpus.document import Span


class NumeralKind(str, Enum):
    """What a numeral of a paper is; a closed set, in the order in which a clerk wants to see it.

    UNPLACED    nobody understood it
    TARGET      a figure to be reached (目标值)
    DESCRIPTION a figure of background, scope, past results or a money rule, the base of a rate (每万人) included
    STRUCTURAL  a count of parts (四个方面)
    DATE        a date, an interval of dates, a time of day
    DURATION    a length of time (三年, 十日内, 8小时)
    DOCUMENT_NUMBER 发文字号, the number of an order (第12号令)
    OUTLINE_LABEL   the number of a heading, item, note or entry of a table of contents
    REFERENCE   the number of something printed: an article of a law, an attachment, a table, an issue
    NAME        part of a name: 《title》, “双爱双评”, a congress, a holiday, an award, a hotline
    ORDINAL     rank or place in a row (第三批, 一等奖, 三级医院)
    INDEFINITE  a number that counts nothing exactly (一个, 数百, 三五家)
    WORD        a character inside a word (一般, 统一, 四川)
    TABLE_CELL  a bare number that is a table's cell
    PAGE_NUMBER the number of a page
    PHONE       a telephone, postal or account number
    CODE        part of a code, formula, address or standard's number (PM2.5, 9704-2012)
    """

    UNPLACED = "unplaced"
    TARGET = "target"
    DESCRIPTION = "description"
    STRUCTURAL = "structural"
    DATE = "date"
    DURATION = "duration"
    DOCUMENT_NUMBER = "document_number"
    OUTLINE_LABEL = "outline_label"
    REFERENCE = "reference"
    NAME = "name"
    ORDINAL = "ordinal"
    INDEFINITE = "indefinite"
    WORD = "word"
    TABLE_CELL = "table_cell"
    PAGE_NUMBER = "page_number"
    PHONE = "phone"
    CODE = "code"


class WarningKind(str, Enum):
    """What a person should look at.

    COUNT     parts are announced (十项工作) and another number of them follows
    REPEATED  a number comes twice in one list
    MISSING   a number is left out of a list
    CONFLICT  one thing measured has two different figures for the same time and the same bodies
    OVERDUE   a deadline lies before the paper's own date
    NOBODY    a target that nobody must reach
    """

    COUNT = "count"
    REPEATED = "repeated"
    MISSING = "missing"
    CONFLICT = "conflict"
    OVERDUE = "overdue"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Claim(Span):
    """Half-open stretch whose numerals are of one kind; `note` names the rule or the part of the paper that says so."""

    kind: NumeralKind = field(kw_only=True)
    note: str = field(kw_only=True, default="")


@dataclass(frozen=True, slots=True)
class AuditedNumeral(Span):
    """A stretch of the text that holds a numeral, with the words that belong to it (`不少于400名`). `text` is the
    slice, `note` as in `Claim`."""

    text: str = field(kw_only=True)
    kind: NumeralKind = field(kw_only=True)
    note: str = field(kw_only=True, default="")


@dataclass(frozen=True, slots=True)
class AuditWarning(Span):
    """Something to look at, in plain Chinese (`message`); the span is where it shows, `related` the other places."""

    kind: WarningKind = field(kw_only=True)
    message: str = field(kw_only=True)
    related: tuple[Span, ...] = field(kw_only=True, default=())


@dataclass(frozen=True, slots=True)
class Audit:
    """The account of one paper: its numerals in order, each in exactly one stretch, and the warnings in order."""

    numerals: tuple[AuditedNumeral, ...]
    warnings: tuple[AuditWarning, ...]

    @property
    def unplaced(self) -> tuple[AuditedNumeral, ...]:
        """The numerals that nobody understood."""
        return tuple(numeral for numeral in self.numerals if numeral.kind is NumeralKind.UNPLACED)

    @property
    def counts(self) -> Mapping[NumeralKind, int]:
        """How many stretches there are of each kind, all kinds named, in the order of `NumeralKind`."""
        counted = dict.fromkeys(NumeralKind, 0)
        for numeral in self.numerals:
            counted[numeral.kind] += 1
        return counted
