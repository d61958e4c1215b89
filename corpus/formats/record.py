"""A paper as one JSON object: its text, and what a collection knows of it beside the text.

    {"id": …, "title": …, "doc_number": …, "issuer": …, "date": …, "text": …}

Only `text` must be there. Collections keep many such papers in one file, one a line (`corpus.json_lines`).
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from typing import Any

from corpus.builder import TextBuilder
from corpus.document import Letterhead, Reading
from corpus.encoding import plain
from corpus.errors import DamagedFile, EmptyFile
from corpus.paragraphs import paragraphs_of

MEDIA_TYPE = "application/json"
TEXT = "text"
OBJECT = re.compile(rb"\s*\{")
ADVICE = '每份文件应写成一个 JSON 对象，如 {"id": …, "title": …, "text": …}'
# What is said beside the text: under which label it is printed, and which part of the letterhead it is.
INDEX_LABEL = "索引号"
LABELS = {
    "title": ("标题", "title"),
    "doc_number": ("发文字号", "document_number"),
    "issuer": ("发文机关", "issuer"),
    "date": ("成文日期", "date"),
}


def detect(data: bytes) -> bool:
    """Whether the bytes are such an object."""
    if not OBJECT.match(data.removeprefix(codecs.BOM_UTF8)):
        return False
    try:
        paper_in(data)
    except DamagedFile:
        return False
    return True


def paper_in(data: bytes) -> Mapping[str, Any]:
    """The object, whose `text` is a string; raises DamagedFile for anything else."""
    try:
        paper = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DamagedFile("不是完整的 JSON，读不出来", advice=ADVICE) from error
    if not isinstance(paper, dict) or not isinstance(paper.get(TEXT), str):
        raise DamagedFile(f"这段 JSON 里没有文件的正文（{TEXT}）", advice=ADVICE)
    return paper


def read(data: bytes) -> Reading:
    """The text as it stands, line ends and stray control characters as `corpus.encoding.plain` leaves them.

    Raises EmptyFile, DamagedFile.
    """
    text = _plain(paper_in(data)[TEXT])
    if not text.strip():
        raise EmptyFile("文件里没有文字", advice="请确认文件内容后再试")
    return Reading(text, MEDIA_TYPE, paragraphs_of(text))


def read_with_metadata(data: bytes, printed: Letterhead) -> Reading | None:
    """The reading with what is said beside the text above it, a label and its value a paragraph, as above a saved page;
    None where the text's own letterhead (`printed`) lacks nothing of it."""
    paper = paper_in(data)
    given = {name: words for name in LABELS if (words := _line(paper.get(name)))}
    if all(getattr(printed, LABELS[name][1]) is not None for name in given):
        return None
    builder = TextBuilder()
    # A single line of the kind might be the paper's own; with this one there are two.
    builder.paragraph(f"{INDEX_LABEL}：{_line(paper.get('id')) or '无'}")
    for name, words in given.items():
        builder.paragraph(f"{LABELS[name][0]}：{words}")
    builder.paragraph(_plain(paper[TEXT]))
    return builder.build(MEDIA_TYPE)


def _line(value: object) -> str:
    """What is said in one field, on one line; '' for nothing and for what no person would print."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return " ".join(_plain(str(value)).split())[:200]


def _plain(text: str) -> str:
    try:
        return plain(codecs.BOM_UTF8 + text.encode())
    except UnicodeEncodeError as error:  # half a character, written as \ud800
        raise DamagedFile("正文里有残缺的字符", advice="请从原来的系统重新导出") from error
