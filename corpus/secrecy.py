"""密级: whether a paper's letterhead prints that it is a state secret (GB/T 9704-2012, clause 7.2.2).

The mark stands in the first lines, alone or beside 份号 and 紧急程度: 绝密, 机密★1年, 秘密★长期. The same words in
running text (商业秘密, 保守国家秘密) are no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.document import Document, Quote, Span
from corpus.errors import UnreadableFile
from corpus.view import View, readable

# A head has a dozen short lines at most: 份号, 密级, 紧急程度, 发文机关标志 over some lines, 发文字号, 签发人.
FIRST_LINES = 15
REACH = 400
STAR = "[★☆✩✪⭐﹡＊*]"
TERM = r"(?:长期|[\d一二三四五六七八九十两○〇]{1,3}(?:年|个?月|[日天])(?:以[上内])?)"
URGENCY = "(?:特急|加急|特提|平急|急件|特别紧急|紧急)"
MARK = rf"(?P<mark>(?:绝密|机密|秘密)(?:级?{STAR}?{TERM}|{STAR})?)"
LINE = re.compile(
    rf"(?:份号[:：]?)?\d{{0,8}}{URGENCY}?(?:密级(?:和保密期限)?[:：]?)?{MARK}级?{URGENCY}?(?:第?\d{{1,8}}号?)?"
)
GAP = re.compile(r"\s{2,}|[\t\n\u3000]")
STARRED = re.compile(rf"(?:绝密|机密|秘密){STAR}{TERM}?")


def mark_of(document: Document) -> Quote | None:
    """The mark as printed, with its place in the text; None where the paper bears none."""
    for paragraph in document.paragraphs[:FIRST_LINES]:
        if paragraph.start > REACH:
            break
        view = readable(document.text, paragraph)
        if found := LINE.fullmatch(view.text):
            return _quoted(view, *found.span("mark"))
    # A head whose lines were lost: the star alone tells the mark from running text.
    view = readable(document.text, Span(0, min(REACH, len(document.text))))
    found = STARRED.search(view.text)
    return _quoted(view, *found.span()) if found else None


def mark_beside(lines: Iterable[str]) -> str | None:
    """The mark as printed where a line outside of a text (`Reading.beside`) is one, whole or up to a gap, or bears one
    with its star."""
    for line in lines:
        for part in GAP.split(line.strip()):
            if found := LINE.fullmatch(readable(part).text):
                return found["mark"]
        if found := STARRED.search(readable(line).text):
            return found[0]
    return None


def refuse_secret(mark: str | None) -> None:
    """Raises UnreadableFile for a paper that bears a mark."""
    if mark is not None:
        raise UnreadableFile(
            f"文件标有密级“{mark}”，没有读入，也没有留存",
            advice="涉密文件请按保密规定处理；确可在本机使用的，请加 --allow-secret",
        )


def _quoted(view: View, start: int, end: int) -> Quote:
    span = view.span(start, end)
    return Quote(span.start, span.end, value=view.text[start:end])
