"""The files that are offered to the library: those named, those in folders, and those in containers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.containers import Member, is_own
from corpus.errors import NotFound, UnreadableFile
from corpus.limits import MEBIBYTE

LINE_MARK = "#"
"""What stands between the name of a file of lines and the name of a paper in it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file on the disk (`path`) or in a container (`data`, or why there is none: `trouble`).

    `key` is what the library knows it by: its absolute path, or the container's key with the member's name behind it;
    `source` is what the user calls it. `container` is the key of the container it lies in, `root` of the outermost one
    (its own where there is none), `depth` how many it lies in.
    """

    key: str
    source: str
    path: Path | None
    data: bytes | None
    container: str | None
    root: str
    depth: int
    trouble: UnreadableFile | None = None

    def read(self, *, largest: int) -> bytes:
        """Its bytes; raises NotFound, UnreadableFile."""
        if self.trouble is not None:
            raise self.trouble
        return self.data if self.path is None else _read(self.path, largest=largest)  # type: ignore[return-value]


def offers_of(paths: Sequence[Path], *, library: Path) -> tuple[Offer, ...]:
    """The files to read, each once. Folders are walked in the order of names; what an office program or the system
    keeps for itself (`~$…`, hidden files) is no paper, and the library does not eat itself."""
    return tuple(_on_disk(path) for path in dict.fromkeys(_found(paths, library=library)))


def offers_in(container: Offer, members: Iterable[Member], *, mark: str = "/") -> Iterator[Offer]:
    """The files of a container, one after the other; `mark` stands between its name and theirs."""
    for member in members:
        yield Offer(
            key=f"{container.key}{mark}{member.name}",
            source=f"{container.source}{mark}{member.name}",
            path=None,
            data=member.data,
            container=container.key,
            root=container.root,
            depth=container.depth + 1,
            trouble=member.trouble,
        )


def printable(path: Path) -> str:
    """The path as text that can be written anywhere, also where its bytes are no text."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _on_disk(path: Path) -> Offer:
    key = printable(Path(os.path.abspath(path)))  # noqa: PTH100 (resolve() would follow links)
    return Offer(key, printable(path), path, None, container=None, root=key, depth=0)


def _found(paths: Sequence[Path], *, library: Path) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not is_own(name) and not _same(Path(folder, name), library))
            yield from (Path(folder, name) for name in sorted(names) if not is_own(name))


def _same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


def _read(path: Path, *, largest: int) -> bytes:
    if not path.exists():
        raise NotFound("找不到这个文件或文件夹", advice="请检查路径和文件名")
    if not path.is_file():
        raise UnreadableFile("这不是普通文件，无法读取", advice="请给出文件或文件夹")
    try:
        if path.stat().st_size > largest:
            raise UnreadableFile(f"文件超过 {largest // MEBIBYTE} MB", advice="请拆分后再入库")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"无法打开文件（{error.strerror}）", advice="请检查读取权限，或文件是否正被占用"
        ) from error
