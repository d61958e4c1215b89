"""Sentences: what a duty or a target can stand in."""

from __future__ import annotations

from corpus.reading import read_document
from extract.sentences import sentences_of

PAPER = """关于开展帮扶工作的通知
一、走访慰问。各级工会要建立台账；（重点是困难职工。不得遗漏）开展走访。一是摸清底数；二是分类发放慰问物资。
"""


def test_sentences_know_their_place_and_leave_labels_out() -> None:
    document = read_document(PAPER.encode(), "paper.txt")
    found = sentences_of(document)
    texts = [sentence.text for sentence in found]
    assert texts[1:] == [
        "走访慰问",
        "各级工会要建立台账",
        "（重点是困难职工。不得遗漏）开展走访",
        "摸清底数",
        "分类发放慰问物资",
    ]
    assert [sentence.section.label if sentence.section else None for sentence in found[1:]] == [
        "一、",
        "一、",
        "一、",
        "一是",
        "二是",
    ]
    assert [sentence.follows for sentence in found] == [False, False, False, True, False, False]


def test_a_sentence_is_a_stretch_of_the_text() -> None:
    document = read_document(PAPER.encode(), "paper.txt")
    for sentence in sentences_of(document):
        assert "".join(sentence.of(document.text).split()) == sentence.text
