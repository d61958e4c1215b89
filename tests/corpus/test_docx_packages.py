"""Word packages of other kinds and with broken parts."""

from __future__ import annotations

import pytest
from docx_writer import cell, item, level, lists, packed, para, strict, table

from corpus.errors import UnreadableFile
from corpus.formats import docx as reader

PLAN = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


PLAIN = packed(item("甲") + table(cell("乙") + cell("丙")), numbering=lists(*PLAN))
KINDS = {
    "strict": strict(PLAIN),
    "docm": packed(para("甲"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
    "dotx": packed(
        para("甲"),
        main_type="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_other_kinds_of_packages_are_read_alike(kind: str) -> None:
    assert reader.detect(KINDS[kind])
    assert reader.read(KINDS[kind]).text == ("一、甲\n乙\t丙" if kind == "strict" else "甲")


@pytest.mark.parametrize("part", ["numbering", "styles", "footnotes"])
def test_a_broken_part_is_told(part: str) -> None:
    with pytest.raises(UnreadableFile):
        reader.read(packed(para("甲"), **{part: "<w:broken>"}))
