"""Containers: which bytes are one, and the files in it, by names that can do no harm."""

from __future__ import annotations

import base64
import io
import warnings
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx_writer import packed, para

from corpus.containers import Member, members_of
from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, UnknownFormat
from corpus.limits import Limits, PackageLimits, within
from corpus.reading import read_file

PAPER = "关于开展检查的通知\n各单位：".encode()


def archive(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name twice
        for name, data in members:
            target.writestr(name, data)
    return stream.getvalue()


def with_raw_name(raw: bytes) -> bytes:
    """An archive whose one member has this name without saying in which encoding."""
    data = archive(("x" * len(raw), PAPER))
    return data.replace(b"x" * len(raw), raw)


def names(data: bytes) -> list[str]:
    return [member.name for member in members_of(data) or ()]


def letter(text: str | None = "请查收附件。", *, html: str | None = None, subject: str = "报送计划") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", subject
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.set_content(html, subtype="html")
    return message


def test_the_files_of_an_archive_in_its_order():
    data = archive(("公文/乙.txt", PAPER), ("公文/", b""), ("甲.docx", packed(para("关于检查的通知"))))
    assert members_of(data) == (Member("公文/乙.txt", PAPER), Member("甲.docx", packed(para("关于检查的通知"))))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("通知/要点.txt".encode("gbk"), "通知/要点.txt"),
        ("通知/㐀𠮷.txt".encode("gb18030"), "通知/㐀𠮷.txt"),
        ("通知.txt".encode(), "通知.txt"),
        (b"caf\x82.txt", "café.txt"),
        ("通知\\要点.txt".encode("gbk"), "通知/要点.txt"),
    ],
)
def test_names_without_their_encoding(raw: bytes, name: str):
    assert names(with_raw_name(raw)) == [name]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/甲.txt", "etc/甲.txt"),
        ("/etc/甲.txt", "etc/甲.txt"),
        ("./甲.txt", "甲.txt"),
        ("甲\n乙\x1b[31m.txt", "甲乙[31m.txt"),
        ("..", "未命名"),
    ],
)
def test_names_that_would_lead_elsewhere(name: str, shown: str):
    assert names(archive((name, PAPER))) == [shown]


def test_names_that_are_there_twice_are_told_apart():
    data = archive(("甲.txt", PAPER), ("../甲.txt", PAPER), ("甲.txt", b"3"), ("夹/甲.txt", PAPER))
    assert names(data) == ["甲.txt", "甲（2）.txt", "甲（3）.txt", "夹/甲.txt"]


def test_what_systems_keep_for_themselves_is_left_out():
    own = ("__MACOSX/._甲.txt", ".DS_Store", "夹/~$甲.docx", "夹/Thumbs.db")
    assert names(archive(*((name, b"x") for name in own), ("甲.txt", PAPER))) == ["甲.txt"]
    with pytest.raises(EmptyFile):
        members_of(archive(*((name, b"x") for name in own)))
    with pytest.raises(EmptyFile):
        members_of(archive())


@pytest.mark.parametrize(
    "data",
    [
        PAPER,
        b"",
        packed(para("关于检查的通知")),
        archive(("OFD.xml", b"<x/>")),
        archive(("mimetype", b"application/vnd.oasis.opendocument.text")),
        packed(para("关于检查的通知"))[:600],
        "From: 办公室\n请于3月1日前报送。".encode(),
        "主题：报送\n发件人：办公室\n\n请报送。".encode(),
        b'MIME-Version: 1.0\nFrom: <Saved by a browser>\nContent-Type: multipart/related; type="text/html"\n\n--x',
    ],
)
def test_what_is_no_container(data: bytes):
    assert members_of(data) is None


def test_a_locked_or_broken_archive_is_refused():
    data = bytearray(archive(("甲.txt", PAPER)))
    locked = bytearray(data)
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile):
        members_of(bytes(locked))
    with pytest.raises(DamagedFile):
        members_of(bytes(data[:-30]))


@pytest.mark.parametrize(
    "limits",
    [PackageLimits(members=2), PackageLimits(total=2000), PackageLimits(member=900), PackageLimits(ratio=50)],
)
def test_the_limits_in_force_hold(limits: PackageLimits):
    data = archive(*((f"{number}.txt", b"0" * 1000) for number in range(3)), ("大.txt", b"0" * 2_000_000))
    with pytest.raises(DamagedFile, match="解压"), within(Limits(package=limits)):
        members_of(data)


def test_a_letter_gives_its_text_and_what_is_attached():
    message = letter()
    message.add_attachment(PAPER, maintype="application", subtype="octet-stream", filename="计划 一.txt")
    message.add_attachment(PAPER, maintype="application", subtype="octet-stream", filename="../计划 一.txt")
    assert members_of(bytes(message)) == (
        Member("正文.txt", "报送计划\n请查收附件。".encode()),
        Member("计划 一.txt", PAPER),
        Member("计划 一（2）.txt", PAPER),
    )


def test_a_letter_as_a_page_gives_the_page_without_its_pictures():
    page = "<html><body><p>请查收</p><img src='cid:a'></body></html>"
    message = letter(None, html=page)
    message.add_related(b"\x89PNG", "image", "png", cid="<a>")
    message.add_attachment(PAPER, maintype="application", subtype="octet-stream", filename="计划.txt")
    assert names(bytes(message)) == ["正文.html", "计划.txt"]


def test_a_forwarded_letter_is_a_container_in_it():
    inner = letter("内层")
    outer = letter("外层")
    outer.add_attachment(inner)
    members = members_of(bytes(outer)) or ()
    assert [member.name for member in members] == ["正文.txt", "转发的邮件.eml"]
    assert names(members[1].data) == ["正文.txt"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "utf-8"])
def test_a_letter_in_chinese_encodings(charset: str):
    real = "utf-8" if charset == "utf-8" else "gb18030"  # programs name the smaller set and write the larger
    words = "请于3月1日前报送镕" + ("𠮷" if real == "utf-8" else "")
    subject = base64.b64encode("报送计划".encode(real)).decode()
    head = f"From: a@example.com\nSubject: =?{charset}?B?{subject}?=\nContent-Type: text/plain; charset={charset}\n"
    data = f"{head}Content-Transfer-Encoding: 8bit\n\n".encode() + words.encode(real)
    assert members_of(data) == (Member("正文.txt", f"报送计划\n{words}".encode()),)


def test_a_letter_that_says_nothing_holds_nothing():
    with pytest.raises(EmptyFile):
        members_of(bytes(letter("  \n", subject="空")))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("包.zip", archive(("甲.txt", PAPER), ("乙.txt", PAPER)), "里面有 2 个文件（甲.txt、乙.txt）"),
        ("信.eml", bytes(letter()), "里面有 1 个文件（正文.txt）"),
        ("文件.jsonl", b'{"id": "1", "text": "notice"}\n', "每行是一份文件"),
    ],
)
def test_a_container_is_no_document(tmp_path: Path, name: str, data: bytes, words: str):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnknownFormat) as raised:
        read_file(tmp_path / name)
    assert words in raised.value.reason
    assert "gongwen ingest" in raised.value.advice
