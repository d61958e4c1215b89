"""Writes the hostile and broken files that ingest has to survive: `python hostile_files.py FOLDER [--whole]`.

Sizes are scaled down for every day; `--whole` writes them in full (a PDF of 100,000 pages, a gigabyte of one
character).
"""

from __future__ import annotations

import gzip
import io
import json
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "corpus" / "writers"))

import openpyxl
from docx_writer import packed, para, table
from ofd_writer import package, words
from PIL import Image

GOOD = "关于开展检查的通知\n各单位：\n一、年内建成示范点{}个，由综合科负责。\n"


@dataclass(frozen=True)
class Size:
    """How large the large ones are."""

    bomb: int  # bytes of each file in the bomb
    pages: int
    characters: int
    depth: int  # tables in tables
    converted: bool = False  # with formats that LibreOffice writes and reads, which takes its time


SMALL = Size(bomb=4 << 20, pages=10_000, characters=400_000, depth=300)
WHOLE = Size(bomb=64 << 20, pages=100_000, characters=1 << 30, depth=5_000, converted=True)


def write(folder: Path, size: Size) -> tuple[list[str], list[str], list[str]]:
    """Writes all files, each beside a good one; the names of those that must be refused, of those that may be, and of
    the good ones."""
    folder.mkdir(parents=True, exist_ok=True)
    refused, either, good = [], [], []
    for number, (must_fail, name, data) in enumerate(files(size)):
        named = f"{number:03}{name}"
        (folder / named).write_bytes(data)
        (refused if must_fail else either).append(named)
        good.append(f"{number:03}好.txt")
        (folder / good[-1]).write_text(GOOD.format(number + 10), "utf-8")
    return refused, either, good


def files(size: Size) -> Iterator[tuple[bool, str, bytes]]:
    """Each file with whether it must be refused."""
    for name, data in bombs(size).items():
        yield True, name, data
    for name, data in doubtful(size).items():
        yield False, name, data
    for name, data in spoilt(size):
        yield False, name, data


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def with_part(data: bytes, part: str, content: str) -> bytes:
    """A package with one of its parts put in the place of the one it had."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        assert part in source.namelist()
        return zipped({name: content.encode() if name == part else source.read(name) for name in source.namelist()})


def pdf(pages: int, text: str = "BT /F1 12 Tf 72 700 Td (notice) Tj ET", *, filtered: bool = False) -> bytes:
    """A PDF whose pages share one content, given in Latin-1, `filtered` where it is packed."""
    packing = "/Filter/FlateDecode" if filtered else ""
    kids = " ".join(f"{number + 4} 0 R" for number in range(pages))
    font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        f"<</Length {len(text)}{packing}>>stream\n{text}\nendstream",
        *[f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R{font}>>"] * pages,
    ]
    pieces, places, reached = [b"%PDF-1.4\n"], [], 9
    for number, content in enumerate(objects, start=1):
        places.append(reached)
        pieces.append(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
        reached += len(pieces[-1])
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer<</Size {count}/Root 1 0 R>>\n"
    return b"".join([*pieces, end.encode(), f"startxref\n{reached}\n%%EOF".encode()])


def book() -> bytes:
    made, stream = openpyxl.Workbook(), io.BytesIO()
    made.worksheets[0].append(["任务", "检查120家"])
    made.save(stream)
    return stream.getvalue()


def picture(form: str, *, side: int = 20, **options: str) -> bytes:
    stream = io.BytesIO()
    Image.new("1", (side, side), "white").save(stream, form, **options)
    return stream.getvalue()


def letter() -> bytes:
    return f"From: a@example.com\nTo: b@example.com\nContent-Type: text/plain; charset=utf-8\n\n{GOOD}".encode()


WORD, BOOK, OFD = packed(para("关于检查的通知")), book(), package(words("关于检查的通知", 25, 40))
ARCHIVE = (
    'From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"; type="text/html"\n\n'
    f"--x\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>{GOOD}</p></body></html>\n--x--\n"
)
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE d [{}]><d xmlns="x">&{};</d>'
OUTSIDE = '<!ENTITY x SYSTEM "file:///etc/hostname">'
LAUGHS = '<!ENTITY a0 "哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def bombs(size: Size) -> dict[str, bytes]:
    """Files that must be refused."""
    layer = zipped({f"{number}.txt": b"0" * size.bomb for number in range(16)})
    lying = bytearray(zipped({"甲.txt": b"0" * 1_000_000}))
    struct.pack_into("<I", lying, lying.rfind(b"PK\x01\x02") + 24, 10)
    return {
        "炸弹.zip": layer,
        "套炸弹.zip": zipped({"里.zip": zipped({"里.zip": layer})}),
        "太深.zip": zipped({"里.zip": zipped({"里.zip": zipped({"里.zip": zipped({"甲.txt": b"1"})})})}),
        "谎报.zip": bytes(lying),
        "炸弹.docx": zipped({"[Content_Types].xml": b"", "word/document.xml": b" " * (size.bomb + 1)}),
        "炸弹.jsonl.gz": gzip.compress(b'{"text": "' + b"0" * size.bomb * 5),
        "外部实体.docx": with_part(WORD, "word/document.xml", DOCTYPE.format(OUTSIDE, "x")),
        "十亿笑声.docx": with_part(WORD, "word/document.xml", DOCTYPE.format(LAUGHS, "a9")),
        "外部实体.xlsx": with_part(BOOK, "xl/workbook.xml", DOCTYPE.format(OUTSIDE, "x")),
        "十亿笑声.xlsx": with_part(BOOK, "xl/styles.xml", DOCTYPE.format(LAUGHS, "a9")),
        "外部实体.ofd": with_part(OFD, "Doc_0/Document.xml", DOCTYPE.format(OUTSIDE, "x")),
        "十亿笑声.ofd": with_part(OFD, "Doc_0/Pages/Page_0/Content.xml", DOCTYPE.format(LAUGHS, "a9")),
        "万页.pdf": pdf(size.pages),
        "大图.png": picture("PNG", side=10_000),
        "大图.tif": picture("TIFF", side=10_000, compression="group4"),
        "名实不符.pdf": b"GIF89a" + bytes(range(256)),
        "名实不符.docx": b"%PDF-1.4 nothing",
        "名实不符.zip": b"PK\x03\x04" + b"\0" * 40,
        "名实不符.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600),
        "名实不符.ofd": b"\x89PNG\r\n\x1a\n" + bytes(60),
        "名实不符.jsonl": b"PK\x03\x04" + bytes(60),
        "二进制.txt": bytes(range(256)) * 40,
        "空.eml": b"From: a@example.com\nTo: b@example.com\n\n",
    }


def doubtful(size: Size) -> dict[str, bytes]:
    """Files that may be read or refused, but stop nothing."""
    deep = para("甲")
    for _ in range(min(size.depth, 1000)):
        deep = table(f"<w:tc>{deep}{para('乙')}</w:tc>", columns=1)
    nested = "<table><tr><td>" * size.depth + "甲" + "</td></tr></table>" * size.depth
    return {
        "套表.docx": packed(deep),
        "流炸弹.pdf": pdf(1, zlib.compress(b" " * size.bomb * 16).decode("latin-1"), filtered=True),
        "套表.html": f"<html><body>{nested}</body></html>".encode(),
        "套括号.jsonl": b'{"text": ' + b"[" * size.characters + b"\n",
        "一字.txt": "字".encode() * (size.characters // 3),
        "一行.txt": b"1" * (size.characters // 2),
        "外面.zip": zipped({"../../外.txt": GOOD.format(7).encode(), "/etc/外.txt": b"x\0y", "a\0b.txt": b""}),
        "外面.jsonl": json.dumps({"id": "../../外\0", "text": GOOD}).encode() + b"\n",
    }


def spoilt(size: Size) -> Iterator[tuple[str, bytes]]:
    """Every format with bits turned over, and cut off."""
    whole = {
        **(dict(converted()) if size.converted else {}),
        "甲.docx": WORD,
        "甲.xlsx": BOOK,
        "甲.ofd": OFD,
        "甲.pdf": pdf(1),
        "甲.txt": GOOD.encode("utf-16"),
        "甲.html": f"<html><head><title>通知</title></head><body><p>{GOOD}</p></body></html>".encode(),
        "甲.csv": "序号,任务\n1,检查120家\n".encode("gb18030"),
        "甲.json": json.dumps({"id": "1", "text": GOOD}).encode(),
        "甲.jsonl.gz": gzip.compress(json.dumps({"id": "1", "text": GOOD}).encode() + b"\n", mtime=0),
        "甲.eml": letter(),
        "甲.zip": zipped({"甲.txt": GOOD.encode()}),
        "甲.png": picture("PNG"),
        "甲.tif": picture("TIFF"),
        "甲.mht": ARCHIVE.encode(),
    }
    chance = random.Random(1)
    for name, data in whole.items():
        for turn in range(2):
            flipped = bytearray(data)
            for _ in range(8):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield f"反转{turn}{name}", bytes(flipped)
            yield f"截断{turn}{name}", data[: chance.randrange(1, len(data))]


def converted() -> Iterator[tuple[str, bytes]]:
    """A paper in the formats that LibreOffice writes; none where it is not installed."""
    program = shutil.which("soffice")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "甲.docx").write_bytes(WORD)
        for form in ("doc", "rtf", "odt") if program else ():
            call = [str(program), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
            subprocess.run([*call, "甲.docx"], cwd=folder, check=True, capture_output=True, timeout=120)
            yield f"甲.{form}", (Path(folder) / f"甲.{form}").read_bytes()
            yield f"甲{form}.wps", (Path(folder) / f"甲.{form}").read_bytes()


if __name__ == "__main__":
    write(Path(sys.argv[1]), WHOLE if "--whole" in sys.argv else SMALL)
