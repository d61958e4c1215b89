"""The library that a command works on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NotFound

if TYPE_CHECKING:
    from queries.library import Library


@contextmanager
def existing(folder: Path, *, engine: str, allow_secret: bool = False) -> Iterator[Library]:
    """The library, which must be there: a mistyped folder must not look like an empty library."""
    from corpus.store import DATABASE
    from queries.cli.limits import limits_from
    from queries.library import open_library

    if (folder.is_dir() and not (folder / DATABASE).exists()) or not folder.exists():
        raise NotFound(
            f"{folder} 中没有资料库",
            advice="请先用 gongwen ingest 读入文件，或用 --library 指定资料库所在的文件夹",
        )
    limits = limits_from(os.environ)
    with open_library(folder, engine=engine, limits=limits, allow_secret=allow_secret) as library:
        yield library
