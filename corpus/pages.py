"""From pages to a reading: page numbers and running heads go, paragraphs and tables run on from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from corpus.builder import TextBuilder
from corpus.continued import continued
from corpus.document import Place, Reading, Region
from corpus.errors import NoTextLayer, UnreadableFile
from corpus.flow import Flow, Frame, frame_of, paragraphs_from
from corpus.furniture import without_furniture
from corpus.limits import limits_in_force
from corpus.lines import Line, Seen, together
from corpus.notes import with_notes
from corpus.page_content import PageContent, Setting
from corpus.ruled import PageTable


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one setting that stand together."""

    setting: Setting
    lines: list[Line]


def reading_of(pages: Sequence[PageContent], media_type: str) -> Reading:
    """The paragraphs and tables of all pages in order; what was read off pictures is listed in `recognized`."""
    tops = [min((table.top for table in page.tables), default=inf) for page in pages]
    kept = {id(line) for page in without_furniture([page.lines for page in pages], tables=tops) for line in page}
    beside = [line.text for page in pages for line in page.lines if id(line) not in kept]
    frames = _frames(pages, kept)
    builder, places = TextBuilder(), list[Place]()
    items = _joined(item for page in pages for item in _items(page, kept))
    blocks = (block for item in items for block in _blocks(item, frames))
    for block in with_notes(blocks, {page.number: page.notes for page in pages}):
        places += _table(builder, block) if isinstance(block, PageTable) else _paragraph(builder, block)
    return builder.build(
        media_type,
        recognized=[place for place in places if isinstance(place, Region)],
        beside=[*beside, *(page.slanted for page in pages)],
        places=[Place(each.start, each.end, page=each.page, box=each.box) for each in places],
    )


def check_count(count: int, *, format_name: str) -> None:
    """Raises UnreadableFile where a file has more pages than the limits in force allow."""
    most = limits_in_force().pages
    if count > most:
        raise UnreadableFile(f"{format_name} 页数太多（{count} 页，最多 {most} 页）", advice="请拆分后再试")


def refuse_unreadable(pages: Sequence[PageContent], *, format_name: str, advice: str) -> None:
    """Raises NoTextLayer, which names the format and the pages, where a page's words cannot be had or there are none
    at all."""
    if all(page.is_blank for page in pages):
        raise NoTextLayer(f"{format_name} 里没有文字，可能是扫描件", advice=advice)
    if pictures := [str(page.number) for page in pages if page.trouble == "picture"]:
        raise NoTextLayer(f"{format_name} 的第 {'、'.join(pictures)} 页是图片，没有文字", advice=advice)
    if garbled := [str(page.number) for page in pages if page.trouble == "garbled"]:
        raise NoTextLayer(f"{format_name} 第 {'、'.join(garbled)} 页的文字是乱码，读不出原文", advice=advice)


def _frames(pages: Sequence[PageContent], kept: set[int]) -> dict[Setting, Frame]:
    """The margins of each setting."""
    lines: dict[Setting, list[Line]] = {}
    for page in pages:
        for setting, flow in page.flows:
            lines.setdefault(setting, []).extend(line for line in flow if id(line) in kept)
    return {setting: frame_of(found) for setting, found in lines.items()}


def _items(page: PageContent, kept: set[int]) -> Iterator[Stretch | PageTable]:
    """The page's lines and tables in reading order; a table stands before the first line below its top, but not inside
    a column."""
    tables = list(page.tables)
    for setting, flow in page.flows:
        stretch = list[Line]()
        for line in flow:
            while tables and tables[0].top <= line.top and not (setting.is_column and stretch):
                yield Stretch(setting, stretch)
                yield tables.pop(0)
                stretch = []
            stretch += [line] if id(line) in kept else []
        yield Stretch(setting, stretch)
    yield from tables


def _blocks(item: Stretch | PageTable, frames: dict[Setting, Frame]) -> Iterator[Flow | PageTable]:
    """The table, or the paragraphs that the lines make."""
    if isinstance(item, PageTable):
        yield item
    else:
        yield from paragraphs_from(item.lines, frames[item.setting])


def _joined(items: Iterator[Stretch | PageTable]) -> Iterator[Stretch | PageTable]:
    """The items of all pages: lines of one setting that follow each other as one stretch, a table that goes on over
    pages as one table."""
    last: Stretch | PageTable | None = None
    for item in items:
        joined: Stretch | PageTable | None = None
        if isinstance(item, Stretch) and not item.lines:
            continue
        if isinstance(last, PageTable) and isinstance(item, PageTable):
            joined = continued(last, item)
        elif isinstance(last, Stretch) and isinstance(item, Stretch) and last.setting == item.setting:
            joined = Stretch(item.setting, [*last.lines, *item.lines])
        if joined is None and last is not None:
            yield last
        last = joined or item
    if last is not None:
        yield last


def _paragraph(builder: TextBuilder, paragraph: Flow) -> Iterator[Place]:
    span = builder.paragraph(paragraph.text)
    for start, line in paragraph.lines:
        if line.seen is not None:
            begin = span.start + start
            yield _place(begin, begin + len(line.text), line.seen)


def _table(builder: TextBuilder, table: PageTable) -> Iterator[Place]:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    placed = builder.table(cell.filled() for cell in cells)
    for cell, span in zip(cells, placed, strict=True):
        if cell.seen and span.start < span.end:
            yield _place(span.start, span.end, together(cell.seen))


def _place(start: int, end: int, seen: Seen) -> Place:
    if seen.confidence is not None:
        return Region(start, end, page=seen.page, box=seen.box, confidence=round(seen.confidence, 3))
    left, top, right, bottom = (round(side, 1) for side in seen.box)
    return Place(start, end, page=seen.page, box=(left, top, right, bottom))
