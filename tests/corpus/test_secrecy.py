"""Marks of state secrets in a letterhead, and the same words elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx_writer import packed, para, run
from ofd_writer import package, words
from pdf_writer import Words, pdf

from corpus.reading import read, read_document
from corpus.secrecy import mark_beside, mark_of

REST = "\n江滨市某局文件\n江滨局发〔2022〕5号\n关于印发方案的通知\n各科室：\n不得泄露商业秘密、机密。\n"
MARKED = [
    ("绝密", "绝密"),
    ("机密★1年", "机密★1年"),
    ("秘 密", "秘密"),
    ("秘密 ★ 长期", "秘密★长期"),
    ("000123\n秘密★十年\n特急", "秘密★十年"),
    ("000001    机密★10年    特急", "机密★10年"),
    ("密级：秘密", "秘密"),
    ("密级和保密期限：机密☆6个月", "机密☆6个月"),
    ("特急 机密*1年", "机密*1年"),
    ("机密 加急", "机密"),
    ("机密★1年 江滨市某局文件 江滨局发〔2022〕1号 关于印发方案的通知", "机密★1年"),
]
FREE = [
    "商业秘密",
    "关于保守国家秘密的通知",
    "机密文件管理办法",
    "秘密级文件登记表",
    "密级：公开",
    "密级：",
    "保密★",
    "工作秘密",
    "特急",
]


@pytest.mark.parametrize(("head", "mark"), MARKED)
def test_marked(head: str, mark: str):
    document = read_document((head + REST).encode(), "x.txt")
    found = mark_of(document)
    assert found is not None
    assert found.value == mark
    assert "".join(found.of(document.text).split()) == mark


@pytest.mark.parametrize("head", FREE)
def test_free(head: str):
    assert mark_of(read_document((head + REST).encode(), "x.txt")) is None


def test_a_line_far_down_is_no_mark():
    lines = "".join(f"{number}．办好第{number}件事。\n" for number in range(1, 30))
    assert mark_of(read_document((REST + lines + "机密\n").encode(), "x.txt")) is None


BOX = "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>"
BODY = [f"{number}．办好第{number}件事，做到有记录、有整改、有复查，按时上报。" for number in range(1, 30)]


def with_header(words: str) -> bytes:
    return packed("".join(map(para, BODY)), header=para(words))


def with_box(words: str) -> bytes:
    return packed("".join(map(para, BODY)) + para(BOX.format(para(words)), run("附言")))


def as_pdf(words: str) -> bytes:
    """A running head on every page."""
    lines = [Words(line, y=150 + 28 * place, size=16) for place, line in enumerate(BODY[:12])]
    return pdf(*[[Words(words, y=40, size=12), *lines] for _ in range(3)])


def as_watermark(words: str) -> bytes:
    lines = [Words(line, y=150 + 28 * place) for place, line in enumerate(BODY[:12])]
    return pdf([*lines, Words(words, x=200, y=500, size=60, turned=40)])


def as_ofd(head: str) -> bytes:
    lines = "".join(words(line, 20, 50 + 9 * place) for place, line in enumerate(BODY[:12]))
    return package(*[words(head, 20, 15, size=4) + lines for _ in range(3)])


def as_slanted_ofd(head: str) -> bytes:
    lines = "".join(words(line, 20, 50 + 9 * place) for place, line in enumerate(BODY[:12]))
    return package(lines + words(head, 60, 150, size=20, more='CTM="0.7 0.7 -0.7 0.7 0 0"'))


@pytest.mark.parametrize("made", [with_header, with_box, as_pdf, as_watermark, as_ofd, as_slanted_ofd])
@pytest.mark.parametrize(("head", "mark"), [("机密★1年", "机密★1年"), ("秘密", "秘密"), ("商业秘密", None)])
def test_marks_outside_of_the_text(made: Callable[[str], bytes], head: str, mark: str | None):
    assert mark_beside(read(made(head), "x").beside) == mark


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("机密★1年  江滨市某局", "机密★1年"),
        ("秘密\t第3号", "秘密"),
        ("机密文件管理办法", None),
        ("第 3 页", None),
        ("", None),
    ],
)
def test_a_mark_beside_other_words(line: str, mark: str | None):
    assert mark_beside([line]) == mark
