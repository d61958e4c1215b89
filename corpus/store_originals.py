"""The originals, byte for byte, each under its own SHA-256; a file is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from corpus.errors import NotFound


def original_path(folder: Path, sha256: str) -> Path:
    """Where the original with this hash lies: `originals/ab/<sha256>`."""
    return folder / "originals" / sha256[:2] / sha256


def keep_original(folder: Path, sha256: str, data: bytes) -> None:
    """Writes the original unless it is there; raises OSError."""
    path = original_path(folder, sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def drop_original(folder: Path, sha256: str) -> None:
    """Removes the original; it may be gone already. Raises OSError."""
    original_path(folder, sha256).unlink(missing_ok=True)


def sweep_originals(folder: Path, *, needed: Collection[str]) -> None:
    """Removes what a kill has left half done: originals, whole or in part, that no paper needs. Raises OSError."""
    for path in (folder / "originals").glob("*/*"):
        if path.name not in needed:
            path.unlink(missing_ok=True)


def read_original(folder: Path, sha256: str) -> bytes:
    """The original's bytes; raises NotFound."""
    path = original_path(folder, sha256)
    if not path.is_file():
        raise NotFound(f"资料库中缺少原件 {sha256[:16]}", advice="请重新入库该文件")
    return path.read_bytes()
