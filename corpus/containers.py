"""Files that hold files: zip archives and letters (.eml). Each member is read as a file of its own.

Members are bytes with a name to show; nothing is ever written under a member's name. Content decides what is a
container: a .docx is a zip too, a page saved with its pictures is built like a letter.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.archive import DAMAGE, MAGIC, check_sizes
from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, UnreadableFile
from corpus.formats.html_archive import is_archive as is_saved_page
from corpus.letters import is_letter, parts_of_letter
from corpus.limits import PackageLimits, limits_in_force

EMPTY_ARCHIVE = b"PK\x05\x06"
# What packages of other kinds hold at their top: Office Open XML, OFD, OpenDocument and EPUB.
OF_PACKAGES = frozenset(("[Content_Types].xml", "OFD.xml", "mimetype"))
OF_PACKAGES_CUT_OFF = (*(name.encode() for name in sorted(OF_PACKAGES)), b"word/", b"xl/", b"_rels/", b"docProps/")
UNICODE_NAME = 0x800  # bit 11 of a member's flags: its name is UTF-8 (APPNOTE.TXT 4.4.4)
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
DAMAGED = "压缩包不完整或已损坏"
UNNAMED = "未命名"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: its name with the folders it lies in, each name once, and its bytes, or why it has none
    that could be read."""

    name: str
    data: bytes
    trouble: UnreadableFile | None = None


def members_of(data: bytes) -> tuple[Member, ...] | None:
    """The files in the container, in its order, without what systems keep for themselves; None where the bytes are no
    container.

    Raises EncryptedFile, DamagedFile (also for what would unpack to more than the limits in force) or EmptyFile.
    """
    if _is_archive(data):
        found = _unpacked(data, limits_in_force().package)
    elif is_letter(data[:65536]) and not is_saved_page(data):
        found = parts_of_letter(data)
    else:
        return None
    members = tuple(_named(("/".join(_parts(name)) or UNNAMED, content) for name, content in found))
    if not members:
        raise EmptyFile("压缩包或邮件里没有文件", advice="请确认内容后再试")
    return members


def is_own(name: str) -> bool:
    """Whether a file or folder of this name is what a system or an office program keeps for itself, no paper."""
    return name.startswith((".", "~$")) or name in {"Thumbs.db", "desktop.ini", "__MACOSX"}


def _is_archive(data: bytes) -> bool:
    if data.startswith(EMPTY_ARCHIVE):
        return True
    if not data.startswith(MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return OF_PACKAGES.isdisjoint(archive.namelist())
    except DAMAGE:
        return not any(name in data for name in OF_PACKAGES_CUT_OFF)


def _unpacked(data: bytes, limits: PackageLimits) -> list[tuple[str, bytes]]:
    """The members' names and bytes; zipfile never unpacks more than the sizes that the directory declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            named = [(_decoded(member), member) for member in archive.infolist() if not member.is_dir()]
            wanted = [(name, member) for name, member in named if not any(map(is_own, _parts(name)))]
            check_sizes([member for _, member in wanted], limits)
            return [(name, archive.read(member)) for name, member in wanted]
    except DAMAGE as error:
        raise DamagedFile(DAMAGED, advice="请重新获取或重新压缩后再试") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise EncryptedFile("压缩包设有密码", advice="请去掉密码后再试") from error


def _decoded(member: zipfile.ZipInfo) -> str:
    """The member's name. Chinese Windows writes GBK and does not say so; zipfile then takes it for code page 437."""
    name = member.orig_filename
    if member.flag_bits & UNICODE_NAME or name.isascii():
        return name.replace("\\", "/")
    raw = name.encode("cp437")
    encoding = next((each for each in ("utf-8", "gb18030") if _is_valid(raw, each)), "cp437")
    return raw.decode(encoding).replace("\\", "/")


def _is_valid(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _parts(name: str) -> list[str]:
    """The folders and the file of a name, without what could lead out of them or spoil a line."""
    return [part for part in CONTROLS.sub("", name).split("/") if part not in ("", ".", "..")]


def _named(found: Iterable[tuple[str, bytes]]) -> Iterator[Member]:
    """The members with names made different where they are not."""
    taken: set[str] = set()
    for name, data in found:
        path, number = PurePosixPath(name), 1
        while name in taken:
            number += 1
            name = str(path.with_name(f"{path.stem}（{number}）{path.suffix}"))
        taken.add(name)
        yield Member(name, data)
