"""What a paper says, as one immutable value.

`Document.text` is the only coordinate system: it never changes after reading, and every other part of a document is
a half-open span `[start, end)` of it, counted in Unicode code points. Nothing in this module imports from the project.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch `[start, end)` of a document's text, in code points; raises ValueError when out of order."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters the span stands for."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether every character of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """A value together with the words it rests on.

    `value` is how a reader would write the words: line breaks and the blanks of a spaced-out signature are dropped.
    """

    value: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class DateQuote(Quote):
    """A calendar day with the words it rests on (`二○○六年三月一日`)."""

    date: datetime.date = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Citation(Quote):
    """Another paper that this one names: by 《title》, by document number, or by both; `value` is the title or ''."""

    document_number: str | None = field(kw_only=True, default=None)


@dataclass(frozen=True, slots=True)
class Section(Span):
    """A numbered heading or item, from its label to the end of all that stands under it.

    `label` is as printed (`一、` `（二）` `1.` `①` `第一阶段` `一是`); `level` is 1 for the topmost numbering of its
    article; `heading` is the words after the label up to the first sentence end, and `heading_end` where they end in
    the text; `path` joins the labels from the top, without 、 (`二/（一）/2.`); `inline` marks an item that stands
    inside a paragraph (一是…二是…).
    """

    label: str = field(kw_only=True)
    level: int = field(kw_only=True)
    heading: str = field(kw_only=True)
    heading_end: int = field(kw_only=True)
    path: str = field(kw_only=True)
    inline: bool = field(kw_only=True, default=False)


@dataclass(frozen=True, slots=True)
class Article(Span):
    """One of several pieces printed together: an article of a bulletin, a covering notice, the plan it carries.

    `author` is the body that signs it, as a reader would write it (`value`) and where it is printed; None where the
    piece is not signed.
    """

    title: Quote | None = field(kw_only=True)
    author: Quote | None = field(kw_only=True, default=None)


@dataclass(frozen=True, slots=True)
class Cell(Span):
    """One cell of a table, once, however many grid places it covers; rows and columns count from 0."""

    row: int = field(kw_only=True)
    column: int = field(kw_only=True)
    row_span: int = field(kw_only=True, default=1)
    column_span: int = field(kw_only=True, default=1)


@dataclass(frozen=True, slots=True)
class Table(Span):
    """A table in its place in the text; `cells` in reading order."""

    cells: tuple[Cell, ...] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Place(Span):
    """Where a stretch is printed: a line, or the words of a table's cell.

    `page` counts from 1; `box` is (left, top, right, bottom) in points from the page's top left corner, as the page
    is shown.
    """

    page: int = field(kw_only=True)
    box: tuple[float, float, float, float] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Region(Place):
    """A stretch read from a picture (OCR), whose characters are a machine's reading and want checking.

    `confidence` is the recogniser's mean for the stretch, 0 to 1.
    """

    confidence: float = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The elements of GB/T 9704-2012, clause 7, as far as the paper prints them.

    `kind` is 文种 (通知 意见 方案 …) and rests on the words that show it. `year` is the year the paper speaks of, and
    `year_basis` says how it was found: `date`, `document_number`, `title` or `text`; both None when nothing tells.
    """

    title: Quote | None = None
    document_number: Quote | None = None
    kind: Quote | None = None
    issuer: Quote | None = None
    date: DateQuote | None = None
    year: int | None = None
    year_basis: str | None = None
    recipients: tuple[Quote, ...] = ()
    copied_to: tuple[Quote, ...] = ()
    attachments: tuple[Quote, ...] = ()
    references: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's reader gives: the text, its logical paragraphs in order, and the tables in their places.

    A paragraph is what a person would call one, also where its lines were broken: its span may contain line breaks.
    Paragraphs do not overlap and skip blank lines; the cells of a table are paragraphs too. `recognized` lists what was
    read from pictures, in order; all else stood in the file as characters. `beside` are lines that a person sees but
    that are no part of the text: headers and footers, watermarks, text boxes (these stand in the text too). `places`
    say in order where the text is printed, for files that have pages.
    """

    text: str
    media_type: str
    paragraphs: tuple[Span, ...]
    tables: tuple[Table, ...] = ()
    recognized: tuple[Region, ...] = ()
    beside: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as read. `id` is the first 16 hexadecimal digits of the SHA-256 of the original bytes.

    `source` is the path or name it was read from. `articles` is empty where the paper is a single piece. `outline`
    and `articles` are in reading order, and so are `recognized`, the stretches read from pictures, and `places`, where
    the text is printed (empty for files without pages).
    """

    id: str
    source: str
    media_type: str
    text: str
    paragraphs: tuple[Span, ...]
    tables: tuple[Table, ...]
    letterhead: Letterhead
    outline: tuple[Section, ...]
    articles: tuple[Article, ...]
    recognized: tuple[Region, ...] = ()
    places: tuple[Place, ...] = ()

    def places_of(self, span: Span) -> tuple[Place, ...]:
        """Where the span is printed, in order: the places of all lines and cells that share a character with it."""
        first = bisect_right(self.places, span.start, key=lambda place: place.end)
        last = bisect_left(self.places, span.end, key=lambda place: place.start)
        return tuple(place for place in self.places[first:last] if place.overlaps(span))

    def is_recognized(self, span: Span) -> bool:
        """Whether a character of the span was read from a picture, so that a person should check it."""
        return any(region.overlaps(span) for region in self.recognized)

    def article_at(self, offset: int) -> Article | None:
        """The article that holds the offset, or None."""
        return next((article for article in self.articles if article.start <= offset < article.end), None)

    def paragraphs_in(self, span: Span) -> tuple[Span, ...]:
        """The paragraphs that lie wholly in a span, in order."""
        first = bisect_left(self.paragraphs, span.start, key=lambda paragraph: paragraph.start)
        last = bisect_left(self.paragraphs, span.end, key=lambda paragraph: paragraph.start)
        return tuple(paragraph for paragraph in self.paragraphs[first:last] if span.covers(paragraph))

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds the offset, or None."""
        found = [section for section in self.outline if section.start <= offset < section.end]
        return max(found, key=lambda section: (section.level, section.start), default=None)
