"""Files of papers, one a line (JSON Lines), as they are or packed by gzip.

Lines are handed out one after the other, so that memory does not grow with the file. `corpus.formats.record` tells what
a line says.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from corpus.containers import CONTROLS, Member
from corpus.errors import DamagedFile, UnreadableFile
from corpus.formats.record import paper_in
from corpus.limits import MEBIBYTE, PackageLimits

GZIP = b"\x1f\x8b"
NAMES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
BEGINNING = 65536
PAPER = re.compile(rb'\s*\{\s*"(?:id|title|doc_number|issuer|date|text)"\s*:')
DAMAGE = (OSError, EOFError, zlib.error)
LONGEST_NAME = 120
SEPARATORS = re.compile(r"[/\\]")
ADVICE = "请拆成几个文件后再入库"


@dataclass(frozen=True, slots=True)
class Extent:
    """How many papers a file of lines has, and how many bytes they are when unpacked."""

    lines: int
    size: int


def is_lines(data: bytes, name: str) -> bool:
    """Whether the bytes hold a paper a line; the name is asked where the first line does not tell."""
    beginning = _beginning(data)
    if beginning is None:
        return False
    first, end, _ = beginning.lstrip().partition(b"\n")
    if PAPER.match(first):
        return bool(end) and first.rstrip().endswith(b"}")
    return name.lower().endswith(NAMES) and b"\0" not in beginning and not beginning.startswith((b"PK", b"%PDF"))


def extent_of(data: bytes, limits: PackageLimits) -> Extent:
    """The file's extent, as far as it can be unpacked. Raises DamagedFile where it is more than the limits allow."""
    lines = size = 0
    try:
        for line in _raw_lines(data, limits.member):
            size += len(line)
            lines += bool(line.strip())
            if lines > limits.lines:
                raise DamagedFile(f"文件里的行太多，超过 {limits.lines} 行", advice=ADVICE)
            if size > limits.total:
                raise DamagedFile(f"文件解压后超过 {limits.total // MEBIBYTE} MB，已拒绝读取", advice=ADVICE)
    except DAMAGE:
        pass  # told by `papers_of`, behind the lines that can be read
    return Extent(lines, size)


def papers_of(data: bytes, limits: PackageLimits) -> Iterator[Member]:
    """The papers in order, each by its id (by its line's number where it has none), each name once; one that cannot be
    read says why, with the line's number. Blank lines are passed over.

    Raises DamagedFile where the file breaks off, behind all lines before that.
    """
    taken: set[str] = set()
    number = 0
    try:
        for number, line in enumerate(_whole_lines(data, limits.member), start=1):
            if line is None or line.strip():
                yield _member(line, number, taken)
    except DAMAGE as error:
        raise DamagedFile(f"文件在第{number}行之后断了", advice="请重新获取后再试，前面各行已读入") from error


def _member(line: bytes | None, number: int, taken: set[str]) -> Member:
    place = f"第{number}行"
    try:
        if line is None:
            raise DamagedFile("太长，已拒绝读取", advice=ADVICE)
        paper = paper_in(line)
        if not paper["text"].strip():
            raise DamagedFile("正文是空的", advice="请核对该行")
    except DamagedFile as error:
        return Member(place, b"", trouble=UnreadableFile(f"{place}：{error.reason}", advice=error.advice))
    name = _shown(str(paper.get("id") or ""))
    if not name or name in taken:
        name = f"{name}（{place}）" if name else place
    taken.add(name)
    return Member(name, line.strip())


def _shown(words: str) -> str:
    """An id as a name that leads nowhere and spoils no line."""
    plain = SEPARATORS.sub("_", CONTROLS.sub("", words)).strip()[:LONGEST_NAME]
    return plain.encode("utf-8", "replace").decode()


def _whole_lines(data: bytes, longest: int) -> Iterator[bytes | None]:
    """The lines, None for each that is longer than so many bytes."""
    too_long = False
    for piece in _raw_lines(data, longest):
        whole = piece.endswith(b"\n") or len(piece) < longest
        if whole:
            yield None if too_long else piece
        too_long = not whole
    if too_long:
        yield None


def _raw_lines(data: bytes, longest: int) -> Iterator[bytes]:
    """The lines with their ends, those that are longer in pieces of so many bytes."""
    with _opened(data) as file:
        while line := file.readline(longest):
            yield line


def _opened(data: bytes) -> BinaryIO:
    plain = io.BytesIO(data)
    if not data.startswith(GZIP):
        return plain
    return io.BufferedReader(gzip.GzipFile(fileobj=plain))


def _beginning(data: bytes) -> bytes | None:
    """How the file begins, unpacked; None where it cannot be."""
    if not data.startswith(GZIP):
        return data[:BEGINNING].removeprefix(codecs.BOM_UTF8)
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:BEGINNING], BEGINNING).removeprefix(codecs.BOM_UTF8)
    except zlib.error:
        return None
