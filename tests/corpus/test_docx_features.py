"""What a person sees of a Word paper, feature by feature, against LibreOffice's own reading where it is installed.

Each case is a whole package written out as OOXML and the text expected of it, white space aside.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from docx_writer import cell, item, level, lists, packed, para, run, style, table

from corpus.formats import docx as reader

PLAN = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)
AUTHOR = 'w:id="1" w:author="甲" w:date="2022-01-01T00:00:00Z"'


def counted(form: str, text: str, *, start: int = 9, items: int = 3) -> bytes:
    body = "".join(item(f"事项{number}", 1) for number in range(items))
    return packed(body, numbering=lists(level(0, form, text, start=start)))


def nums(second: str) -> str:
    """Two nums of one list; the second with what is given."""
    first = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'{first}<w:num w:numId="2"><w:abstractNumId w:val="0"/>{second}</w:num>'


def field(instruction: str, *result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "".join(run(each) for each in result)
    told = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return mark("begin") + told + mark("separate") + shown + mark("end")


NUMBERS = {
    "chineseCounting": (counted("chineseCounting", "%1、"), "九、事项0十、事项1十一、事项2"),
    "chineseCountingThousand": (
        counted("chineseCountingThousand", "（%1）", start=99),
        "（九十九）事项0（一百）事项1（一百零一）事项2",
    ),
    "ideographDigital": (counted("ideographDigital", "%1、", start=1), "一、事项0二、事项1三、事项2"),
    "japaneseCounting": (counted("japaneseCounting", "%1、"), "九、事项0十、事项1十一、事项2"),
    "decimalEnclosedCircle": (counted("decimalEnclosedCircle", "%1"), "⑨事项0⑩事项1⑪事项2"),
    "decimalEnclosedCircleChinese": (counted("decimalEnclosedCircleChinese", "%1", start=1), "①事项0②事项1③事项2"),
    "decimalFullWidth": (counted("decimalFullWidth", "%1．"), "９．事项0１０．事项1１１．事项2"),
    "article": (counted("chineseCountingThousand", "第%1条"), "第九条事项0第十条事项1第十一条事项2"),
    "in brackets": (counted("decimal", "（%1）"), "（9）事项0（10）事项1（11）事项2"),
    "upper letters": (counted("upperLetter", "%1.", start=25), "Y.事项0Z.事项1AA.事项2"),
}  # fmt: skip
LISTS = {
    "levels restart below": (
        packed(
            item("甲") + item("乙", 1, 1) + item("丙", 1, 1) + item("丁") + item("戊", 1, 1), numbering=lists(*PLAN)
        ),
        "一、甲（一）乙（二）丙二、丁（一）戊",
    ),
    "a level that never restarts": (
        packed(
            item("甲") + item("乙", 1, 1) + item("丙") + item("丁", 1, 1),
            numbering=lists(
                level(0, "chineseCounting", "第%1章"),
                level(1, "chineseCounting", "第%2条", before='<w:lvlRestart w:val="0"/>'),
            ),
        ),
        "第一章甲第一条乙第二章丙第二条丁",
    ),
    "begun anew": (
        packed(
            item("甲") + item("乙") + item("丙", 2) + item("丁", 2),
            numbering=lists(*PLAN, nums=nums('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')),
        ),
        "一、甲二、乙一、丙二、丁",
    ),
    "a level replaced": (
        packed(
            item("甲") + item("乙", 2),
            numbering=lists(
                *PLAN,
                nums=nums(f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.", start=1)}</w:lvlOverride>'),
            ),
        ),
        "一、甲B.乙",
    ),
    "from a style and the style it rests on": (
        packed(
            para("甲", properties='<w:pStyle w:val="Own"/>') + para("乙", properties='<w:pStyle w:val="Heading1"/>'),
            numbering=lists(*PLAN),
            styles=style("Heading1", content='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
            + style("Own", base="Heading1"),
        ),
        "一、甲二、乙",
    ),
    "on style and paragraph, as WPS writes": (
        packed(
            item("甲", style="Heading1") + item("乙", style="Heading1"),
            numbering=lists(*PLAN),
            styles=style("Heading1", content='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        ),
        "一、甲二、乙",
    ),
    "on through a table": (
        packed(item("甲") + table(cell(item("乙")) + cell("丙")) + item("丁"), numbering=lists(*PLAN)),
        "一、甲二、乙丙三、丁",
    ),
}
CHANGES = {
    "inserted and deleted": (
        packed(
            para(
                "完成",
                f"<w:del {AUTHOR}><w:r><w:delText>二百</w:delText></w:r></w:del>",
                f"<w:ins {AUTHOR}>{run('三百')}</w:ins>",
                "家",
            )
        ),
        "完成三百家",
    ),
    "moved": (
        packed(
            para(f"<w:moveFrom {AUTHOR}>{run('旧处')}</w:moveFrom>", "甲")
            + para("乙", f"<w:moveTo {AUTHOR}>{run('旧处')}</w:moveTo>")
        ),
        "甲乙旧处",
    ),
    "a deleted row": (
        packed(
            table(
                cell("甲") + cell("乙"),
                f"<w:trPr><w:del {AUTHOR}/></w:trPr>"
                + 2 * cell(para(f"<w:del {AUTHOR}><w:r><w:delText>丙</w:delText></w:r></w:del>")),
            )
        ),
        "甲乙",
    ),
    "numbers after a deleted paragraph": (
        packed(
            item("甲")
            + para(
                f"<w:del {AUTHOR}><w:r><w:delText>乙</w:delText></w:r></w:del>",
                properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
                f"<w:rPr><w:del {AUTHOR}/></w:rPr>",
            )
            + item("丙"),
            numbering=lists(*PLAN),
        ),
        "一、甲二、丙",
    ),
}
FIELDS = {
    "result of a field only": (packed(para("第", field(" PAGE ", "3"), "页")), "第3页"),
    "link": (packed(para(field(' HYPERLINK "x" ', "总工会网站"))), "总工会网站"),
    "field inside an instruction": (
        packed(para(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>',
            field(" DOCPROPERTY x ", "暗"),
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("明"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )),
        "明",
    ),
    "contents over paragraphs": (
        packed(
            para('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
                 '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("一、目标 1"))
            + para(run("二、要求 2"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        ),
        "一、目标1二、要求2",
    ),
}  # fmt: skip
CHARACTERS = {
    "no-break and soft hyphen": (
        packed(para("<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r>")),
        "2021-2025",
    ),
    "hidden by a style": (
        packed(
            para("开", run("密", '<w:rStyle w:val="Secret"/>')),
            styles=style("Base", kind="character", content="<w:rPr><w:vanish/></w:rPr>")
            + style("Secret", kind="character", base="Base"),
        ),
        "开",
    ),
    "ruby": (
        packed(
            para(
                "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>hé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>河</w:t></w:r>"
                "</w:rubyBase></w:ruby></w:r>",
                "口",
            )
        ),
        "河口",
    ),
}
CONTROLS = {
    "around a run, a paragraph, a cell and a row": (
        packed(
            para(f"<w:sdt><w:sdtContent>{run('文号')}</w:sdtContent></w:sdt>")
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{para('标题')}</w:sdtContent></w:sdt>"
            + table(
                cell("甲") + f"<w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt>",
                "丙行",
            ).replace(
                "<w:tr>丙行</w:tr>",
                f"<w:sdt><w:sdtContent><w:tr>{cell('丙')}{cell('丁')}</w:tr></w:sdtContent></w:sdt>",
            )
        ),
        "文号标题甲乙丙丁",
    ),
}
CASES = NUMBERS | LISTS | CHANGES | FIELDS | CHARACTERS | CONTROLS
APART = {
    **dict.fromkeys(CHANGES, "its export prints deleted words too"),
    "a level that never restarts": "it restarts the level all the same",
    "a level replaced": "it begins the replaced level anew",
    "result of a field only": "it counts the page itself",
    "hidden by a style": "it forgets w:vanish of the style that a style rests on",
    "no-break and soft hyphen": "it prints U+2011",
    "ruby": "its export prints the reading too",
}  # where LibreOffice's export is not what a person sees in Word


def words(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", CASES)
def test_the_text_a_person_sees(name: str) -> None:
    data, expected = CASES[name]
    assert words(reader.read(data).text) == expected


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with LibreOffice's text export of every case."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    files = [folder / f"{number}.docx" for number in range(len(CASES))]
    for file, (data, _) in zip(files, CASES.values(), strict=True):
        file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    export = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([program, profile, *export, *map(str, files)], check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("name", [name for name in CASES if name not in APART])
def test_libreoffice_reads_the_same(name: str, office: Path) -> None:
    exported = office / f"{list(CASES).index(name)}.txt"
    assert words(exported.read_text(encoding="utf-8-sig")) == words(reader.read(CASES[name][0]).text)
