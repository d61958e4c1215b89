"""What is read off a picture of a page, as the lines, columns and tables of that page.

Measures are points (1/72 inch) from the page's top left corner, as for pages with a text layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from corpus import ocr
from corpus.columns import bands_of
from corpus.lines import GAP, Box, Line, Seen, glued, together
from corpus.page_content import PageContent, Setting
from corpus.paragraphs import width_of
from corpus.ruled import PageTable, tables_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from corpus.ocr_image import Pixels, Sheet

MOST_PIXELS = 30_000_000  # a larger sheet (A1 at 200 dpi has 31 million) is read more coarsely
NEAR = 0.45  # of a character: what differs by less was meant to be alike
HALF_EMPTY_FIRST, HALF_EMPTY_LAST = "“‘（《〔【〈「『", "，。、；：！？”’）》〕】〉」』"


def picture_seen(picture: Image, dpi: float, *, number: int) -> PageContent:
    """Page `number` (from 1) as read off a picture in three colours; needs `ocr.is_installed()`."""
    import numpy as np

    shrunk = min(1.0, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    if shrunk < 1:
        picture = picture.resize((max(1, round(picture.width * shrunk)), max(1, round(picture.height * shrunk))))
    return page_seen(np.asarray(picture), dpi=dpi * shrunk, number=number)


def page_seen(pixels: Pixels, *, dpi: float, number: int) -> PageContent:
    """Page `number` (from 1) as read off its picture; needs `ocr.is_installed()`."""
    sheet, stretches = ocr.page_read(pixels, dpi=dpi)
    scale = 72 / dpi
    width = round(pixels.shape[1] * scale)
    tables = _tables(sheet, stretches, scale=scale, page=number)
    free = [_line(stretch, sheet, scale=scale, page=number) for stretch in stretches if stretch.cell is None]
    flows = tuple((Setting(width, is_column, is_scan=True), lines) for lines, is_column in _flows(free))
    return PageContent(number=number, flows=flows, tables=tables, is_blank=not flows and not tables)


def _tables(sheet: Sheet, stretches: list[ocr.Stretch], *, scale: float, page: int) -> tuple[PageTable, ...]:
    grids = [[_scaled(cell, scale) for cell in table] for table in sheet.tables]
    places = {box: number for number, box in enumerate(box for grid in grids for box in grid)}

    def lines_in(box: Box) -> list[Line]:
        inside = [stretch for stretch in stretches if stretch.cell == places[box]]
        return rows_of([_line(stretch, sheet, scale=scale, page=page) for stretch in inside])

    return tables_of(grids, lines_in, page=page)


def _flows(lines: list[Line]) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """The lines in reading order, those of a column marked."""
    even = aligned(lines)
    pieces = [{"x0": line.x0, "x1": line.x1, "top": line.top, "bottom": line.bottom, "line": line} for line in even]
    for band in bands_of(pieces):
        moved = [replace(piece["line"], x0=piece["x0"], x1=piece["x1"]) for piece in band.pieces]
        yield tuple(rows_of(moved)), band.is_column


def _line(stretch: ocr.Stretch, sheet: Sheet, *, scale: float, page: int) -> Line:
    """The stretch as a line whose sides are those of its characters' squares, not of their ink."""
    x0, top, x1, bottom = _scaled(stretch.box, scale)
    size = (x1 - x0) / max(width_of(stretch.text), 1.0) if len(stretch.text) > 3 else bottom - top
    seen = Seen(page, _scaled(sheet.on_the_page(stretch.box), scale), stretch.confidence)
    return Line(
        text=stretch.text,
        x0=x0 - 0.5 * size * (stretch.text[0] in HALF_EMPTY_FIRST),
        x1=x1 + 0.5 * size * (stretch.text[-1] in HALF_EMPTY_LAST),
        top=top,
        bottom=bottom,
        size=size,
        page=page,
        seen=seen,
    )


def aligned(lines: list[Line]) -> list[Line]:
    """The lines with sizes, left and right sides that differ only by the unevenness of a scan made alike."""
    if not lines:
        return []
    long = [line.size for line in lines if len(line.text) > 3]
    size = round(median(long or [line.size for line in lines]), 1)
    near = NEAR * size
    lefts, rights = _groups([line.x0 for line in lines], near), _groups([line.x1 for line in lines], near)
    return [
        replace(
            line,
            x0=lefts[line.x0],
            x1=rights[line.x1],
            size=size if abs(line.size - size) <= 0.2 * size or len(line.text) <= 3 else round(line.size),
        )
        for line in lines
    ]


def _groups(values: list[float], near: float) -> dict[float, float]:
    """For each value the median of those that it is one with: a run of values each `near` the first of the run."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= 2 * near:
            groups[-1].append(value)
        else:
            groups.append([value])
    return {value: median(group) for group in groups for value in group}


def rows_of(lines: list[Line]) -> list[Line]:
    """The lines from top to bottom, those that stand side by side joined, with a blank where there is room for one."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        if rows and any(ocr.on_one_line(_box(line), _box(other)) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.x0)) for row in rows]


def _joined(row: list[Line]) -> Line:
    line = row[0]
    for following in row[1:]:
        apart = following.x0 - line.x1 > GAP * line.size
        seen = None if line.seen is None or following.seen is None else together((line.seen, following.seen))
        line = replace(
            line,
            text=f"{line.text} {following.text}" if apart else glued(line.text, following.text),
            x1=following.x1,
            top=min(line.top, following.top),
            bottom=max(line.bottom, following.bottom),
            seen=seen,
        )
    return line


def _box(line: Line) -> Box:
    return line.x0, line.top, line.x1, line.bottom


def _scaled(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale
