"""The sample papers: all there, in the formats and encodings promised, saying what their sources say."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import docx
import pdfplumber
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
SOURCES = sorted((ROOT / "corpus" / "samples_source" / "papers").glob("*.txt"))
PAPERS = sorted(SAMPLES.iterdir())

# (number or words of the name, the encoding of a .txt, phrases that a reader of the paper must see)
PROMISED = [
    (
        "泓总发〔2021〕2号",
        "gb18030",
        ["泓 州 市 总 工 会", "新发展会员2.4万名以上", "（责任部门：组织部、权益保障部）"],
    ),
    ("泓总发〔2022〕3号", "", ["年底前已建会企业工资集体协商建制率达到88%以上", "持续推进建会入会"]),
    ("泓总发〔2023〕1号", "", ["新建企业工会280家，新发展会员不少于2万名", "17.强化督查问效"]),
    ("简报2021年第6期", "utf-8-sig", ["编者按：", "（鹤汀区总工会　林知舟）", "4.建成爱心驿站8个", "本期印发："]),
    ("简报2022年第9期", "gb18030", ["沈㛃", "10月底前，新发展新就业形态劳动者会员600人以上"]),
    (
        "泓总发〔2021〕11号",
        "",
        ["由市总组织部牵头，交通、邮政、商务等行业主管部门配合", "到2025年底，入会率力争达到80%"],
    ),
    ("泓工办〔2022〕18号", "", ["第一阶段：宣传发动（3月上旬至4月底）", "实 施 方 案", "市民政局、市妇联"]),
    ("泓工办〔2023〕9号", "", ["建成“心灵驿站”40个", "各县（市、区）总工会", "每年12月15日前"]),
    ("泓工办[2022]27号", "utf-8", ["每月28日前", "6600 1827", "⑴市总组织部通报上半年建会入会进度"]),
    ("泓总复〔2021〕5号", "gb18030", ["二○二一年七月二十六日", "此复。"]),
    ("泓工函〔2023〕4号", "", ["请于2023年9月28日前函复", "⑵检查组不得影响项目正常施工"]),
    ("泓总发〔2022〕6号", "", ["每项任务列第一位的为牵头单位", "12月20日前"]),
    ("泓总〔2023〕3号", "utf-8", ["签发人：汤致和", "新建企业工会361家"]),
    ("泓总发〔2023〕8号", "", ["卢　静（女）", "柳叶青（女）", "每人发放奖金3000元"]),
    ("泓工办〔2021〕14号", "utf-8", ["要约发出率达到１００％", "　　五、有关要求"]),
    ("泓工办〔2023〕16号", "", ["6月15日至8月31日", "①对患有职业禁忌症的职工"]),
]


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", ROOT / "corpus" / "samples_source" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = load_builder()


def named(part: str) -> Path:
    found = [path for path in PAPERS if part in path.name]
    assert len(found) == 1
    return found[0]


def words(path: Path, *, encoding: str) -> str:
    if path.suffix == ".docx":
        paper = docx.Document(str(path))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pages:
            return "\n".join(page.extract_text() for page in pages.pages)
    return path.read_bytes().decode(encoding)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_folder_holds_one_paper_a_source_and_nothing_else() -> None:
    assert [path.name for path in PAPERS] == sorted(build.read_source(path).name for path in SOURCES)
    assert len(PAPERS) == len(PROMISED) >= 14


def test_formats() -> None:
    counts = Counter(path.suffix for path in PAPERS)
    assert counts[".docx"] >= 5
    assert counts[".pdf"] >= 3
    encodings = Counter(encoding for _, encoding, _ in PROMISED if encoding)
    assert encodings["utf-8"] >= 3
    assert encodings["gb18030"] >= 2
    assert encodings["utf-8-sig"] == 1


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name[:14])
def test_names_can_be_written_on_windows(path: Path) -> None:
    assert not re.search(r'[:*?"<>|\\]', path.name)
    assert len(path.name.encode()) <= 255


@pytest.mark.parametrize(("part", "encoding", "phrases"), PROMISED, ids=[part for part, _, _ in PROMISED])
def test_a_reader_sees_the_phrases(part: str, encoding: str, phrases: list[str]) -> None:
    text = squeezed(words(named(part), encoding=encoding))
    assert [phrase for phrase in phrases if squeezed(phrase) not in text] == []


@pytest.mark.parametrize(("part", "encoding"), [(part, encoding) for part, encoding, _ in PROMISED if encoding])
def test_plain_text_is_in_its_encoding_only(part: str, encoding: str) -> None:
    data = named(part).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    if encoding == "gb18030":
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")


def test_one_paper_needs_more_than_gbk() -> None:
    with pytest.raises(UnicodeDecodeError):
        named("简报2022年第9期").read_bytes().decode("gbk")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_paper_is_600_to_3000_characters(source: Path) -> None:
    assert 600 <= len(squeezed(build.read_source(source).body)) <= 3000


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_papers_are_what_their_sources_say(path: Path) -> None:
    source = build.read_source(path)
    paper = SAMPLES / source.name
    if paper.suffix == ".txt":
        assert paper.read_bytes() == build.build(source)
        return
    marks = re.compile(r"^(\+[12]|[!№#@:&*%]|\\page$)", re.MULTILINE)
    seen = Counter(squeezed(words(paper, encoding="")))
    expected = Counter(squeezed(re.sub(r"[⏎|^<]", "", marks.sub("", source.body))))
    assert expected - seen == Counter()


def test_pdfs_are_small_and_carry_their_fonts() -> None:
    for path in PAPERS:
        if path.suffix != ".pdf":
            continue
        assert path.stat().st_size < 300_000
        with pdfplumber.open(path) as pages:
            assert 2 <= len(pages.pages) <= 6
            for number, page in enumerate(pages.pages, 1):
                assert page.extract_text().splitlines()[-1] == f"— {number} —"
                assert all("+" in char["fontname"] for char in page.chars)
                assert (round(page.width), round(page.height)) == (595, 842)


def test_automatic_numbers_stand_outside_the_text() -> None:
    paper = docx.Document(str(named("泓总发〔2022〕3号")))
    levels = [(paragraph.text, paragraph._p.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")) for paragraph in paper.paragraphs]
    counted = [(text, level) for text, level in levels if level]
    assert [level for _, level in counted].count(["0"]) == 5
    assert not any(re.match(r"[（一二三四五]", text) for text, _ in counted)


def test_the_responsibility_table_has_merged_cells() -> None:
    (table,) = docx.Document(str(named("泓工办〔2023〕9号"))).tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号",
        "目标任务",
        "指标",
        "完成时限",
        "牵头部门",
        "配合部门",
    ]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(1, 4)._tc is table.cell(2, 4)._tc
    assert table.cell(1, 5)._tc is not table.cell(2, 5)._tc


def test_the_pdf_table_is_ruled() -> None:
    with pdfplumber.open(named("泓总发〔2022〕6号")) as pages:
        rows = [row for page in pages.pages for table in page.extract_tables() for row in table]
    assert ["1", "新建企业工会", "350家"] in [row[:3] for row in rows]


@pytest.mark.parametrize("folder", sorted((ROOT / "tests" / "golden").glob("*-2021")), ids=lambda folder: folder.name)
def test_gold_of_the_samples_quotes_them(folder: Path) -> None:
    sample = (folder / (folder / "source.txt").read_text(encoding="utf-8").strip()).resolve()
    text = (folder / "text.txt").read_text(encoding="utf-8")
    encoding = next(encoding for part, encoding, _ in PROMISED if part in sample.name)
    assert sample.read_bytes().decode(encoding) == text
    for name in ("dates", "quantities"):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert text[row["start"] : row["end"]] == row["text"]
    for line in (folder / "outline.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert text.startswith(row["label"] + row["head"], row["start"])
