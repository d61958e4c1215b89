"""From pages of lines and ruled tables to a reading: furniture goes, paragraphs run on from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.builder import TextBuilder
from corpus.document import Reading
from corpus.lines import Line, frame_of, paragraphs_from, without_furniture
from corpus.ruled import PageTable


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds: its width in whole points, its lines outside of tables and its tables, both from the top."""

    width: int
    lines: Sequence[Line]
    tables: Sequence[PageTable]


def reading_of(pages: Sequence[PageContent], media_type: str) -> Reading:
    """The paragraphs and tables of all pages in order, without page numbers and running heads. Pages of one width are
    taken to have one type area."""
    kept = without_furniture([page.lines for page in pages])
    frames = {
        width: frame_of(
            [line for page, lines in zip(pages, kept, strict=True) if page.width == width for line in lines]
        )
        for width in {page.width for page in pages}
    }
    builder = TextBuilder()
    for width, table, lines in _stretches(pages, kept):
        if table is not None:
            builder.table(table.cells)
        for paragraph in paragraphs_from(lines, frames[width]):
            builder.paragraph(paragraph)
    return builder.build(media_type)


def _stretches(
    pages: Sequence[PageContent], kept: Sequence[list[Line]]
) -> Iterator[tuple[int, PageTable | None, list[Line]]]:
    """The paper in order: each table with the lines after it, up to the next table or page of another width."""
    width, table, stretch = pages[0].width if pages else 0, None, list[Line]()
    for page, lines in zip(pages, kept, strict=True):
        if page.width != width:
            yield width, table, stretch
            width, table, stretch = page.width, None, []
        above = 0.0
        for following in page.tables:
            yield width, table, [*stretch, *(line for line in lines if above <= line.top < following.top)]
            above, table, stretch = following.top, following, []
        stretch += [line for line in lines if line.top >= above]
    if pages:
        yield width, table, stretch
