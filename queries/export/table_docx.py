"""The table as a Word document on A4 landscape: title, header row on every page, borders, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from rich.cells import cell_len

from queries.export.columns import LAYOUT, Cell, Column, R, cells

_BODY_FONT = "仿宋"
_TITLE_FONT = "宋体"
_HEADER_FONT = "黑体"
_MARGIN = Mm(15)
_KEPT_LINES = 8
_PAGE_WIDTH, _PAGE_HEIGHT = Mm(297), Mm(210)  # A4, landscape


def render(rows: Sequence[R], *, title: str, layout: Sequence[Column[R]] = LAYOUT) -> bytes:
    """The document's bytes."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "gongwen"
    _set_page(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(heading, title, font=_TITLE_FONT, size=Pt(20), bold=True)
    table = document.add_table(rows=1, cols=len(layout), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _write_header(table.rows[0], layout)
    for row in rows:
        _write_row(table.add_row(), cells(row, layout), layout)
    _set_widths(table, layout, within=int(_PAGE_WIDTH) - 2 * int(_MARGIN))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAGE_WIDTH, _PAGE_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(footer, "第 ", font=_TITLE_FONT, size=Pt(9))
    _write_field(footer, "PAGE")
    _write(footer, " 页，共 ", font=_TITLE_FONT, size=Pt(9))
    _write_field(footer, "NUMPAGES")
    _write(footer, " 页", font=_TITLE_FONT, size=Pt(9))


def _write_header(row: _Row, layout: Sequence[Column[R]]) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(row.cells, layout, strict=True):
        _write_cell(cell, column.heading, font=_HEADER_FONT, centred=True)


def _write_row(row: _Row, values: Sequence[Cell], layout: Sequence[Column[R]]) -> None:
    # A row that is kept whole leaves the rest of its page empty: only short ones are.
    if max(cell_len(str(value)) / column.width for value, column in zip(values, layout, strict=True)) <= _KEPT_LINES:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column, value in zip(row.cells, layout, values, strict=True):
        _write_cell(cell, str(value), font=_BODY_FONT, centred=column.centred)


def _write_cell(cell: _Cell, text: str, *, font: str, centred: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    _write(paragraph, text, font=font, size=Pt(9))


def _write(paragraph: Paragraph, text: str, *, font: str, size: Length, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name = font
    run.font.size = size
    run.font.bold = bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _write_field(paragraph: Paragraph, instruction: str) -> None:
    """A field that the office program fills in (PAGE, NUMPAGES)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_widths(table: Table, layout: Sequence[Column[R]], *, within: int) -> None:
    """Shares of the line in proportion to the layout's widths, on every cell, as Word and LibreOffice want it."""
    total = sum(column.width for column in layout)
    for place, column in enumerate(layout):
        width = Length(within * column.width // total)
        table.columns[place].width = width
        for cell in table.columns[place].cells:
            cell.width = width
