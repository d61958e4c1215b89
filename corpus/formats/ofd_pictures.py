"""Pages of an OFD that are pictures: laid out as they are printed and read by OCR."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from corpus.errors import UnreadableFile
from corpus.formats.ofd_objects import Picture
from corpus.formats.ofd_package import Paper
from corpus.markup import Element
from corpus.ocr_page import MOST_PIXELS, picture_seen
from corpus.page_content import PageContent
from corpus.pictures import picture_of

DPI = 200
MILLIMETRES = 25.4  # of an inch


def picture_page(paper: Paper, page: Element, pictures: Sequence[Picture], *, number: int) -> PageContent | None:
    """The page as read off its pictures; None where one of them cannot be had (JBIG2 and the like are not decoded)."""
    width, height = paper.size_of(page)
    dpi = min(DPI, MILLIMETRES * (MOST_PIXELS / (width * height)) ** 0.5)
    scale = dpi / MILLIMETRES
    sheet = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    media = dict(paper.media_of(page))
    for picture in pictures:
        name = media.get(picture.resource, "")
        if name not in paper.package.names or picture.is_turned:
            return None
        try:
            image, _ = picture_of(paper.package.archive.read(name))
        except UnreadableFile:
            return None
        left, top, right, bottom = (round(side * scale) for side in picture.box)
        size = min(max(1, right - left), sheet.width), min(max(1, bottom - top), sheet.height)
        sheet.paste(image.resize(size), (left, top))
    return picture_seen(sheet, dpi, number=number)
