"""PDF files, read page by page: lines become paragraphs, ruled tables are read cell by cell in their place, columns one
after the other; page numbers and running heads are left out. Pages without a text layer, or with a broken one, are
read off their picture where OCR is installed; else the file is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import ocr
from corpus.builder import TextBuilder
from corpus.document import Reading, Region
from corpus.errors import DamagedFile, NoTextLayer
from corpus.formats.pdf_layout import Flow, Frame, Line, frame_of, paragraphs_from, without_furniture
from corpus.formats.pdf_pages import PageContent, Setting, pages_of
from corpus.formats.pdf_scan import together
from corpus.formats.pdf_tables import PageTable, continued

MEDIA_TYPE = "application/pdf"
MAGIC = b"%PDF-"
HEADER_REACH = 1024  # the header may stand behind other bytes, up to here (ISO 32000-1, annex H.3.4.1)
INSTALL = '请安装文字识别(OCR)组件后重新入库：pip install "gongwen[ocr]"；也可改用 .docx 原稿'
RESCAN = "请换用更清晰的扫描件，或改用 .docx 原稿"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one setting that stand together."""

    setting: Setting
    lines: list[Line]


def detect(data: bytes) -> bool:
    """Whether the bytes begin like a PDF file."""
    head = data[:HEADER_REACH]
    return head.lstrip().startswith(MAGIC) or (MAGIC in head and b" obj" in data)


def read(data: bytes) -> Reading:
    """The paragraphs and tables of all pages in order; what was read off pictures is listed in `recognized`.

    Raises EncryptedFile (a password is needed to open it), DamagedFile, NoTextLayer.
    """
    if not detect(data):
        raise DamagedFile("文件不是 PDF，或开头已损坏", advice="请确认文件类型，重新获取后再试")
    if not is_whole(data):
        raise DamagedFile("PDF 文件不完整，后面的部分缺失", advice="请重新获取或重新导出后再试")
    pages = list(pages_of(data))
    _refuse_unreadable(pages)
    kept = {id(line) for page in without_furniture([page.lines for page in pages]) for line in page}
    frames = _frames(pages, kept)
    builder, regions = TextBuilder(), list[Region]()
    for item in _joined(item for page in pages for item in _items(page, kept)):
        if isinstance(item, PageTable):
            regions += _table(builder, item)
        else:
            for paragraph in paragraphs_from(item.lines, frames[item.setting]):
                regions += _paragraph(builder, paragraph)
    return builder.build(MEDIA_TYPE, recognized=regions)


def is_whole(data: bytes) -> bool:
    """Whether the file ends like one (ISO 32000-1, clause 7.5.5). What is cut off could still be read in part, and
    nobody would notice the pages that are missing."""
    end = data.rfind(b"%%EOF")
    return end >= 0 and b" obj" not in data[end:]


def _refuse_unreadable(pages: Sequence[PageContent]) -> None:
    advice = RESCAN if ocr.is_installed() else INSTALL
    if all(page.is_blank for page in pages):
        raise NoTextLayer("PDF 里没有文字，可能是扫描件", advice=advice)
    if pictures := [str(page.number) for page in pages if page.trouble == "picture"]:
        raise NoTextLayer(f"PDF 的第 {'、'.join(pictures)} 页是图片，没有文字", advice=advice)
    if garbled := [str(page.number) for page in pages if page.trouble == "garbled"]:
        raise NoTextLayer(f"PDF 第 {'、'.join(garbled)} 页的文字是乱码，读不出原文", advice=advice)


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


def _paragraph(builder: TextBuilder, paragraph: Flow) -> Iterator[Region]:
    span = builder.paragraph(paragraph.text)
    for start, line in paragraph.lines:
        if line.seen is not None:
            begin = span.start + start
            seen = line.seen
            yield Region(
                begin, begin + len(line.text), page=seen.page, box=seen.box, confidence=round(seen.confidence, 3)
            )


def _table(builder: TextBuilder, table: PageTable) -> Iterator[Region]:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    placed = builder.table(cell.filled() for cell in cells)
    for cell, span in zip(cells, placed, strict=False):  # a table without a word has no places
        if cell.seen and span.start < span.end:
            seen = together(cell.seen)
            yield Region(span.start, span.end, page=seen.page, box=seen.box, confidence=round(seen.confidence, 3))
