"""From bytes to a document: which reader, its reading, and the structure on top.

Content decides which reader; the name is asked only where no reader knows the content, so that the reader that the
name promises can say what is wrong. A new format is one reader file and one line in `READERS`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from corpus.document import Document, Reading
from corpus.errors import EmptyFile, NotFound, UnknownFormat, UnreadableFile
from corpus.formats import docx, pdf, text
from corpus.structure import assemble


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its usual suffix, whether bytes are of it, and its reader.

    `read` raises a subclass of UnreadableFile for bytes that it cannot read, whatever they are.
    """

    suffix: str
    detect: Callable[[bytes], bool]
    read: Callable[[bytes], Reading]


READERS: tuple[Format, ...] = (
    Format(".pdf", pdf.detect, pdf.read),
    Format(".docx", docx.detect, docx.read),
    Format(".txt", text.detect, text.read),
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A format that is known but not read: how its files begin, what it is and what a clerk can do."""

    beginnings: tuple[bytes, ...]
    reason: str
    advice: str


FOREIGN: tuple[Foreign, ...] = (
    Foreign(
        (b"\xd0\xcf\x11\xe0",),
        "这是旧版 Word、WPS 或 Excel 文件（.doc、.wps、.xls），目前尚不支持",
        "请另存为 .docx 后再试",
    ),
    Foreign((b"{\\rtf",), "这是 RTF 文件，目前尚不支持", "请另存为 .docx 后再试"),
    Foreign(
        (b"PK\x03\x04",),
        "这是压缩包或尚不支持的文件（如 .xlsx、.ofd、.zip）",
        "压缩包请先解压，其他请另存为 .docx 或 .pdf 后再试",
    ),
    Foreign(
        (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM"),
        "这是图片，没有文字可读",
        "图片需要文字识别(OCR)，目前版本尚不支持",
    ),
    Foreign((b"<", b"MIME-Version:"), "这是网页或 XML 文件，目前尚不支持", "请把正文另存为 .docx 或 .txt 后再试"),
)


def read_document(data: bytes, source: str) -> Document:
    """The document in `data`; `source` is the path or name it came from. Raises a subclass of UnreadableFile."""
    reading = sniff(data, source).read(data)
    if not reading.paragraphs:
        raise EmptyFile("文件里没有文字", advice="请确认文件内容后再试")
    return assemble(reading, id=document_id(data), source=source)


def read_file(path: Path) -> Document:
    """The document in the file at `path`. Raises NotFound where there is none, else a subclass of UnreadableFile."""
    if not path.exists():
        raise NotFound(f"找不到文件：{path}", advice="请检查路径和文件名")
    if path.is_dir():
        raise UnreadableFile(f"这是文件夹，不是文件：{path}", advice="请给出文件夹中的一个文件")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"无法打开文件：{path}", advice="请检查读取权限，或文件是否正被占用") from error
    return read_document(data, str(path))


def document_id(data: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the original bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def sniff(data: bytes, name: str) -> Format:
    """The format of the bytes; `name` only hints. Raises EmptyFile or UnknownFormat."""
    if not data.strip():
        raise EmptyFile("文件是空的", advice="请重新获取文件后再试")
    known = next((known for known in READERS if known.detect(data)), None)
    if known is not None:
        return known
    beginning = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for foreign in FOREIGN:
        if beginning.startswith(foreign.beginnings):
            raise UnknownFormat(foreign.reason, advice=foreign.advice)
    suffix = PurePath(name).suffix.lower()
    for promised in READERS:
        if promised.suffix == suffix:
            return promised
    suffixes = "、".join(known.suffix for known in READERS)
    raise UnknownFormat(f"认不出文件的格式（能读的是 {suffixes}）", advice="请另存为其中一种格式后再试")
