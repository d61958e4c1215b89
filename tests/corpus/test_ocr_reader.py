"""Pages that are pictures, read for real with the extra installed; the pictures are drawn by pictures/draw.py."""

import difflib
import io
from pathlib import Path

import pytest

from corpus import ocr
from corpus.document import Reading
from corpus.errors import NoTextLayer
from corpus.formats import pdf as reader

if not ocr.is_installed():
    pytest.skip("the extra 'ocr' is not installed", allow_module_level=True)

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from corpus.ocr_image import ink_of, sheet_of, skew_of, without_seals

PICTURES = Path(__file__).parent / "pictures"
SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"
DPI = 150


def picture(name: str) -> Image.Image:
    return Image.open(PICTURES / f"{name}.png").convert("RGB")


def scanned(*pages: Image.Image) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=DPI, save_all=True, append_images=pages[1:])
    return stream.getvalue()


def likeness(text: str, expected: str) -> float:
    """The share of characters that agree, white space left out."""
    one, other = ("".join(words.split()) for words in (text, expected))
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


@pytest.fixture(scope="module")
def letter() -> Reading:
    return reader.read(scanned(picture("letter")))


@pytest.fixture(scope="module")
def table() -> Reading:
    return reader.read(scanned(picture("table")))


def test_a_skewed_letter_with_red_head_and_seal_is_read_in_paragraphs(letter: Reading) -> None:
    expected = (PICTURES / "letter.txt").read_text(encoding="utf-8").splitlines()
    assert likeness(letter.text, "".join(expected)) >= 0.98
    read = [span.of(letter.text) for span in letter.paragraphs]
    assert [likeness(one, other) >= 0.9 for one, other in zip(read, expected, strict=True)] == [True] * len(expected)
    assert {"云溪市总工会文件", "云工发〔2022〕7号", "二、工作要求", "2022年2月21日"} <= set(read)


def test_a_scanned_table_is_read_cell_by_cell(table: Reading) -> None:
    expected = (PICTURES / "table.txt").read_text(encoding="utf-8")
    assert likeness(table.text, expected) >= 0.98
    [found] = table.tables
    assert [(cell.row, cell.column) for cell in found.cells] == [
        (row, column) for row in range(4) for column in range(4)
    ]
    cells = {(cell.row, cell.column): cell.of(table.text) for cell in found.cells}
    assert [cells[row, 0] for row in range(4)] == ["序号", "1", "2", "3"]
    assert cells[1, 1] == "新建职工之家30家，其中市级示范5家"
    assert cells[2, 3] == "年底"


@pytest.mark.parametrize("name", ["letter", "table"])
def test_every_character_read_is_marked_with_its_place(name: str, request: pytest.FixtureRequest) -> None:
    reading: Reading = request.getfixturevalue(name)
    marked = {place for region in reading.recognized for place in range(region.start, region.end)}
    printed = {place for place, character in enumerate(reading.text) if not character.isspace()}
    assert printed <= marked
    for region in reading.recognized:
        left, top, right, bottom = region.box
        assert region.page == 1
        assert 0 <= left < right <= 596
        assert 0 <= top < bottom <= 842
        assert 0.5 <= region.confidence <= 1
    starts = [region.start for region in reading.recognized]
    assert starts == sorted(starts)


def test_a_region_stands_where_its_words_are_on_the_skewed_page(letter: Reading) -> None:
    """The signature is drawn at the right, in the lower half of what is printed."""
    region = next(region for region in letter.recognized if region.of(letter.text) == "2022年2月21日")
    left, top, right, bottom = region.box
    assert (380 < left < 400, 580 < top < 590, 485 < right < 500, 590 < bottom < 605) == (True,) * 4


def test_only_the_pages_without_text_are_recognized() -> None:
    drawn = Image.new("RGB", (1240, 1754), "white")
    first, second = scanned(picture("table")), scanned(drawn)
    assert reader.read(first).recognized
    with pytest.raises(NoTextLayer, match="没有文字"):
        reader.read(second)


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (2000, 3), (40, 40)])
def test_a_picture_without_words_is_refused_whatever_its_shape(size: tuple[int, int]) -> None:
    grain = np.random.default_rng(9704).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    with pytest.raises(NoTextLayer):
        reader.read(scanned(Image.fromarray(grain)))


def test_without_the_extra_the_advice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(NoTextLayer) as caught:
        reader.read(scanned(picture("table"), picture("letter")))
    assert "没有文字" in caught.value.reason
    assert 'pip install "gongwen[ocr]"' in caught.value.advice


@pytest.mark.parametrize("degrees", [-4.0, -1.5, 0.0, 0.7, 3.2])
def test_skew_is_measured(degrees: float) -> None:
    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    for y in range(200, 1500, 60):
        for x in range(150, 1090, 40):
            draw.rectangle((x, y, x + 24, y + 30), fill=0)
    askew = np.asarray(page.rotate(degrees, fillcolor=255).convert("RGB"))
    assert skew_of(ink_of(askew)) == pytest.approx(-degrees, abs=0.1)


def test_blank_paper_has_no_ink_and_no_skew() -> None:
    sheet, stretches = ocr.page_read(np.full((800, 600, 3), 245, np.uint8), dpi=DPI)
    assert not sheet.ink.any()
    assert sheet.tables == ()
    assert stretches == []


def test_strokes_in_a_low_row_are_no_rules() -> None:
    """At 200 dpi, rows of a quarter of an inch, and a character's upright stroke that nearly fills one."""
    page = np.full((600, 900, 3), 255, np.uint8)
    for top in (100, 150, 200):
        page[top : top + 2, 100:800] = 0
    for left in (100, 450, 798):
        page[100:202, left : left + 2] = 0
    page[108:143, 600:604] = 0
    sheet = sheet_of(page, dpi=200)
    assert [len(table) for table in sheet.tables] == [4]
    assert sheet.ink[110:140, 602].all()
    assert not sheet.ink[110:140, 450].any()


@pytest.mark.parametrize("quarters", [2, 3])
def test_a_page_laid_sideways_or_upside_down_is_turned(quarters: int) -> None:
    """And the boxes are those of the page as it lies."""
    page = picture("table").crop((100, 100, 1140, 760))
    reading = reader.read(scanned(page.rotate(90 * quarters, expand=True)))
    assert likeness(reading.text, (PICTURES / "table.txt").read_text(encoding="utf-8")) >= 0.97
    title = next(region for region in reading.recognized if "责任分解表" in region.of(reading.text))
    width, height = (side * 72 / DPI for side in page.size)
    x, y = (title.box[0] + title.box[2]) / 2, (title.box[1] + title.box[3]) / 2
    upright = {2: (width - x, height - y), 3: (y, height - x)}[quarters]
    assert upright == (pytest.approx(width * 0.5, abs=30), pytest.approx(40, abs=15))


def test_a_seal_goes_and_the_red_head_stays() -> None:
    page = np.asarray(picture("letter"))
    cleared = without_seals(page, dpi=DPI)

    def reddish(pixels: np.ndarray, rows: slice) -> int:
        part = pixels[rows].astype(int)
        return int((part[:, :, 0] - part[:, :, 1:].max(axis=2) > 80).sum())

    head, signature = slice(100, 350), slice(1000, 1400)
    assert reddish(cleared, head) == reddish(page, head) > 1000
    assert reddish(cleared, signature) < 0.02 * reddish(page, signature)


PAIRS = [("guobanfa2018-126_table", "govcn-010", 3), ("guobanfa2020-24_shishiyijian", "hf-020", 2)]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize(("name", "original", "number"), PAIRS)
def test_real_scans_agree_with_their_text(name: str, original: str, number: int) -> None:
    """One page of each paper, for speed; the words are looked for where they are in the whole text."""
    with pypdfium2.PdfDocument(SHARED / "files" / f"{name}_scan.pdf") as paper, pypdfium2.PdfDocument.new() as page:
        page.import_pages(paper, pages=[number])
        stream = io.BytesIO()
        page.save(stream)
    read = "".join(reader.read(stream.getvalue()).text.split())
    [path] = (SHARED / "official").glob(f"{original}*")
    expected = "".join(path.read_text(encoding="utf-8").replace(" | ", "").split())
    blocks = difflib.SequenceMatcher(None, expected, read, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in blocks) >= 0.985 * len(read) > 400
