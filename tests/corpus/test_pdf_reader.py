"""The PDF reader on files that are written out here, object by object, with a font of the Adobe-GB1 collection."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_writer import LEADING, LEFT, Rule, Words, pdf, ruled, typeset

from corpus import ocr
from corpus.document import Reading
from corpus.errors import DamagedFile, EncryptedFile, NoTextLayer, UnreadableFile
from corpus.formats import pdf as reader
from corpus.legibility import reads_well

SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"


def found(reading: Reading) -> list[str]:
    return [span.of(reading.text) for span in reading.paragraphs]


ONE = "各级工会要把年度目标任务分解到部室、落实到人头，每季度末通报一次进展情况，年底组织考核并把结果运用到评优之中。"
TWO = "（一）新建职工书屋三十家、职工之家一百家，服务职工十万人次以上，职工满意率不低于百分之九十，经费按时拨付到位。"


def test_lines_become_paragraphs() -> None:
    assert found(reader.read(pdf(typeset("一、目标任务", ONE, TWO, "特此通知。")))) == [
        *("一、目标任务", ONE, TWO, "特此通知。"),
    ]


def test_paragraphs_without_an_indent_keep_to_what_is_clear() -> None:
    reading = reader.read(pdf(typeset(ONE, TWO, ONE, indent=0)))
    assert "".join(found(reading)) == ONE + TWO + ONE
    assert TWO in found(reading)


def test_a_paragraph_goes_on_over_a_page() -> None:
    lines = typeset(ONE, TWO)
    first, second = lines[:4], [Words(line.text, x=line.x, y=line.y - 4 * LEADING) for line in lines[4:]]
    assert found(reader.read(pdf(first, second))) == [ONE, TWO]


def test_a_full_title_goes_on_and_a_signature_stays_apart() -> None:
    title = [Words("关于印发河口市职工技能竞赛办法", x=130, y=60, size=22), Words("的通知", x=265, y=92, size=22)]
    body = typeset(ONE, TWO, y=150)
    signed = [Words("河口市总工会", x=400, y=400), Words("二○二一年三月五日", x=360, y=428), Words("附件", y=456)]
    assert found(reader.read(pdf([*title, *body, *signed]))) == [
        *("关于印发河口市职工技能竞赛办法的通知", ONE, TWO, "河口市总工会", "二○二一年三月五日", "附件"),
    ]


@pytest.mark.parametrize("number", ["— {} —", "- {} -", "{}", "第 {} 页", "第{}页 共4页", "{}/4"])
def test_page_numbers_are_left_out(number: str) -> None:
    pages = [[*typeset(ONE), Words(number.format(page), x=280, y=790, size=12)] for page in range(1, 5)]
    assert found(reader.read(pdf(*pages))) == [ONE] * 4


def test_running_heads_are_left_out_and_chance_likeness_stays() -> None:
    pages = [
        [Words(f"河口工会简报 第{page}版", x=LEFT, y=40, size=10), *typeset("一、概况", ONE)] for page in range(1, 4)
    ]
    reading = reader.read(pdf(*pages))
    assert "简报" not in reading.text
    assert found(reading) == ["一、概况", ONE] * 3
    assert found(reader.read(pdf(*pages[:2])))[0].startswith("河口工会简报")


def test_doubled_characters_are_read_once() -> None:
    twice = [Words("重要通知", y=50), Words("重要通知", x=LEFT + 0.4, y=50)]
    assert found(reader.read(pdf([*twice, *typeset(ONE)]))) == ["重要通知", ONE]


def test_a_table_is_read_cell_by_cell_in_its_place() -> None:
    columns = (85, 125, 305, 500)
    cells = [
        *(
            Words("序号", x=88, y=210, size=12),
            Words("任务", x=130, y=210, size=12),
            Words("单位", x=310, y=210, size=12),
        ),
        *(Words("1", x=88, y=245, size=12), Words("新建职工书屋三十家，每", x=130, y=244, size=12)),
        *(Words("家一千元", x=130, y=260, size=12), Words("办公室", x=310, y=250, size=12)),
    ]
    page = [*typeset("一、任务"), *ruled(top=200, columns=columns, rows=2), *cells, *typeset("二、要求", ONE, y=300)]
    reading = reader.read(pdf(page))
    assert reading.text == f"一、任务\n序号\t任务\t单位\n1\t新建职工书屋三十家，每家一千元\t办公室\n二、要求\n{ONE}"
    [table] = reading.tables
    assert [(c.row, c.column) for c in table.cells] == [(row, column) for row in range(2) for column in range(3)]


def test_a_merged_cell_stands_once_with_its_spans() -> None:
    rules = [Rule(85, y, 500, y) for y in (200, 280)] + [Rule(185, 240, 500, 240)]
    rules += [Rule(x, 200, x, 280) for x in (85, 185, 500)]
    words = [Words("建家", x=90, y=230), Words("新建", x=190, y=212), Words("复查", x=190, y=252)]
    reading = reader.read(pdf([*rules, *words, *typeset(ONE, y=320)]))
    assert reading.text.startswith("建家\t新建\n复查\n")
    assert [(c.row, c.column, c.row_span, c.column_span) for c in reading.tables[0].cells] == [
        *((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)),
    ]


def test_a_frame_of_one_cell_is_no_table() -> None:
    reading = reader.read(pdf([*ruled(top=90, columns=(80, 510), rows=1, height=200), *typeset(ONE)]))
    assert reading.tables == ()
    assert found(reading) == [ONE]


ENCRYPT = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<00> <00>]"
GOOD = pdf(typeset(ONE))
BAD: dict[str, tuple[bytes, type[UnreadableFile]]] = {
    "a scan": (pdf([], picture=True), NoTextLayer),
    "blank": (pdf([]), NoTextLayer),
    "garbled": (
        pdf([Words("犌犕犛犲犮狌狉犲犾犮狋狉狅狀狊犪犿犵" * 2, y=100 + 30 * n) for n in range(4)]),
        NoTextLayer,
    ),
    "locked": (pdf(typeset(ONE), trailer=ENCRYPT), EncryptedFile),
    "only a header": (b"%PDF-1.7\n", DamagedFile),
    "cut in the first object": (GOOD[:40], DamagedFile),
    "not a pdf": ("工会通知".encode(), DamagedFile),
}


@pytest.mark.parametrize(("data", "error"), BAD.values(), ids=BAD.keys())
def test_bad_files_get_a_reason_and_advice(
    data: bytes, error: type[UnreadableFile], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnreadableFile) as caught:
        reader.read(data)
    assert type(caught.value) is error
    assert caught.value.reason
    assert caught.value.advice
    assert capfd.readouterr().err == ""


def test_a_page_that_is_only_a_picture_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    data = pdf(typeset(ONE), [], picture=True)
    with pytest.raises(NoTextLayer, match="第 2 页"):
        reader.read(data)


def outcome(data: bytes) -> str:
    """The text read, or the advice given."""
    try:
        return reader.read(data).text
    except UnreadableFile as error:
        return error.advice


@pytest.mark.parametrize("step", range(1, 30))
def test_a_cut_or_changed_file_is_read_or_refused(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    place = len(GOOD) * step // 30
    changed = bytearray(GOOD)
    changed[place] ^= 0x15
    assert outcome(bytes(changed))
    with pytest.raises(DamagedFile):
        reader.read(GOOD[:place])


def test_a_cut_update_is_damaged() -> None:
    """An updated file has an end inside; what is cut off after it must not go unnoticed."""
    with pytest.raises(DamagedFile):
        reader.read(GOOD + b"8 0 obj\n<< /Type /Page")


@pytest.mark.parametrize(
    ("words", "well"),
    [
        ("各级工会要认真组织，切实加强领导。" * 5, True),
        ("The union shall report on targets by the end of June each year, as agreed.", True),
        ("2021 1.5% 300 12,000 45 88 90.1 2022 16 18 77 99.5% 2023 66 12 14 15 16 17", True),
        ("，。、：" * 20 + "工会", False),
        ("犌犕犛犲犮狌狉犲犾犮狋狉狅狀" * 6, False),
        ("犌犕", True),
        ("""! "#$ 1 …… %#&'()* 2 …… 3 +,-./ …… 4 <=>? @AB""" * 3, False),
        ("\ue000\ue001工会通知" * 20, False),
    ],
)
def test_what_reads_well(words: str, well: bool) -> None:
    assert reads_well(words) is well


def test_detect_goes_by_content() -> None:
    assert reader.detect(GOOD)
    assert reader.detect(b"\r\n" + GOOD)
    assert not reader.detect("文中提到 %PDF- 字样".encode())


PAIRS = [("guobanfa2018-126_table", "govcn-010"), ("guobanfa2020-24_shishiyijian", "hf-020")]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize(("name", "original"), PAIRS)
def test_real_papers_agree_with_their_text(name: str, original: str) -> None:
    reading = reader.read((SHARED / "files" / f"{name}.pdf").read_bytes())
    [path] = (SHARED / "official").glob(f"{original}*")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert "".join(reading.text.split()) == "".join("".join(lines).replace(" | ", "").split())
    bodies = {line.replace(" ", "") for line in lines if len(line) > 100 and " | " not in line}
    got = {paragraph.replace(" ", "") for paragraph in found(reading)}
    assert len(bodies - got) <= 1


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize("name", ["GMT_0031-2014_broken_text_layer", "guobanfa2018-126_table_scan"])
def test_real_papers_without_a_text_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(NoTextLayer, match="OCR"):
        reader.read((SHARED / "files" / f"{name}.pdf").read_bytes())
