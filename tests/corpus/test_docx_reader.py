"""The docx reader on packages that are built here: by python-docx, and from OOXML written out."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from corpus.document import Reading
from corpus.errors import DamagedFile, EncryptedFile, UnknownFormat, UnreadableFile
from corpus.formats import docx as reader

SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(body: str) -> bytes:
    """A docx whose body is the OOXML given."""
    template, stream = io.BytesIO(), io.BytesIO()
    docx.Document().save(template)
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = f'<?xml version="1.0"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'.encode()
            target.writestr(name, content)
    return stream.getvalue()


def read(body: str) -> Reading:
    return reader.read(package(body))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def rows(*cells_of_rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{cells}</w:tr>" for cells in cells_of_rows) + "</w:tbl>"


BODIES = {
    "plain": (paragraph("甲") + paragraph("乙"), "甲\n乙"),
    "tab and break": ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", "甲\t乙\n丙"),
    "inserted": ("<w:p><w:r><w:t>完成</w:t></w:r><w:ins><w:r><w:t>三百</w:t></w:r></w:ins></w:p>", "完成三百"),
    "deleted": ("<w:p><w:r><w:t>完成</w:t></w:r><w:del><w:r><w:delText>二百</w:delText></w:r></w:del></w:p>", "完成"),
    "moved": (
        "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>",
        "新",
    ),
    "paragraph mark deleted": (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>" + paragraph("后半"),
        "前半后半",
    ),
    "content control": (f"<w:sdt><w:sdtContent>{paragraph('文号')}</w:sdtContent></w:sdt>", "文号"),
    "inline content control": (
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>文号</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "文号",
    ),
    "hyperlink and smart tag": (
        "<w:p><w:hyperlink><w:r><w:t>网</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>址</w:t></w:r></w:smartTag></w:p>",
        "网址",
    ),
    "field": (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>",
        "3",
    ),
    "hidden": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>开</w:t></w:r></w:p>", "开"),
    "shown again": ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>开</w:t></w:r></w:p>', "开"),
    "text box, told twice": (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{paragraph('红头')}</w:txbxContent></wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('红头')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>",
        "红头\n正文",
    ),
    "old text box": (
        f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph('红头')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        "红头",
    ),
    "table in its place": (paragraph("上") + rows(cell("甲") + cell("乙")) + paragraph("下"), "上\n甲\t乙\n下"),
    "frame of one cell": (
        rows(f"<w:tc>{paragraph('一')}{rows(cell('甲') + cell('乙'))}{paragraph('二')}</w:tc>"),
        "一\n甲\t乙\n二",
    ),
    "table in a cell": (
        rows(cell("左") + f"<w:tc>{rows(cell('甲') + cell('乙'))}{paragraph('末')}</w:tc>"),
        "左\t甲 乙\n末",
    ),
    "deleted row": (rows(cell("甲") + cell("乙"), "<w:trPr><w:del/></w:trPr>" + cell("丙") + cell("丁")), "甲\t乙"),
}


@pytest.mark.parametrize(("body", "text"), BODIES.values(), ids=BODIES.keys())
def test_the_text_a_person_sees(body: str, text: str) -> None:
    reading = read(body)
    assert reading.text == text
    assert reading.media_type == reader.MEDIA_TYPE


def test_a_merged_cell_stands_once_with_its_spans() -> None:
    reading = read(
        rows(
            cell("任务", "<w:gridSpan w:val='2'/>") + cell("单位"),
            cell("建家", "<w:vMerge w:val='restart'/>") + cell("新建") + cell("甲"),
            cell("", "<w:vMerge/>") + cell("复查") + cell("乙"),
            "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("合计") + cell("丙"),
        )
    )
    assert reading.text == "任务\t单位\n建家\t新建\t甲\n复查\t乙\n合计\t丙"
    places = [(c.of(reading.text), c.row, c.column, c.row_span, c.column_span) for c in reading.tables[0].cells]
    assert places == [
        *(("任务", 0, 0, 1, 2), ("单位", 0, 2, 1, 1)),
        *(("建家", 1, 0, 2, 1), ("新建", 1, 1, 1, 1), ("甲", 1, 2, 1, 1)),
        *(("复查", 2, 1, 1, 1), ("乙", 2, 2, 1, 1), ("合计", 3, 1, 1, 1), ("丙", 3, 2, 1, 1)),
    ]


def test_headers_and_footers_are_not_in_the_body() -> None:
    document, stream = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("正文。")
    document.save(stream)
    assert reader.read(stream.getvalue()).text == "正文。"


def test_a_soft_line_break_parts_paragraphs_like_a_line() -> None:
    reading = read("<w:p><w:r><w:t>一、目标</w:t><w:br/><w:t>新建十家。</w:t></w:r></w:p>")
    assert [span.of(reading.text) for span in reading.paragraphs] == ["一、目标", "新建十家。"]


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return stream.getvalue()


GOOD = package(paragraph("职工之家"))
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
BAD: dict[str, tuple[bytes, type[UnreadableFile]]] = {
    "cut off": (GOOD[:-100], DamagedFile),
    "cut short": (GOOD[:60], DamagedFile),
    "no zip": (b"PK\x03\x04 and nothing more", DamagedFile),
    "no main part": (zipped({"word/other.xml": b"<a/>"}), DamagedFile),
    "broken xml": (zipped({"word/document.xml": b"<a"}), DamagedFile),
    "dtd": (zipped({"word/document.xml": DTD}), DamagedFile),
    "dtd in utf-16": (zipped({"word/document.xml": DTD.decode().encode("utf-16")}), DamagedFile),
    "bomb": (zipped({"word/document.xml": b"\0" * 70_000_000}), DamagedFile),
    "locked": (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
    "old word": (OLE + b"\0" * 500 + "WordDocument".encode("utf-16-le"), UnknownFormat),
}


@pytest.mark.parametrize(("data", "error"), BAD.values(), ids=BAD.keys())
def test_bad_files_get_a_reason_and_advice(data: bytes, error: type[UnreadableFile]) -> None:
    with pytest.raises(UnreadableFile) as caught:
        reader.read(data)
    assert type(caught.value) is error
    assert caught.value.reason
    assert caught.value.advice


def outcome(data: bytes) -> str:
    """The text read, or the advice given."""
    try:
        return reader.read(data).text
    except UnreadableFile as error:
        return error.advice


@pytest.mark.parametrize("step", range(1, 40))
def test_a_cut_or_changed_package_is_read_or_refused(step: int) -> None:
    cut = len(GOOD) * step // 40
    changed = bytearray(GOOD)
    changed[cut] ^= 0xFF
    assert "再试" in outcome(GOOD[:cut])
    assert outcome(bytes(changed)) == "职工之家" or "再试" in outcome(bytes(changed))


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (GOOD, True),
        (GOOD[:-50], True),
        (zipped({"xl/workbook.xml": b"<a/>"}), False),
        (b"%PDF-1.4", False),
        (b"", False),
    ],
)
def test_detect_goes_by_content(data: bytes, known: bool) -> None:
    assert reader.detect(data) is known


PAIRS = [("guobanfa2018-126_table", "govcn-010"), ("guobanfa2020-24_shishiyijian", "hf-020")]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize(("name", "original"), PAIRS)
def test_real_papers_agree_with_their_text(name: str, original: str) -> None:
    reading = reader.read((SHARED / "files" / f"{name}.docx").read_bytes())
    [path] = (SHARED / "official").glob(f"{original}*")
    expected = path.read_text(encoding="utf-8").replace(" | ", "")
    assert "".join(reading.text.split()) == "".join(expected.split())
