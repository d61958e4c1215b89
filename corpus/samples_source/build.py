"""Builds the sample papers in corpus/samples from the texts in papers/.

Run `python corpus/samples_source/build.py`. A source is a head of `key: value` lines, a line `---` and the paper. The
ending of `name` is the format. A .txt paper is written as it stands, in the named `encoding` and with `newline` (`lf`,
the default, or `crlf`). A .docx or .pdf paper is marked up a line a paragraph, by the first character:

    !  red masthead (发文机关标志)       №  document number and red rule     #  title        @  recipients
    :  signature or date, to the right  &  附件1, flush left                *  centred      %  imprint (版记)
    +1 heading with an automatic 一、   +2 item with an automatic （一）     |  table row    \\page  page break

Anything else is body text. ⏎ breaks a line inside a paragraph; in a table, ^ joins a cell to the one above and < to
the one on its left. A PDF is the same .docx printed by LibreOffice (`soffice` on the path, Noto CJK fonts); users never
need it, since the built papers are kept. The .docx and .txt files come out the same, byte for byte, on every run.
"""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
WRITTEN = datetime.datetime(2024, 1, 1)
RED = RGBColor(0xC0, 0x00, 0x00)

OFFICE_FONTS = {"body": "仿宋", "heading": "黑体", "subheading": "楷体", "title": "宋体"}
FREE_FONTS = {
    "body": "Noto Serif CJK SC",
    "heading": "Noto Sans CJK SC",
    "subheading": "Noto Serif CJK SC",
    "title": "Noto Serif CJK SC",
}

NUMBERING = """<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}
</w:abstractNum>"""
LEVEL = """<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
<w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr></w:lvl>"""
PAGE_FIELD = """<w:fldSimple {ns} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>"""
RULE = """<w:pBdr {ns}><w:{side} w:val="single" w:sz="{size}" w:space="4" w:color="{colour}"/></w:pBdr>"""


@dataclass(frozen=True, slots=True)
class Source:
    """One paper before it is built; `body` is the text after the head, verbatim."""

    name: str
    encoding: str
    newline: str
    body: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a marked paragraph looks: the font's duty, size in points, alignment, and first-line indent in points."""

    font: str = "body"
    size: float = 16
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: float = 32


CENTRED = WD_ALIGN_PARAGRAPH.CENTER
STYLES = {
    "!": Style("title", 36, CENTRED, 0),
    "№": Style("body", 16, CENTRED, 0),
    "#": Style("title", 22, CENTRED, 0),
    "@": Style(indent=0),
    ":": Style(align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0),
    "&": Style("heading", indent=0),
    "*": Style("heading", 16, CENTRED, 0),
    "%": Style(size=14, indent=0),
    "+1": Style("heading"),
    "+2": Style(),
}
RULES = {"№": ("bottom", 12, "C00000"), "%": ("top", 6, "000000")}
HEADING = re.compile(r"[一二三四五六七八九十]+、[^。]+$")
SUBHEADING = re.compile(r"（[一二三四五六七八九十]+）[^。]+。?$")


def main() -> None:
    """Reads every source and writes its paper."""
    SAMPLES.mkdir(exist_ok=True)
    for path in sorted((HERE / "papers").glob("*.txt")):
        source = read_source(path)
        target = SAMPLES / source.name
        target.write_bytes(build(source))
        print(f"{target.stat().st_size:>8,}  {target.name}")


def read_source(path: Path) -> Source:
    """A source file; raises ValueError where the head is not closed by `---`."""
    head, found, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not found:
        raise ValueError(f"{path.name}: the head is not closed by a line ---")
    keys = dict(line.split(": ", 1) for line in head.splitlines())
    return Source(keys["name"], keys.get("encoding", "utf-8"), keys.get("newline", "lf"), body)


def build(source: Source) -> bytes:
    """The finished file; its format is the ending of the name."""
    if source.name.endswith(".txt"):
        text = source.body.replace("\n", "\r\n") if source.newline == "crlf" else source.body
        return text.encode(source.encoding)
    if source.name.endswith(".docx"):
        return word_file(source.body, fonts=OFFICE_FONTS)
    return printed(word_file(source.body, fonts=FREE_FONTS))


def word_file(body: str, *, fonts: dict[str, str]) -> bytes:
    """The marked-up paper as a .docx on A4."""
    paper = docx.Document()
    set_page(paper, font=fonts["body"])
    add_numbering(paper)
    for is_row, group in groupby(body.splitlines(), key=lambda line: line.startswith("|")):
        lines = list(group)
        if is_row:
            add_table(paper, [line.strip("|").split("|") for line in lines], fonts=fonts)
            continue
        for line in lines:
            add_paragraph(paper, line, fonts=fonts)
    buffer = io.BytesIO()
    paper.save(buffer)
    return same_every_time(buffer.getvalue())


def set_page(paper: WordDocument, *, font: str) -> None:
    """A4 with the standard's margins (GB/T 9704-2012, 5.1, 5.2) and — 1 — below each page (7.5)."""
    section = paper.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.top_margin, section.bottom_margin = Pt(105), Pt(99)
    section.left_margin, section.right_margin = Pt(79), Pt(74)
    paper.core_properties.author = ""
    paper.core_properties.comments = ""
    paper.core_properties.created = paper.core_properties.modified = WRITTEN
    paper.styles["Normal"].font.name = font
    footer = section.footer.paragraphs[0]
    footer.alignment = CENTRED
    footer.add_run("— ")
    footer._p.append(parse_xml(PAGE_FIELD.format(ns=nsdecls("w"))))
    footer.add_run(" —")


def add_numbering(paper: WordDocument) -> None:
    """Declares list 90: 一、 and （一）, which Word counts by itself."""
    levels = "".join(LEVEL.format(level=level, shape=shape) for level, shape in enumerate(("%1、", "（%2）")))
    numbering = paper.part.numbering_part.element
    first_list = next(index for index, child in enumerate(numbering) if child.tag.endswith("}num"))
    numbering.insert(first_list, parse_xml(NUMBERING.format(ns=nsdecls("w"), levels=levels)))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def add_paragraph(paper: WordDocument, line: str, *, fonts: dict[str, str]) -> None:
    """One marked line as one paragraph."""
    paragraph = paper.add_paragraph()
    if line == "\\page":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
    mark = next((mark for mark in STYLES if line.startswith(mark)), "")
    text = line.removeprefix(mark)
    look(paragraph, text, style=STYLES.get(mark) or body_style(text), fonts=fonts, red=mark == "!")
    properties = paragraph._p.get_or_add_pPr()
    if mark.startswith("+"):
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = int(mark[1]) - 1
        numbered.get_or_add_numId().val = 90
    if mark in RULES:
        side, size, colour = RULES[mark]
        rule = parse_xml(RULE.format(ns=nsdecls("w"), side=side, size=size, colour=colour))
        properties.insert_element_before(rule, "w:spacing", "w:ind", "w:jc", "w:rPr")


def body_style(text: str) -> Style:
    """Headings that carry their numbers in the text are told by their shape."""
    if HEADING.match(text):
        return Style("heading")
    return Style("subheading") if SUBHEADING.match(text) else Style()


def look(paragraph: Paragraph, text: str, *, style: Style, fonts: dict[str, str], red: bool = False) -> None:
    """Fills a paragraph; ⏎ becomes a line break inside it."""
    run = paragraph.add_run(text.replace("⏎", "\n"))
    run.font.size = Pt(style.size)
    run.font.name = fonts[style.font]
    run._r.get_or_add_rPr().get_or_add_rFonts().set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", fonts[style.font]
    )
    if red:
        run.font.color.rgb = RED
    shape = paragraph.paragraph_format
    shape.alignment = style.align
    shape.first_line_indent = Pt(style.indent)
    shape.space_after = Pt(0)
    shape.line_spacing = Pt(max(28, style.size * 1.5)) if style.size > 12 else None


def add_table(paper: WordDocument, rows: Sequence[Sequence[str]], *, fonts: dict[str, str]) -> None:
    """A ruled table; raises IndexError where a row is shorter than the first."""
    table = paper.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    widest = [min(14, 2 + max(2, *(len(row[column]) for row in rows))) for column in range(len(rows[0]))]
    table.autofit = False
    for column, width in zip(table.columns, widest, strict=True):
        column.width = Pt(442 * width / sum(widest))
        for cell in column.cells:
            cell.width = column.width
    joined: list[tuple[int, int, int, int]] = []
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text in {"^", "<"}:
                joined.append((row, column, row - (text == "^"), column - (text == "<")))
                continue
            font = "heading" if row == 0 else "body"
            look(table.cell(row, column).paragraphs[0], text, style=Style(font, 12, CENTRED, 0), fonts=fonts)
    for row, column, to_row, to_column in joined:
        table.cell(to_row, to_column).merge(table.cell(row, column))
    for cell in {id(cell._tc): cell for line in table.rows for cell in line.cells}.values():
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)


def same_every_time(data: bytes) -> bytes:
    """The same zip with its members' times set, so that a rebuilt file keeps its hash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, WRITTEN.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def printed(word: bytes) -> bytes:
    """The .docx as LibreOffice prints it; raises CalledProcessError where that fails."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(word)
        command = ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return dateless(source.with_suffix(".pdf").read_bytes())


def dateless(data: bytes) -> bytes:
    """The same PDF with the day of printing and the identifiers made from it set; no byte moves."""
    data = re.sub(rb"(?<=/CreationDate\(D:)[0-9]{14}", WRITTEN.strftime("%Y%m%d%H%M%S").encode(), data)
    return re.sub(rb"(?<=[</])[0-9A-F]{32}(?=>?\s)", b"0" * 32, data)


if __name__ == "__main__":
    main()
