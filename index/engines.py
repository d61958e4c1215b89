"""The table of search engines: a new engine is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.errors import QueryError
from index.engine import SearchEngine

DEFAULT_ENGINE = "tantivy"


def _tantivy(folder: Path, patience: float, older: bool) -> SearchEngine:
    from index.tantivy_engine import TantivyEngine

    return TantivyEngine(folder, patience=patience, older=older)


def _whoosh(folder: Path, patience: float, older: bool) -> SearchEngine:
    from index.whoosh_engine import WhooshEngine

    return WhooshEngine(folder, patience=patience, older=older)


# Imported when opened: an office without the compiled engine must still be able to use the other one.
ENGINES: dict[str, Callable[[Path, float, bool], SearchEngine]] = {"tantivy": _tantivy, "whoosh": _whoosh}


def open_engine(name: str, folder: Path, *, patience: float = 5.0, older: bool = False) -> SearchEngine:
    """Opens the index in a folder, made when absent or empty; `patience` is how many seconds to wait for another
    writer. With `older` an index of another analysis is opened too, to be read until a new one is in its place.

    Raises OtherSchema when the folder holds anything but a sound index of this engine and version (build it anew from
    the store, in another folder or after removing it), NotWritable when a new one cannot be made, QueryError when
    there is no engine of that name.
    """
    if name not in ENGINES:
        raise QueryError(f"没有名为“{name}”的检索引擎", advice=f"可用的有：{'、'.join(ENGINES)}")
    return ENGINES[name](folder, patience, older)
