"""PDF files with a text layer, read page by page: lines become paragraphs, ruled tables are read cell by cell in their
place, page numbers and running heads are left out. A file whose text layer is absent or broken is refused."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import dedupe_chars

from corpus.builder import TextBuilder
from corpus.document import Reading
from corpus.errors import DamagedFile, EncryptedFile, NoTextLayer
from corpus.formats.pdf_layout import Char, Line, frame_of, lines_of, paragraphs_from, without_furniture
from corpus.formats.pdf_tables import Box, PageTable, is_inside, table_of
from corpus.legibility import is_common

MEDIA_TYPE = "application/pdf"
MAGIC = b"%PDF-"
HEADER_REACH = 1024  # the header may stand behind other bytes, up to here (ISO 32000-1, annex H.3.4.1)
DOUBLED = 1.5  # the same character so near itself, in points, is printed twice to look bold
PICTURE_PAGE = 0.5  # a page without words, so much of it covered by pictures, is a scan
OCR_ADVICE = "扫描件需要文字识别(OCR)，目前版本尚不支持；请改用 .docx 原稿，或先用其他软件识别文字"
ENOUGH = 50  # so many characters show whether a page reads well
FAULTS = (PdfminerException, MalformedPDFException, PDFException, ValueError, KeyError, TypeError, IndexError)

# The library's remarks about faulty files are for programs that ask for them, not for a clerk's screen.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds: lines outside of tables, tables, its characters counted, and whether it is only a picture."""

    number: int
    width: int
    lines: list[Line]
    tables: list[PageTable]
    counts: Counter[str]
    is_picture: bool


def detect(data: bytes) -> bool:
    """Whether the bytes begin like a PDF file."""
    head = data[:HEADER_REACH]
    return head.lstrip().startswith(MAGIC) or (MAGIC in head and b" obj" in data)


def read(data: bytes) -> Reading:
    """The paragraphs and tables of all pages in order.

    Raises EncryptedFile (a password is needed to open it), DamagedFile, NoTextLayer.
    """
    if not detect(data):
        raise DamagedFile("文件不是 PDF，或开头已损坏", advice="请确认文件类型，重新获取后再试")
    if not is_whole(data):
        raise DamagedFile("PDF 文件不完整，后面的部分缺失", advice="请重新获取或重新导出后再试")
    pages = list(_pages(data))
    _refuse_unreadable(pages)
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
    return builder.build(MEDIA_TYPE)


def is_whole(data: bytes) -> bool:
    """Whether the file ends like one (ISO 32000-1, clause 7.5.5). What is cut off could still be read in part, and
    nobody would notice the pages that are missing."""
    end = data.rfind(b"%%EOF")
    return end >= 0 and b" obj" not in data[end:]


def _stretches(pages: list[PageContent], kept: list[list[Line]]) -> Iterator[tuple[int, PageTable | None, list[Line]]]:
    """The paper in order: each table with the lines after it, up to the next table or page of another width."""
    width, table, stretch = pages[0].width, None, list[Line]()
    for page, lines in zip(pages, kept, strict=True):
        if page.width != width:
            yield width, table, stretch
            width, table, stretch = page.width, None, []
        above = 0.0
        for following in page.tables:
            yield width, table, [*stretch, *(line for line in lines if above <= line.top < following.top)]
            above, table, stretch = following.top, following, []
        stretch += [line for line in lines if line.top >= above]
    yield width, table, stretch


def _pages(data: bytes) -> Iterator[PageContent]:
    """The pages one after the other, each let go before the next is read."""
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        pages = pdf.pages
    except FAULTS as error:
        raise _refusal(error) from error
    for page in pages:
        try:
            chars, cells = page.chars, [table.cells for table in page.find_tables() if len(table.cells) > 1]
        except FAULTS as error:
            raise _refusal(error) from error
        yield _content(page, chars, cells)
        page.close()


def _refusal(error: Exception) -> EncryptedFile | DamagedFile:
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args)):
        return EncryptedFile("PDF 文件设有打开密码", advice="请去掉密码、另存后再试")
    return DamagedFile("PDF 文件不完整或已损坏", advice="请重新获取或重新导出后再试")


def _content(page: Page, printed: list[Char], tables: list[list[Box]]) -> PageContent:
    number = page.page_number
    chars = dedupe_chars([char for char in printed if char["upright"] and char["size"] > 0], tolerance=DOUBLED)
    outside = [char for char in chars if not any(is_inside(char, box) for boxes in tables for box in boxes)]
    pictures = sum(image["width"] * image["height"] for image in page.images)
    return PageContent(
        number=number,
        width=round(page.width),
        lines=lines_of(outside, page=number),
        tables=sorted((table_of(boxes, chars, page=number) for boxes in tables), key=lambda table: table.top),
        counts=Counter(char["text"] for char in chars),
        is_picture=not chars and pictures >= PICTURE_PAGE * page.width * page.height,
    )


def _refuse_unreadable(pages: list[PageContent]) -> None:
    if not any(piece.strip() for page in pages for piece in page.counts):
        raise NoTextLayer("PDF 里没有文字，可能是扫描件", advice=OCR_ADVICE)
    if pictures := [str(page.number) for page in pages if page.is_picture]:
        raise NoTextLayer(f"PDF 的第 {'、'.join(pictures)} 页是图片，没有文字", advice=OCR_ADVICE)
    if garbled := [str(page.number) for page in pages if not reads_well(page.counts)]:
        raise NoTextLayer(f"PDF 第 {'、'.join(garbled)} 页的文字是乱码，读不出原文", advice=OCR_ADVICE)


def reads_well(counts: Counter[str]) -> bool:
    """Whether the characters of a page look like something that a person could read.

    A piece like (cid:12) or of the private use area stands for a character that nobody knows. Chinese keeps to the
    common hanzi and has more of them than commas; a page of a few characters is believed.
    """
    shown = Counter({piece: count for piece, count in counts.items() if piece.strip()})
    hanzi = Counter({piece: count for piece, count in shown.items() if "\u3400" <= piece[0] <= "\u9fff"})
    common = sum(count for piece, count in hanzi.items() if is_common(piece))
    commas = sum(shown[mark] for mark in "，。、；：")
    senseless = sum(count for piece, count in shown.items() if piece.startswith("(cid:") or _is_private(piece))
    if shown.total() < ENOUGH:
        return True
    return senseless <= 0.05 * shown.total() and common >= 0.5 * hanzi.total() and common >= commas


def _is_private(piece: str) -> bool:
    return any("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in piece)
