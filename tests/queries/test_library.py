"""What a library promises: nothing twice, nothing lost, nothing stopped by one bad file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.errors import Busy, NotFound
from corpus.workers import Workers
from index.engines import ENGINES
from queries import Library, open_library
from queries import ingest as ingest_module
from queries.ingest import IngestReport, Progress


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return (report.added, report.updated, report.unchanged, len(report.failed))


def titles(library: Library, query: str) -> set[str | None]:
    return {hit.document.title for hit in library.search(query, limit=50)}


def test_ingest_is_idempotent(library: Library, papers: Path):
    assert counts(library.ingest([papers])) == (3, 0, 0, 0)
    assert counts(library.ingest([papers, papers / "要点.txt"])) == (0, 0, 3, 0)
    assert library.search("职工书屋").total == library.search("职工书屋 职工书屋").total


def test_a_single_path_will_do(library: Library, papers: Path):
    assert counts(library.ingest(papers / "要点.txt")) == (1, 0, 0, 0)
    assert counts(library.ingest(str(papers))) == (2, 0, 1, 0)


def test_a_changed_file_is_updated_and_its_old_words_are_gone(library: Library, papers: Path):
    library.ingest([papers])
    path = papers / "要点.txt"
    path.write_text(path.read_text("utf-8").replace("职工书屋", "职工影院"), "utf-8")
    assert counts(library.ingest([papers])) == (0, 1, 2, 0)
    assert library.search('"职工书屋"').total == 0
    assert library.search('"职工影院"').total == 1
    assert len(library.store.summaries()) == 3
    assert not any("书屋" in row.task for row in library.targets())


def test_the_same_content_under_another_name_is_one_paper(library: Library, papers: Path):
    library.ingest([papers])
    shutil.copy(papers / "简报.txt", papers / "简报 副本.txt")
    assert counts(library.ingest([papers])) == (0, 0, 4, 0)
    assert library.search('"爱心驿站"').total == 1
    (papers / "简报.txt").write_text("改成了另一篇通知，内容是开展安全检查。", "utf-8")
    assert counts(library.ingest([papers])) == (0, 1, 3, 0)
    assert library.search('"爱心驿站"').total == 1
    assert library.search('"爱心驿站"')[0].document.source.endswith("简报 副本.txt")


def test_bad_files_are_listed_and_the_rest_goes_on(library: Library, papers: Path):
    bad = {"a空.txt": b"", "b假.pdf": b"%PDF-1.4 broken", "c图.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}
    for name, data in bad.items():
        (papers / name).write_bytes(data)
    (papers / "~$要点.docx").write_bytes(b"lock")
    (papers / ".隐藏.txt").write_text("隐藏")
    report = library.ingest([papers, papers / "没有.txt"])
    assert counts(report) == (3, 0, 0, 4)
    assert [Path(failure.source).name for failure in report.failed] == [*sorted(bad), "没有.txt"]
    assert all(failure.reason for failure in report.failed)
    assert {Path(file.source).name for file in library.store.failures()} == set(bad)


def test_a_file_that_failed_is_tried_again(library: Library, papers: Path):
    path = papers / "简报.txt"
    words = path.read_bytes()
    path.write_bytes(b"")
    assert counts(library.ingest([papers])) == (2, 0, 0, 1)
    assert counts(library.ingest([papers])) == (0, 0, 2, 1)
    path.write_bytes(words)
    assert counts(library.ingest([papers])) == (1, 0, 2, 0)
    assert library.store.failures() == ()


def test_a_file_that_is_broken_later_keeps_its_last_paper(library: Library, papers: Path):
    library.ingest([papers])
    (papers / "简报.txt").write_bytes(b"")
    assert counts(library.ingest([papers])) == (0, 0, 2, 1)
    assert library.search('"爱心驿站"').total == 1


TROUBLES = {
    "abort": "意外中止",
    "hang": "超过 1.5 秒",
    "odd": "ValueError：odd",
}


def test_whatever_a_file_does_to_its_reader_costs_that_file_alone(tmp_path: Path, papers: Path, misbehaving: Workers):
    for trouble in TROUBLES:
        (papers / f"{trouble}.txt").write_text(f"关于检查的通知\n【{trouble}】", "utf-8")
    with open_library(tmp_path / "资料库", workers=misbehaving) as library:
        report = library.ingest([papers])
        assert counts(report) == (3, 0, 0, len(TROUBLES))
        reasons = {Path(failure.source).stem: failure.reason for failure in report.failed}
        assert all(words in reasons[trouble] for trouble, words in TROUBLES.items()), reasons
        assert [Path(failure.source).stem for failure in report.failed] == sorted(TROUBLES)
        assert library.search('"爱心驿站"').total == 1


def test_a_paper_whose_records_fail_is_still_found_and_tried_again(
    library: Library, papers: Path, misbehaving: Workers
):
    path = papers / "要点.txt"
    path.write_text(path.read_text("utf-8") + "【extract】\n", "utf-8")
    with open_library(library.store.folder, workers=misbehaving) as other:
        report = other.ingest([path])
    assert counts(report) == (0, 0, 0, 1)
    assert "正文已入库" in report.failed[0].reason
    assert library.search('"职工书屋"').total == 1
    assert library.targets() == ()
    assert counts(library.ingest([path])) == (0, 1, 0, 0)
    assert library.targets()


def test_the_library_does_not_eat_itself(papers: Path, workers: Workers):
    with open_library(papers / "资料库", workers=workers) as library:
        assert counts(library.ingest([papers])) == (3, 0, 0, 0)
        assert counts(library.ingest([papers])) == (0, 0, 3, 0)


def test_progress_counts_every_file(library: Library, papers: Path):
    steps: list[Progress] = []
    library.ingest([papers], progress=steps.append)
    assert [(step.done, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]


def test_readers_go_on_while_one_writes_and_a_second_writer_is_told(library: Library, papers: Path):
    library.ingest([papers])
    (papers / "新.txt").write_text("关于开展安全检查的通知\n请各单位开展安全检查。", "utf-8")
    seen: list[int] = []

    def look(_step: Progress) -> None:
        with open_library(library.store.folder) as other:
            seen.append(other.search('"爱心驿站"').total)
            with pytest.raises(Busy, match="正由另一个程序写入"):
                other.ingest([papers])

    library.ingest([papers / "新.txt"], progress=look)
    assert seen == [1]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_the_index_is_built_anew_when_missing_damaged_or_of_another_engine(
    tmp_path: Path, papers: Path, workers: Workers, engine: str
):
    other = next(name for name in ENGINES if name != engine)
    with open_library(tmp_path / "资料库", engine=other, workers=workers) as library:
        library.ingest([papers])
    index = tmp_path / "资料库" / "index"
    with open_library(tmp_path / "资料库", engine=engine, workers=workers) as library:
        assert library.search('"爱心驿站"').total == 1
    shutil.rmtree(index)
    with open_library(tmp_path / "资料库", engine=engine, workers=workers) as library:
        assert library.search('"爱心驿站"').total == 1
    (index / "manifest.json").write_text("{}")
    with open_library(tmp_path / "资料库", engine=engine, workers=workers) as library:
        assert library.search('"爱心驿站"').total == 1


def test_the_index_catches_up_with_what_a_kill_left_out(
    library: Library, papers: Path, monkeypatch: pytest.MonkeyPatch
):
    library.ingest([papers / "要点.txt"])
    with monkeypatch.context() as patched:
        patched.setattr(ingest_module, "catch_up", lambda *_, **__: None)
        library.ingest([papers])
    assert library.search('"爱心驿站"').total == 0
    with open_library(library.store.folder) as again:
        assert again.search('"爱心驿站"').total == 1
        assert again.store.unindexed() == ()


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_quoted_text_is_found_and_shown_exactly(tmp_path: Path, papers: Path, workers: Workers, engine: str):
    with open_library(tmp_path / "资料库", engine=engine, workers=workers) as library:
        library.ingest([papers])
        for phrase in ("“送清凉”活动", "困难职工\n312户", "困难职工312户", "〔2022〕5号", "（责任单位：组织部）", "95"):
            results = library.search(f'"{phrase}"')
            assert results, phrase
            for hit in results:
                text = library.document(hit.document.id).text
                assert "".join(text[hit.start : hit.end].split()) == "".join(phrase.split())
                assert text[hit.snippet_start :].startswith(hit.snippet)
                assert hit.start in {mark.start for mark in hit.marks}


def test_search_pages_and_filters(read_only: Library):
    everything = read_only.search("职工", limit=100)
    pages = [read_only.search("职工", limit=2, offset=offset) for offset in range(0, everything.total, 2)]
    assert [hit for page in pages for hit in page] == list(everything)
    assert {page.total for page in pages} == {everything.total}
    assert titles(read_only, "年:2021 “送清凉”") == {"关于做好2021年高温期间劳动保护工作的通知"}
    assert titles(read_only, "“送清凉” NOT 年:2021") == {"关于印发《江滨市总工会2022年工作要点》的通知"}


def test_targets_of_a_paper_in_the_order_of_its_text(read_only: Library):
    rows = read_only.targets(document="江滨工发〔2022〕5号")
    text = read_only.document(rows[0].document.id).text
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.quote == text[row.start : row.end] for row in rows)
    values = {row.quantity.text for row in rows if row.quantity}
    assert "不少于120家" in values
    assert any(row.quantity is None and "书屋" in row.task for row in rows)


def test_targets_by_organization_and_year(read_only: Library):
    rows = read_only.targets(organization="权益保障部")
    assert rows
    assert all(any("权益保障部" in body.organization for body in row.bodies) for row in rows)
    assert {row.document.year for row in read_only.targets(year=2021)} == {2021}
    assert read_only.targets(year=1999) == ()
    with pytest.raises(NotFound, match="火星局"):
        read_only.targets(organization="火星局")
    with pytest.raises(NotFound, match="没有这个文件"):
        read_only.targets(document="没有这个文件")


def test_a_document_is_named_by_id_number_title_or_file(read_only: Library):
    paper = next(iter(read_only.search('"职工书屋"'))).document
    for name in (paper.id, paper.id[:8], "江滨工发〔2022〕5号", paper.title, "2022年工作要点", "要点.txt"):
        assert {row.document.id for row in read_only.targets(document=name)} == {paper.id}
