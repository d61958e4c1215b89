"""Content decides the format; every bad input of an office gets its own Chinese reason."""

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest

from corpus import reading
from corpus.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    GongwenError,
    NoTextLayer,
    NotFound,
    UnknownEncoding,
    UnknownFormat,
    UnreadableFile,
)

SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"
NOTICE = "河口市总工会\n关于报送年度总结的通知\n各区总工会：\n请于12月20日前报送年度总结。\n"


def word(text: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def archive(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr(name, "内容")
    return stream.getvalue()


WORD = word(NOTICE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (NOTICE.encode(), "通知.txt", ".txt"),
        (NOTICE.encode("gb18030"), "通知", ".txt"),
        (NOTICE.encode(), "其实是文本.docx", ".txt"),
        (WORD, "通知.docx", ".docx"),
        (WORD, "其实是文档.txt", ".docx"),
        (WORD[:-40], "不完整", ".docx"),
        (b"%PDF-1.4\n", "通知.doc", ".pdf"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加密.docx", ".docx"),
    ],
)
def test_content_decides(data: bytes, name: str, suffix: str) -> None:
    assert reading.sniff(data, name).suffix == suffix


BAD: dict[str, tuple[bytes, str, type[GongwenError], str]] = {
    "empty": (b"", "空.txt", EmptyFile, "空"),
    "blank": (b" \r\n \n", "空白.txt", EmptyFile, "空"),
    "word without text": (word(""), "空白.docx", EmptyFile, "没有文字"),
    "picture named txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "图.txt", UnknownFormat, "图片"),
    "old word": (OLE + "WordDocument".encode("utf-16-le"), "旧.doc", UnknownFormat, "另存为 .docx"),
    "old word named docx": (OLE, "旧.docx", UnknownFormat, "另存为 .docx"),
    "locked word": (OLE + "EncryptedPackage".encode("utf-16-le"), "密.docx", EncryptedFile, "密码"),
    "zip named txt": (archive("通知.txt"), "包.txt", UnknownFormat, "压缩包"),
    "sheet": (archive("xl/workbook.xml"), "表.xlsx", UnknownFormat, ".xlsx"),
    "rtf": (b"{\\rtf1\\ansi notice}", "通知.rtf", UnknownFormat, "RTF"),
    "web page": ("<!DOCTYPE html><p>通知</p>".encode(), "通知.html", UnknownFormat, "网页"),
    "web page named txt": ("\ufeff<html><p>通知</p></html>".encode(), "通知.txt", UnknownFormat, "网页"),
    "cut word": (WORD[:200], "断.docx", DamagedFile, "损坏"),
    "cut pdf": (b"%PDF-1.4\n1 0 obj\n<< /Type", "断.pdf", DamagedFile, "不完整"),
    "rubbish named docx": (b"\x00\x01\x02\xff" * 50, "乱.docx", DamagedFile, "损坏"),
    "rubbish named pdf": (b"\x00\x01\x02\xff" * 50, "乱.pdf", DamagedFile, "损坏"),
    "rubbish named txt": (b"\x00\x01\x02\xff" * 50, "乱.txt", DamagedFile, "二进制"),
    "rubbish": (b"\x00\x01\x02\xff" * 50, "乱.bin", UnknownFormat, ".pdf、.docx、.txt"),
    "other encoding": (
        "關於報送總結的通知，請各單位遵照執行。".encode("big5") * 4,
        "通知.txt",
        UnknownEncoding,
        "编码",
    ),
}


@pytest.mark.parametrize(("data", "name", "error", "words"), BAD.values(), ids=BAD.keys())
def test_bad_input_gets_a_clear_reason(data: bytes, name: str, error: type[GongwenError], words: str) -> None:
    with pytest.raises(GongwenError) as caught:
        reading.read_document(data, name)
    assert type(caught.value) is error
    assert words in str(caught.value)
    assert caught.value.advice


def test_a_document_carries_its_source_and_id(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(NOTICE.encode("gb18030"))
    document = reading.read_file(path)
    assert document.text == NOTICE
    assert document.source == str(path)
    assert document.media_type == "text/plain"
    assert document.id == reading.document_id(NOTICE.encode("gb18030"))
    assert len(document.id) == 16
    assert [span.of(document.text) for span in document.paragraphs] == NOTICE.strip().split("\n")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="找不到"):
        reading.read_file(tmp_path / "没有.txt")
    with pytest.raises(UnreadableFile, match="文件夹"):
        reading.read_file(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "锁住.txt"
    path.write_text(NOTICE)
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="无法打开"):
        reading.read_file(path)


def test_an_operating_system_error_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "占用.txt"
    path.write_text(NOTICE)

    def locked(_: Path) -> bytes:
        raise PermissionError("in use")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(UnreadableFile, match="无法打开"):
        reading.read_file(path)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize("folder", ["seeds", "official"])
def test_every_real_text_is_read_as_it_stands(folder: str) -> None:
    paths = sorted((SHARED / folder).glob("*.txt"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        read = reading.sniff(data, path.name).read(data)
        assert read.text == data.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_other_real_formats_are_refused_with_advice() -> None:
    for path in sorted((SHARED / "files").glob("*.ofd")):
        with pytest.raises(UnknownFormat, match="ofd"):
            reading.sniff(path.read_bytes(), path.name)
    scan = SHARED / "files" / "guobanfa2018-126_table_scan.pdf"
    with pytest.raises(NoTextLayer):
        reading.sniff(scan.read_bytes(), scan.name).read(scan.read_bytes())
