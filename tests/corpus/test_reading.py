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


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(100)


WORD = word(NOTICE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PAGE = f"<!DOCTYPE html><html><body><p>{NOTICE}</p></body></html>"
ROWS = "单位,数量\n甲区,20家\n乙区,30家\n"


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
        (stream("WordDocument"), "通知.wps", ".doc"),
        (stream("WordDocument"), "其实是旧文档.docx", ".doc"),
        (stream("Workbook"), "任务表.et", ".xls"),
        (b"{\\rtf1\\ansi notice}", "通知.doc", ".doc"),
        (PAGE.encode(), "通知.doc", ".html"),
        (PAGE.encode("utf-16"), "通知.txt", ".html"),
        (PAGE.removeprefix("<!DOCTYPE html>").encode("gb18030"), "通知", ".html"),
        (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"\r\n\r\n', "通知.doc", ".html"),
        (WORD, "通知.doc", ".docx"),
        (archive("xl/workbook.xml"), "任务表.xls", ".xlsx"),
        (archive("OFD.xml"), "通知.pdf", ".ofd"),
        (ROWS.encode(), "任务表.csv", ".csv"),
        (ROWS.encode(), "任务表.txt", ".txt"),
        (ROWS.encode("gb18030"), "任务表.xls", ".csv"),
        (b"PK\x03\x04 xl/workbook.xml", "断.xls", ".xlsx"),
        ("# 通知\n\n一、总体要求\n".encode(), "通知.md", ".txt"),
    ],
)
def test_content_decides(data: bytes, name: str, suffix: str) -> None:
    assert reading.sniff(data, name).suffix == suffix


BAD: dict[str, tuple[bytes, str, type[GongwenError], str]] = {
    "empty": (b"", "空.txt", EmptyFile, "空"),
    "blank": (b" \r\n \n", "空白.txt", EmptyFile, "空"),
    "word without text": (word(""), "空白.docx", EmptyFile, "没有文字"),
    "picture named txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "图.txt", DamagedFile, "图片"),
    "slides": (stream("PowerPoint Document"), "旧.doc", UnknownFormat, "另存为 .docx"),
    "locked word": (OLE + "EncryptedPackage".encode("utf-16-le"), "密.docx", EncryptedFile, "密码"),
    "zip named txt": (archive("通知.txt"), "包.txt", UnknownFormat, "压缩包"),
    "cut sheet": (archive("xl/workbook.xml"), "表.xlsx", DamagedFile, "表格文件已损坏"),
    "web page without text": (b"<!DOCTYPE html><script>1</script>", "通知.html", EmptyFile, "没有"),
    "other markup": (b'<?xml version="1.0"?><a/>', "通知.txt", UnknownFormat, "XML"),
    "rubbish named doc": (b"\x00\x01\x02\xff" * 50, "乱.doc", DamagedFile, "损坏"),
    "rubbish named xls": (b"\x00\x01\x02\xff" * 50, "乱.xls", DamagedFile, "损坏"),
    "rubbish named csv": (b"\x00\x01\x02\xff" * 50, "乱.csv", DamagedFile, "二进制"),
    "rubbish named html": (b"\x00\x01\x02\xff" * 50, "乱.html", DamagedFile, "二进制"),
    "rubbish named ofd": (b"\x00\x01\x02\xff" * 50, "乱.ofd", DamagedFile, "损坏"),
    "cut word": (WORD[:200], "断.docx", DamagedFile, "损坏"),
    "cut pdf": (b"%PDF-1.4\n1 0 obj\n<< /Type", "断.pdf", DamagedFile, "不完整"),
    "rubbish named docx": (b"\x00\x01\x02\xff" * 50, "乱.docx", DamagedFile, "损坏"),
    "rubbish named pdf": (b"\x00\x01\x02\xff" * 50, "乱.pdf", DamagedFile, "损坏"),
    "rubbish named txt": (b"\x00\x01\x02\xff" * 50, "乱.txt", DamagedFile, "二进制"),
    "rubbish": (b"\x00\x01\x02\xff" * 50, "乱.bin", UnknownFormat, ".pdf、.docx、.xlsx、.ofd"),
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
