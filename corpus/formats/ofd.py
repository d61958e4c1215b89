"""OFD files (GB/T 33190-2016), page by page: lines become paragraphs, ruled tables are read cell by cell in their
place; page numbers, stamps and annotations are left out."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from pdfplumber.utils.text import dedupe_chars

from corpus.archive import MAGIC, check_package, member_names
from corpus.document import Reading
from corpus.errors import DamagedFile, EncryptedFile, NoTextLayer
from corpus.formats.ofd_objects import POINTS, Drawn, draw
from corpus.legibility import reads_well
from corpus.lines import lines_of
from corpus.markup import Element, name_of, parsed, within, words_at
from corpus.pages import PageContent, reading_of
from corpus.ruled import grids_of, is_inside, table_of

MEDIA_TYPE = "application/ofd"
ENTRY = "OFD.xml"
DOUBLED = 1.5  # the same character so near itself, in points, is printed twice to look bold
PICTURE_PAGE = 0.5  # a page without words, so much of it covered by pictures, is a scan
A4 = (0.0, 0.0, 210.0, 297.0)
MOST_PAGES = 5000
OCR_ADVICE = "请改用 .docx 原稿，或把文件打印成 PDF 后用文字识别(OCR)读取"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an OFD by their names, which count from the root without a leading slash."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> Element:
        """The root of an XML part; raises DamagedFile where it is missing."""
        if name not in self.names:
            raise DamagedFile(f"OFD 文件缺少组成部分（{name}）", advice="请重新获取后再试")
        return parsed(self.archive.read(name))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the package: its root and the folder that its parts' places count from."""

    root: Element
    folder: str

    def place(self, location: str) -> str:
        """The part that an ST_Loc names (clause 7.3): from the package's root after a slash, else from the folder."""
        return _place(self.folder, location)


def detect(data: bytes) -> bool:
    """Whether the bytes are an OFD package, whole or cut off."""
    if not data.startswith(MAGIC):
        return False
    names = member_names(data)
    return ENTRY in names if names is not None else ENTRY.encode() in data and b"Doc_0/" in data


def read(data: bytes) -> Reading:
    """The paragraphs and tables of all pages in order. Raises EncryptedFile, DamagedFile, NoTextLayer."""
    check_package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive, frozenset(archive.namelist()))
        pages = [_drawn(package, paper, page) for paper in _papers(package) for page in _page_roots(package, paper)]
    _refuse_unreadable([drawn for _, drawn in pages])
    return reading_of([_content(number, *page) for number, page in enumerate(pages, start=1)], MEDIA_TYPE)


def _papers(package: Package) -> Iterator[Paper]:
    """The documents of the package in order (clause 7.4)."""
    entry = package.part(ENTRY)
    if any(True for _ in within(entry, "DocBody", "Encryptions")) or words_at(entry, "Encryptions"):
        raise EncryptedFile("OFD 文件已加密", advice="请去掉密码、另存后再试")
    roots = [(root.text or "").strip() for root in within(entry, "DocBody", "DocRoot")]
    if not roots:
        raise DamagedFile("OFD 文件没有指明正文", advice="请重新获取后再试")
    for root in roots:
        name = _place("", root)
        yield Paper(package.part(name), posixpath.dirname(name))


def _page_roots(package: Package, paper: Paper) -> Iterator[Element]:
    pages = list(within(paper.root, "Pages", "Page"))
    if len(pages) > MOST_PAGES:
        raise DamagedFile(f"OFD 文件页数太多（{len(pages)} 页）", advice="请拆分后再试")
    for page in pages:
        yield package.part(paper.place(page.get("BaseLoc") or ""))


def _drawn(package: Package, paper: Paper, page: Element) -> tuple[int, Drawn]:
    """A page's width in whole points and what stands on it, what its templates print included (clause 7.7)."""
    drawn = Drawn()
    for root in (*_templates(package, paper, page), page):
        units = dict(_units(package, paper, root))
        for content in within(root, "Content"):
            draw(content, units, drawn)
    box = words_at(page, "Area", "PhysicalBox") or words_at(paper.root, "CommonData", "PageArea", "PhysicalBox")
    width = box.split()[2:3]
    return round(float(width[0]) * POINTS) if width and _is_number(width[0]) else round(A4[2] * POINTS), drawn


def _templates(package: Package, paper: Paper, page: Element) -> Iterator[Element]:
    wanted = {template.get("TemplateID") for template in within(page, "Template")}
    for template in within(paper.root, "CommonData", "TemplatePage"):
        if template.get("ID") in wanted and (name := paper.place(template.get("BaseLoc") or "")) in package.names:
            yield package.part(name)


def _units(package: Package, paper: Paper, page: Element) -> Iterator[tuple[str, Element]]:
    """The composite objects that a page can use, by their ID (clause 7.9)."""
    if not any(name_of(element) == "CompositeObject" for element in page.iter()):
        return
    listed = [
        *(part for kind in ("PublicRes", "DocumentRes") for part in within(paper.root, "CommonData", kind)),
        *within(page, "PageRes"),
    ]
    for part in listed:
        if (name := paper.place((part.text or "").strip())) in package.names:
            for unit in within(package.part(name), "CompositeGraphicUnits", "CompositeGraphicUnit"):
                yield unit.get("ID") or "", unit


def _refuse_unreadable(pages: list[Drawn]) -> None:
    if not any(char["text"].strip() for page in pages for char in page.chars):
        raise NoTextLayer("OFD 里没有文字，可能是扫描件", advice=OCR_ADVICE)
    for number, page in enumerate(pages, start=1):
        if not page.chars and page.picture >= PICTURE_PAGE * A4[2] * A4[3] * POINTS**2:
            raise NoTextLayer(f"OFD 的第 {number} 页是图片，没有文字", advice=OCR_ADVICE)
        if not reads_well(char["text"] for char in page.chars):
            raise NoTextLayer(f"OFD 第 {number} 页的文字是乱码，读不出原文", advice=OCR_ADVICE)


def _content(number: int, width: int, drawn: Drawn) -> PageContent:
    chars = dedupe_chars(drawn.chars, tolerance=DOUBLED, extra_attrs=())
    grids = grids_of(drawn.rules)
    tables = [(table_of(boxes, chars, page=number), boxes) for boxes in grids]
    filled = [(table, boxes) for table, boxes in tables if any(cell.text for cell in table.cells)]
    outside = [char for char in chars if not any(is_inside(char, box) for _, boxes in filled for box in boxes)]
    return PageContent(
        width=width,
        lines=lines_of(outside, page=number),
        tables=sorted((table for table, _ in filled), key=lambda table: table.top),
    )


def _place(folder: str, location: str) -> str:
    location = location.strip().replace("\\", "/")
    joined = location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location)
    return posixpath.normpath(joined) if joined else ""


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
