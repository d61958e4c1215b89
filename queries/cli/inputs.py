"""Tables that a command reads."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import NotFound, UnreadableFile


def bytes_of(path: Path) -> bytes:
    """The file's content; raises NotFound, UnreadableFile."""
    if not path.is_file():
        raise NotFound(f"找不到文件 {path}", advice="请检查路径和文件名")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"无法打开 {path}（{error.strerror}）", advice="请检查读取权限，或文件是否正被占用"
        ) from error
