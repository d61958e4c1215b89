"""`gongwen audit`: the account a clerk reads and the JSON that programs read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.audit import NumeralKind
from queries.cli import program
from queries.cli.audit import KINDS

ODD = """江滨市总工会关于做好组建工作的通知

各区总工会：
　　要抓好三个方面：一是新建企业工会不少于120家；二是统一编码37265甲。

江滨市总工会
2022年2月18日
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(ODD, encoding="utf-8")
    return path


def test_the_account_as_json(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["audit", str(paper), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"schema", "document", "numerals", "unplaced", "warnings", "counts"}
    text = ODD
    assert all(text[row["start"] : row["end"]] == row["text"] for row in answer["numerals"])
    assert [row["text"] for row in answer["unplaced"]] == ["37265"]
    (warning,) = answer["warnings"]
    assert warning["kind"] == "count"
    assert warning["message"] == "“三个”之下只找到2项，缺第3项"
    assert text[warning["start"] : warning["end"]] == "三个"
    assert [text[span["start"] : span["end"]][:2] for span in warning["related"]] == ["一是", "二是"]
    assert set(answer["counts"]) == {kind.value for kind in NumeralKind}
    assert sum(answer["counts"].values()) == len(answer["numerals"])


def test_the_account_for_a_clerk(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["audit", str(paper)]) == 0
    said = capsys.readouterr().out
    assert "未识别 1 处" in said
    assert "【37265】" in said
    assert "“三个”之下只找到2项，缺第3项" in said
    assert said.index("未识别的数字") < said.index("提示")


def test_a_paper_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "无数字.txt"
    path.write_text("请各单位遵照执行。", encoding="utf-8")
    assert program.run(["audit", str(path)]) == 0
    said = capsys.readouterr().out
    assert "数字 0 处" in said
    assert "提示：没有" in said


def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    assert program.run(["audit", str(tmp_path / "空.txt"), "--json"]) == 1
    assert program.run(["audit", str(tmp_path / "没有.txt")]) == 1
    assert program.run(["audit"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "找不到文件" in printed.err


def test_every_kind_has_a_name_for_clerks() -> None:
    assert list(KINDS) == list(NumeralKind)
