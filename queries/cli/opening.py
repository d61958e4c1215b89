"""The library that a command works on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NotFound
from queries.cli.streams import say

if TYPE_CHECKING:
    from queries.library import Library

_OUTDATED = (
    "提示：索引是旧版本程序建立的，个别词可能查不到；下次入库（gongwen ingest）或打开网页（gongwen serve）时会自动更新"
)


@contextmanager
def existing(folder: Path, *, engine: str, allow_secret: bool = False) -> Iterator[Library]:
    """The library, which must be there: a mistyped folder must not look like an empty library.

    A command is over too soon to build an index anew: where it searches one of an older make it says so.
    """
    from corpus.store import DATABASE
    from queries.cli.limits import limits_from
    from queries.library import open_library

    if (folder.is_dir() and not (folder / DATABASE).exists()) or not folder.exists():
        raise NotFound(
            f"{folder} 中没有资料库",
            advice="请先用 gongwen ingest 读入文件，或用 --library 指定资料库所在的文件夹",
        )
    limits = limits_from(os.environ)
    with open_library(folder, engine=engine, limits=limits, allow_secret=allow_secret, renews=False) as library:
        yield library
        if library.is_outdated:
            say(_OUTDATED)
