"""What an index folder says of itself, read before anything else in it is.

    manifest.json   schema version, engine and its version, analysis
    segments/       the engine's own files

Opening an index may unpickle what is in it, so no engine opens a folder whose manifest is not exactly its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from corpus.errors import NotWritable, OtherSchema
from extract.words import fingerprint
from index.schema import OLDEST_READABLE, SCHEMA_VERSION

MANIFEST = "manifest.json"
SEGMENTS = "segments"
REBUILD = "请用本程序重新建立索引（原文都在库中，不会丢失）"


def prepared(folder: Path, *, engine: str, distribution: str, older: bool = False) -> Path:
    """The folder for the engine's own files, inside an index folder that is made when absent or empty.

    `distribution` is the package whose version fixes the file format. With `older` also an index of an older schema
    that can still be read, or whose words were cut in another way, will do: some words are missed in it. Raises
    OtherSchema when the folder holds anything else, NotWritable when it cannot be made or read.
    """
    own = {
        "schema": SCHEMA_VERSION,
        "engine": engine,
        "engine_version": version(distribution),
        "analysis": fingerprint(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        segments = folder / SEGMENTS
        if not any(folder.iterdir()):
            segments.mkdir()
            (folder / MANIFEST).write_text(json.dumps(own, indent=1), encoding="utf-8")
        if not _fits(_manifest(folder), own, older=older) or not segments.is_dir():
            raise OtherSchema(f"文件夹“{folder}”中不是本版本的索引", advice=REBUILD)
    except OSError as error:
        raise NotWritable(
            f"索引文件夹“{folder}”不能建立或读取（{error.strerror or error}）",
            advice="请检查文件夹的权限和磁盘空间，或换一个位置",
        ) from error
    return segments


def _fits(found: object, own: dict[str, object], *, older: bool) -> bool:
    """Whether a manifest is this program's own, or with `older` one of before that can still be read."""
    if not older or not isinstance(found, dict):
        return found == own
    schema = found.get("schema")
    readable = isinstance(schema, int) and OLDEST_READABLE <= schema <= SCHEMA_VERSION
    return readable and {**found, "schema": SCHEMA_VERSION, "analysis": own["analysis"]} == own


@contextmanager
def sound(folder: Path, *, faults: tuple[type[Exception], ...]) -> Iterator[None]:
    """What an engine stumbles over (`faults`) while it reads its files becomes OtherSchema: they are damaged.

    PermissionError, which building anew does not cure, becomes NotWritable.
    """
    try:
        yield
    except PermissionError as error:
        raise NotWritable(f"索引文件夹“{folder}”不能读取（{error.strerror}）", advice="请检查文件夹的权限") from error
    except faults as error:
        raise OtherSchema(f"索引“{folder}”已损坏（{error}）", advice=REBUILD) from error


def _manifest(folder: Path) -> object:
    """What the manifest says; None when there is none or it is not readable as one."""
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
