"""Pages of an OFD that depend on each other or are set otherwise: columns, tables over pages, turned pages, scans."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from ofd_writer import SIZE, package, rule, words
from PIL import Image

from corpus import ocr
from corpus.errors import NoTextLayer
from corpus.formats import ofd

PICTURES = Path(__file__).parent / "pictures"
ONE = "各级工会要把年度目标任务分解到部室、落实到人头，每季度末通报一次进展情况，年底组织考核并把结果运用到评优之中。"
TWO = "新建职工书屋三十家、职工之家一百家，服务职工十万人次以上，职工满意率不低于百分之九十，经费按时拨付到位。"


def paragraphs(data: bytes) -> list[str]:
    reading = ofd.read(data)
    return [span.of(reading.text) for span in reading.paragraphs]


def typeset(*texts: str, x: float = 28, y: float = 50, room: int = 26, size: float = SIZE) -> str:
    """Paragraphs set in lines of `room` characters, first lines indented by two."""
    placed = []
    for text in texts:
        pieces = [text[: room - 2], *(text[start : start + room] for start in range(room - 2, len(text), room))]
        for number, piece in enumerate(piece for piece in pieces if piece):
            indent = 0 if number else 2 * size
            placed.append(words(piece, x + indent, y + 10 * len(placed), size=size))
    return "".join(placed)


def test_columns_are_read_one_after_the_other() -> None:
    left = typeset(ONE + TWO, x=20, y=60, room=13)
    right = typeset(TWO + ONE, x=115, y=63, room=13)
    assert paragraphs(package(words("简报第六期", 80, 30, size=9) + left + right)) == [
        "简报第六期",
        ONE + TWO,
        TWO + ONE,
    ]


def table(*rows: Sequence[str], top: float) -> str:
    bottom = top + 10 * len(rows)
    rules = [rule(28, top + 10 * row, 180, top + 10 * row) for row in range(len(rows) + 1)]
    rules += [rule(x, top, x, bottom) for x in (28, 50, 120, 180)]
    cells = [
        words(text, (30, 52, 122)[column], top + 10 * row + 8)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    return "".join((*rules, *cells))


HEAD = ("序号", "任务", "单位")


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    first = typeset(ONE) + table(HEAD, ("1", "建家", "组织部"), top=240) + words("— 1 —", 95, 285)
    second = table(HEAD, ("2", "建书屋", "宣教部"), top=40) + typeset(TWO, y=120) + words("— 2 —", 95, 285)
    reading = ofd.read(package(first, second))
    assert reading.text == f"{ONE}\n序号\t任务\t单位\n1\t建家\t组织部\n2\t建书屋\t宣教部\n{TWO}"
    [whole] = reading.tables
    assert [cell.row for cell in whole.cells] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_rules_around_nothing_do_not_part_a_paragraph() -> None:
    ornament = rule(40, 57, 42, 57) + rule(40, 59, 42, 59) + "".join(rule(x, 57, x, 59) for x in (40, 41, 42))
    assert paragraphs(package(typeset(ONE, y=50) + ornament)) == [ONE]


def test_dashed_rules_make_a_table() -> None:
    level = [rule(28 + 1.2 * n, y, 28.8 + 1.2 * n, y) for y in (50, 60, 69) for n in range(60)]
    upright = [rule(x, 50 + 1.2 * n, x, 50.8 + 1.2 * n) for x in (28, 64, 99.5) for n in range(16)]
    cells = words("甲区", 30, 58) + words("建家", 66, 58) + words("乙区", 30, 68) + words("建会", 66, 68)
    assert ofd.read(package("".join((*level, *upright)) + cells)).text == "甲区\t建家\n乙区\t建会"


def test_running_heads_in_the_size_of_the_text_are_left_out() -> None:
    page = words("河口工会简报", 28, 20) + typeset(ONE, TWO, y=60)
    assert paragraphs(package(*[page] * 4)) == [ONE, TWO] * 4


@pytest.mark.parametrize(
    ("turn", "places"),
    [("0 1 -1 0 0 0", [(170, 40), (160, 40)]), ("0 -1 1 0 0 0", [(40, 250), (50, 250)]),
     ("-1 0 0 -1 0 0", [(180, 200), (180, 190)])],
    ids=["downwards", "upwards", "upside down"],
)  # fmt: skip
def test_a_page_whose_words_are_turned_is_turned_back(turn: str, places: list[tuple[float, float]]) -> None:
    lines = (ONE[:20], ONE[20:40])
    placed = [
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 160 6" Size="{SIZE}" CTM="{turn}"><ofd:TextCode X="0" Y="0" '
        f'DeltaX="g 19 {SIZE}">{line}</ofd:TextCode></ofd:TextObject>'
        for line, (x, y) in zip(lines, places, strict=True)
    ]
    assert "".join(paragraphs(package(*["".join(placed)]))) == ONE[:40]


def test_a_stamped_page_of_pictures_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    picture = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'
    with pytest.raises(NoTextLayer, match="第 2、3 页") as caught:
        ofd.read(package(typeset(ONE), picture, picture + words("3", 100, 280)))
    assert "gongwen[ocr]" in caught.value.advice


RESOURCES = (
    '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9" '
    'Type="Image"><ofd:MediaFile>scan.{0}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'
)
SCANNED = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9"/>'


def scanned(picture: bytes, *, suffix: str) -> bytes:
    return package(
        SCANNED,
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        parts={"Doc_0/DocumentRes.xml": RESOURCES.format(suffix), f"Doc_0/Res/scan.{suffix}": picture},
    )


def test_a_picture_that_cannot_be_decoded_is_refused() -> None:
    with pytest.raises(NoTextLayer, match="没有文字"):
        ofd.read(scanned(b"\x97JB2\r\n\x1a\n", suffix="jb2"))


@pytest.mark.skipif(not ocr.is_installed(), reason="the extra 'ocr' is not installed")
def test_a_scanned_page_is_read_off_its_picture() -> None:
    stream = io.BytesIO()
    Image.open(PICTURES / "table.png").convert("L").save(stream, "JPEG", quality=90)
    reading = ofd.read(scanned(stream.getvalue(), suffix="jpg"))
    [found] = reading.tables
    assert {cell.of(reading.text) for cell in found.cells} >= {"序号", "新建职工之家30家，其中市级示范5家", "年底"}
    assert all(region.page == 1 and 0 <= region.box[0] < region.box[2] <= 596 for region in reading.recognized)
