"""The parts of an OFD package (GB/T 33190-2016, clause 7): its papers, their pages, templates and resources."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import DamagedFile, EncryptedFile
from corpus.markup import Element, parsed, within, words_at
from corpus.pages import check_count

ENTRY = "OFD.xml"
A4 = (210.0, 297.0)
LARGEST = 1e5  # millimetres; no sheet has such a side


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

    package: Package
    root: Element
    folder: str

    def pages(self) -> Iterator[Element]:
        """The roots of its pages in order."""
        pages = list(within(self.root, "Pages", "Page"))
        check_count(len(pages), format_name="OFD")
        for page in pages:
            yield self.package.part(_place(self.folder, page.get("BaseLoc") or ""))

    def size_of(self, page: Element) -> tuple[float, float]:
        """A page's width and height in millimetres: its own, else the paper's (clause 7.5), else those of A4."""
        box = words_at(page, "Area", "PhysicalBox") or words_at(self.root, "CommonData", "PageArea", "PhysicalBox")
        sides = [float(side) for side in box.split()[2:4] if side.replace(".", "", 1).isdecimal()]
        return (sides[0], sides[1]) if len(sides) == 2 and all(1 <= side < LARGEST for side in sides) else A4

    def templates_of(self, page: Element) -> Iterator[Element]:
        """The roots of the templates that a page prints (clause 7.7)."""
        wanted = {template.get("TemplateID") for template in within(page, "Template")}
        for template in within(self.root, "CommonData", "TemplatePage"):
            name = _place(self.folder, template.get("BaseLoc") or "")
            if template.get("ID") in wanted and name in self.package.names:
                yield self.package.part(name)

    def units_of(self, page: Element) -> Iterator[tuple[str, Element]]:
        """The composite objects that a page can use, by their ID (clause 7.9)."""
        for _, resources in self._resources_of(page):
            for unit in within(resources, "CompositeGraphicUnits", "CompositeGraphicUnit"):
                yield unit.get("ID") or "", unit

    def media_of(self, page: Element) -> Iterator[tuple[str, str]]:
        """The pictures that a page can use: the ID of each and the part that holds it (clause 7.9)."""
        for folder, resources in self._resources_of(page):
            base = _place(folder, resources.get("BaseLoc") or "")
            for medium in within(resources, "MultiMedias", "MultiMedia"):
                yield medium.get("ID") or "", _place(base, words_at(medium, "MediaFile"))

    def _resources_of(self, page: Element) -> Iterator[tuple[str, Element]]:
        """The parts that list what a page can use, each with its folder."""
        listed = [
            *(part for kind in ("PublicRes", "DocumentRes") for part in within(self.root, "CommonData", kind)),
            *within(page, "PageRes"),
        ]
        for part in listed:
            if (name := _place(self.folder, (part.text or "").strip())) in self.package.names:
                yield posixpath.dirname(name), self.package.part(name)


def papers_in(archive: zipfile.ZipFile) -> Iterator[Paper]:
    """The documents of the package in order (clause 7.4). Raises EncryptedFile, DamagedFile."""
    package = Package(archive, frozenset(archive.namelist()))
    entry = package.part(ENTRY)
    if any(True for _ in within(entry, "DocBody", "Encryptions")) or words_at(entry, "Encryptions"):
        raise EncryptedFile("OFD 文件已加密", advice="请去掉密码、另存后再试")
    roots = [(root.text or "").strip() for root in within(entry, "DocBody", "DocRoot")]
    if not roots:
        raise DamagedFile("OFD 文件没有指明正文", advice="请重新获取后再试")
    for root in roots:
        name = _place("", root)
        yield Paper(package, package.part(name), posixpath.dirname(name))


def _place(folder: str, location: str) -> str:
    """The part that an ST_Loc names (clause 7.3): from the package's root after a slash, else from the folder."""
    location = location.strip().replace("\\", "/")
    joined = location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location)
    return posixpath.normpath(joined) if joined else ""
