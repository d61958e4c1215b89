"""Plain text in the encodings that offices use."""

from __future__ import annotations

import codecs
import re

from corpus.document import Reading
from corpus.encoding import decode, plain
from corpus.errors import DamagedFile, EmptyFile, UnknownEncoding
from corpus.paragraphs import paragraphs_of

MEDIA_TYPE = "text/plain"
MARKUP = re.compile(rb"\s*(?:<!doctype\s+html|<html|<\?xml|\{\\rtf|MIME-Version:)", re.IGNORECASE)


def detect(data: bytes) -> bool:
    """Whether the bytes are text in one of the encodings, and not another program's markup."""
    if MARKUP.match(data[:4096].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8)):
        return False
    try:
        return bool(decode(data))
    except (DamagedFile, UnknownEncoding):
        return False


def read(data: bytes) -> Reading:
    """The text as it stands, with line ends as `\\n` and a few stray control characters as blanks.

    Raises EmptyFile, DamagedFile (binary, or control characters all over), UnknownEncoding.
    """
    text = plain(data)
    if not text.strip():
        raise EmptyFile("文件里没有文字", advice="请确认文件内容后再试")
    return Reading(text, MEDIA_TYPE, paragraphs_of(text))
