"""Days on the command line: as clerks write them, read without guessing."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

import typer

from corpus.errors import QueryError

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")

ReferenceDay = Annotated[
    str | None, typer.Option("--on", metavar="日期", help="时限灯以哪一天为准（默认今天），例如 2024-06-30")
]


def day_of(written: str | None, *, option: str) -> datetime.date | None:
    """The day that is written (2024-06-30, 2024年6月30日); None where nothing is. Raises QueryError."""
    if written is None:
        return None
    match = _DAY.fullmatch(written.strip())
    try:
        return datetime.date(*map(int, match.groups())) if match else _wrong(written, option)
    except ValueError:
        return _wrong(written, option)


def _wrong(written: str, option: str) -> datetime.date:
    raise QueryError(f"{option} 后面的“{written}”不是日期", advice="请按 2024-06-30 的样子写") from None


def today() -> datetime.date:
    """Today, where the program runs."""
    return datetime.datetime.now().astimezone().date()
