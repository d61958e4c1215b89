"""What the READMEs show is run, word for word."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from queries.cli.program import run

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall((ROOT / name).read_text("utf-8")) if kind == language]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "corpus" / "samples", tmp_path / "corpus" / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_commands_of_the_readme_work(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = [line[2:] for block in blocks(name, "console") for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) >= 5
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "gongwen"
        assert run(arguments) == 0, command
        assert "错误" not in capsys.readouterr().err
    assert (project / "分解表.xlsx").stat().st_size > 5000


def test_python_of_the_readme_works(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.exists()
    for block in blocks("README.md", "python"):
        exec(compile(block, "README.md", "exec"), {})
    assert "泓州市" in capsys.readouterr().out
