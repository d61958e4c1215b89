"""Pictures of pages as files of their own; read for real where the extra is installed."""

import difflib
import io
import random
from pathlib import Path

import pytest
from PIL import Image

from corpus import ocr
from corpus.errors import DamagedFile, EmptyFile, NoTextLayer, UnreadableFile
from corpus.formats import image as reader
from corpus.limits import DEFAULT_LIMITS, Limits, within
from corpus.pictures import A4_INCHES, count_of, picture_of
from corpus.reading import read_document

PICTURES = Path(__file__).parent / "pictures"
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra 'ocr' is not installed")


def saved(*pages: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, kind, **more, **({"save_all": True, "append_images": pages[1:]} if pages[1:] else {}))
    return stream.getvalue()


def letter() -> Image.Image:
    return Image.open(PICTURES / "letter.png").convert("RGB")


def table() -> Image.Image:
    return Image.open(PICTURES / "table.png").convert("RGB")


SMALL = Image.new("RGB", (60, 40), "white")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF"])
def test_pictures_are_known_by_their_content(kind: str) -> None:
    assert reader.detect(saved(SMALL, kind=kind))
    assert count_of(saved(SMALL, kind=kind)) == 1


@pytest.mark.parametrize("data", [b"", "BMW与工会".encode(), b"BM is how this letter begins", b"%PDF-1.7", b"GIF"])
def test_what_only_looks_alike_is_no_picture(data: bytes) -> None:
    assert not reader.detect(data)
    with pytest.raises(DamagedFile):
        reader.read(data)


MODES = {
    "black and white": ("1", 0, 255),
    "grey": ("L", 10, 250),
    "16 bits": ("I;16", 0, 65535),
    "coloured": ("RGB", (0, 0, 0), (255, 255, 255)),
    "on nothing": ("RGBA", (0, 0, 0, 255), (0, 0, 0, 0)),
}


@pytest.mark.parametrize(("mode", "ink", "paper"), MODES.values(), ids=MODES.keys())
def test_every_mode_becomes_dark_on_white(mode: str, ink: object, paper: object) -> None:
    page = Image.new(mode, (30, 20), paper)
    page.putpixel((3, 4), ink)
    image, _ = picture_of(saved(page))
    assert image.mode == "RGB"
    assert min(image.getpixel((9, 9))) >= 250
    assert max(image.getpixel((3, 4))) <= 10


RESOLUTIONS = [
    ((1654, 2339), (200, 200), 200),
    ((2480, 3508), None, 3508 / A4_INCHES),
    ((3000, 4000), (72, 72), 4000 / A4_INCHES),
    ((600, 200), None, 96),
]


@pytest.mark.parametrize(("size", "declared", "believed"), RESOLUTIONS)
def test_the_resolution_is_one_a_sheet_can_have(
    size: tuple[int, int], declared: tuple[int, int] | None, believed: float
) -> None:
    data = saved(Image.new("1", size, 1), **({"dpi": declared} if declared else {}))
    assert picture_of(data)[1] == pytest.approx(believed, rel=0.001)


def test_a_fax_is_stretched_to_its_shape() -> None:
    image, dpi = picture_of(saved(Image.new("1", (1728, 1143), 1), kind="TIFF", dpi=(204, 98)))
    assert image.size == (1728, 2379)
    assert dpi == pytest.approx(204)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert picture_of(saved(SMALL, kind="JPEG", exif=exif))[0].size == (40, 60)


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    side = int(DEFAULT_LIMITS.pixels**0.5) + 1
    with pytest.raises(UnreadableFile, match="太大"):
        picture_of(saved(Image.new("1", (side, side), 1)))
    with pytest.raises(UnreadableFile, match="太大"):
        picture_of(saved(Image.new("1", (2 * side, side), 1)))


def test_too_many_pages_are_refused() -> None:
    with within(Limits(pages=2)), pytest.raises(UnreadableFile, match="3 页"):
        reader.read(saved(*[SMALL] * 3, kind="TIFF"))


def test_without_the_extra_the_advice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(NoTextLayer, match="图片") as caught:
        read_document(saved(SMALL), "扫描件.png")
    assert 'pip install "gongwen[ocr]"' in caught.value.advice


def outcome(data: bytes) -> str:
    """How the picture is coloured, or the advice given."""
    try:
        return picture_of(data)[0].mode
    except UnreadableFile as error:
        return error.advice


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("seed", range(12))
def test_damage_ends_in_a_reason_or_a_picture(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(saved(table().resize((124, 175)), kind=kind))
    for _ in range(seed % 4):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    data = data[: chance.choice((len(data), chance.randrange(len(data))))]
    assert outcome(bytes(data))


@needs_ocr
def test_blank_paper_has_nothing_to_read() -> None:
    with pytest.raises((NoTextLayer, EmptyFile)):
        read_document(saved(Image.new("L", (800, 1100), 250)), "白纸.png")


@needs_ocr
def test_the_pages_of_a_tiff_are_read_in_order() -> None:
    document = read_document(saved(table(), letter(), kind="TIFF", compression="tiff_lzw", dpi=(150, 150)), "扫描.tif")
    assert document.media_type == "image/tiff"
    assert len(document.tables) == 1
    expected = "".join((PICTURES / f"{name}.txt").read_text(encoding="utf-8") for name in ("table", "letter"))
    one, other = ("".join(text.split()) for text in (document.text, expected))
    assert difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.98
    assert {region.page for region in document.recognized} == {1, 2}
    assert document.text.index("责任分解表") < document.text.index("云工发〔2022〕7号")
