"""Old and foreign office files (.doc .wps .rtf .odt .xls .et .ods …), turned by LibreOffice into ones that are read.

This module knows what they look like and gives the bytes of a .docx or .xlsx; `corpus.reading` has those read.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from corpus.archive import DAMAGE, MAGIC, check_package, member_names
from corpus.errors import DamagedFile, EncryptedFile
from corpus.formats.office_program import Limits, converted

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR = 512
LOCKED = 0x0100  # fEncrypted of a Word file's FIB ([MS-DOC] 2.5.2)
WORD_BEGINS = (b"\xec\xa5", b"\xdc\xa5")
ADVICE = "请在原软件中去掉密码、另存后再试"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file for LibreOffice: the suffix it expects, its media type, whether it is a spreadsheet."""

    suffix: str
    media_type: str
    is_sheet: bool = False


DOC = Kind(".doc", "application/msword")
WORKS = Kind(".wps", "application/vnd.ms-works")
RTF = Kind(".rtf", "application/rtf")
WORD_XML = Kind(".xml", "application/xml")
XLS = Kind(".xls", "application/vnd.ms-excel", is_sheet=True)
XLSB = Kind(".xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12", is_sheet=True)
EXCEL_XML = Kind(".xml", "application/xml", is_sheet=True)
# Streams of a compound file ([MS-CFB]) that tell what it is, by their names; WPS writes the same ones.
STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "MatOST": WORKS, "CompObj": WORKS}
# Kinds of OpenDocument and UOF packages by the beginning of their `mimetype` member.
OPEN = {
    b"application/vnd.oasis.opendocument.text": Kind(".odt", "application/vnd.oasis.opendocument.text"),
    b"application/vnd.oasis.opendocument.spreadsheet": Kind(
        ".ods", "application/vnd.oasis.opendocument.spreadsheet", is_sheet=True
    ),
}
PROGRAMS = {b"Word.Document": WORD_XML, b"Excel.Sheet": EXCEL_XML}


def is_paper(data: bytes) -> bool:
    """Whether LibreOffice can make a .docx of the bytes."""
    kind = kind_of(data)
    return kind is not None and not kind.is_sheet


def is_sheet(data: bytes) -> bool:
    """Whether LibreOffice can make an .xlsx of the bytes."""
    kind = kind_of(data)
    return kind is not None and kind.is_sheet


def kind_of(data: bytes) -> Kind | None:
    """What the bytes are by their content; None for what is not one of these files."""
    beginning = data[:4096]
    if beginning.startswith(COMPOUND):
        if _stream_name("EncryptedPackage") in data:
            return None
        return next((kind for name, kind in STREAMS.items() if _stream_name(name) in data), None)
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return RTF
    if beginning.startswith(MAGIC):
        return _package_kind(data)
    if b"<?mso-application" in beginning:
        return next((kind for name, kind in PROGRAMS.items() if name in beginning), None)
    return None


def convert(data: bytes, *, limits: Limits | None = None) -> bytes:
    """The .docx or .xlsx that LibreOffice makes of the bytes.

    Raises UnreadableFile (LibreOffice is not installed, or took too long), EncryptedFile, DamagedFile.
    """
    kind = kind_of(data)
    if kind is None:
        raise DamagedFile("文件不是它的名字所说的格式，或开头已损坏", advice="请在原软件中打开并另存后再试")
    if _is_locked(data, kind):
        raise EncryptedFile("文件设有打开密码", advice=ADVICE)
    if data.startswith(MAGIC):
        check_package(data)
    return converted(data, suffix=kind.suffix, target="xlsx" if kind.is_sheet else "docx", limits=limits)


def media_type_of(data: bytes) -> str:
    """The media type of the bytes as they are, before they are converted."""
    kind = kind_of(data)
    return kind.media_type if kind else "application/octet-stream"


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def _package_kind(data: bytes) -> Kind | None:
    names = member_names(data)
    if names is None:
        return next((kind for beginning, kind in OPEN.items() if beginning in data[:200]), None)
    if "xl/workbook.bin" in names:
        return XLSB
    if "mimetype" not in names:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("mimetype") as member:
            named = member.read(200)
    except (*DAMAGE, RuntimeError):
        return None
    return next((kind for beginning, kind in OPEN.items() if named.startswith(beginning)), None)


def _is_locked(data: bytes, kind: Kind) -> bool:
    if kind is DOC:
        return any(
            data[SECTOR * place : SECTOR * place + 2] in WORD_BEGINS
            and int.from_bytes(data[SECTOR * place + 10 : SECTOR * place + 12], "little") & LOCKED
            for place in range(1, 9)
        )
    if kind in OPEN.values() and member_names(data) is not None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                return b"encryption-data" in package.read("META-INF/manifest.xml")
        except (*DAMAGE, KeyError, RuntimeError):
            return False
    return False
