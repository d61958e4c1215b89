"""Reading characters off pictures of pages (OCR), with RapidOCR and the Chinese models that its wheel carries.

An extra: `pip install "gongwen[ocr]"`. Without it `is_installed` is False and nothing else here may be called.
Works offline and gives the same for the same picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.lines import Box
    from corpus.ocr_image import Pixels, Sheet

DETECTION_SIDE = 1600  # pixels of the longer side in which text is looked for; it is read in full resolution
PROBES = 7  # so many lines tell which way up a page is
SURE = 0.5  # what the recogniser is less sure of is a blot or part of a picture
MEETING = 0.3  # boxes, which reach a little beyond their words, meet where they are no further apart, in characters
ALIKE = 0.5  # boxes that share so much of their height stand on one line
CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]"
FULL_WIDTH = str.maketrans("(),:;!?", "（），：；！？")
PAIRS = ("（）", "()"), ("〔〕", "[]"), ("〈〉", "<>"), ("《》", "<>")  # brackets, and what one of them is taken for
SMALLEST = 24  # pixels of the shorter side; a smaller page holds no words
NARROWEST_PAGE = 15  # a page longer than so many of its widths is a strip of something else
NARROWEST = 100  # a strip longer than so many of its heights is no line
DIRT = 300  # more leftovers than this are the grain of a picture, not words that were missed
NEEDED = ("rapidocr", "onnxruntime", "cv2")
INSTALL = '请安装文字识别(OCR)组件后重新入库：pip install "gongwen[ocr]"；也可改用 .docx 原稿'
RESCAN = "请换用更清晰的扫描件，或改用 .docx 原稿"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a box of the sheet (left, top, right, bottom in pixels, tight around the ink), the place of their cell
    among all cells of the sheet's tables (None: outside), and how sure the recogniser is (0 to 1)."""

    text: str
    box: Box
    cell: int | None
    confidence: float


def is_installed() -> bool:
    """Whether pictures can be read at all."""
    return all(find_spec(name) is not None for name in NEEDED)


def advice() -> str:
    """What a clerk can do about a page whose words cannot be had."""
    return RESCAN if is_installed() else INSTALL


def page_read(page: Pixels, *, dpi: float) -> tuple[Sheet, list[Stretch]]:
    """The page set straight, also where it was laid on the glass sideways or upside down, and all that can be read on
    it, no two lines and no two cells in one stretch, in no particular order."""
    from corpus.ocr_image import sheet_of

    sheet = sheet_of(page, dpi=dpi)
    if min(page.shape[:2]) < SMALLEST or max(page.shape[:2]) > NARROWEST_PAGE * min(page.shape[:2]):
        return sheet, []
    boxes = _detected(sheet.pixels)
    quarters = _quarters(sheet.pixels, boxes)
    if quarters:
        sheet = sheet_of(page, dpi=dpi, quarters=quarters)
        boxes = _detected(sheet.pixels)
    return sheet, _stretches(sheet, boxes)


def _quarters(pixels: Pixels, boxes: list[Box]) -> int:
    """By how many quarters (anticlockwise) the page must be turned for its lines to be level and upright."""
    import numpy as np

    longest = sorted(boxes, key=lambda box: max(box[2] - box[0], box[3] - box[1]))[-PROBES:]
    longest = [box for box in longest if min(box[2] - box[0], box[3] - box[1]) >= 8]
    lying = sum(box[3] - box[1] > 2 * (box[2] - box[0]) for box in longest) > len(longest) / 2
    crops = [
        np.rot90(pixels[round(y0) : round(y1), round(x0) : round(x1), ::-1], int(lying)) for x0, y0, x1, y1 in longest
    ]
    results = [_engine()(np.ascontiguousarray(crop), use_det=False, use_cls=True, use_rec=False) for crop in crops]
    inverted = sum(result.cls_res[0][0] == "180" for result in results if result.cls_res)
    return int(lying) + (2 if inverted > len(longest) / 2 else 0)


def _stretches(sheet: Sheet, detected: list[Box]) -> list[Stretch]:
    from corpus.ocr_image import ink_box, left_over

    cells = [cell for table in sheet.tables for cell in table]
    boxes = [part for box in detected for part in _parts(box, cells)]
    em = 0.75 * median(box[3] - box[1] for box, _ in boxes) if boxes else sheet.pixels.shape[0] / 55
    boxes = whole_lines(boxes, em=em)
    missed = left_over(sheet.ink, [box for box, _ in boxes], em=em)
    if len(missed) <= DIRT:
        boxes = _joined(boxes, [part for box in missed for part in _parts(box, cells)], em=em)
    found = []
    for box, cell in boxes:
        inked = ink_box(sheet.ink, box)
        if inked is None or _is_residue(inked, em=em):
            continue
        stretch = _read(sheet.pixels, inked, margin=0.15 * em)
        if stretch is not None:
            found.append(replace(stretch, cell=cell))
    return found


def _is_residue(box: Box, *, em: float) -> bool:
    """Whether the ink is what is left of a rule or of a neighbouring line, not a character."""
    width, height = (box[2] - box[0]) / em, (box[3] - box[1]) / em
    slight = width < 0.15 or (height < 0.15 and width < 0.5) or (height < 0.3 and width > 1.6)
    return slight or max(width, height) > NARROWEST * min(width, height)


def chinese(text: str) -> str:
    """The words as a Chinese typist would set them: no blanks between Chinese characters, punctuation beside them in
    full width."""
    meant = _once_set(text.strip())
    while meant != text:  # a sign may stand beside another that was just widened
        text, meant = meant, _once_set(meant)
    return meant


def _once_set(text: str) -> str:
    text = re.sub(rf"(?<={CHINESE})\s+(?={CHINESE})", "", text)
    beside = rf"(?<={CHINESE})[(),:;!?]|[(),:;!?](?={CHINESE})"
    text = re.sub(beside, lambda match: match[0].translate(FULL_WIDTH), text)
    for pair, odd in PAIRS:
        opening, closing = map(re.escape, pair)
        other_opening, other_closing = map(re.escape, odd)
        inside = f"([^{opening}{closing}{other_opening}{other_closing}]*)"
        text = re.sub(opening + inside + other_closing, rf"{pair[0]}\1{pair[1]}", text)
        text = re.sub(other_opening + inside + closing, rf"{pair[0]}\1{pair[1]}", text)
    return text


def _parts(box: Box, cells: list[Box]) -> list[tuple[Box, int | None]]:
    """The parts of a box that lie in different cells, each with its cell; the box itself outside of tables."""
    parts: list[tuple[Box, int | None]] = []
    for number, cell in enumerate(cells):
        left, top = max(box[0], cell[0]), max(box[1], cell[1])
        right, bottom = min(box[2], cell[2]), min(box[3], cell[3])
        tall = min(box[3] - box[1], cell[3] - cell[1])
        if right - left > 0.25 * tall and bottom - top > 0.4 * tall:
            parts.append(((left, top, right, bottom), number))
    return parts or [(box, None)]


def whole_lines(boxes: list[tuple[Box, int | None]], *, em: float) -> list[tuple[Box, int | None]]:
    """The boxes, those that meet on one line as one: of words set wide each character may have a box of its own, and
    what lies where two overlap would be read twice."""
    whole: list[tuple[Box, int | None]] = []
    for box, cell in sorted(boxes, key=lambda each: each[0][0]):
        for index, (other, home) in enumerate(whole):
            if home == cell and box[0] - other[2] < MEETING * em and on_one_line(box, other):
                whole[index] = _around(other, box), home
                break
        else:
            whole.append((box, cell))
    return whole


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _joined(
    boxes: list[tuple[Box, int | None]], missed: list[tuple[Box, int | None]], *, em: float
) -> list[tuple[Box, int | None]]:
    """The boxes with what was missed: beside a box on the same line it widens it, else it is a box of its own."""
    joined = list(boxes)
    for box, cell in missed:
        for index, (other, home) in enumerate(joined):
            apart = max(other[0] - box[2], box[0] - other[2])
            if home == cell and apart < 2.5 * em and on_one_line(box, other):
                joined[index] = (min(box[0], other[0]), other[1], max(box[2], other[2]), other[3]), home
                break
        else:
            joined.append((box, cell))
    return joined


def on_one_line(box: Box, other: Box) -> bool:
    """Whether two boxes share so much of their height that their words stand on one line."""
    shared = min(box[3], other[3]) - max(box[1], other[1])
    return shared > ALIKE * min(box[3] - box[1], other[3] - other[1])


def _read(pixels: Pixels, box: Box, *, margin: float) -> Stretch | None:
    left, top, right, bottom = box
    crop = pixels[
        max(0, round(top - margin)) : round(bottom + margin), max(0, round(left - margin)) : round(right + margin)
    ]
    result = _engine()(crop[:, :, ::-1], use_det=False, use_cls=False, use_rec=True)
    text, confidence = chinese(result.txts[0]) if result.txts else "", result.scores[0] if result.txts else 0
    return Stretch(text, box, None, float(confidence)) if text and confidence >= SURE else None


def _detected(pixels: Pixels) -> list[Box]:
    """Boxes around what looks like lines of text."""
    import cv2

    scale = min(1.0, DETECTION_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    result = _engine()(small[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
    quadrangles = [] if result.boxes is None else result.boxes
    return [
        (
            float(corners[:, 0].min()) / scale,
            float(corners[:, 1].min()) / scale,
            float(corners[:, 0].max()) / scale,
            float(corners[:, 1].max()) / scale,
        )
        for corners in quadrangles
    ]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
