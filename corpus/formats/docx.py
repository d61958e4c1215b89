"""Word documents (.docx): the text that a person sees, in order.

python-docx opens the package; the body is walked as XML, because its own text leaves out automatic numbers, inserted
text of tracked changes, content controls and text boxes, and repeats merged cells. Tracked changes are read as
accepted. Headers, footers and notes are not part of the body.
"""

from __future__ import annotations

import io

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.archive import MAGIC, check_package, member_names
from corpus.builder import TextBuilder
from corpus.document import Reading
from corpus.errors import DamagedFile, EncryptedFile, UnknownFormat
from corpus.formats.docx_blocks import blocks, is_table, joins_the_next, paragraph_text, text_boxes
from corpus.formats.docx_numbering import Numbering
from corpus.formats.docx_tables import grid_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MAIN_PART = "word/document"
FAULTS = (PackageNotFoundError, SyntaxError, KeyError, ValueError, AttributeError, IndexError, TypeError)


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
    body, numbering = _opened(data)
    return _Walk(numbering).read(body)


def _opened(data: bytes) -> tuple[BaseOxmlElement, Numbering]:
    """The body and its numbering, not yet used."""
    try:
        package = docx.Document(io.BytesIO(data))
        parts = {
            relation.reltype: relation.target_part.element
            for relation in package.part.rels.values()
            if relation.reltype in (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES)
        }
        numbering = Numbering(parts.get(RELATIONSHIP_TYPE.NUMBERING), parts.get(RELATIONSHIP_TYPE.STYLES))
        if package.element.body is None:
            raise ValueError("a main part without a body")
        return package.element.body, numbering
    except FAULTS as error:
        raise DamagedFile("Word 文件已损坏，内容读不出来", advice="请在 Word 或 WPS 中打开并另存后再试") from error


def _locked_or_old(data: bytes) -> EncryptedFile | UnknownFormat:
    if ENCRYPTED_STREAM in data:
        return EncryptedFile("文件设有打开密码", advice="请在 Word 或 WPS 中去掉密码、另存后再试")
    return UnknownFormat("这是旧版 Word 文件（.doc），目前尚不支持", advice="请另存为 .docx 后再试")


class _Walk:
    """One pass over a body: numbers count on, text collects in the builder."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._builder = TextBuilder()

    def read(self, body: BaseOxmlElement) -> Reading:
        self._flow(body)
        return self._builder.build(MEDIA_TYPE)

    def _flow(self, container: BaseOxmlElement) -> None:
        """Adds all blocks; a table of a single cell is a frame, whose contents flow like the rest."""
        for block in self._merged(container):
            if isinstance(block, str):
                self._builder.paragraph(block)
                continue
            grid = grid_of(block)
            if len(grid) == 1:
                self._flow(grid[0].element)
            else:
                self._builder.table([cell.filled(self._cell_text(cell.element)) for cell in grid])

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

    def _merged(self, container: BaseOxmlElement) -> list[str | BaseOxmlElement]:
        """The container's paragraphs as text and tables as they are; text boxes go before their paragraph, and a
        paragraph whose end mark was deleted goes on in the next."""
        found: list[str | BaseOxmlElement] = []
        words = ""
        for block in blocks(container):
            if is_table(block):
                found += [words, block]
                words = ""
                continue
            for box in text_boxes(block):
                found += self._merged(box)
            words += paragraph_text(block)
            if joins_the_next(block):
                continue
            label = self._numbering.label(block)
            found.append(label + words.lstrip() if label and words.strip() else words)
            words = ""
        return [block for block in (*found, words) if not isinstance(block, str) or block.strip()]
