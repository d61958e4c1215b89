"""From bytes to a document: which reader, its reading, and the structure on top.

Content decides which reader; the name is asked only where content cannot tell (a table as delimited text is plain text
too), and where no reader knows the content, so that the reader that the name promises can say what is wrong. A new
format is one reader file and one line in `READERS`; one that another program converts is that program's line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from corpus.containers import members_of
from corpus.document import Document, Letterhead, Reading
from corpus.errors import EmptyFile, NotFound, UnknownFormat, UnreadableFile
from corpus.formats import delimited, docx, html, image, ofd, office, pdf, record, sheet, text
from corpus.json_lines import is_lines
from corpus.limits import MEBIBYTE, limits_in_force
from corpus.secrecy import mark_beside, mark_of, refuse_secret
from corpus.structure import assemble


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its usual suffix, whether bytes are of it, its reader, other suffixes that it goes by.

    `read` raises a subclass of UnreadableFile for bytes that it cannot read, whatever they are. A format `by_name` is
    asked only for files that have one of its suffixes. `completed` gives another reading where the file says something
    beside the text that the text's own letterhead lacks.
    """

    suffix: str
    detect: Callable[[bytes], bool]
    read: Callable[[bytes], Reading]
    others: tuple[str, ...] = ()
    by_name: bool = False
    completed: Callable[[bytes, Letterhead], Reading | None] = lambda _data, _printed: None

    def is_promised_by(self, name: str) -> bool:
        """Whether a file's name has one of the suffixes."""
        return PurePath(name).suffix.lower() in (self.suffix, *self.others)

    def holds(self, data: bytes, name: str) -> bool:
        """Whether the bytes are of this format."""
        return (not self.by_name or self.is_promised_by(name)) and self.detect(data)


def _converted(read: Callable[[bytes], Reading]) -> Callable[[bytes], Reading]:
    """A reader for what LibreOffice converts into what `read` reads."""

    def read_converted(data: bytes) -> Reading:
        return replace(read(office.convert(data)), media_type=office.media_type_of(data))

    return read_converted


READERS: tuple[Format, ...] = (
    Format(".pdf", pdf.detect, pdf.read),
    Format(".docx", docx.detect, docx.read, (".docm",)),
    Format(".xlsx", sheet.detect, sheet.read, (".xlsm",)),
    Format(".ofd", ofd.detect, ofd.read),
    Format(".png", image.detect, image.read, (".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")),
    Format(".doc", office.is_paper, _converted(docx.read), (".wps", ".rtf", ".odt", ".dot")),
    Format(".xls", office.is_sheet, _converted(sheet.read), (".et", ".ods", ".xlsb")),
    Format(".html", html.detect, html.read, (".htm", ".mht", ".mhtml")),
    # Old systems write their tables as delimited text and call it a spreadsheet.
    Format(".csv", delimited.detect, delimited.read, (".tsv", ".xls", ".et"), by_name=True),
    Format(".json", record.detect, record.read, completed=record.read_with_metadata),
    Format(".txt", text.detect, text.read, (".md",)),
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
        "这是旧版办公软件的文件，但不是文档也不是表格，或已损坏",
        "请在原软件中打开并另存为 .docx、.xlsx 或 .pdf 后再试",
    ),
    Foreign(
        (b"PK\x03\x04",),
        "这是压缩包或尚不支持的文件（如 .zip、.pptx）",
        "压缩包请先解压，其他请另存为 .docx 或 .pdf 后再试",
    ),
    Foreign((b"\x1f\x8b",), "这是 gzip 压缩文件，里面不是逐行的文件", "请先解压后再入库"),
    Foreign((b"<",), "这是 XML 文件，不是网页也不是文档", "请把正文另存为 .docx 或 .txt 后再试"),
    Foreign((b"MIME-Version:",), "这是邮件，目前尚不支持", "请把正文和附件另存后再试"),
)


def read_document(data: bytes, source: str) -> Document:
    """The document in `data`; `source` is the path or name it came from. Raises a subclass of UnreadableFile."""
    return document_of(read(data, source), data, source)


def read_open_document(data: bytes, source: str) -> Document:
    """As `read_document`, but raises UnreadableFile for a paper that is marked as a state secret."""
    reading = read(data, source)
    refuse_secret(mark_beside(reading.beside))
    document = document_of(reading, data, source)
    mark = mark_of(document)
    refuse_secret(mark.value if mark else None)
    return document


def read(data: bytes, source: str) -> Reading:
    """What the file says, without its structure; raises as `read_document`."""
    reading = sniff(data, source).read(data)
    if not reading.paragraphs:
        raise EmptyFile("文件里没有文字", advice="请确认文件内容后再试")
    return reading


def document_of(reading: Reading, data: bytes, source: str) -> Document:
    """The document whose bytes gave the reading."""
    document = assemble(reading, id=document_id(data), source=source)
    completed = sniff(data, source).completed(data, document.letterhead)
    return document if completed is None else assemble(completed, id=document.id, source=source)


def read_file(path: Path) -> Document:
    """The document in the file at `path`. Raises NotFound where there is none, else a subclass of UnreadableFile; a
    container (an archive, a letter, a file of papers a line) is no document."""
    return read_document(paper_bytes(path), str(path))


def paper_bytes(path: Path) -> bytes:
    """What the file at `path` holds; raises as `read_file`, also where it is larger than the limits in force allow."""
    most = limits_in_force().file_size
    if not path.exists():
        raise NotFound(f"找不到文件：{path}", advice="请检查路径和文件名")
    if path.is_dir():
        raise UnreadableFile(f"这是文件夹，不是文件：{path}", advice="请给出文件夹中的一个文件")
    try:
        if path.stat().st_size > most:
            raise UnreadableFile(f"文件超过 {most // MEBIBYTE} MB", advice="请拆分后再试")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"无法打开文件：{path}", advice="请检查读取权限，或文件是否正被占用") from error
    _refuse_container(data, path.name)
    return data


def document_id(data: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the original bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def _refuse_container(data: bytes, name: str) -> None:
    if is_lines(data, name):
        raise UnknownFormat(
            "这个文件每行是一份文件，不是单份文件", advice="请用 gongwen ingest 整个读入，再按文号或标题查看"
        )
    members = members_of(data)
    if members is not None:
        names = "、".join(member.name for member in members[:3]) + ("等" if len(members) > 3 else "")
        raise UnknownFormat(
            f"这是压缩包或邮件，里面有 {len(members)} 个文件（{names}），不是单份文件",
            advice="请用 gongwen ingest 整个读入，或取出其中的文件再试",
        )


def sniff(data: bytes, name: str) -> Format:
    """The format of the bytes; `name` only hints. Raises EmptyFile or UnknownFormat."""
    if not data.strip():
        raise EmptyFile("文件是空的", advice="请重新获取文件后再试")
    known = next((known for known in READERS if known.holds(data, name)), None)
    if known is not None:
        return known
    beginning = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for foreign in FOREIGN:
        if beginning.startswith(foreign.beginnings):
            raise UnknownFormat(foreign.reason, advice=foreign.advice)
    promised = next((promised for promised in READERS if promised.is_promised_by(name)), None)
    if promised is not None:
        return promised
    suffixes = "、".join(known.suffix for known in READERS)
    raise UnknownFormat(f"认不出文件的格式（能读的是 {suffixes}）", advice="请另存为其中一种格式后再试")
