import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.errors import DamagedFile, EmptyFile, UnknownEncoding, UnreadableFile
from corpus.formats import text

PAPER = "河工发〔2021〕5号\n关于做好职工疗休养工作的通知\n各区总工会：\n　　全年安排1200名职工，“一线”占比不低于80%。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_of_offices(encoding: str) -> None:
    data = PAPER.encode(encoding)
    assert text.detect(data)
    assert text.read(data).text == PAPER


@given(
    st.text(st.sampled_from("工会职工集体协商年度目标任务〔〕（）一二三①、，。2024%AB \n"), min_size=1),
    st.sampled_from(ENCODINGS),
)
@example("00000", "utf-16-be")
def test_law_encoding_round_trip(words: str, encoding: str) -> None:
    paper = f"通知\n{words}"
    assert text.read(paper.encode(encoding)).text == paper


def test_hanzi_outside_gbk_are_read() -> None:
    assert text.read("负责人：𠮷小㐀，联系电话见附件。".encode("gb18030")).text.count("𠮷") == 1


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\u2028"])
def test_line_ends_become_one_character(end: str) -> None:
    reading = text.read(f"第一行。{end}第二行。".encode())
    assert reading.text == "第一行。\n第二行。"
    assert len(reading.paragraphs) == 2


def test_a_stray_control_character_becomes_a_blank() -> None:
    assert text.read("职工\x07之家\x1a".encode()).text == "职工 之家"


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "euc_kr", "cp1251"])
def test_other_encodings_are_refused(encoding: str) -> None:
    words = {"cp1251": "Решение принято единогласно всеми членами профсоюза."}.get(
        encoding, "各級工會要高度重視，認真組織，切實加強領導。關於職工福利的通知，請各單位遵照執行。"
    )
    data = words.encode(encoding, errors="ignore") * 5
    assert not text.detect(data)
    with pytest.raises(UnknownEncoding) as caught:
        text.read(data)
    assert "编码" in caught.value.reason
    assert caught.value.advice


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[1:], lambda data: data[:9] + b"\xff" + data[9:]]
)
def test_damaged_utf8_is_not_taken_for_another_encoding(damage: object) -> None:
    assert callable(damage)
    with pytest.raises(UnreadableFile):
        text.read(damage("职工之家建设标准和评价办法，自印发之日起施行。".encode()))


@pytest.mark.parametrize("seed", range(20))
def test_binary_is_refused(seed: int) -> None:
    data = random.Random(seed).randbytes(50 * (seed + 1) ** 2)
    assert not text.detect(data)
    with pytest.raises(UnreadableFile):
        text.read(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (" \r\n　".encode(), EmptyFile),
        (b"a\x00b\x00\x00\x00\x01", DamagedFile),
        ("工会\x00通知".encode(), DamagedFile),
        ("\x01\x02\x03\x04\x05\x06工会".encode(), DamagedFile),
        ("工\ufffd\ufffd会\ufffd\ufffd通知\ufffd".encode(), DamagedFile),
    ],
)
def test_rubbish_gets_a_reason(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        text.read(data)


@pytest.mark.parametrize(
    "markup", ["<!DOCTYPE html><p>通知</p>", "<html><p>通知</p>", "{\\rtf1 notice}", '\ufeff<?xml version="1.0"?><a/>']
)
def test_markup_of_other_programs_is_no_text(markup: str) -> None:
    assert not text.detect(markup.encode())
