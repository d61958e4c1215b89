"""OFD pages as a person reads them; packages are written here, part by part."""

import random
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from ofd_writer import SIZE, SPACE, package, rule, words

from corpus.errors import DamagedFile, EncryptedFile, GongwenError, NoTextLayer
from corpus.formats import ofd

FILES = Path(__file__).resolve().parents[2] / "../shared/documents/files"


def paragraphs(data: bytes) -> list[str]:
    reading = ofd.read(data)
    return [span.of(reading.text) for span in reading.paragraphs]


LINE = "河口市总工会要求各区总工会在年底前完成职工书屋建设任务"  # fills the type area: 26 characters
LETTER = package(
    words("关于做好职工书屋建设工作的通知", 60, 40, size=7.7)
    + words("各区总工会：", 28, 60)
    + words(LINE, 39.2, 70)
    + words(LINE + "并上", 28, 80)
    + words("报总结。", 28, 90)
    + words("一、建设任务", 39.2, 100)
    + words("—1—", 100, 280, size=4.9),
    words("全年建设20家。", 39.2, 40) + words("—2—", 100, 280, size=4.9),
)


def test_lines_become_paragraphs_and_page_numbers_go() -> None:
    assert paragraphs(LETTER) == [
        "关于做好职工书屋建设工作的通知",
        "各区总工会：",
        LINE + LINE + "并上报总结。",
        "一、建设任务",
        "全年建设20家。",
    ]


PLACED: dict[str, tuple[str, list[str]]] = {
    "pieces of one line in any order": (words("年底前。", 50.4, 40) + words("请在今年", 28, 40), ["请在今年年底前。"]),
    "an equal step written as g": (words("各区总工会", 28, 40, delta="g 4 5.6"), ["各区总工会"]),
    "steps that run out": (words("各区总工会", 28, 40, delta="5.6"), ["各区总工会"]),
    "no steps at all": (words("各区总工会", 28, 40, delta=""), ["各区总工会"]),
    "printed twice to look bold": (words("通知", 28, 40) + words("通知", 28.3, 40), ["通知"]),
    "turned, a watermark": (
        words("内部资料", 28, 40, more='CTM="0.7 0.7 -0.7 0.7 0 0"') + words("通知", 28, 60),
        ["通知"],
    ),
    "not shown": (words("草稿", 28, 40, more='Visible="false"') + words("通知", 28, 60), ["通知"]),
    "enlarged by a matrix": (
        f'<ofd:TextObject Boundary="28 40 60 12" Size="1" CTM="{SIZE} 0 0 {SIZE} 0 0"><ofd:TextCode X="0" Y="1" '
        'DeltaX="1">通知</ofd:TextCode></ofd:TextObject>',
        ["通知"],
    ),
    "a ligature of two characters": (
        words("office", 28, 40, delta="2.8 4 2.8 2.8").replace(
            "<ofd:TextCode", '<ofd:CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"/><ofd:TextCode'
        ),
        ["office"],
    ),
    "in a block of its own": (f"<ofd:PageBlock>{words('通知', 28, 40)}</ofd:PageBlock>", ["通知"]),
    "line ends of the file": (words("\n通知\n", 28, 40, delta="5.6"), ["通知"]),
    "several codes in one object": (
        f'<ofd:TextObject Boundary="28 40 90 30" Size="{SIZE}"><ofd:TextCode X="0" Y="5" DeltaX="5.6">通知'
        '</ofd:TextCode><ofd:TextCode X="11.2" DeltaX="5.6">如下</ofd:TextCode></ofd:TextObject>',
        ["通知如下"],
    ),
}


@pytest.mark.parametrize(("page", "expected"), PLACED.values(), ids=PLACED.keys())
def test_characters_stand_where_they_are_placed(page: str, expected: list[str]) -> None:
    assert paragraphs(package(page)) == expected


def grid(*, filled: bool) -> str:
    lines = [rule(28, y, 180, y, filled=filled) for y in (50, 60, 70, 80)]
    lines += [rule(28, 50, 28, 80, filled=filled), rule(180, 50, 180, 80, filled=filled)]
    lines += [rule(80, 50, 80, 80, filled=filled), rule(130, 60, 130, 80, filled=filled)]
    cells = words("单位", 30, 58) + words("任务", 90, 58) + words("甲区", 30, 68) + words("建会20家", 82, 68)
    return "".join(lines) + cells + words("6月底", 132, 68) + words("乙区", 30, 78) + words("入会", 82, 78)


@pytest.mark.parametrize("filled", [False, True])
def test_a_ruled_table_is_read_cell_by_cell(filled: bool) -> None:
    reading = ofd.read(package(words("任务表", 90, 40) + grid(filled=filled) + words("附注。", 28, 90)))
    assert [span.of(reading.text) for span in reading.paragraphs][::8] == ["任务表", "附注。"]
    (table,) = reading.tables
    cells = [(cell.row, cell.column, cell.column_span, cell.of(reading.text)) for cell in table.cells]
    assert cells == [
        (0, 0, 1, "单位"),
        (0, 1, 2, "任务"),
        (1, 0, 1, "甲区"),
        (1, 1, 1, "建会20家"),
        (1, 2, 1, "6月底"),
        (2, 0, 1, "乙区"),
        (2, 1, 1, "入会"),
        (2, 2, 1, ""),
    ]


def test_templates_and_composite_objects_are_printed() -> None:
    data = package(
        words("正文。", 28, 60) + words(LINE, 28, 100) + '<ofd:CompositeObject ResourceID="9" Boundary="28 70 60 10"/>',
        head='<ofd:Template TemplateID="7"/>',
        common='<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/><ofd:DocumentRes>Res.xml</ofd:DocumentRes>',
        parts={
            "Doc_0/Tpls/T.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{words('河口市总工会文件', 60, 30)}"
            "</ofd:Layer></ofd:Content></ofd:Page>",
            "Doc_0/Res.xml": f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9">'
            f"<ofd:Content>{words('签发人：甲', 0, 6)}</ofd:Content></ofd:CompositeGraphicUnit>"
            "</ofd:CompositeGraphicUnits>"
            "</ofd:Res>",
        },
    )
    assert paragraphs(data) == ["河口市总工会文件", "正文。", "签发人：甲", LINE]


def test_stamps_and_annotations_are_left_out() -> None:
    page = f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{words('印章', 28, 40)}</ofd:Layer></ofd:Content></ofd:Page>"
    data = package(words("正文。", 28, 60), parts={"Doc_0/Signs/S.xml": page, "Doc_0/Annots/A.xml": page})
    assert paragraphs(data) == ["正文。"]


PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'
BAD: dict[str, tuple[bytes, type[GongwenError]]] = {
    "only a picture": (package(PICTURE), NoTextLayer),
    "one page a picture": (package(words("正文。", 28, 60), PICTURE), NoTextLayer),
    "characters of no meaning": (package(words("".join(map(chr, range(0xE000, 0xE050))), 28, 60)), NoTextLayer),
    "encrypted": (package(words("正文。", 28, 60), entry="<ofd:Encryptions>E.xml</ofd:Encryptions>"), EncryptedFile),
    "no pages": (package(), NoTextLayer),
    "a page that is missing": (package("", common="</ofd:CommonData><ofd:Pages><ofd:Page BaseLoc='X'/></ofd:Pages>"
                                       "<ofd:CommonData>"), DamagedFile),
    "no well-formed part": (package("<ofd:TextObject>"), DamagedFile),
    "a DTD": (package("", parts={"Doc_0/Document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), DamagedFile),
    "cut off": (LETTER[: len(LETTER) // 2], DamagedFile),
}  # fmt: skip


@pytest.mark.parametrize(("data", "error"), BAD.values(), ids=BAD.keys())
def test_bad_files_get_a_reason(data: bytes, error: type[GongwenError]) -> None:
    with pytest.raises(error) as caught:
        ofd.read(data)
    assert caught.value.reason
    assert caught.value.advice


@pytest.mark.parametrize("seed", range(300))
def test_damage_ends_in_a_reason_or_a_reading(seed: int) -> None:
    """Bytes of the package and, harder, of the XML in it are changed."""
    chance = random.Random(seed)
    if seed % 3:
        page = bytearray((words(LINE, 28, 60) + grid(filled=True)).encode())
        for _ in range(chance.randint(1, 6)):
            page[chance.randrange(len(page))] = chance.choice(b'0123456789.- "gLMC<>Xx\xff')
        data = package(page.decode("utf-8", "ignore"))
    else:
        spoilt = bytearray(LETTER)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        data = bytes(spoilt[: chance.choice([len(spoilt), chance.randrange(len(spoilt))])])
    try:
        reading = ofd.read(data)
    except GongwenError:
        return
    assert all(span.of(reading.text).strip() for span in reading.paragraphs)


@pytest.mark.parametrize(
    "numbers", ["1e308 1e308", "nan nan", "inf -inf", "g 99999999999 1", "g", "-5 -5", "g -3 1", "g 2 1e300"]
)
def test_numbers_of_no_sense_do_no_harm(numbers: str) -> None:
    assert "".join(paragraphs(package(words("通知", 28, 40, delta=numbers)))).replace("\n", "") in ("通知", "知通")


@pytest.mark.skipif(not FILES.exists(), reason="the shared documents are not here")
def test_real_files_are_read_in_paragraphs() -> None:
    counts = {path.name: len(ofd.read(path.read_bytes()).paragraphs) for path in sorted(FILES.glob("*.ofd"))}
    assert list(counts.values()) == [5, 47, 10]
    table = next(ofd.read(path.read_bytes()) for path in FILES.glob("*table*.ofd")).tables
    assert [(len(found.cells), max(cell.column for cell in found.cells)) for found in table] == [(20, 3)]


def test_the_text_is_that_of_the_page() -> None:
    """A law of small change: leaving one object out leaves out its words and no others."""
    whole = "".join(paragraphs(LETTER))
    part = "".join(paragraphs(package(words(LINE, 39.2, 70), words("全年建设20家。", 39.2, 40))))
    assert SequenceMatcher(None, whole, part).find_longest_match().size >= len(LINE)
