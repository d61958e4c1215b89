"""Where stretches of a text are printed: page and box, for PDF and OFD files with characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from ofd_writer import package
from ofd_writer import words as placed
from pdf_writer import LEADING, LEFT, SIZE, Words, pdf, ruled, typeset

from corpus.document import Document, Span
from corpus.reading import read_document
from corpus.store import Store, StoredFile

ONE = "各单位要高度重视安全检查工作，明确专人负责，按时上报检查情况，不得迟报漏报。"
TWO = "六月底前完成整改120处，做到有记录、有整改、有复查，并于年底前报送工作总结。"
POINTS = 72 / 25.4


def span_of(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def box_of(document: Document, words: str) -> tuple[int, tuple[float, float, float, float]]:
    (place,) = document.places_of(span_of(document, words))
    return place.page, place.box


def test_a_line_of_a_pdf() -> None:
    document = read_document(pdf(typeset(ONE), typeset(ONE, TWO)), "x.pdf")
    page, (left, top, right, bottom) = box_of(document, "120处")
    assert page == 2
    assert left == pytest.approx(LEFT + 2 * SIZE, abs=2)
    assert top == pytest.approx(100 + 2 * LEADING, abs=SIZE / 2)
    assert right > left + 20 * SIZE
    assert bottom - top == pytest.approx(SIZE, abs=4)
    assert {place.page for place in document.places_of(span_of(document, ONE))} == {1}


def test_a_paragraph_over_pages_stands_on_both() -> None:
    lines = typeset(ONE + TWO)
    document = read_document(pdf(lines[:1], lines[1:]), "x.pdf")
    assert [place.page for place in document.places_of(span_of(document, ONE + TWO))] == [1, 2, 2, 2]
    assert document.places_of(Span(0, 0)) == ()


def test_a_cell_of_a_pdf() -> None:
    cells = [Words(text, x=90 + 150 * place, y=210, size=12) for place, text in enumerate(("整改数量", "120处"))]
    lines = [*typeset(ONE), *ruled(top=200, columns=(85, 235, 400), rows=2), *cells]
    document = read_document(pdf(lines), "x.pdf")
    assert document.tables
    page, (left, top, right, bottom) = box_of(document, "120处")
    assert (page, left) == (1, pytest.approx(240, abs=2))
    assert 200 < top < bottom < 240
    assert right < 400


def test_lines_of_columns_keep_their_places() -> None:
    def column(text: str, x: float) -> list[Words]:
        pieces = [text[at : at + 13] for at in range(0, len(text), 13)]
        return [Words(piece, x=x, y=150 + 22 * place, size=14) for place, piece in enumerate(pieces)]

    document = read_document(pdf([*column(ONE + ONE, 80), *column(TWO + TWO, 320)]), "x.pdf")
    assert document.text.index("120处") > document.text.rindex("漏报")
    assert box_of(document, "完成整改120处")[1][0] == pytest.approx(320, abs=2)
    assert box_of(document, "各单位要")[1][0] == pytest.approx(80, abs=2)


def test_a_line_of_an_ofd() -> None:
    document = read_document(package(placed(ONE[:20], 25, 40), placed(TWO[:20], 25, 60)), "x.ofd")
    page, (left, top, _, bottom) = box_of(document, "120处")
    assert (page, left) == (2, pytest.approx(25 * POINTS, abs=1))
    assert top < 60 * POINTS < bottom + 2


def test_files_without_pages_have_none() -> None:
    assert read_document(ONE.encode(), "x.txt").places == ()


def test_the_library_keeps_them(tmp_path: Path) -> None:
    document = read_document(pdf(typeset(ONE)), "x.pdf")
    bare = read_document(TWO.encode(), "x.txt")
    store = Store(tmp_path / "library")
    try:
        for each in (document, bare, document):
            file = StoredFile(each.source, each.source, 1, each.id, document_id=each.id)
            store.put(each, (), file=file, data=b"x")
        assert store.document(document.id) == document
        assert store.document(bare.id) == bare
    finally:
        store.close()
