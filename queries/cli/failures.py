"""What `gongwen failures` shows: the files that could not be read, why, and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from corpus.store_values import StoredFile
from queries.contract import ingest_json
from queries.contract_records import Json
from queries.ingest import IngestReport


def show_failures(files: Sequence[StoredFile], out: Console) -> None:
    """Each file with when it was tried, the reason and the advice."""
    if not files:
        out.print("没有未能读入的文件")
        return
    out.print(f"共 {len(files)} 个文件未能读入")
    for number, file in enumerate(files, start=1):
        out.print()
        out.print(Text(f"{number}. {file.source}"))
        out.print(Text(f"   原因：{file.reason}"))
        if file.advice:
            out.print(Text(f"   建议：{file.advice}"))
        if file.read_at is not None:
            out.print(Text(f"   时间：{_utc(file.read_at).astimezone():%Y-%m-%d %H:%M}"), style="dim")


def failures_json(files: Sequence[StoredFile], *, retried: IngestReport | None) -> Json:
    """The answer of `gongwen failures --json`; `retried` only after `--retry`."""
    listed = [
        {
            "source": file.source,
            "path": file.path,
            "reason": file.reason,
            "advice": file.advice,
            "time": _utc(file.read_at).isoformat() if file.read_at else None,
        }
        for file in files
    ]
    again = {} if retried is None else {"retried": ingest_json(retried)}
    return {**again, "total": len(listed), "failures": listed}


def _utc(time: datetime.datetime) -> datetime.datetime:
    """The database keeps no time zone; what is kept is UTC."""
    return time.replace(tzinfo=datetime.timezone.utc) if time.tzinfo is None else time
