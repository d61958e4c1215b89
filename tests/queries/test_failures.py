"""`gongwen failures`, the limits that the environment sets, and refused papers on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import QueryError
from corpus.limits import DEFAULT_LIMITS, MEBIBYTE
from queries.cli import program
from queries.cli.limits import limits_from

NOTICE = "关于开展检查的通知\n各单位：\n一、年内建成示范点12个，由综合科负责。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGWEN_LIBRARY", raising=False)
    (tmp_path / "来文").mkdir()
    (tmp_path / "来文" / "空.txt").write_bytes(b"")
    (tmp_path / "来文" / "密.txt").write_text("秘密★1年\n" + NOTICE, "utf-8")
    return tmp_path / "来文"


def test_failures_are_listed_and_tried_again(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert program.run(["failures"]) == 1
    assert "没有资料库" in capsys.readouterr().err
    assert program.run(["ingest", "来文"]) == 1
    assert "标有密级“秘密★1年”" in capsys.readouterr().err

    assert program.run(["failures", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == 2
    assert [each["source"] for each in answer["failures"]] == ["来文/密.txt", "来文/空.txt"]
    assert set(answer["failures"][1]) == {"source", "path", "reason", "advice", "time"}
    assert answer["failures"][1]["reason"] == "文件是空的"
    assert answer["failures"][1]["time"].endswith("+00:00")

    (folder / "空.txt").write_text(NOTICE, "utf-8")
    assert program.run(["failures", "--retry"]) == 1
    said = capsys.readouterr().out
    assert "新增 1" in said
    assert "共 1 个文件未能读入" in said
    assert "原因：文件标有密级" in said
    assert "建议：" in said

    assert program.run(["ingest", "来文", "--allow-secret"]) == 0
    capsys.readouterr()
    assert program.run(["failures"]) == 0
    assert "没有未能读入的文件" in capsys.readouterr().out
    assert program.run(["failures", "--retry", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"total": 0, "failures": []}


def test_the_environment_sets_limits(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    (folder / "大.txt").write_bytes(b"0" * (MEBIBYTE + 1))
    monkeypatch.setenv("GONGWEN_FILE_MB", "1")
    assert program.run(["ingest", "来文/大.txt"]) == 1
    assert "文件超过 1 MB" in capsys.readouterr().err
    monkeypatch.setenv("GONGWEN_FILE_MB", "一")
    assert program.run(["ingest", "来文/大.txt"]) == 2
    assert "GONGWEN_FILE_MB" in capsys.readouterr().err


def test_limits_from_the_environment():
    assert limits_from({}) == DEFAULT_LIMITS
    limits = limits_from(
        {
            "GONGWEN_SECONDS": "7",
            "GONGWEN_MEMORY_MB": "512",
            "GONGWEN_UNPACKED_MB": "9",
            "GONGWEN_MEMBER_MB": "3",
            "GONGWEN_RATIO": "50",
            "GONGWEN_MEGAPIXELS": "20",
            "GONGWEN_PAGES": "10",
            "GONGWEN_MEMBERS": "11",
            "GONGWEN_LINES": "12",
            "GONGWEN_DEPTH": "1",
            "GONGWEN_WORKERS": "1",
        }
    )
    assert (limits.seconds, limits.memory, limits.pages, limits.depth, limits.workers) == (7.0, 512 << 20, 10, 1, 1)
    assert (limits.pixels, limits.package.member, limits.package.ratio) == (20_000_000, 3 << 20, 50)
    assert (limits.package.total, limits.package.members, limits.package.lines) == (9 << 20, 11, 12)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "很多", " "])
def test_a_limit_that_is_no_number_is_refused(value: str):
    with pytest.raises(QueryError, match="GONGWEN_SECONDS"):
        limits_from({"GONGWEN_SECONDS": value})
