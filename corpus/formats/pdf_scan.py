"""Pages of a PDF that are pictures: rendered, read by OCR, and given back as the lines and tables of a page.

Measures are points from the page's top left corner, as for pages with a text layer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2

from corpus import ocr
from corpus.formats.pdf_columns import bands_of
from corpus.formats.pdf_layout import GAP, Line, Seen, glued
from corpus.formats.pdf_tables import Box, PageTable, table_of
from corpus.paragraphs import width_of

if TYPE_CHECKING:
    from corpus.ocr_image import Sheet

DPI = 200
MOST_PIXELS = 30_000_000  # a larger sheet (A1 at 200 dpi has 31 million) is rendered more coarsely
NEAR = 0.45  # of a character: what differs by less was meant to be alike
HALF_EMPTY_FIRST, HALF_EMPTY_LAST = "“‘（《〔【〈「『", "，。、；：！？”’）》〕】〉」』"


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read on a page: for each flow of text its lines and whether it is a column, and the tables."""

    flows: tuple[tuple[tuple[Line, ...], bool], ...]
    tables: tuple[PageTable, ...]


def scan_of(data: bytes, number: int) -> Scan:
    """Page `number` (from 1) of the file, read off its picture; needs `ocr.is_installed()`.

    Raises pypdfium2.PdfiumError where the page cannot be rendered.
    """
    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        width, height = page.get_size()
        dpi = min(DPI, 72 * (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
        pixels = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        page.close()
    sheet, stretches = ocr.page_read(pixels, dpi=dpi)
    return _arranged(sheet, stretches, scale=72 / dpi, page=number)


def _arranged(sheet: Sheet, stretches: list[ocr.Stretch], *, scale: float, page: int) -> Scan:
    lines = {id(stretch): _line(stretch, sheet, scale=scale, page=page) for stretch in stretches}
    cells = [cell for table in sheet.tables for cell in table]
    places = {_scaled(cell, scale): number for number, cell in enumerate(cells)}

    def lines_in(box: Box) -> list[Line]:
        return rows_of([lines[id(stretch)] for stretch in stretches if stretch.cell == places[box]])

    tables = tuple(
        sorted(
            (table_of([_scaled(cell, scale) for cell in table], lines_in, page=page) for table in sheet.tables),
            key=lambda table: table.top,
        )
    )
    free = [lines[id(stretch)] for stretch in stretches if stretch.cell is None]
    pieces = [
        {"x0": line.x0, "x1": line.x1, "top": line.top, "bottom": line.bottom, "line": line} for line in aligned(free)
    ]
    flows = []
    for band in bands_of(pieces):
        moved = [replace(piece["line"], x0=piece["x0"], x1=piece["x1"]) for piece in band.pieces]
        flows.append((tuple(rows_of(moved)), band.is_column))
    return Scan(tuple(flows), tables)


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


def together(places: tuple[Seen, ...]) -> Seen:
    """Several places (at least one) of the first one's page as one; the confidence is their mean."""
    here = [seen for seen in places if seen.page == places[0].page]
    boxes = [seen.box for seen in here]
    box = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return Seen(here[0].page, box, sum(seen.confidence for seen in here) / len(here))


def _box(line: Line) -> Box:
    return line.x0, line.top, line.x1, line.bottom


def _scaled(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale
