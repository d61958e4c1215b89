"""Marks of state secrets in a letterhead, and the same words elsewhere."""

from __future__ import annotations

import pytest

from corpus.reading import read_document
from corpus.secrecy import mark_of

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
