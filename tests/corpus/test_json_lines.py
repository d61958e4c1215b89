"""Files of papers, one a line: what is one, its lines one by one, and a paper that tells more than its text."""

from __future__ import annotations

import datetime
import gzip
import itertools
import json
import random
import tracemalloc

import pytest

from corpus.containers import Member
from corpus.errors import DamagedFile, EmptyFile
from corpus.json_lines import extent_of, is_lines, papers_of
from corpus.limits import PackageLimits
from corpus.reading import read_document

LIMITS = PackageLimits()
TEXT = "关于开展检查的通知\n各单位：\n一、年内建成示范点12个，由综合科负责。\n"


def line(**fields: object) -> bytes:
    return json.dumps({"text": TEXT, **fields}, ensure_ascii=False).encode() + b"\n"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("data", "name", "lines"),
    [
        (line(id="甲"), "a.jsonl", True),
        (line(id="甲"), "a.txt", True),
        (b"\xef\xbb\xbf" + line(id="甲"), "a", True),
        (b"\n" + line(), "a", True),
        (b"not json\n" + line(), "a.jsonl", True),
        (b"not json\n" + line(), "a.txt", False),
        (json.dumps({"id": "甲", "text": TEXT}, indent=1).encode(), "a.json", False),
        (line(id="甲").strip(), "a.json", False),
        (b'{"other": 1}\n{"other": 2}\n', "a.txt", False),
        (b"PK\x03\x04" + bytes(40), "a.jsonl", False),
        (b"", "a.txt", False),
    ],
)
def test_the_first_line_tells_or_the_name(data: bytes, name: str, lines: bool, packed: bool):
    assert is_lines(gzip.compress(data) if packed else data, name) is lines


@pytest.mark.parametrize("packed", [False, True])
def test_every_line_is_a_paper_or_says_why_not(packed: bool):
    rows = [
        line(id="甲"),
        b"\n",
        b'{"id": "bad", "text": \n',
        line(id="甲"),
        line(),
        line(id=7),
        b'{"id": "empty", "text": " "}\n',
        b'{"id": "none"}\n',
        b'["text"]\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        line(id="a/../b\x00\n"),
        line(id="末").strip(),
    ]
    data = b"".join(rows)
    found = list(papers_of(gzip.compress(data) if packed else data, LIMITS))
    good = [member.name for member in found if member.trouble is None]
    assert good == ["甲", "甲（第4行）", "第5行", "7", "a_.._b", "末"]
    bad = {member.name: member.trouble.reason for member in found if member.trouble is not None}
    assert list(bad) == [f"第{number}行" for number in (3, 7, 8, 9, 10, 11)]
    assert all(reason.startswith(name) for name, reason in bad.items())
    assert extent_of(data, LIMITS).lines == len(found) == 12
    assert json.loads(found[0].data)["text"] == TEXT


def test_a_line_that_is_too_long_is_passed_over():
    data = line(id="一") + line(text="长" * 1000) + line(id="三") + line(text="长" * 1000).strip()
    found = list(papers_of(data, PackageLimits(member=400)))
    assert [member.name for member in found] == ["一", "第2行", "三", "第4行"]
    assert "太长" in (found[1].trouble.reason if found[1].trouble else "")
    assert extent_of(data, PackageLimits(member=400)).size == len(data)


def test_a_file_that_breaks_off_gives_the_lines_before_that():
    words = "".join(chr(random.Random(1).randrange(0x4E00, 0x9FA5)) for _ in range(2000))
    whole = gzip.compress(b"".join(line(id=str(number), text=f"{number}{words[number:]}") for number in range(300)))
    before: list[Member] = []
    with pytest.raises(DamagedFile, match=r"在第\d+行之后断了"):
        before.extend(papers_of(whole[: len(whole) // 2], LIMITS))
    assert 0 < len(before) < 300
    assert extent_of(whole[: len(whole) // 2], LIMITS).lines >= len(before)


@pytest.mark.parametrize(
    ("limits", "reason"), [(PackageLimits(lines=2), "超过 2 行"), (PackageLimits(total=200), "超过 0 MB")]
)
def test_too_much_is_refused(limits: PackageLimits, reason: str):
    with pytest.raises(DamagedFile, match=reason):
        extent_of(gzip.compress(line() * 3), limits)


def test_memory_does_not_grow_with_the_file():
    data = gzip.compress(line(text=TEXT * 100) * 2000)
    tracemalloc.start()
    for member in itertools.islice(papers_of(data, LIMITS), 2000):
        assert member.trouble is None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


PAPER = """江滨市某局文件
江滨局发〔2022〕7号
关于开展检查的通知
各科室：
一、年内建成示范点12个，由综合科负责。
江滨市某局
2022年3月1日
"""


def test_a_paper_that_prints_everything_is_its_text():
    told = {"id": "1", "title": "另一个题目", "doc_number": "X〔2020〕1号", "issuer": "别的局", "date": "2020-01-01"}
    document = read_document(json.dumps({**told, "text": PAPER.replace("\n", "\r\n")}).encode(), "papers.jsonl#1")
    assert document.text == PAPER
    assert document.media_type == "application/json"
    assert document.letterhead.document_number is not None
    assert document.letterhead.document_number.value == "江滨局发〔2022〕7号"


def test_what_the_text_does_not_print_is_taken_from_the_line():
    told = {"id": 9, "title": "", "doc_number": "江滨局发〔2021〕3号", "issuer": "江滨市某局", "date": "2021-05-04"}
    document = read_document(json.dumps({**told, "text": TEXT}).encode(), "x")
    assert (
        document.text
        == f"索引号：9\n发文字号：江滨局发〔2021〕3号\n发文机关：江滨市某局\n成文日期：2021-05-04\n{TEXT}".strip()
    )
    head = document.letterhead
    assert head.title is not None
    assert head.title.value == "关于开展检查的通知"
    assert (head.document_number and head.document_number.value) == "江滨局发〔2021〕3号"
    assert (head.issuer and head.issuer.value) == "江滨市某局"
    assert (head.date and head.date.date) == datetime.date(2021, 5, 4)
    assert head.date.of(document.text) == "2021-05-04"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (rb'{"text": "\ud800"}', DamagedFile),
        (rb'{"text": "\u0000"}', DamagedFile),
        (b'{"text": "  "}', EmptyFile),
    ],
)
def test_a_text_that_cannot_be(data: bytes, error: type[Exception]):
    with pytest.raises(error):
        read_document(data, "x.json")


def test_json_that_holds_no_paper_is_text():
    assert read_document('{"检查": "年内建成示范点"}'.encode(), "x.json").media_type == "text/plain"
