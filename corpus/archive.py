"""Zip packages (docx, later ofd) from strangers: what must be true of one before any reader unpacks it."""

from __future__ import annotations

import io
import zipfile
import zlib

from corpus.errors import DamagedFile, EncryptedFile
from corpus.limits import MEBIBYTE, PackageLimits, limits_in_force

MAGIC = b"PK\x03\x04"
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def member_names(data: bytes) -> frozenset[str] | None:
    """The names in the package's directory; None where the directory cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist())
    except DAMAGE:
        return None


def check_package(data: bytes, *, limits: PackageLimits | None = None) -> None:
    """Makes sure that the package is whole, within the limits (default: those in force), not encrypted, and that its
    XML has no DTD.

    zipfile never unpacks more than the size that the directory declares, so the declared sizes are binding.
    Raises DamagedFile or EncryptedFile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_sizes(package.infolist(), limits or limits_in_force().package)
            for member in package.infolist():
                _check_member(member.filename, package.read(member))
    except DAMAGE as error:
        raise DamagedFile("文件不完整或已损坏，压缩包读不出来", advice="请重新获取或在原软件中另存后再试") from error


def check_sizes(members: list[zipfile.ZipInfo], limits: PackageLimits) -> None:
    """Makes sure that none of the members is encrypted and that they do not unpack to too much, each and together.

    Raises DamagedFile or EncryptedFile.
    """
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedFile("压缩包设有密码", advice="请去掉密码后再试")
    too_much = len(members) > limits.members or sum(member.file_size for member in members) > limits.total
    if too_much or any(_is_bloated(member, limits) for member in members):
        raise DamagedFile("文件解压后大得不正常，已拒绝读取", advice="请确认文件来源，或在原软件中另存后再试")


def _is_bloated(member: zipfile.ZipInfo, limits: PackageLimits) -> bool:
    ratio = member.file_size / max(member.compress_size, 1)
    return member.file_size > limits.member or (member.file_size > MEBIBYTE and ratio > limits.ratio)


def _check_member(name: str, content: bytes) -> None:
    if name.endswith((".xml", ".rels")) and any(doctype in content for doctype in DOCTYPES):
        raise DamagedFile("文件内的 XML 带有文档类型定义，已拒绝读取", advice="请确认文件来源，或在原软件中另存后再试")
