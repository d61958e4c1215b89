"""Which texts count as forms of one paper."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.renditions import LAID_OUT, RECOGNIZED, WRITTEN, Form, is_same_paper
from corpus.text_sketch import VALUES, essence, likeness, sketch_of

WORDS = "".join(
    f"第{number}条　各单位应当在{number % 12 + 1}月底前完成{chr(0x4E00 + 37 * number)}工作。\n" for number in range(60)
)
PAPER = Form(
    text=WORDS,
    media_type="text/plain",
    layer=WRITTEN,
    title="关于检查的通知",
    document_number="江滨局发〔2022〕7号",
    date=datetime.date(2022, 3, 1),
)
PDF = replace(PAPER, media_type="application/pdf", layer=LAID_OUT)
SCAN = replace(PDF, layer=RECOGNIZED)
MISREAD = WORDS.replace("工作", "工仵")
HALF_MISREAD = WORDS[: len(WORDS) * 3 // 4]

CASES = [
    (replace(PAPER, text=WORDS.replace("\n", "\r\n\r\n").replace("。", "．")), True),
    (PDF, True),
    (replace(PDF, text=WORDS + "索引号：11320500", title=None), True),
    (replace(PDF, text=WORDS.replace("应当", "必须", 2)), True),
    (replace(PAPER, text=WORDS.replace("应当", "必须", 2)), False),
    (replace(PDF, text=WORDS.replace("5月", "6月", 1)), False),
    (replace(PDF, text=WORDS + " ", date=datetime.date(2023, 3, 1)), True),
    (replace(PDF, text=WORDS.replace("应当", "必须", 2), date=datetime.date(2023, 3, 1)), False),
    (replace(PDF, text=WORDS.replace("应当", "必须", 2), document_number="江滨局发〔2022〕8号"), False),
    (replace(SCAN, text=WORDS.replace("5月", "6月", 1)), True),
    (replace(SCAN, text=HALF_MISREAD), True),
    (replace(SCAN, text=HALF_MISREAD, document_number=None), False),
    (replace(SCAN, text=HALF_MISREAD, title="关于别的通知"), False),
    (replace(PDF, text="完全不同的文件，讲的是别的事情。"), False),
]


@pytest.mark.parametrize(("other", "same"), CASES)
def test_forms_of_one_paper(other: Form, same: bool):
    assert is_same_paper(PAPER, other) is same
    assert is_same_paper(other, PAPER) is same


texts = st.text(st.sampled_from("一二三甲乙丙12３ 。\n"), max_size=60)


@given(texts, texts)
def test_laws_of_likeness(text: str, other: str):
    assert likeness(text, other) == likeness(other, text)
    assert 0 <= likeness(text, other) <= 1
    assert likeness(text, text) == (1 if essence(text) else 0)
    assert sketch_of(text) == sketch_of(essence(text))
    assert len(sketch_of(text)) <= VALUES
    assert essence(text + other) == essence(text) + essence(other)


def test_alike_texts_share_their_sketch():
    assert len(set(sketch_of(WORDS)) & set(sketch_of(WORDS.replace("应当", "必须", 2)))) >= 3
    assert not set(sketch_of(WORDS)) & set(sketch_of("完全不同的文件，讲的是别的事情。"))
    assert sketch_of("no Chinese") == ()
