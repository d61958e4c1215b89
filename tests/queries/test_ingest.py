"""What ingest makes of containers, of forms of one paper, of secret papers, and within its limits."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx_writer import packed, para

from corpus.limits import Limits, PackageLimits
from corpus.workers import Workers
from queries import Library, open_library
from queries.ingest import IngestReport, Progress
from queries.intake_values import WORK

PLAN = """江滨市某局文件
江滨局发〔2022〕7号
关于开展2022年安全检查的通知
各科室：
一、6月底前检查企业不少于120家，由综合科负责。
二、年内办结群众来信95%以上，由信访科牵头，综合科配合。
三、各科室要在12月10日前报送总结，做到有记录、有整改、有复查。
江滨市某局
2022年3月1日
"""
SECRET = "机密★1年\n" + PLAN.replace("7号", "8号")


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return (report.added, report.updated, report.unchanged, len(report.failed))


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def words(number: int) -> bytes:
    return f"关于第{number}号事项的通知\n各单位：\n一、年内建成示范点{number}个，由第{number}科负责。\n".encode()


def as_docx(text: str) -> bytes:
    return packed("".join(para(line) for line in text.splitlines()))


def sources(library: Library) -> list[str]:
    return sorted(Path(each.source).name for each in library.store.summaries().values() if each.rendition_of is None)


def letter(**attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "关于报送计划的函"
    message.set_content("请查收附件，3月5日前回复。")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def test_the_files_of_a_container_are_files_of_their_own(library: Library, tmp_path: Path):
    inner = archive({"五.txt": words(5)})
    path = tmp_path / "包.zip"
    path.write_bytes(archive({"夹/一.txt": words(1), "空.txt": b"", "内.zip": inner, "信.eml": letter(附件=words(6))}))
    steps: list[Progress] = []
    report = library.ingest([path], progress=steps.append)
    assert counts(report) == (4, 0, 0, 1)
    assert report.failed[0].source == f"{path}/空.txt"
    assert sources(library) == ["一.txt", "五.txt", "正文.txt", "附件"]
    assert library.search('"第5科"')[0].document.source == f"{path}/内.zip/五.txt"
    assert [step.done for step in steps] == [1, 2, 3, 4, 5]
    assert {step.total for step in steps} <= {4, 5}
    assert steps[-1].total == 5
    assert counts(library.ingest([path])) == (0, 0, 4, 1)


def test_a_container_without_failures_is_not_opened_again(library: Library, tmp_path: Path):
    path = tmp_path / "包.zip"
    path.write_bytes(archive({"一.txt": words(1), "内.zip": archive({"二.txt": words(2), "三.txt": words(3)})}))
    assert counts(library.ingest([path])) == (3, 0, 0, 0)
    with Workers("no_such_module:take") as broken, open_library(library.store.folder, workers=broken) as again:
        assert counts(again.ingest([path])) == (0, 0, 3, 0)


def test_a_changed_container_takes_what_it_holds_no_longer_with_it(library: Library, tmp_path: Path):
    path = tmp_path / "包.zip"
    inner = archive({"三.txt": words(3)})
    path.write_bytes(archive({"一.txt": words(1), "二.txt": words(2), "内.zip": inner}))
    library.ingest([path])
    path.write_bytes(archive({"二.txt": words(2), "四.txt": words(4)}))
    assert counts(library.ingest([path])) == (1, 0, 1, 0)
    assert sources(library) == ["二.txt", "四.txt"]
    assert library.search('"第3科"').total == 0
    path.write_bytes(words(9))
    assert counts(library.ingest([path])) == (1, 0, 0, 0)
    assert sources(library) == ["包.zip"]
    path.write_bytes(archive({"二.txt": words(2)}))
    assert counts(library.ingest([path])) == (1, 0, 0, 0)
    assert sources(library) == ["二.txt"]


def test_a_container_that_is_broken_later_keeps_its_papers(library: Library, tmp_path: Path):
    path = tmp_path / "包.zip"
    path.write_bytes(archive({"一.txt": words(1)}))
    library.ingest([path])
    path.write_bytes(path.read_bytes()[:-10])
    report = library.ingest([path])
    assert counts(report) == (0, 0, 0, 1)
    assert "压缩包不完整" in report.failed[0].reason
    assert sources(library) == ["一.txt"]


def test_the_same_content_in_and_out_of_a_container_is_one_paper(library: Library, tmp_path: Path):
    (tmp_path / "包.zip").write_bytes(archive({"一.txt": words(1), "又一.txt": words(1)}))
    (tmp_path / "一.txt").write_bytes(words(1))
    assert counts(library.ingest([tmp_path / "一.txt", tmp_path / "包.zip"])) == (1, 0, 2, 0)
    assert len(library.store.summaries()) == 1


def nested(depth: int, data: bytes = words(1)) -> bytes:
    for _ in range(depth):
        data = archive({"内.zip" if data.startswith(b"PK") else "一.txt": data})
    return data


@pytest.mark.parametrize(
    ("limits", "data", "reason"),
    [
        (Limits(depth=2), nested(3), "超过 2 层"),
        (Limits(depth=0), nested(1), "超过 0 层"),
        (Limits(package=PackageLimits(members=3)), archive({"1.zip": archive({"1": b"", "2": b"", "3": b""})}), "太多"),
        (Limits(package=PackageLimits(total=900)), archive({"1.zip": archive({"1": b"0" * 700})}), "太大"),
        (Limits(file_size=100), b"0" * 101, "超过 0 MB"),
    ],
)
def test_the_limits_hold_over_all_that_is_nested(tmp_path: Path, limits: Limits, data: bytes, reason: str):
    (tmp_path / "包.zip").write_bytes(data)
    (tmp_path / "好.txt").write_bytes("检查".encode())
    with (
        Workers("quick:take", limits=limits) as workers,
        open_library(tmp_path / "库", workers=workers) as library,
    ):
        report = library.ingest([tmp_path / "包.zip", tmp_path / "好.txt"])
    assert reason in report.failed[0].reason
    assert report.added == 1


@pytest.fixture(autouse=True)
def _helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "helpers"))


def test_forms_of_one_paper_count_once_and_the_better_text_wins(library: Library, tmp_path: Path):
    page = (
        f"<html><head><title>通知</title></head><body>{''.join(f'<p>{x}</p>' for x in PLAN.splitlines())}</body></html>"
    )
    files = {"a.html": page.encode(), "b.docx": as_docx(PLAN), "c.txt": PLAN.encode("gb18030")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        library.ingest([tmp_path / name])
    assert len(library.store.summaries()) == 3
    assert sources(library) == ["a.html"]
    first = next(each for each in library.store.summaries().values() if each.rendition_of is None)
    assert [Path(each.source).name for each in library.other_forms(first.id)] == ["b.docx", "c.txt"]
    rows = library.targets()
    assert {row.document.id for row in rows} == {first.id}
    assert rows == library.targets(document="b.docx")
    assert library.search('"群众来信"').total == 1
    # The one that counts goes, another takes its place.
    (tmp_path / "a.html").write_text("<html><body><p>关于别的事的通知</p></body></html>", "utf-8")
    library.ingest([tmp_path / "a.html"])
    assert sources(library) == ["a.html", "b.docx"]
    assert library.search('"群众来信"')[0].document.source.endswith("b.docx")
    assert {Path(row.document.source).name for row in library.targets()} == {"b.docx"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("7号", "17号"), ("3月1日", "3月2日"), ("120家", "150家"), ("2022", "2023")],
)
def test_next_years_and_corrected_papers_are_papers_of_their_own(library: Library, tmp_path: Path, old: str, new: str):
    (tmp_path / "a.docx").write_bytes(as_docx(PLAN))
    (tmp_path / "b.txt").write_text(PLAN.replace(old, new), "utf-8")
    library.ingest([tmp_path])
    assert sources(library) == ["a.docx", "b.txt"]


def test_a_corrected_draft_in_the_same_format_is_a_paper_of_its_own(library: Library, tmp_path: Path):
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    (tmp_path / "b.txt").write_text(PLAN.replace("有复查", "有复核"), "utf-8")
    library.ingest([tmp_path])
    assert sources(library) == ["a.txt", "b.txt"]


def test_a_secret_paper_is_refused_and_not_kept_unless_allowed(library: Library, workers: Workers, tmp_path: Path):
    (tmp_path / "密.txt").write_text(SECRET, "utf-8")
    (tmp_path / "包.zip").write_bytes(archive({"密.txt": SECRET.encode("gb18030"), "一.txt": words(1)}))
    report = library.ingest([tmp_path / "密.txt", tmp_path / "包.zip"])
    assert counts(report) == (1, 0, 0, 2)
    assert all("标有密级“机密★1年”" in failure.reason for failure in report.failed)
    assert sources(library) == ["一.txt"]
    kept = b"".join(path.read_bytes() for path in library.store.folder.rglob("*") if path.is_file())
    assert "局发〔2022〕8号".encode() not in kept
    assert "局发〔2022〕8号".encode("gb18030") not in kept
    with open_library(library.store.folder, allow_secret=True, workers=workers) as allowing:
        assert counts(allowing.ingest([tmp_path / "密.txt"])) == (1, 0, 0, 0)
        assert allowing.failures()[0].source.endswith("包.zip/密.txt")


def test_failures_are_tried_again_and_those_that_are_gone_forgotten(library: Library, tmp_path: Path):
    good, gone, inside = tmp_path / "好.txt", tmp_path / "没.txt", tmp_path / "包.zip"
    for path in (good, gone):
        path.write_bytes(b"")
    inside.write_bytes(archive({"空.txt": b"", "一.txt": words(1)}))
    library.ingest([tmp_path / name for name in ("好.txt", "没.txt", "包.zip")])
    assert [Path(file.source).name for file in library.failures()] == ["空.txt", "好.txt", "没.txt"]
    good.write_bytes(words(2))
    gone.unlink()
    report = library.retry()
    assert counts(report) == (1, 0, 1, 1)
    assert [file.source for file in library.failures()] == [f"{inside}/空.txt"]
    inside.write_bytes(archive({"一.txt": words(1)}))
    assert counts(library.retry()) == (0, 0, 1, 0)
    assert library.failures() == ()


def test_a_file_that_cannot_be_opened_is_listed(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "锁.txt"
    path.write_bytes(words(1))
    real = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return real(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refuse)
        assert counts(library.ingest([path])) == (0, 0, 0, 1)
    assert "无法打开文件" in (library.failures()[0].reason or "")
    assert counts(library.retry()) == (1, 0, 0, 0)


def test_the_order_of_results_is_the_order_of_files(tmp_path: Path):
    """Whichever worker is first done: the slow file comes first in the report and gives the paper its name."""
    for number in range(6):
        (tmp_path / f"{number}.txt").write_bytes(b"" if number % 2 else words(7))
    with (
        Workers(WORK, limits=Limits(workers=2)) as workers,
        open_library(tmp_path / "库", workers=workers) as library,
    ):
        report = library.ingest([tmp_path])
        assert [Path(failure.source).name for failure in report.failed] == ["1.txt", "3.txt", "5.txt"]
        assert counts(report) == (1, 0, 2, 3)
        assert sources(library) == ["0.txt"]
