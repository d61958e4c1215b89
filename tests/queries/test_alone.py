"""Files read without a library: in a process of their own, within the limits, secret ones refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

from corpus.errors import GongwenError
from corpus.limits import MEBIBYTE, Limits
from corpus.reading import read_file
from extract.pipeline import extract
from queries.alone import extracted_alone, the_extracted

TEXT = "关于开展检查的通知\n各单位：\n一、年内建成示范点20个，由综合科负责。\n某市某局\n2020年3月1日\n"
LIMITS = Limits(workers=1, file_size=MEBIBYTE)


def test_the_answers_are_those_of_reading_and_extracting(tmp_path: Path):
    """One after the other in the order of the files, whatever one of them is."""
    paper, secret, large, packed = (tmp_path / name for name in ("甲.txt", "乙.txt", "丙.txt", "丁.zip"))
    paper.write_text(TEXT, "utf-8")
    secret.write_text("机密★1年\n" + TEXT, "utf-8")
    large.write_text(TEXT * 20_000, "utf-8")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.txt", TEXT)
    gone = tmp_path / "无.txt"
    *refused, (document, extraction) = extracted_alone([secret, large, packed, gone, paper], limits=LIMITS)
    assert document == read_file(paper)
    assert extraction == extract(document)
    for error, words in zip(refused, ("密级", "超过 1 MB", "压缩包", "找不到"), strict=True):
        assert isinstance(error, GongwenError)
        assert words in error.reason


def test_a_secret_paper_is_read_where_that_is_allowed(tmp_path: Path):
    (tmp_path / "甲.txt").write_text("机密★1年\n" + TEXT, "utf-8")
    document, _ = the_extracted(tmp_path / "甲.txt", limits=LIMITS, allow_secret=True)
    assert document.text.startswith("机密★1年")
