"""Hostile and broken files, made here: each ends as a listed failure or a right reading, and the good ones beside them
are all taken in."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx_writer import packed, para, table

from corpus.limits import Limits, PackageLimits
from corpus.workers import Workers
from queries import open_library
from queries.intake_values import WORK

GOOD = "关于开展检查的通知\n各单位：\n一、年内建成示范点{}个，由综合科负责。\n"
LIMITS = Limits(seconds=8, memory=600 << 20, pages=200, package=PackageLimits(member=4 << 20, total=16 << 20))
BOMB = b"0" * (4 << 20)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(WORK, limits=LIMITS) as started:
        yield started


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def docx_with(document: str) -> bytes:
    """A Word package whose main part is this XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(para("甲")))) as source, zipfile.ZipFile(stream, "w") as target:
        for member in source.infolist():
            content = document.encode() if member.filename == "word/document.xml" else source.read(member)
            target.writestr(member.filename, content)
    return stream.getvalue()


def pdf(pages: int, text: str = "BT /F1 12 Tf 72 700 Td (notice) Tj ET") -> bytes:
    """A PDF whose pages share one content."""
    kids = " ".join(f"{number + 4} 0 R" for number in range(pages))
    font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        *[f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R{font}>>"] * pages,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj{content}endobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Size {size}/Root 1 0 R>>"
    return data + f"{table}\nstartxref\n{len(data)}\n%%EOF".encode()


def bombs() -> dict[str, bytes]:
    layer = zipped({f"{number}.txt": BOMB for number in range(16)})
    doctype = '<?xml version="1.0"?><!DOCTYPE d [{}]><w:document xmlns:w="x"><w:body>&{};</w:body></w:document>'
    laughs = '<!ENTITY a0 "哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    lying = bytearray(zipped({"甲.txt": b"0" * 1_000_000}))
    struct.pack_into("<I", lying, lying.rfind(b"PK\x01\x02") + 24, 10)
    return {
        "炸弹.zip": layer,
        "套炸弹.zip": zipped({"里.zip": zipped({"里.zip": layer})}),
        "太深.zip": zipped({"里.zip": zipped({"里.zip": zipped({"里.zip": zipped({"甲.txt": b"1"})})})}),
        "谎报.zip": bytes(lying),
        "外部实体.docx": docx_with(doctype.format('<!ENTITY x SYSTEM "file:///etc/hostname">', "x")),
        "十亿笑声.docx": docx_with(doctype.format(laughs, "a9")),
        "万页.pdf": pdf(10_000),
        "名实不符.pdf": b"GIF89a" + bytes(range(256)),
        "名实不符.docx": b"%PDF-1.4 nothing",
        "名实不符.zip": b"PK\x03\x04" + b"\0" * 40,
        "二进制.txt": bytes(range(256)) * 40,
        "空.eml": b"From: a@example.com\nTo: b@example.com\n\n",
    }


def allowed() -> dict[str, bytes]:
    """Files that may be read or refused, but not stop anything."""
    deep = para("甲")
    for _ in range(300):
        deep = table(f"<w:tc>{deep}{para('乙')}</w:tc>", columns=1)
    whole = {"甲.docx": packed(para("关于检查的通知")), "甲.pdf": pdf(1), "甲.txt": GOOD.encode("utf-16")}
    whole["甲.zip"] = zipped({"甲.txt": GOOD.encode()})
    chance = random.Random(1)
    spoilt = {}
    for name, data in whole.items():
        for turn in range(3):
            flipped = bytearray(data)
            for _ in range(8):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            spoilt[f"反转{turn}{name}"] = bytes(flipped)
            spoilt[f"截断{turn}{name}"] = data[: chance.randrange(1, len(data))]
    return {
        "套表.docx": packed(deep),
        "一字.txt": "字".encode() * 400_000,
        "一行.txt": b"1" * 200_000,
        "外面.zip": zipped({"../../外.txt": GOOD.format(7).encode(), "/etc/外.txt": b"x\0y", "a\0b.txt": b""}),
        **spoilt,
    }


def test_hostile_files_cost_themselves_alone(tmp_path: Path, workers: Workers):
    folder = tmp_path / "来文"
    folder.mkdir()
    refused, either = bombs(), allowed()
    for number, (name, data) in enumerate({**refused, **either}.items()):
        (folder / f"{number:03}{name}").write_bytes(data)
        (folder / f"{number:03}好.txt").write_text(GOOD.format(number + 10), "utf-8")
    before = {path for path in tmp_path.rglob("*") if tmp_path / "库" not in path.parents}
    with open_library(tmp_path / "库", workers=workers) as library:
        report = library.ingest([folder])
        failed = {failure.source for failure in report.failed}
        for number, name in enumerate(refused):
            assert any(f"{number:03}{name}" in source for source in failed), name
        for number in range(len(refused) + len(either)):
            assert library.store.file(str(folder / f"{number:03}好.txt")).done, number  # type: ignore[union-attr]
            assert not any(source.endswith(f"{number:03}好.txt") for source in failed)
        assert all(failure.reason and "程序错误" not in failure.reason for failure in report.failed), report.failed
        assert {file.source for file in library.failures()} == failed
    # No member was written by its own name.
    assert {path for path in tmp_path.rglob("*") if tmp_path / "库" not in path.parents} - {tmp_path / "库"} == before
    assert not any("外" in path.name for path in (tmp_path / "库").rglob("*"))
