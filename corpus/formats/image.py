"""Pictures of pages (scans and photographs: .png .jpg .tif .bmp .gif), read by OCR where it is installed."""

from __future__ import annotations

from corpus import ocr
from corpus.document import Reading
from corpus.errors import DamagedFile, NoTextLayer
from corpus.ocr_page import picture_seen
from corpus.pages import check_count, reading_of
from corpus.pictures import count_of, picture_of

BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
BITMAP, RESERVED = b"BM", slice(6, 10)  # two letters begin many a text too; what is reserved in a bitmap's head is 0


def detect(data: bytes) -> bool:
    """Whether the bytes begin like a picture of a kind that is read."""
    return _media_type(data) is not None


def read(data: bytes) -> Reading:
    """The paragraphs and tables on the picture (of a TIFF, on all its pages in order), all listed in `recognized`.

    Raises NoTextLayer (OCR is not installed, or nothing could be read), DamagedFile, UnreadableFile (too large).
    """
    media_type = _media_type(data)
    if media_type is None:
        raise DamagedFile("文件不是图片，或开头已损坏", advice="请确认文件类型，重新获取后再试")
    count = count_of(data)
    check_count(count, format_name="图片")
    if not ocr.is_installed():
        raise NoTextLayer("这是图片，没有文字可读", advice=ocr.advice())
    pages = [picture_seen(*picture_of(data, frame=number - 1), number=number) for number in range(1, count + 1)]
    if all(page.is_blank for page in pages):
        raise NoTextLayer("图片里认不出文字", advice=ocr.advice())
    return reading_of(pages, media_type)


def _media_type(data: bytes) -> str | None:
    if data.startswith(BITMAP) and data[RESERVED] == bytes(4):
        return "image/bmp"
    return next((kind for beginning, kind in BEGINNINGS.items() if data.startswith(beginning)), None)
