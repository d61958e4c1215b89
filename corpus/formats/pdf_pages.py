"""The pages of a PDF one after the other: what is printed on each, from its text layer or, where that is absent or
broken, off its picture."""

from __future__ import annotations

import contextlib
import io
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from corpus import ocr
from corpus.errors import DamagedFile, EncryptedFile
from corpus.lines import Char
from corpus.ocr_page import MOST_PIXELS, page_seen
from corpus.page_content import PICTURE_PAGE, PageContent, page_of
from corpus.pages import check_count
from corpus.ruled import Rule

if TYPE_CHECKING:
    from corpus.ocr_image import Pixels

LEVEL = 0.1  # a line that rises by more than this share of its length is not level
OUTLINES = 100  # a page without words and with so many curves may show words drawn as outlines
DPI = 200
FAULTS = (PdfminerException, MalformedPDFException, PDFException, ValueError, KeyError, TypeError, IndexError)

# The library's remarks about faulty files are for programs that ask for them, not for a clerk's screen.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


def pages_of(data: bytes) -> Iterator[PageContent]:
    """The pages one after the other, each let go before the next is read; unreadable ones are read off their picture
    where OCR is installed.

    Raises EncryptedFile (a password is needed to open it), DamagedFile, UnreadableFile (more pages than the limits in
    force allow).
    """
    _check_count(data)
    try:
        pages = pdfplumber.open(io.BytesIO(data)).pages
        check_count(len(pages), format_name="PDF")
        for page in pages:
            content = _content(_upright(page))
            page.close()
            yield _recognized(content, data) if content.trouble and ocr.is_installed() else content
    except FAULTS as error:
        raise _refusal(error) from error


def _check_count(data: bytes) -> None:
    """Refuses a file of too many pages at once: pdfplumber takes half a minute to count a hundred thousand."""
    with contextlib.suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(data) as document:
        check_count(len(document), format_name="PDF")


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
    pictures = sum(image["width"] * image["height"] for image in page.images)
    content = page_of(
        [char for char in page.chars if _is_level(char) and char["size"] > 0],
        [Rule(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in page.edges if edge["orientation"]],
        number=page.page_number,
        width=page.width,
        pictured=pictures >= PICTURE_PAGE * page.width * page.height or len(page.curves) >= OUTLINES,
    )
    return replace(content, slanted="".join(char["text"] for char in page.chars if not _is_level(char)))


def _is_level(char: Char) -> bool:
    """Whether a character stands on a level line; one that is slanted across the page belongs to a watermark."""
    along, upwards = char["matrix"][:2]
    return bool(abs(upwards) <= LEVEL * abs(along))


def _recognized(content: PageContent, data: bytes) -> PageContent:
    """The page as read off its picture; in trouble still where nothing could be read in place of garbled words."""
    try:
        pixels, dpi = _rendered(data, content.number)
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(f"PDF 第 {content.number} 页的图像读不出来", advice="请重新扫描或重新导出后再试") from error
    seen = page_seen(pixels, dpi=dpi, number=content.number)
    return replace(seen, trouble="garbled") if seen.is_blank and content.trouble == "garbled" else seen


def _rendered(data: bytes, number: int) -> tuple[Pixels, float]:
    """Page `number` (from 1) as a picture, and its resolution in dots per inch."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        width, height = page.get_size()
        dpi = min(DPI, 72 * (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
        pixels = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        page.close()
    return pixels, dpi
