"""The pages of a PDF one after the other: what is printed on each, from its text layer or, where that is absent or
broken, off its picture."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import dedupe_chars

from corpus import ocr
from corpus.errors import DamagedFile, EncryptedFile
from corpus.formats.pdf_columns import bands_of
from corpus.formats.pdf_layout import Char, Line, lines_of
from corpus.formats.pdf_scan import scan_of
from corpus.formats.pdf_tables import Box, PageTable, is_inside, table_of
from corpus.legibility import is_common

DOUBLED = 1.5  # the same character so near itself, in points, is printed twice to look bold
LEVEL = 0.1  # a line that rises by more than this share of its length is not level
PICTURE_PAGE = 0.5  # a page nearly without words, so much of it covered by pictures, is a scan
OUTLINES = 100  # a page without words and with so many curves may show words drawn as outlines
STAMPED = 10  # so few characters may be a page number stamped on a scan
ENOUGH = 50  # so many characters show whether a page reads well
ODD = "!\"#$&'*+<=>?@[\\]^_`{|}~"
FAULTS = (PdfminerException, MalformedPDFException, PDFException, ValueError, KeyError, TypeError, IndexError)

# The library's remarks about faulty files are for programs that ask for them, not for a clerk's screen.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: flows of the same setting share their margins."""

    width: int
    is_column: bool = False
    is_scan: bool = False


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds: its flows of lines outside of tables, each with its setting, and its tables from the top.

    `trouble` says why the words cannot be had: `picture`, `garbled`, or '' where they can. `is_blank` is true of a page
    without a character.
    """

    number: int
    flows: tuple[tuple[Setting, tuple[Line, ...]], ...]
    tables: tuple[PageTable, ...]
    trouble: str
    is_blank: bool

    @property
    def lines(self) -> list[Line]:
        """The lines of all flows in reading order."""
        return [line for _, lines in self.flows for line in lines]


def pages_of(data: bytes) -> Iterator[PageContent]:
    """The pages one after the other, each let go before the next is read; unreadable ones are read off their picture
    where OCR is installed.

    Raises EncryptedFile (a password is needed to open it) or DamagedFile.
    """
    try:
        for page in pdfplumber.open(io.BytesIO(data)).pages:
            content = _content(_upright(page))
            page.close()
            yield _recognized(content, data, page) if content.trouble and ocr.is_installed() else content
    except FAULTS as error:
        raise _refusal(error) from error


def _refusal(error: Exception) -> EncryptedFile | DamagedFile:
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args)):
        return EncryptedFile("PDF 文件设有打开密码", advice="请去掉密码、另存后再试")
    return DamagedFile("PDF 文件不完整或已损坏", advice="请重新获取或重新导出后再试")


def _upright(page: Page) -> Page:
    """The page, turned where most of its words run up or down, as those of a broad table do."""
    lying = Counter(char["matrix"][1] > 0 for char in page.chars if abs(char["matrix"][0]) < abs(char["matrix"][1]))
    if lying.total() <= 0.5 * len(page.chars):
        return page
    upwards = lying[True] >= lying[False]
    page.page_obj.rotate = (page.page_obj.rotate + (90 if upwards else 270)) % 360
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate
    page.close()
    return Page(page.pdf, page.page_obj, page_number=page.page_number, initial_doctop=page.initial_doctop)


def _content(page: Page) -> PageContent:
    number = page.page_number
    chars = dedupe_chars([char for char in page.chars if _is_level(char) and char["size"] > 0], tolerance=DOUBLED)
    ruled: list[list[Box]] = [table.cells for table in page.find_tables() if len(table.cells) > 1]
    outside = [char for char in chars if not any(is_inside(char, box) for boxes in ruled for box in boxes)]

    def lines_in(box: Box) -> list[Line]:
        return lines_of([char for char in chars if is_inside(char, box)], page=number)

    bands = bands_of(outside)
    return PageContent(
        number=number,
        flows=tuple(
            (Setting(round(page.width), band.is_column), tuple(lines_of(band.pieces, page=number))) for band in bands
        ),
        tables=tuple(sorted((table_of(boxes, lines_in, page=number) for boxes in ruled), key=lambda table: table.top)),
        trouble=_trouble(page, chars),
        is_blank=not any(char["text"].strip() for char in chars),
    )


def _is_level(char: Char) -> bool:
    """Whether a character stands on a level line; one that is slanted across the page belongs to a watermark."""
    along, upwards = char["matrix"][:2]
    return bool(abs(upwards) <= LEVEL * abs(along))


def _trouble(page: Page, chars: list[Char]) -> str:
    counts = Counter(char["text"] for char in chars if char["text"].strip())
    pictures = sum(image["width"] * image["height"] for image in page.images)
    pictured = pictures >= PICTURE_PAGE * page.width * page.height or len(page.curves) >= OUTLINES
    if pictured and counts.total() < STAMPED:
        return "picture"
    return "" if reads_well(counts) else "garbled"


def _recognized(content: PageContent, data: bytes, page: Page) -> PageContent:
    """The page as read off its picture; in trouble still where nothing could be read in place of garbled words."""
    try:
        scan = scan_of(data, content.number)
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(f"PDF 第 {content.number} 页的图像读不出来", advice="请重新扫描或重新导出后再试") from error
    blank = not scan.flows and not scan.tables
    return PageContent(
        number=content.number,
        flows=tuple((Setting(round(page.width), is_column, is_scan=True), lines) for lines, is_column in scan.flows),
        tables=scan.tables,
        trouble=content.trouble if blank and content.trouble == "garbled" else "",
        is_blank=blank,
    )


def reads_well(counts: Counter[str]) -> bool:
    """Whether the characters of a page look like something that a person could read.

    A piece like (cid:12) or of the private use area stands for a character that nobody knows. Chinese keeps to the
    common hanzi and has more of them than commas, and nobody writes a page in signs like `#` and `@`; a page of a few
    characters is believed.
    """
    shown = Counter({piece: count for piece, count in counts.items() if piece.strip()})
    hanzi = Counter({piece: count for piece, count in shown.items() if "\u3400" <= piece[0] <= "\u9fff"})
    common = sum(count for piece, count in hanzi.items() if is_common(piece))
    commas = sum(shown[mark] for mark in "，。、；：")
    senseless = sum(count for piece, count in shown.items() if piece.startswith("(cid:") or _is_private(piece))
    odd = sum(shown[sign] for sign in ODD)
    words = sum(count for piece, count in shown.items() if piece.isalpha())
    if shown.total() < ENOUGH:
        return True
    return (
        senseless <= 0.05 * shown.total() and common >= 0.5 * hanzi.total() and common >= commas and odd <= 0.3 * words
    )


def _is_private(piece: str) -> bool:
    return any("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in piece)
