"""Damaged files of every format: each gives a sound document or a reason, never another error.

Bytes are changed, cut out, doubled and moved, in the file itself and, in packages, in the parts behind the packing.
GONGWEN_TEST_FUZZ sets how many files of each format are made (the usual number is for every day).
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import openpyxl
import pytest
from docx_writer import cell, item, level, lists, packed, para, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ofd_writer import package, rule
from ofd_writer import words as placed
from pdf_writer import Words, pdf, ruled, typeset
from PIL import Image

from corpus import ocr
from corpus.containers import members_of
from corpus.document import Document
from corpus.errors import GongwenError
from corpus.json_lines import papers_of
from corpus.limits import Limits, PackageLimits, within
from corpus.reading import read_document

CASES = int(os.environ.get("GONGWEN_TEST_FUZZ", "40"))
IS_LONG = "GONGWEN_TEST_FUZZ" in os.environ
CHECKS = list(HealthCheck)
LIMITS = Limits(pages=50, package=PackageLimits(member=4 << 20, total=16 << 20, members=200))
LINES = [
    "江滨市某局文件",
    "江滨局发〔2022〕7号",
    "关于开展检查的通知",
    "一、年内检查120家，由综合科负责。",
    "2022年3月1日",
]


def book() -> bytes:
    made, stream = openpyxl.Workbook(), io.BytesIO()
    for row in [["序号", "任务", "时限"], [1, "检查120家", "6月底前"], [2, "办结95%", "12月"]]:
        made.worksheets[0].append(row)
    made.worksheets[0].merge_cells("B2:C2")
    made.save(stream)
    return stream.getvalue()


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, form)
    return stream.getvalue()


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


PAGE = (
    "<html><head><meta charset='utf-8'><title>通知</title></head><body>"
    "<table><tr><td>索引号</td><td>1</td></tr></table>{}</body></html>"
)
LETTER = (
    "From: a@example.com\nSubject: =?utf-8?b?6YCa55+l?=\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n'
    "--x\nContent-Type: text/plain; charset=utf-8\n\n{}\n--x\n"
    "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=a.txt\n\nb\n--x--\n"
)
TEXT = "\n".join(LINES)
FILES: dict[str, bytes] = {
    "txt": TEXT.encode(),
    "gb18030.txt": TEXT.encode("gb18030"),
    "html": PAGE.format("".join(f"<p>{line}</p>" for line in LINES)).encode(),
    "csv": "序号,任务,时限\n1,检查120家,6月底前\n2,办结95%,12月\n".encode(),
    "json": json.dumps({"id": "1", "title": "通知", "date": "2022", "text": TEXT}).encode(),
    "docx": packed(
        "".join(map(para, LINES)) + item("检查") + table(cell("甲") + cell("乙"), cell("丙") + cell("丁")),
        numbering=lists(level(0, "chineseCounting", "%1、")),
    ),
    "xlsx": book(),
    "pdf": pdf(
        [*typeset(*LINES), *ruled(top=600, columns=(85, 200, 400), rows=2), Words("甲", x=90, y=610)], typeset(*LINES)
    ),
    "ofd": package(
        "".join(placed(line, 25, 40 + 10 * place) for place, line in enumerate(LINES)) + rule(20, 100, 180, 100),
        placed(LINES[3], 25, 40),
    ),
    "png": picture("PNG"),
    "tif": picture("TIFF"),
    "zip": archive(**{"甲.txt": TEXT.encode(), "乙.docx": packed(para("乙"))}),
    "eml": LETTER.format(TEXT).encode(),
    "jsonl": (json.dumps({"id": "1", "text": TEXT}) + "\n").encode() * 3,
}

numbers = [st.integers(0, 1 << 30)] * 3
change = st.tuples(st.sampled_from(["flip", "cut", "double", "move", "put", "end"]), *numbers)
# Other values where values stand leave a file's structure whole, so that the change reaches what lies behind it.
value = st.tuples(st.just("value"), *numbers)
changes = st.one_of(st.lists(change, min_size=1, max_size=6), st.lists(value, min_size=1, max_size=6))
VALUE = re.compile(rb'(?<=")[^"<>&]*(?=")|(?<![#\w])-?\d+(?:\.\d+)?')
ODD_VALUES = [b"", b"0", b"-1", b"1e400", b"9" * 12, b"0.00001", b"x", b"\xe7\x94\xb2", b"true", b"3 4", b"../../x"]
TOKENS = [b"\0", b"\xff\xff\xff\xff", b"-1", b"9" * 11, b"<", b"&#0;", b"]]>", b"%s", b"\xa1\xb2", b"\n\n", b"1 0 R"]


def changed(data: bytes, steps: list[tuple[str, int, int, int]]) -> bytes:
    """The bytes after these changes; each number is taken within the length."""
    for kind, one, two, three in steps:
        if not data:
            break
        at, size, to = one % len(data), 1 + two % 64, three % len(data)
        if kind == "flip":
            data = data[:at] + bytes([data[at] ^ (1 << two % 8)]) + data[at + 1 :]
        elif kind == "cut":
            data = data[:at] + data[at + size :]
        elif kind == "double":
            data = data[:at] + data[at : at + size] * (1 + three % 5) + data[at + size :]
        elif kind == "move":
            data = data[:to] + data[at : at + size] + data[to:]
        elif kind == "value" and (found := list(VALUE.finditer(data))):
            chosen = found[one % len(found)]
            data = data[: chosen.start()] + ODD_VALUES[two % len(ODD_VALUES)] + data[chosen.end() :]
        elif kind == "put":
            data = data[:at] + TOKENS[two % len(TOKENS)] + data[at:]
        elif kind == "end":
            data = data[:at]
    return data


def inside(data: bytes, part: int, steps: list[tuple[str, int, int, int]]) -> bytes:
    """A package with one of its parts changed, packed again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in names:
            content = source.read(name)
            target.writestr(name, changed(content, steps) if name == names[part % len(names)] else content)
    return stream.getvalue()


def check(document: Document) -> None:
    """The document is sound: its spans are in the text and in order, and the text can be written."""
    assert document.text.encode()
    assert "\0" not in document.text
    spans = document.paragraphs
    assert all(0 <= span.start <= span.end <= len(document.text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for each in document.tables:
        assert all(each.start <= part.start <= part.end <= each.end for part in each.cells)
    assert all(region.end <= len(document.text) for region in document.recognized)


def take(data: bytes, name: str) -> Iterator[Document]:
    """As ingest does it: the papers of a container, or the paper."""
    if name.endswith(".jsonl"):
        for member in papers_of(data, LIMITS.package):
            if member.trouble is None:
                yield read_document(member.data, member.name)
        return
    members = members_of(data)
    if members is None:
        yield read_document(data, name)
        return
    for member in members:
        if members_of(member.data) is None:
            yield read_document(member.data, member.name)


def attempted(data: bytes, name: str) -> str | None:
    """Why the file was refused; None where it was read and is sound."""
    try:
        with within(LIMITS):
            for document in take(data, name):
                check(document)
    except GongwenError as error:
        return error.reason
    return None


@pytest.fixture(scope="module", autouse=True)
def without_ocr() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ocr, "is_installed", lambda: False)
        yield


@pytest.mark.parametrize("suffix", FILES)
def test_damage_ends_in_a_document_or_a_reason(suffix: str, fuzzed: dict[str, Counter[str]]):
    counts = fuzzed.setdefault(suffix, Counter())
    data = FILES[suffix]
    is_package = data.startswith(b"PK")

    @settings(max_examples=CASES, deadline=None, derandomize=not IS_LONG, database=None, suppress_health_check=CHECKS)
    @given(changes, st.integers(0, 1 << 20) if is_package else st.none())
    def damaged(steps: list[tuple[str, int, int, int]], part: int | None) -> None:
        broken = inside(data, part, steps) if part else changed(data, steps)
        reason = attempted(broken, f"x.{suffix}")
        assert reason is None or reason.strip()
        counts["read" if reason is None else "refused"] += 1

    run: Callable[[], None] = damaged
    run()


def test_the_whole_files_are_read():
    for suffix, data in FILES.items():
        if suffix not in ("png", "tif"):
            assert [check(document) for document in take(data, f"x.{suffix}")], suffix
