"""Tables as delimited text (.csv, .tsv), in the encodings of plain text."""

from __future__ import annotations

import csv
import re
from collections import Counter

from corpus.builder import GridCell, TextBuilder
from corpus.document import Reading
from corpus.encoding import plain
from corpus.errors import DamagedFile, EmptyFile, UnknownEncoding
from corpus.rows import add_rows

MEDIA_TYPE = "text/csv"
DELIMITERS = "\t,;|，"
NAMED = re.compile(r'\s*"?sep=(.)"?\s*\n', re.IGNORECASE)  # a first line that Excel writes and obeys
SAMPLE = 200  # so many rows show which delimiter parts them
MOST_COLUMNS = 1000


def detect(data: bytes) -> bool:
    """Whether the bytes are text. Any text may be a table of one column: only the name can tell a list from a paper, so
    this reader is asked for files of its suffixes alone."""
    try:
        return bool(plain(data).strip())
    except (DamagedFile, UnknownEncoding):
        return False


def read(data: bytes) -> Reading:
    """The rows as a table, lines by themselves above and below it as paragraphs.

    Raises EmptyFile, DamagedFile (binary, a quotation mark that is never closed), UnknownEncoding.
    """
    text = plain(data)
    if not text.strip():
        raise EmptyFile("文件里没有内容", advice="请确认文件内容后再试")
    named = NAMED.match(text)
    rows = _rows(text[named.end() :], named[1]) if named else _rows(text, delimiter_of(text))
    builder = TextBuilder()
    add_rows(
        builder,
        [GridCell(number, column, words) for number, row in enumerate(rows) for column, words in enumerate(row)],
    )
    return builder.build(MEDIA_TYPE)


def delimiter_of(text: str) -> str:
    """The character that parts most rows into the same number of columns, two at least; a comma where none does.

    csv.Sniffer is not asked: it takes a letter for a delimiter where there is none, and 、 or ： where they are common.
    """
    sample = "\n".join(text.split("\n")[:SAMPLE])
    best, most = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(sample.split("\n"), delimiter=delimiter) if any(row))
        except csv.Error:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
        score = count / max(sum(widths.values()), 1), width
        if width > 1 and score > most:
            best, most = delimiter, score
    return best


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise DamagedFile(
            "表格中的引号不成对，分不清各列", advice="请在 Excel 或 WPS 中打开并另存为 .xlsx 后再试"
        ) from error
    if max((len(row) for row in rows), default=0) > MOST_COLUMNS:
        raise DamagedFile("表格的列数大得不正常，已拒绝读取", advice="请检查文件内容后再试")
    return rows
