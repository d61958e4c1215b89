"""Files of papers, one a line, taken into a library."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

from corpus.limits import Limits, PackageLimits
from corpus.workers import Workers
from queries import Library, open_library
from queries.ingest import IngestReport, Progress
from queries.intake_values import WORK


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return (report.added, report.updated, report.unchanged, len(report.failed))


def text(number: int) -> str:
    return f"关于第{number}号事项的通知\n各单位：\n一、年内建成示范点{number}个，由第{number}科负责。\n"


def lines(*numbers: int | bytes) -> bytes:
    """A line for each number; bytes are a line as they are."""
    rows = [
        each if isinstance(each, bytes) else json.dumps({"id": f"p{each}", "text": text(each)}).encode()
        for each in numbers
    ]
    return b"".join(row + b"\n" for row in rows)


def sources(library: Library) -> list[str]:
    return sorted(Path(each.source).name for each in library.store.summaries().values())


def test_every_line_is_a_file_of_its_own(library: Library, tmp_path: Path):
    path = tmp_path / "papers.jsonl.gz"
    path.write_bytes(gzip.compress(lines(1, 2, b"{}", 3, b"", 2)))
    steps: list[Progress] = []
    report = library.ingest([path], progress=steps.append)
    # The second p2 is the same line again: one more source of that paper.
    assert counts(report) == (3, 0, 1, 1)
    assert report.failed[0].source == f"{path}#第3行"
    assert "第3行" in report.failed[0].reason
    assert sources(library) == ["papers.jsonl.gz#p1", "papers.jsonl.gz#p2", "papers.jsonl.gz#p3"]
    hit = library.search('"第2科"')[0]
    assert hit.document.source == f"{path}#p2"
    assert library.document(hit.document.id).text[hit.start : hit.end] == "第2科"
    assert json.loads(library.store.original(hit.document.id))["text"] == text(2)
    assert [figure.text for figure in library.extraction(hit.document.id).quantities] == ["2个"]
    assert [(step.done, step.total) for step in steps] == [(number, 5) for number in range(1, 6)]


def test_lines_that_are_as_they_were_are_not_read_again(library: Library, tmp_path: Path):
    path = tmp_path / "papers.jsonl"
    path.write_bytes(lines(1, 2, b"{}", 3))
    library.ingest([path])
    with Workers("no_such_module:take") as broken, open_library(library.store.folder, workers=broken) as again:
        assert counts(again.ingest([path])) == (0, 0, 3, 1)
    changed = json.dumps({"id": "p2", "text": text(22)}).encode()
    path.write_bytes(lines(1, changed, 4))
    assert counts(library.ingest([path])) == (1, 1, 1, 0)
    assert sources(library) == ["papers.jsonl#p1", "papers.jsonl#p2", "papers.jsonl#p4"]
    assert library.failures() == ()
    assert library.search('"第3科"').total == 0
    with Workers("no_such_module:take") as broken, open_library(library.store.folder, workers=broken) as again:
        assert counts(again.ingest([path])) == (0, 0, 3, 0)


def test_more_lines_than_are_read_ahead(tmp_path: Path, library: Library):
    papers = [b'{"id": "", "text": "%d"}' % number for number in range(1, 251)]
    (tmp_path / "a.txt").write_text(text(1), "utf-8")
    (tmp_path / "b.jsonl").write_bytes(lines(*papers))
    (tmp_path / "c.txt").write_text(text(2), "utf-8")
    steps: list[Progress] = []
    report = library.ingest([tmp_path], progress=steps.append)
    assert counts(report) == (252, 0, 0, 0)
    names = [Path(step.source).name for step in steps]
    assert names == ["a.txt", *(f"b.jsonl#第{number}行" for number in range(1, 251)), "c.txt"]
    assert (steps[0].total, steps[-1].done, steps[-1].total) == (3, 252, 252)


def test_a_file_that_breaks_off_keeps_what_was_read_and_is_tried_again(library: Library, tmp_path: Path):
    path = tmp_path / "papers.jsonl.gz"
    whole = gzip.compress(lines(*range(1, 6)))
    path.write_bytes(whole[:-6])
    report = library.ingest([path])
    assert report.failed[-1].source == str(path)
    assert "之后断了" in report.failed[-1].reason
    path.write_bytes(whole)
    assert counts(library.retry()) == (5 - report.added, 0, report.added, 0)
    assert library.failures() == ()
    assert len(sources(library)) == 5


def test_failed_lines_are_tried_again_with_their_file(library: Library, tmp_path: Path):
    path = tmp_path / "papers.jsonl"
    path.write_bytes(lines(1, b"{}"))
    library.ingest([path])
    assert [file.path for file in library.failures()] == [f"{path}#第2行"]
    path.write_bytes(lines(1, 2))
    assert counts(library.retry()) == (1, 0, 1, 0)
    path.unlink()
    assert library.failures() == ()


def test_lines_in_an_archive(library: Library, tmp_path: Path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("夹/papers.jsonl", lines(1, 2))
        archive.writestr("三.txt", text(3))
    (tmp_path / "包.zip").write_bytes(stream.getvalue())
    assert counts(library.ingest([tmp_path / "包.zip"])) == (3, 0, 0, 0)
    assert library.search('"第2科"')[0].document.source == f"{tmp_path}/包.zip/夹/papers.jsonl#p2"
    assert counts(library.ingest([tmp_path / "包.zip"])) == (0, 0, 3, 0)


def test_the_limits_hold(tmp_path: Path):
    (tmp_path / "甲.jsonl.gz").write_bytes(gzip.compress(lines(*range(1, 30))))
    (tmp_path / "乙.jsonl.gz").write_bytes(gzip.compress(b"0" * (1 << 22)))
    limits = Limits(package=PackageLimits(total=1 << 21, lines=20))
    with Workers(WORK, limits=limits) as workers, open_library(tmp_path / "库", workers=workers) as library:
        report = library.ingest([tmp_path / "甲.jsonl.gz", tmp_path / "乙.jsonl.gz"])
    assert [failure.reason.partition("，")[0] for failure in report.failed] == ["文件里的行太多", "文件解压后超过 2 MB"]
