"""PDF files, read page by page: lines become paragraphs, ruled tables are read cell by cell in their place, columns one
after the other; page numbers and running heads are left out. Pages without a text layer, or with a broken one, are
read off their picture where OCR is installed; else the file is refused."""

from __future__ import annotations

from corpus import ocr
from corpus.document import Reading
from corpus.errors import DamagedFile
from corpus.pages import reading_of, refuse_unreadable

MEDIA_TYPE = "application/pdf"
MAGIC = b"%PDF-"
HEADER_REACH = 1024  # the header may stand behind other bytes, up to here (ISO 32000-1, annex H.3.4.1)


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
    from corpus.formats.pdf_pages import pages_of

    pages = list(pages_of(data))
    refuse_unreadable(pages, format_name="PDF", advice=ocr.advice())
    return reading_of(pages, MEDIA_TYPE)


def is_whole(data: bytes) -> bool:
    """Whether the file ends like one (ISO 32000-1, clause 7.5.5). What is cut off could still be read in part, and
    nobody would notice the pages that are missing."""
    end = data.rfind(b"%%EOF")
    return end >= 0 and b" obj" not in data[end:]
