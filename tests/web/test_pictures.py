"""Pages of originals as pictures, with boxes where the words stand."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ofd_writer
import pdf_writer
import pytest
from PIL import Image

from corpus import ocr
from queries import open_library
from queries.web.pictures import OFD, PDF, Picture, PictureJob, Place, PlaceJob
from queries.web.work import Trouble
from queries.web.worker import take

PICTURES = Path(__file__).resolve().parents[1] / "corpus" / "pictures"
FIRST, SECOND = "年内新建企业工会不少于120家", "百人以上企业建会率达到95%"
MILLIMETRE = 72 / 25.4


def pdf() -> bytes:
    data: bytes = pdf_writer.pdf([pdf_writer.Words(FIRST, x=100, y=200), pdf_writer.Words(SECOND, x=100, y=400)])
    return data


def ofd() -> bytes:
    return ofd_writer.package(ofd_writer.words(FIRST, 30, 60), ofd_writer.words(SECOND, 30, 100))


def drawn(data: bytes, media_type: str, page: int = 1) -> Picture:
    result = take(PictureJob(data, media_type, page))
    assert isinstance(result, Picture)
    return result


def placed(data: bytes, media_type: str, words: str, about: float = 0.0) -> Place:
    result = take(PlaceJob(data, media_type, words, about))
    assert isinstance(result, Place)
    return result


def test_a_pdf_page_and_the_box_of_words_on_it() -> None:
    picture = drawn(pdf(), PDF)
    assert (picture.media_type, picture.count) == ("image/png", 1)
    place = placed(pdf(), PDF, "不少于120家")
    assert place.page == 1
    ((left, top, right, bottom),) = place.boxes
    assert 100 < left < right < picture.width
    assert abs((top + bottom) / 2 - 200) < 16
    # The ink of the words is inside the box and nowhere near beside it.
    image = Image.open(io.BytesIO(picture.data)).convert("L")
    scale = image.width / picture.width
    ink = image.point(lambda value: 255 * (value < 128)).crop(
        tuple(round(side * scale) for side in (left, top, right, bottom))
    )
    assert ink.getbbox() is not None


def test_an_ofd_page_and_the_box_of_words_on_it() -> None:
    picture = drawn(ofd(), OFD, page=2)
    assert (picture.media_type, picture.count) == ("image/svg+xml", 2)
    assert "".join(re.findall(r">([^<>])</text>", picture.data.decode())) == SECOND
    place = placed(ofd(), OFD, "建会率达到95%", about=0.8)
    assert place.page == 2
    ((left, top, _, bottom),) = place.boxes
    assert left > 30 * MILLIMETRE
    assert top < 100 * MILLIMETRE < bottom + 5


def test_nothing_of_an_ofd_becomes_markup() -> None:
    data = ofd_writer.package(ofd_writer.words("&lt;script&gt;甲", 30, 60, delta="g 8 5"))
    assert b"<script" not in drawn(data, OFD).data


@pytest.mark.parametrize(("words", "boxes"), [("没有这句话的文件", 0), (FIRST + "\n" + "印发各单位执行的别的话", 1)])
def test_words_that_are_not_there(words: str, boxes: int) -> None:
    """A clause that is not found whole is looked for by its beginning."""
    assert len(placed(pdf(), PDF, words).boxes) == boxes


@pytest.mark.parametrize("media_type", [PDF, OFD, "image/png"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 nothing"])
def test_damaged_originals_are_told(media_type: str, data: bytes) -> None:
    assert isinstance(take(PictureJob(data, media_type, 1)), Trouble)


@pytest.mark.parametrize(("make", "media_type"), [(pdf, PDF), (ofd, OFD)])
def test_no_such_page(make: Callable[[], bytes], media_type: str) -> None:
    trouble = take(PictureJob(make(), media_type, 99))
    assert isinstance(trouble, Trouble)
    assert trouble.is_missing


@pytest.mark.skipif(not ocr.is_installed(), reason="the extra 'ocr' is not installed")
def test_a_scan_with_the_recognised_box(tmp_path: Path, calling: Any) -> None:
    (tmp_path / "来文").mkdir()
    (tmp_path / "来文" / "扫描.png").write_bytes((PICTURES / "letter.png").read_bytes())
    with open_library(tmp_path / "资料库") as library:
        assert library.ingest(tmp_path / "来文").failed == ()
        paper = next(iter(library.store.summaries()))
        region = library.document(paper).recognized[2]
    with calling(tmp_path / "资料库") as caller:
        page = caller.get(f"/papers/{paper}/page?start={region.start}&end={region.end}")
        box = re.search(r'rect class="box" x="([\d.]+)" y="([\d.]+)"', page.text)
        assert box is not None
        assert float(box[1]) == pytest.approx(region.box[0] - 2, abs=0.2)
        assert caller.get(f"/papers/{paper}/page/1/picture").headers["content-type"] == "image/png"
        assert "由图片识别" in caller.get(f"/papers/{paper}").text
