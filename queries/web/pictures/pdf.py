"""Pages of a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from ctypes import c_double

import pypdfium2
from pypdfium2 import raw

from corpus.errors import DamagedFile, NotFound
from queries.web.pictures import Box, Picture, Place
from queries.web.pictures.finding import Letter, place_of

_WIDTH = 1100
_LARGEST_SCALE = 3.0


def picture(data: bytes, number: int) -> Picture:
    """Page `number` (from 1), some thousand points wide."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if number > len(document):
                raise NotFound(f"这份文件没有第 {number} 页")
            page = document[number - 1]
            width, height = page.get_size()
            bitmap = page.render(scale=min(_WIDTH / max(width, 1), _LARGEST_SCALE, 4000 / max(height, 1)))
            file = io.BytesIO()
            bitmap.to_pil().convert("RGB").save(file, "PNG")
            return Picture("image/png", file.getvalue(), width, height, len(document))
    except pypdfium2.PdfiumError as error:
        raise DamagedFile("PDF 的页面画不出来", advice="请下载原件查看") from error


def place(data: bytes, words: str, *, about: float) -> Place:
    """Where the words stand on the pages; of several places the one that is nearest to `about`."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            return place_of(
                words, [letter for page in range(len(document)) for letter in _letters(document, page)], about
            )
    except pypdfium2.PdfiumError as error:
        raise DamagedFile("PDF 的页面读不出来", advice="请下载原件查看") from error


def _letters(document: pypdfium2.PdfDocument, index: int) -> Iterator[Letter]:
    page = document[index]
    words = page.get_textpage()
    width, height = page.get_size()
    for number in range(words.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(words, number))
        if not letter.isspace():
            yield Letter(letter, index + 1, _shown(page, words.get_charbox(number), width, height))
    words.close()
    page.close()


def _shown(page: pypdfium2.PdfPage, box: tuple[float, float, float, float], width: float, height: float) -> Box:
    """A box of the page's own plane (upwards, before the page is turned) as the page is shown."""
    left, bottom, right, top = box
    scale = 100
    corners = []
    for x, y in ((left, top), (right, bottom)):
        across, down = raw.c_int(), raw.c_int()
        raw.FPDF_PageToDevice(
            page, 0, 0, round(width * scale), round(height * scale), 0, c_double(x), c_double(y), across, down
        )
        corners.append((across.value / scale, down.value / scale))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
