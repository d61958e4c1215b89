"""Notes and symbols of Word documents: each where a person reads it, once."""

from __future__ import annotations

import pytest
from docx_writer import cell, packed, para, table

from corpus.document import Reading
from corpus.formats import docx as reader

AUTHOR = 'w:id="1" w:author="甲" w:date="2022-01-01T00:00:00Z"'
NOTES = {
    "footnotes": '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">'
    f"{para('<w:r><w:footnoteRef/></w:r>', ' 不含劳务派遣工。')}</w:footnote>",
    "endnotes": f'<w:endnote w:id="2">{para("以年报为准。")}</w:endnote>',
}


def cites(kind: str) -> str:
    return f'<w:r><w:{kind}Reference w:id="2"/></w:r>'


def paragraphs(reading: Reading) -> list[str]:
    return [span.of(reading.text) for span in reading.paragraphs]


def test_a_note_stands_after_the_paragraph_that_cites_it() -> None:
    body = para("新建会员", cites("footnote"), "三万人。") + para("下一段。", cites("endnote")) + para("末段。")
    assert paragraphs(reader.read(packed(body, **NOTES))) == [
        *("新建会员三万人。", "注：不含劳务派遣工。", "下一段。", "注：以年报为准。", "末段。"),
    ]


def test_a_note_cited_in_a_table_stands_after_it_and_only_once() -> None:
    body = table(cell(para("甲", cites("footnote"))) + cell(para("乙", cites("footnote")))) + para("下文。")
    assert reader.read(packed(body, **NOTES)).text == "甲\t乙\n注：不含劳务派遣工。\n下文。"


def test_a_note_that_was_deleted_or_is_missing_leaves_no_trace() -> None:
    body = para("甲", f"<w:del {AUTHOR}>{cites('footnote')}</w:del>", '<w:r><w:footnoteReference w:id="9"/></w:r>')
    assert reader.read(packed(body, **NOTES)).text == "甲"


SYMBOLS = {
    ("Wingdings", "F0FE"): "☑",
    ("Wingdings", "F081"): "①",
    ("Wingdings", "F08C"): "❶",
    ("Symbol", "F0B3"): "≥",
    ("宋体", "2264"): "≤",
    ("Webdings", "zz"): "",
}


@pytest.mark.parametrize(("font", "code"), SYMBOLS)
def test_symbols(font: str, code: str) -> None:
    body = para("甲", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "乙")
    assert reader.read(packed(body)).text == f"甲{SYMBOLS[font, code]}乙"
