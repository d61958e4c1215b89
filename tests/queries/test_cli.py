"""The command line against CONTRACT.md: shapes, exit statuses, and not one English word for a clerk."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from queries import open_library
from queries.cli import program
from queries.cli.chinese_help import translated

HIT = {"document", "section", "snippet", "start", "end", "score"}
DOCUMENT = {"id", "source", "title", "document_number", "issuer", "date", "kind"}
ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Arguments?|Commands?|Error|Missing|Try|Invalid|required|default|Traceback)\b"
)


class Said:
    """What a call printed and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def gongwen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGWEN_LIBRARY", raising=False)

    def call(*args: object) -> Said:
        status = program.run([str(arg) for arg in args])
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return call


@pytest.fixture
def filled(gongwen, papers: Path):
    assert gongwen("ingest", papers).status == 0
    return gongwen


def test_ingest(gongwen, papers: Path, tmp_path: Path):
    said = gongwen("ingest", papers, "--library", tmp_path / "库", "--json")
    assert (said.status, said.json) == (0, {"added": 3, "updated": 0, "unchanged": 0, "failed": []})
    (papers / "空.txt").write_bytes(b"")
    said = gongwen("ingest", papers, tmp_path / "没有", "--library", tmp_path / "库", "--json")
    assert said.status == 1
    assert [set(failure) for failure in said.json["failed"]] == [{"source", "reason"}] * 2
    assert said.json["unchanged"] == 3
    said = gongwen("ingest", papers, "--library", tmp_path / "库")
    assert "未变 3，失败 1" in said.out
    assert "空.txt" in said.err


def test_the_library_is_where_the_environment_says(
    gongwen, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GONGWEN_LIBRARY", str(tmp_path / "环境"))
    gongwen("ingest", papers)
    assert (tmp_path / "环境").is_dir()
    monkeypatch.delenv("GONGWEN_LIBRARY")
    gongwen("ingest", papers)
    assert (tmp_path / "gongwen-library").is_dir()


def test_extract(gongwen, papers: Path):
    said = gongwen("extract", papers / "要点.txt", "--json")
    answer = said.json
    assert said.status == 0
    assert answer["schema"] == 1
    assert set(answer) >= {"document", "text", "articles", "outline", "dates", "quantities", "organizations", "targets"}
    for kind in ("dates", "quantities", "organizations"):
        assert answer[kind]
        assert all(answer["text"][row["start"] : row["end"]] == row["text"] for row in answer[kind])
    said = gongwen("extract", papers / "要点.txt")
    assert "发文字号：江滨工发〔2022〕5号" in said.out
    assert "不少于120家" in said.out


def test_search(filled):
    said = filled("search", '"“送清凉”活动"', "--json")
    assert (said.status, said.json["total"]) == (0, 1)
    (hit,) = said.json["hits"]
    assert set(hit) == HIT | {"passages", "like", "standing"}
    assert set(hit["document"]) == DOCUMENT
    assert hit["document"]["date"] == "2022-02-18"
    assert hit["end"] - hit["start"] == len("“送清凉”活动")
    assert len(filled("search", "职工", "-n", 2, "--json").json["hits"]) == 2
    assert "《关于印发〈江滨市总工会2022年工作要点〉的通知》" in filled("search", "职工书屋").out
    assert "没有找到" in filled("search", '"查无此语"').out


def test_ask(filled):
    said = filled("ask", "谁负责办好职工书屋？", "--json")
    assert said.status == 0
    assert said.json["kind"] == "organization"
    best = said.json["answers"][0]
    assert set(best) == {"answer", "role", "task", "quote", "against", *HIT - {"snippet"}}
    assert set(best["document"]) == DOCUMENT
    assert "宣传教育部" in best["answer"]
    assert len(filled("ask", "谁负责办好职工书屋？", "-n", 1, "--json").json["answers"]) == 1
    assert "宣传教育部" in filled("ask", "谁负责办好职工书屋？").out
    said = filled("ask", "谁负责月球基地建设？")
    assert (said.status, "没有找到" in said.out) == (0, True)


def test_targets(filled, papers: Path, tmp_path: Path):
    said = filled("targets", "--year", 2022, "--json")
    assert said.status == 0
    assert said.json["total"] == len(said.json["targets"]) > 0
    row = said.json["targets"][0]
    assert set(row["document"]) == DOCUMENT
    assert set(row) >= {"task", "indicator", "quantity", "deadline", "responsible", "section", "start", "end", "quote"}
    assert "不少于120家" in filled("targets", "--organization", "组织部").out
    paths = [tmp_path / f"表.{form}" for form in ("csv", "xlsx", "docx")]
    said = filled("targets", "--csv", paths[0], "--xlsx", paths[1], "--docx", paths[2])
    assert (said.status, said.out) == (0, "")
    assert all(path.stat().st_size for path in paths)


def test_targets_of_files_need_no_library(gongwen, papers: Path, tmp_path: Path):
    said = gongwen("targets", papers / "要点.txt", papers / "高温/通知.txt", "--json")
    assert said.status == 0
    assert {row["document"]["source"] for row in said.json["targets"]} == {
        str(papers / "要点.txt"),
        str(papers / "高温/通知.txt"),
    }
    said = gongwen("targets", papers / "要点.txt", tmp_path / "没有.txt", "--json")
    assert said.status == 1
    assert said.json["total"] > 0
    assert "没有.txt" in said.err
    assert not (tmp_path / "gongwen-library").exists()
    assert gongwen("targets", papers / "要点.txt", "--year", 1999, "--json").json["total"] == 0
    assert gongwen("targets", papers / "要点.txt", "--document", "x").status == 2


CALLS = [
    ((), 2, "用法：gongwen"),
    (("--help",), 0, "命令："),
    (("search", "--help"), 0, "用法：gongwen search"),
    (("serch", "x"), 2, "没有命令“serch”"),
    (("search",), 2, "缺少参数“查询词”"),
    (("search", "x", "--jsn"), 2, "没有选项“--jsn”"),
    (("search", "甲", "乙"), 2, "多出了“乙”"),
    (("search", "甲", "-n", "三"), 2, "'-n' 的值应当是整数"),
    (("search", "甲", "-n", "0"), 2, "'-n' 的值不能小于 1"),
    (("search", "甲", "-n"), 2, "选项“-n”后面缺少值"),
    (("search", "甲", "--json=1"), 2, "选项“--json”后面不能写值"),
    (("targets", "--year", "去年"), 2, "'--year' 的值应当是整数"),
    (("extract", "没有.txt", "--json"), 1, "找不到文件"),
    (("search", "甲"), 1, "没有资料库"),
    (("ask", "谁负责？"), 1, "没有资料库"),
    (("targets",), 1, "没有资料库"),
]


@pytest.mark.parametrize(("args", "status", "words"), CALLS)
def test_wrong_calls_and_help_in_chinese(gongwen, args: tuple[str, ...], status: int, words: str):
    said = gongwen(*args)
    assert said.status == status
    assert words in said.out + said.err
    assert not ENGLISH.search(said.out + said.err)
    assert (said.out == "") == (status != 0)


def test_a_wrong_query_is_a_wrong_call(filled):
    said = filled("search", '"甲', "--json")
    assert (said.status, said.out) == (2, "")
    assert "查询第 1 个字处" in said.err
    assert filled("search", "甲", "--engine", "没有").status == 2


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Missing argument 'FILE'.", "缺少参数“FILE”"),
        ("Missing option '--x' / '-x'.", "缺少选项“--x' / '-x”"),
        ("No such option: --jsn Did you mean --json?", "没有选项“--jsn”，是不是 --json？"),
        ("No such option: --jsn (Possible options: --json)", "没有选项“--jsn”，是不是 --json？"),
        ("No such command 'serch'. Did you mean 'search'?", "没有命令“serch”，是不是 search？"),
        ("Got unexpected extra argument (x)", "多出了“x”；含空格的内容请用引号括起来"),
        ("Invalid value for '-n': 'a' is not a valid integer.", "'-n' 的值应当是整数"),
        ("Invalid value for '-n': 0 is not in the range x>=1.", "'-n' 的值不能小于 1"),
        ("Something new.", "写法不对（Something new.）"),
    ],
)
def test_typers_words(english: str, chinese: str):
    assert translated(english) == chinese


def test_what_nobody_expected_is_one_line(gongwen, papers: Path, monkeypatch: pytest.MonkeyPatch):
    def breaks(_path: Path, **_options: object) -> None:
        raise ZeroDivisionError("odd")

    monkeypatch.setattr("queries.alone.the_extracted", breaks)
    said = gongwen("extract", papers / "要点.txt")
    assert said.status == 1
    assert said.err.count("\n") == 1
    assert "程序内部出错（ZeroDivisionError：odd；test_cli.py 第" in said.err


def test_an_interrupted_ingest_says_so(gongwen, papers: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("queries.ingest.catch_up", interrupt)
        said = gongwen("ingest", papers)
    assert said.status == 1
    assert "已中断" in said.err
    assert gongwen("ingest", papers, "--json").json["unchanged"] == 3


def test_output_is_utf8_whatever_the_locale(papers: Path, tmp_path: Path):
    with open_library(tmp_path / "lib") as library:
        library.ingest([papers])
    call = [
        sys.executable,
        "-c",
        "from queries.cli.program import main; main()",
        "targets",
        "--library",
        str(tmp_path / "lib"),
    ]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*call, "--json"], capture_output=True, env=environment, check=True)
    assert "不少于120家" in done.stdout.decode("utf-8")
    assert json.loads(done.stdout)["total"] > 0
    assert done.stderr == b""


def test_help_is_quick_because_nothing_heavy_is_loaded():
    heavy = ("spacy", "jieba", "tantivy", "sqlalchemy", "pydantic", "openpyxl", "docx")
    run = "import sys; from queries.cli import program; program.run(['--help'])"
    script = f"{run}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with head")
def test_a_reader_that_went_away_is_no_error(papers: Path):
    script = "from queries.cli.program import main; main()"
    call = f"{sys.executable} -c '{script}' extract '{papers / '要点.txt'}' --json | head -c 1"
    done = subprocess.run(call, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
