"""Picture files made ready to be read: decoded within bounds, upright, on white paper, with a believable resolution."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from corpus.errors import DamagedFile, UnreadableFile
from corpus.limits import limits_in_force

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
PAPER_INCHES = (5.0, 17.0)  # the longer side of a sheet, A6 to A3; what claims to be smaller or larger is believed A4
A4_INCHES = 11.69
COARSEST = 96.0  # dots per inch; a picture too small for a sheet at this resolution is a part of one
FAULTS = (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, EOFError)

Size = tuple[int, int]


def count_of(data: bytes) -> int:
    """How many pages the file holds: the frames of a TIFF, one of any other. Raises as `picture_of` does."""
    with _opened(data) as file:
        return getattr(file, "n_frames", 1) if file.format == "TIFF" else 1


def picture_of(data: bytes, *, frame: int = 0) -> tuple[Image.Image, float]:
    """A page of the file (counted from 0) in three colours, and its resolution in dots per inch.

    Raises UnreadableFile where it has too many pixels, DamagedFile where it cannot be decoded.
    """
    with _opened(data) as file:
        file.seek(frame)
        _check_size(file.size)
        across, down = _declared(file)
        image = _on_paper(ImageOps.exif_transpose(file))
    if across and down and not 0.9 < across / down < 1.1:  # a fax: its lines are further apart than its columns
        image = image.resize((image.width, max(1, round(image.height * across / down))))
        _check_size(image.size)
    longest = max(image.size)
    believed = across if across and PAPER_INCHES[0] <= longest / across <= PAPER_INCHES[1] else longest / A4_INCHES
    return image, max(COARSEST, believed)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            # Remarks about odd tags are for programs, not for a clerk's screen; the size is checked here.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as file:
                _check_size(file.size)
                yield file
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise DamagedFile("图片的格式认不出来，或开头已损坏", advice="请重新获取，或另存为 .png 后再试") from error
    except FAULTS as error:
        raise DamagedFile("图片不完整或已损坏", advice="请重新获取或重新扫描后再试") from error


def _check_size(size: Size) -> None:
    if size[0] * size[1] > limits_in_force().pixels:
        raise _too_large()


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        f"图片太大（超过 {limits_in_force().pixels // 10_000} 万像素）",
        advice="请降低分辨率（300 dpi 即可）重新扫描后再试",
    )


def _declared(file: Image.Image) -> tuple[float, float]:
    """The dots per inch that the file declares, across and down; 0 where it does not say."""
    try:
        across, down = (float(side) for side in file.info.get("dpi", ()))
    except (ValueError, TypeError, ArithmeticError):
        return 0.0, 0.0
    return (across, down) if 1 < across < 10_000 and 1 < down < 10_000 else (0.0, 0.0)


def _on_paper(image: Image.Image) -> Image.Image:
    """The picture in red, green and blue; what is transparent shows white paper."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
