"""Old office files through LibreOffice; what needs the program itself skips where it is not installed."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from corpus import reading
from corpus.errors import DamagedFile, EncryptedFile, GongwenError, UnreadableFile
from corpus.formats import office, office_program

SOFFICE = pytest.mark.skipif(office_program.program() is None, reason="LibreOffice is not installed")
LINES = ["河口市总工会文件", "关于做好职工书屋建设工作的通知", "各区总工会：", "一、全年新建职工书屋20家。", "附注"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def paper() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in LINES[:4]:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ("单位", "数量", "甲区", "20家"), strict=True):
        cell.text = words
    document.add_paragraph(LINES[4])
    document.save(stream)
    return stream.getvalue()


def table_paper() -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["单位", "完成率"])
    book.active.append(["甲区", 0.95])
    book.active["B2"].number_format = "0%"
    book.save(stream)
    return stream.getvalue()


def stream(name: str, data: bytes = OLE) -> bytes:
    return data + name.encode("utf-16-le") + bytes(100)


def open_document(media_type: str, manifest: str = "<manifest/>") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", media_type)
        package.writestr("META-INF/manifest.xml", manifest)
    return written.getvalue()


TEXT_TYPE = "application/vnd.oasis.opendocument.text"
KINDS: dict[str, tuple[bytes, str | None]] = {
    "a Word file": (stream("WordDocument"), ".doc"),
    "an Excel file": (stream("Workbook"), ".xls"),
    "an old Excel file": (stream("Book"), ".xls"),
    "a Works file": (stream("MatOST"), ".wps"),
    "rich text": (b"{\\rtf1\\ansi notice}", ".rtf"),
    "rich text behind a mark": (b"\xef\xbb\xbf\r\n{\\rtf1 notice}", ".rtf"),
    "an open text": (open_document(TEXT_TYPE), ".odt"),
    "an open text cut off": (open_document(TEXT_TYPE)[:120], ".odt"),
    "an open sheet": (open_document("application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
    "an open drawing": (open_document("application/vnd.oasis.opendocument.graphics"), None),
    "a paper as one XML file": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', ".xml"),
    "a locked package": (stream("EncryptedPackage"), None),
    "slides": (stream("PowerPoint Document"), None),
    "a docx": (paper(), None),
    "an xlsx": (table_paper(), None),
    "text": ("通知".encode(), None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("data", "suffix"), KINDS.values(), ids=KINDS.keys())
def test_content_tells_the_kind(data: bytes, suffix: str | None) -> None:
    kind = office.kind_of(data)
    assert (kind.suffix if kind else None) == suffix
    assert office.is_paper(data) is (kind is not None and not kind.is_sheet)
    assert office.is_sheet(data) is (kind is not None and kind.is_sheet)


@SOFFICE
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_papers_are_read(suffix: str) -> None:
    data = office_program.converted(paper(), suffix=".docx", target=suffix)
    document = reading.read_document(data, "通知.wps")
    assert document.text == "\n".join([*LINES[:4], "单位\t数量\n甲区\t20家", LINES[4]])
    assert len(document.tables) == 1
    assert document.media_type == office.media_type_of(data) != reading.docx.MEDIA_TYPE
    assert [section.label for section in document.outline] == ["一、"]


@SOFFICE
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_sheets_are_read(suffix: str) -> None:
    data = office_program.converted(table_paper(), suffix=".xlsx", target=suffix)
    assert reading.read_document(data, "任务表.et").text == "单位\t完成率\n甲区\t95%"


@SOFFICE
def test_rubbish_with_the_right_beginning_is_damaged_or_empty() -> None:
    with pytest.raises(UnreadableFile) as caught:
        reading.read_document(stream("WordDocument") + random.Random(1).randbytes(4000), "旧.doc")
    assert caught.value.advice


@SOFFICE
def test_a_conversion_that_takes_too_long_is_stopped() -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match="秒"):
        office_program.converted(paper(), suffix=".docx", target="doc", limits=office_program.Limits(seconds=0.2))
    assert time.monotonic() - begun < 10


@SOFFICE
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory limit is Linux's")
def test_a_conversion_that_takes_too_much_memory_fails() -> None:
    with pytest.raises(DamagedFile):
        office_program.converted(
            paper(), suffix=".docx", target="doc", limits=office_program.Limits(memory=64 * 1024 * 1024)
        )


@pytest.mark.skipif(os.name == "nt", reason="written for a POSIX shell")
def test_children_end_with_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that hangs with a child that hangs: both are gone, and so is all that was written."""
    notes, fake = tmp_path / "notes", tmp_path / "soffice"
    fake.write_text(f'#!/bin/sh\nsleep 60 &\necho "$! $PWD" > {notes}\nwait\n')
    fake.chmod(0o755)
    monkeypatch.setattr(office_program, "program", lambda: fake)
    with pytest.raises(UnreadableFile, match="秒"):
        office_program.converted(b"x", suffix=".doc", target="docx", limits=office_program.Limits(seconds=1))
    child, folder = notes.read_text().split()
    assert not Path(folder).exists()
    alive = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert alive.strip()[:1] in ("", "Z")


def test_without_the_program_the_advice_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_program, "program", lambda: None)
    with pytest.raises(UnreadableFile, match="LibreOffice") as caught:
        reading.read_document(stream("WordDocument"), "旧.doc")
    assert "安装" in caught.value.advice


def locked_doc() -> bytes:
    head = bytearray(OLE + bytes(512))
    head[512:514] = b"\xec\xa5"
    head[523] = 0x01
    return stream("WordDocument", bytes(head))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (locked_doc(), EncryptedFile),
        (open_document(TEXT_TYPE, "<manifest:encryption-data/>"), EncryptedFile),
        (open_document(TEXT_TYPE)[:120], DamagedFile),
        (b"neither", DamagedFile),
    ],
)
def test_bad_files_are_refused_before_the_program_sees_them(
    data: bytes, error: type[GongwenError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_program, "program", lambda: None)
    with pytest.raises(error) as caught:
        office.convert(data)
    assert caught.value.advice


@pytest.mark.parametrize("seed", range(200))
def test_damage_never_confuses_the_kind(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice([data for data, _ in KINDS.values() if data]))
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    kind = office.kind_of(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
    assert kind is None or kind.suffix.startswith(".")
