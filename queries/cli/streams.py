"""What the command line writes, whatever the terminal: UTF-8, and faults of the program in words for a clerk."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def speak_utf8() -> None:
    """Standard output is UTF-8 whatever the locale or code page, and no name can break it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def say(message: str) -> None:
    """Writes a line to standard error."""
    print(message, file=sys.stderr)


def print_json(answer: dict[str, Any]) -> None:
    """Writes the one JSON document of a `--json` call to standard output."""
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def unexpected(error: Exception) -> str:
    """What is said of an error that is no fault of the clerk's: what, where, and how to show more."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name} 第 {trace.tb_lineno} 行" if trace else "未知位置"
    reason = f"程序内部出错（{type(error).__name__}：{error}；{place}）"
    return f"{reason}。请在命令名前加 --debug 再运行一次（gongwen --debug …），把显示的内容交给维护人员"
