"""The commands over tables: what they print and save, and what they say of a wrong call."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from queries import Library
from queries.cli import program


@pytest.fixture
def gongwen(years: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGWEN_LIBRARY", str(years.store.folder))

    def call(*args: object) -> tuple[int, str, str]:
        status = program.run([str(arg) for arg in args])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("targets", "--indicator", "建会率", "--on", "2022-06-25"), ("达到95%", "绿灯")),
        (("targets", "--lamp", "红", "--on", "2022年6月25日"), ("不少于100家", "红灯")),
        (("compare", "新建企业工会"), ("目标", "完成", "131家", "█")),
        (("compare", "没有的指标"), ("资料库中没有“没有的指标”的数字",)),
        (("calendar", "--from", "2022-06-01", "--to", "2022-06-30"), ("2022-06-30",)),
        (("calendar", "--from", "2050-01-01"), ("没有写明时限的任务",)),
        (("conflicts",), ("目标值不一致", "完成时限不一致", "牵头单位不一致")),
        (("conflicts", "--year", "2021"), ("没有发现前后不一致",)),
        (("duties", "权益保障部"), ("牵头（3 项）", "配合（1 项）")),
        (("duties", "权益保障部", "--role", "监督"), ("没有这样的任务",)),
        (("references", "江滨工发〔2022〕9号"), ("引用了 0 处", "被引用 0 处")),
        (("lamps",), ("红灯", "已过时限", "31 天以上", "没有时限")),
    ],
)
def test_what_is_shown(gongwen, call: tuple[str, ...], words: tuple[str, ...]) -> None:
    status, out, _ = gongwen(*call)
    assert status == 0
    for word in words:
        assert word in out


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (("targets", "--lamp", "red", "--on", "2022-06-25"), "targets"),
        (("compare", "新建企业工会"), "series"),
        (("calendar",), "deadlines"),
        (("conflicts",), "conflicts"),
        (("duties", "权益保障部"), "duties"),
        (("references", "江滨工发〔2022〕9号"), "cites"),
        (("lamps",), "lamps"),
    ],
)
def test_json_is_one_document(gongwen, call: tuple[str, ...], key: str) -> None:
    status, out, _ = gongwen(*call, "--json")
    assert status == 0
    assert key in json.loads(out)


def test_what_is_saved(gongwen, tmp_path: Path) -> None:
    status, out, said = gongwen("calendar", "--ics", "时限.ics", "--alarm", "3", "--year", "2022")
    assert (status, out) == (0, "")
    assert "已写入 时限.ics" in said
    events = Calendar.from_ical((tmp_path / "时限.ics").read_bytes()).walk("VEVENT")
    assert events
    assert all(len(event.walk("VALARM")) == 1 for event in events)
    status, out, said = gongwen("compare", "新建企业工会", "--csv", "对比.csv")
    assert (status, out) == (0, "")
    assert (tmp_path / "对比.csv").read_bytes().startswith("\ufeff单位".encode())


def test_a_picture_is_saved(gongwen, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the extra `chart`")
    assert gongwen("compare", "新建企业工会", "--svg", "对比.svg")[0] == 0
    assert "2022年" in (tmp_path / "对比.svg").read_text("utf-8")


def test_targets_of_files_are_narrowed_too(gongwen, tmp_path: Path) -> None:
    paper = tmp_path / "要点.txt"
    paper.write_text("江滨市总工会2022年工作要点\n\n一、6月底前建站20个。\n二、年内培训会员300人。\n", "utf-8")
    status, out, _ = gongwen(
        "targets", paper, "--due-to", "2022-06-30", "--lamp", "橙灯", "--on", "2022-06-25", "--json"
    )
    assert status == 0
    assert [row["quantity"]["value"] for row in json.loads(out)["targets"]] == [20]


@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        (("targets", "--due-from", "下周"), 2, "“下周”不是日期"),
        (("targets", "--on", "2022-02-30"), 2, "“2022-02-30”不是日期"),
        (("targets", "--lamp", "紫"), 2, "没有叫“紫”的灯"),
        (("duties", "权益保障部", "--role", "旁观"), 2, "没有叫“旁观”的分工"),
        (("duties", "没有的单位"), 1, "没有名称含“没有的单位”的单位"),
        (("references", "没有的文件"), 1, "没有编号、文号、标题或文件名"),
        (("compare", "的"), 2, "没有可以查找的词语"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(gongwen, call: tuple[str, ...], status: int, words: str) -> None:
    ended, out, said = gongwen(*call)
    assert (ended, out) == (status, "")
    assert words in said


def test_lamps_are_copied_into_the_library(gongwen, years: Library) -> None:
    status, _, said = gongwen("lamps", "--copy")
    own = years.store.folder / "lamps.yaml"
    try:
        assert status == 0
        assert str(own) in said
        assert own.exists()
    finally:
        own.unlink()
