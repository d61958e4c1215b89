"""OFD files (GB/T 33190-2016), page by page: lines become paragraphs, ruled tables are read cell by cell in their
place, columns one after the other; page numbers, running heads, stamps and annotations are left out. Pages that are
pictures are read by OCR where it is installed; else the file is refused."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from corpus import ocr
from corpus.archive import MAGIC, check_package, member_names
from corpus.document import Reading
from corpus.formats.ofd_objects import Drawn, draw
from corpus.formats.ofd_package import ENTRY, Paper, papers_in
from corpus.formats.ofd_pictures import picture_page
from corpus.formats.ofd_places import POINTS, Matrix
from corpus.markup import Element, name_of, within
from corpus.page_content import PICTURE_PAGE, PageContent, page_of
from corpus.pages import reading_of, refuse_unreadable

MEDIA_TYPE = "application/ofd"
PRINT = "请改用 .docx 原稿，或把文件打印成 PDF 后再读入"


def detect(data: bytes) -> bool:
    """Whether the bytes are an OFD package, whole or cut off."""
    if not data.startswith(MAGIC):
        return False
    names = member_names(data)
    return ENTRY in names if names is not None else ENTRY.encode() in data and b"Doc_0/" in data


def read(data: bytes) -> Reading:
    """The paragraphs and tables of all pages in order; what was read off pictures is listed in `recognized`.

    Raises EncryptedFile, DamagedFile, NoTextLayer, UnreadableFile (more pages than the limits in force allow).
    """
    check_package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        roots = [(paper, page) for paper in papers_in(archive) for page in paper.pages()]
        pages = [_content(*root, number=number) for number, root in enumerate(roots, start=1)]
    refuse_unreadable(pages, format_name="OFD", advice=PRINT if ocr.is_installed() else ocr.INSTALL)
    return reading_of(pages, MEDIA_TYPE)


def _content(paper: Paper, page: Element, *, number: int) -> PageContent:
    width, height = paper.size_of(page)
    drawn = _drawn(paper, page, Matrix())
    covered = sum(picture.area for picture in drawn.pictures) >= PICTURE_PAGE * width * height
    if quarter := drawn.quarter:
        drawn = _drawn(paper, page, Matrix.turning_back(quarter, width, height))
        width = width if quarter == 2 else height
    content = page_of(drawn.chars, drawn.rules, number=number, width=width * POINTS, pictured=covered)
    content = replace(content, slanted=drawn.slanted)
    if content.trouble != "picture" or not ocr.is_installed():
        return content
    return picture_page(paper, page, drawn.pictures, number=number) or content


def _drawn(paper: Paper, page: Element, turn: Matrix) -> Drawn:
    """What stands on a page, what its templates print included (clause 7.7), after a turn of the whole."""
    drawn = Drawn()
    for root in (*paper.templates_of(page), page):
        composed = any(name_of(element) == "CompositeObject" for element in root.iter())
        units = dict(paper.units_of(root)) if composed else {}
        for content in within(root, "Content"):
            draw(content, units, drawn, turn)
    return drawn
