"""The records: what a paper means, every one resting on a span of its text.

Spans are half-open code-point offsets into the `Document.text` they were read from. `text` is the slice itself. Values
are Decimal, dates are calendar days, intervals are closed and None is an open side. Names follow CONTRACT.md: a unit
is a unit of measurement, an organization is a body that does something.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from corpus.document import Span


class Comparator(str, Enum):
    """How a figure is to be compared; INCREASE is a rise by the figure, ABOUT is 左右 or 约."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"
    INCREASE = "+"


class QuantityRole(str, Enum):
    """What a figure is for: to be reached, background and past results, or a count of parts (四个方面)."""

    TARGET = "target"
    DESCRIPTION = "description"
    STRUCTURAL = "structural"


class DateKind(str, Enum):
    """What a date is: a last day, an interval, one day, something that comes again, or vague words."""

    DEADLINE = "deadline"
    PERIOD = "period"
    POINT = "point"
    RECURRING = "recurring"
    FUZZY = "fuzzy"


class Role(str, Enum):
    """牵头, 负责, 配合, 监督考核."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    SUPERVISE = "supervise"


class Basis(str, Enum):
    """Why a body is held to a duty: named for it, the sentence's subject, or the author of the article or paper."""

    EXPLICIT = "explicit"
    SUBJECT = "subject"
    AUTHOR = "author"


class Naming(str, Enum):
    """How a paper names a body: it is of the body, to it, an article is by it, it says what the body is called for
    short, or it prints a form of the name that is not the full one."""

    ISSUER = "issuer"
    RECIPIENT = "recipient"
    AUTHOR = "author"
    SHORT_NAME = "short_name"
    PRINTED = "printed"


class Relation(str, Enum):
    """What a paper does to one that it names: names it, carries it out, passes it on, amends it, ends its validity."""

    CITES = "cites"
    IMPLEMENTS = "implements"
    TRANSMITS = "transmits"
    REVISES = "revises"
    REPEALS = "repeals"


class NameKind(str, Enum):
    """By what a paper is known: its number, its title, the title of what it carries (关于印发《…》的通知)."""

    NUMBER = "number"
    TITLE = "title"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Record(Span):
    """What every record has: how sure it is (0 to 1, calibrated on gold) and the codes of what it rests on; see
    `extract.confidence`."""

    confidence: float = field(kw_only=True, default=1.0)
    reasons: tuple[str, ...] = field(kw_only=True, default=())


@dataclass(frozen=True, slots=True)
class Quantity(Record):
    """A figure with unit and comparator words (`不少于400名`). 95% has value 95 and unit %, 2万 the value 20000;
    `max_value` only for ranges; money is in 元."""

    text: str = field(kw_only=True)
    value: Decimal = field(kw_only=True)
    max_value: Decimal | None = field(kw_only=True, default=None)
    unit: str = field(kw_only=True)
    comparator: Comparator = field(kw_only=True)
    role: QuantityRole = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class DateMention(Record):
    """A date or interval `[since, until]` (closed; None is open) read against the paper's own date or year.
    `year_basis` says whose words tell the year: `printed` (its own), `sentence`, `paragraph` or `section` (a year named
    just before), `paper` (the paper's, found as `Letterhead.year_basis` says); None where no day is known."""

    text: str = field(kw_only=True)
    since: datetime.date | None = field(kw_only=True)
    until: datetime.date | None = field(kw_only=True)
    kind: DateKind = field(kw_only=True)
    year_basis: str | None = field(kw_only=True, default=None)


@dataclass(frozen=True, slots=True)
class OrganizationMention(Record):
    """A body as printed (`text`) and its full name by context (`name`)."""

    text: str = field(kw_only=True)
    name: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class NamedOrganization(Span):
    """A body's full name (`name`) and what the paper calls it (`text`, as printed; for SHORT_NAME the short name)."""

    text: str = field(kw_only=True)
    name: str = field(kw_only=True)
    naming: Naming = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Deadline(Span):
    """When a task is due, resting on the words that say so; `basis` tells whose words: `row` of a table,
    `clause`, `item`, `stage` (a heading) or `year` (the plan's year, resting on the words that tell it)."""

    text: str = field(kw_only=True)
    since: datetime.date | None = field(kw_only=True)
    until: datetime.date | None = field(kw_only=True)
    basis: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Responsible(Span):
    """A body that must reach a target; the span is where it is printed."""

    organization: str = field(kw_only=True)
    text: str = field(kw_only=True)
    role: Role = field(kw_only=True)
    basis: Basis = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Words(Span):
    """Some words of the paper, without accidental blanks."""

    text: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Target(Record):
    """A figure to be reached. The span is its clause, which is also the task. `indicator` is what is measured, in the
    text's own words: what stands at `indicator_spans` in turn, the figure itself left out (`命名`…`市级示范点`).
    `scope` is what it applies to (`百人以上企业`), `base` what it is compared with (`上年`), `change` tells a figure of
    `increase` or `decrease` and a `cumulative` one from a level (None)."""

    section: str = field(kw_only=True)
    task: str = field(kw_only=True)
    indicator: str = field(kw_only=True)
    indicator_spans: tuple[Span, ...] = field(kw_only=True)
    quantity: Quantity = field(kw_only=True)
    deadline: Deadline | None = field(kw_only=True)
    responsible: tuple[Responsible, ...] = field(kw_only=True)
    scope: Words | None = field(kw_only=True, default=None)
    base: Words | None = field(kw_only=True, default=None)
    change: str | None = field(kw_only=True, default=None)


@dataclass(frozen=True, slots=True)
class Responsibility(Record):
    """A duty of one body. The span is the clause or item that states it; `organization_span` is where the body is
    printed (which for an author may be elsewhere)."""

    section: str = field(kw_only=True)
    task: str = field(kw_only=True)
    organization: str = field(kw_only=True)
    text: str = field(kw_only=True)
    organization_span: Span = field(kw_only=True)
    role: Role = field(kw_only=True)
    basis: Basis = field(kw_only=True)
    deadline: Deadline | None = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class CitedPaper(Span):
    """Another paper as this one names it: by `title` ('' without one), by number, or both. `relation_span` is where the
    words stand that tell the relation (根据, 同时废止); None for a plain CITES."""

    title: str = field(kw_only=True)
    document_number: str | None = field(kw_only=True)
    relation: Relation = field(kw_only=True)
    relation_span: Span | None = field(kw_only=True, default=None)


@dataclass(frozen=True, slots=True)
class PaperName(Span):
    """What other papers may call this one; `text` as a reader would write it, `issuer` is whose paper it is or ''."""

    text: str = field(kw_only=True)
    issuer: str = field(kw_only=True)
    name_kind: NameKind = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All records of one paper, each kind in reading order."""

    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    organizations: tuple[OrganizationMention, ...] = ()
    targets: tuple[Target, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    named: tuple[NamedOrganization, ...] = ()
    short_names: tuple[NamedOrganization, ...] = ()
    citations: tuple[CitedPaper, ...] = ()
    names: tuple[PaperName, ...] = ()
