"""The encodings that offices use: by its byte order mark, else UTF-8, UTF-16, GB18030, each strictly."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from corpus.errors import DamagedFile, UnknownEncoding
from corpus.legibility import is_common

MARKS = (  # UTF-32 before UTF-16, whose mark begins it
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
WITH_ZEROS = ("utf-16-le", "utf-16-be")
WITHOUT_ZEROS = ("gb18030",)
LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
STRAY = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def plain(data: bytes) -> str:
    """The text as it stands, with line ends as `\\n` and a few stray control characters as blanks.

    Raises DamagedFile (binary, or control characters all over) or UnknownEncoding.
    """
    return STRAY.sub(" ", LINE_ENDS.sub("\n", decode(data).rstrip("\x1a")))


def decode(data: bytes) -> str:
    """The characters of the bytes; raises DamagedFile or UnknownEncoding, never guesses a character.

    Without a byte order mark UTF-8 where it is valid (by chance only a word or two of GB18030 is, as characters below
    U+0800, which then make no sense), else the first encoding that gives a text with sense.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _unspoilt(_decoded(data[len(mark) :], encoding), data)
    utf8 = _decoded(data, "utf-8")
    if utf8 is not None and (max(utf8, default="") >= "\u0800" or reads_well(utf8)):
        return _unspoilt(utf8, data)
    others = (_decoded(data, encoding) for encoding in (WITH_ZEROS if b"\0" in data else WITHOUT_ZEROS))
    meant = next((text for text in others if text is not None and reads_well(text)), utf8)
    return _unspoilt(meant, data)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _unspoilt(text: str | None, data: bytes) -> str:
    """The text if it can be used, else the error that says why not."""
    if text is None and b"\0" in data:
        raise DamagedFile("文件不是文本，含有二进制内容", advice="请确认文件类型，或在原软件中另存为 .txt 后再试")
    if text is None:
        raise UnknownEncoding(
            "文字的编码认不出来（试过 UTF-8、UTF-16、GB18030）", advice="请在原软件中另存为 UTF-8 编码后再试"
        )
    allowed = 3 + len(text) // 500
    if len(STRAY.findall(text)) > allowed:
        raise DamagedFile("文件里控制字符太多，不是正常的文本", advice="请确认文件类型，或在原软件中另存为 .txt 后再试")
    if text.count("\ufffd") > allowed:
        raise DamagedFile("文件里有许多字已变成“\ufffd”，原字无法恢复", advice="请用原来的文件，不要用转换过的")
    return text


def reads_well(text: str) -> bool:
    """Whether the characters look meant: these encodings give a character to nearly any bytes, but what people write
    keeps to ASCII and to the common characters of GB 2312; blanks of all kinds tell nothing."""
    counts = Counter(text)
    foreign = {
        character: count for character, count in counts.items() if not (character.isascii() or character.isspace())
    }
    common = sum(count for character, count in foreign.items() if is_common(character))
    return common >= 0.6 * sum(foreign.values())
