"""Web pages as saved from government sites (.html, .htm, .mht): the metadata block, the title, the paper; without
navigation. The metadata stand first, each label with its value in a paragraph of its own (`发文字号：…`)."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from corpus.builder import TextBuilder
from corpus.document import Reading
from corpus.encoding import MARKS, STRAY, decode, reads_well
from corpus.errors import DamagedFile, EmptyFile
from corpus.formats.html_archive import is_archive, page_in
from corpus.formats.html_blocks import Grid, blocks_of, text_of
from corpus.formats.html_metadata import take_metadata
from corpus.formats.html_page import Page, page_of, without_surroundings
from corpus.markup import Element

MEDIA_TYPE = "text/html"
BEGINNING = 4096
TAGS = (
    "html|head|body|meta|title|link|script|style|div|table|tbody|tr|p|span|font|center|article|section|main|h[1-6]|form"
)
PAGE = re.compile(rf"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|(?:{TAGS})[\s>/])".encode(), re.I | re.S)
CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,80}encoding=["']([\w-]+)""", re.I
)
CHINESE = ("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "euc-cn", "gb18030")
DECLARED = {**dict.fromkeys(CHINESE, "gb18030"), "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-big5": "big5hkscs"}
REFERENCES = re.compile(r"&#(?:0+|x0+);?", re.I)
LARGEST = 32 * 1024 * 1024
ADVICE = "请用浏览器打开，把正文另存为 .docx 或 .txt 后再试"


def detect(data: bytes) -> bool:
    """Whether the bytes begin like a web page or a page saved with its parts."""
    beginning = data[:BEGINNING].replace(b"\0", b"")
    for mark, _ in MARKS:
        beginning = beginning.removeprefix(mark)
    return PAGE.match(beginning) is not None or is_archive(data)


def read(data: bytes) -> Reading:
    """The metadata, the title, the paper's paragraphs and tables in order.

    Raises EmptyFile (a page without text), DamagedFile, UnknownEncoding.
    """
    page, declared = (page_in(data) or (b"", None)) if is_archive(data) else (data, None)
    root = _parsed(STRAY.sub(" ", _decoded(page, declared)))
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        raise EmptyFile("网页里没有正文", advice=ADVICE)
    titles = _titles(root)
    without_surroundings(body)
    builder = TextBuilder()
    for label, value in take_metadata(body):
        builder.paragraph(f"{label}：{value}")
    _add(builder, page_of(body, titles))
    return builder.build(MEDIA_TYPE)


def _add(builder: TextBuilder, page: Page) -> None:
    builder.paragraph(page.title)
    for block in blocks_of(page.content):
        if isinstance(block, Grid):
            builder.table(block.cells)
        else:
            builder.paragraph(block)
    for element in page.attached:
        for line in text_of(element).splitlines():
            builder.paragraph(line)


def _parsed(text: str) -> Element:
    """The page's tree; raises DamagedFile where the bytes make none."""
    if len(text) > LARGEST:
        raise DamagedFile("网页大得不正常，已拒绝读取", advice=ADVICE)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    if not text.strip():
        raise EmptyFile("网页里没有内容", advice=ADVICE)
    try:
        root = lxml.html.document_fromstring(REFERENCES.sub("", text).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DamagedFile("网页已损坏，内容读不出来", advice=ADVICE) from error
    if parser.error_log.filter_from_fatals():  # the parser stops there and gives what it has
        raise DamagedFile("网页的层次多得不正常，只能读出一部分，已拒绝读取", advice=ADVICE)
    return root


def _decoded(data: bytes, declared: str | None) -> str:
    """The page's characters: by its mark, by the Chinese encoding that it declares, if they make sense by it (pages are
    often declared wrongly), else as any text is read. The GB encodings are read as GB18030, which holds them all."""
    match = CHARSET.search(data[:BEGINNING])
    named = declared or ((match[1] or match[2]).decode("ascii", "ignore") if match else "")
    encoding = DECLARED.get(named.lower())
    marked = any(data.startswith(mark) for mark, _ in MARKS)
    if encoding and not marked and b"\0" not in data:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            return decode(data)
        if encoding != "gb18030" or reads_well(text):
            return text
    return decode(data)


def _titles(root: Element) -> list[str]:
    """What the page's head calls the paper, the most trustworthy first (meta ArticleTitle, then <title>)."""
    named = [
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in ("articletitle", "og:title")
    ]
    whole = [" ".join(title.text_content().split()) for title in root.iter("title")][:1]
    return [title for title in (*named, *whole) if title.strip()]
