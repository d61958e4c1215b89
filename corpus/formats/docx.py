"""Word documents (.docx): the text that a person sees, in order.

python-docx opens the package; the body is walked as XML, because its own text leaves out automatic numbers, inserted
text of tracked changes, content controls and text boxes, and repeats merged cells. Tracked changes are read as
accepted. Headers and footers are not part of the text; a footnote or endnote stands as a paragraph of its own (注：…)
after the paragraph or table that cites it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.archive import MAGIC, check_package, member_names
from corpus.builder import TextBuilder
from corpus.document import Reading
from corpus.errors import DamagedFile, EncryptedFile, UnknownFormat
from corpus.formats.docx_blocks import (
    PARAGRAPH,
    blocks,
    hidden_styles,
    is_table,
    joins_the_next,
    notes_cited,
    paragraph_text,
    text_boxes,
)
from corpus.formats.docx_numbering import Numbering
from corpus.formats.docx_package import usual
from corpus.formats.docx_tables import grid_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MAIN_PART = "word/document"
NOTE_PARTS = {RELATIONSHIP_TYPE.FOOTNOTES: "footnote", RELATIONSHIP_TYPE.ENDNOTES: "endnote"}
BESIDE_PARTS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
READ_PARTS = (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES, *NOTE_PARTS)
NOTE = "注："
FAULTS = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    SyntaxError,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    TypeError,
)


def detect(data: bytes) -> bool:
    """Whether the bytes are a Word package: whole, cut off, or locked up with a password."""
    if data.startswith(COMPOUND_FILE):
        return ENCRYPTED_STREAM in data
    if not data.startswith(MAGIC):
        return False
    names = member_names(data)
    if names is None:
        return b"word/" in data or b"[Content_Types].xml" in data[:256]
    return any(name.startswith(MAIN_PART) for name in names)


def read(data: bytes) -> Reading:
    """The body's paragraphs and tables in order, with automatic numbers, a text box before the paragraph it hangs on.

    Raises EncryptedFile, UnknownFormat (an old Word file), DamagedFile.
    """
    if data.startswith(COMPOUND_FILE):
        raise _locked_or_old(data)
    check_package(data)
    return _Walk(_opened(data)).read()


@dataclass(frozen=True, slots=True)
class _Content:
    """A package's body, its lists (not yet used), the styles that hide words, its notes by kind and id, and the words
    of its headers and footers."""

    body: BaseOxmlElement
    numbering: Numbering
    hidden: frozenset[str]
    notes: dict[tuple[str, str], BaseOxmlElement]
    beside: tuple[str, ...]


def _opened(data: bytes) -> _Content:
    try:
        package = docx.Document(io.BytesIO(usual(data)))
        parts = {
            relation.reltype: parse_xml(relation.target_part.blob)
            for relation in package.part.rels.values()
            if relation.reltype in READ_PARTS
        }
        if package.element.body is None:
            raise ValueError("a main part without a body")
        styles = parts.get(RELATIONSHIP_TYPE.STYLES)
        return _Content(
            package.element.body,
            Numbering(parts.get(RELATIONSHIP_TYPE.NUMBERING), styles),
            hidden_styles(styles),
            dict(_notes(parts)),
            tuple(_beside(package)),
        )
    except FAULTS as error:
        raise DamagedFile("Word 文件已损坏，内容读不出来", advice="请在 Word 或 WPS 中打开并另存后再试") from error


def _beside(package: DocxDocument) -> Iterator[str]:
    """The paragraphs of all headers and footers, those in their text boxes and tables too."""
    for relation in package.part.rels.values():
        if relation.reltype in BESIDE_PARTS:
            for paragraph in parse_xml(relation.target_part.blob).iter(PARAGRAPH):
                yield paragraph_text(paragraph)


def _notes(parts: dict[str, BaseOxmlElement]) -> Iterator[tuple[tuple[str, str], BaseOxmlElement]]:
    """The notes; the separators that Word keeps among them have a type."""
    for part, kind in NOTE_PARTS.items():
        for note in parts[part].findall(qn(f"w:{kind}")) if part in parts else ():
            if note.get(qn("w:type")) in (None, "normal"):
                yield (kind, str(note.get(qn("w:id")))), note


def _locked_or_old(data: bytes) -> EncryptedFile | UnknownFormat:
    if ENCRYPTED_STREAM in data:
        return EncryptedFile("文件设有打开密码", advice="请在 Word 或 WPS 中去掉密码、另存后再试")
    return UnknownFormat("这是旧版 Word 文件（.doc），目前尚不支持", advice="请另存为 .docx 后再试")


class _Walk:
    """One pass over a body: numbers count on, text collects in the builder."""

    def __init__(self, content: _Content) -> None:
        self._content = content
        self._builder = TextBuilder()
        self._notes = dict(content.notes)
        self._cited: list[tuple[str, str]] = []
        self._boxed: list[str] = []

    def read(self) -> Reading:
        self._flow(self._content.body)
        return self._builder.build(MEDIA_TYPE, beside=(*self._content.beside, *self._boxed))

    def _flow(self, container: BaseOxmlElement) -> None:
        """Adds all blocks; a table of a single cell is a frame, whose contents flow like the rest."""
        for block in self._merged(container):
            grid = [] if isinstance(block, str) else grid_of(block)
            if isinstance(block, str):
                self._builder.paragraph(block)
            elif len(grid) == 1:
                self._flow(grid[0].element)
            else:
                self._builder.table([cell.filled(self._cell_text(cell.element)) for cell in grid])
            self._add_cited_notes()

    def _add_cited_notes(self) -> None:
        """Adds the notes cited since the last time; a note is printed once."""
        cited, self._cited = self._cited, []
        for reference in cited:
            note = self._notes.pop(reference, None)
            if note is not None and (words := self._cell_text(note).replace("\n", " ").strip()):
                self._builder.paragraph(NOTE + words.removeprefix(NOTE))

    def _cell_text(self, container: BaseOxmlElement) -> str:
        """A cell's paragraphs, one a line; a table in it as lines too, its cells parted by blanks."""
        lines: list[str] = []
        for block in self._merged(container):
            if isinstance(block, str):
                lines.append(block)
                continue
            rows: dict[int, list[str]] = {}
            for cell in grid_of(block):
                rows.setdefault(cell.row, []).append(self._cell_text(cell.element).replace("\n", " "))
            lines += [" ".join(row) for row in rows.values()]
        return "\n".join(lines)

    def _merged(self, container: BaseOxmlElement) -> Iterator[str | BaseOxmlElement]:
        """The container's paragraphs as text and tables as they are, one by one, so that numbers count on through
        tables; text boxes go before their paragraph, and a paragraph whose end mark was deleted goes on in the next."""
        words = ""
        for block in blocks(container):
            if is_table(block):
                yield from filter(str.strip, [words])
                words = ""
                yield block
                continue
            for box in text_boxes(block):
                inside = list(self._merged(box))
                self._boxed += [words for words in inside if isinstance(words, str)]
                yield from inside
            words += paragraph_text(block, hidden=self._content.hidden)
            self._cited += notes_cited(block)
            if joins_the_next(block):
                continue
            label = self._content.numbering.label(block)
            yield from filter(str.strip, [label + words.lstrip() if label and words.strip() else words])
            words = ""
        yield from filter(str.strip, [words])
