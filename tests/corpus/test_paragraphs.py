"""What is one paragraph and what is two. Each case is a text whose paragraphs are parted by ¶."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paragraphs import paragraphs_of

SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"

JOINED = [
    "为保证在九月底前完成验收准备工作，迎接省检查组的抽\n\n查，分三步开展自查。",
    "各单位要明确专人负责，按时报送材料，\n不得拖延。",
    "协商的结果应当公布\n，并报上级工会备案。",
    "经费由市、区两级财政和\n各单位共同承担。",
    "关于印发《河口市职工书屋\n建设管理办法》的通知",
    "请对照《河口市职工服务中心建设标准\n（试行）》逐项自查。",
    "本年度任务已分解到人。各部室要对照清单，逐项抓好落\n实，每季度末报告进展。",
]
APART = [
    "一、加强组织领导，落实工作责任¶各级工会要高度重视。",
    "二、提高认识，突出重点¶（一）明确目标。抓好落实。",
    "关于开展安全生产月活动的通知¶各区总工会，各直属单位：",
    "强化责任，狠抓落实，推动工作上台阶¶上半年以来，区工会围绕中心工作，做了四件事。",
    "附件：责任分解表¶河口市总工会¶2021年3月5日",
    "河口市总工会办公室¶二○二一年三月五日",
    "主要做法如下：¶一是建阵地。¶二是强队伍。",
    "负责落实以下工作，¶1．组织协商。¶2．签订合同。",
    "牵头单位：办公室、宣传部、¶配合单位：财务部",
    "第一章　总则¶第一条 为了保障职工权益，制定本办法。",
    "河工发〔2021〕5号                    签发人：赵小和¶河口市总工会",
    "1 | 建家 | 新建职工之家30家，¶2 | 书屋 | 新建10家，",
    "序号\t任务\t单位、¶1\t建家\t办公室，",
    "会议要求，各单位认真总结经验，¶　　会后，与会代表参观了现场。",
    "自由和理由¶由此可见，工作还有差距。",
    "指导思想和目的¶坚持以职工为中心，服务大局。",
]


@pytest.mark.parametrize("text", JOINED)
def test_a_broken_sentence_is_one_paragraph(text: str) -> None:
    assert [span.of(text) for span in paragraphs_of(text)] == [text]


@pytest.mark.parametrize("case", APART)
def test_what_only_looks_unfinished_stays_apart(case: str) -> None:
    text = case.replace("¶", "\n")
    assert [span.of(text) for span in paragraphs_of(text)] == [part.strip() for part in case.split("¶")]


def wrapped(paragraphs: list[str], *, width: int, indent: str) -> str:
    """Each paragraph broken at a width, its first line indented, no punctuation at a line's beginning."""
    lines: list[str] = []
    for paragraph in paragraphs:
        rest = indent + paragraph
        while rest:
            cut = width
            while rest[cut : cut + 1] in tuple("，。；、：）”"):
                cut += 1
            lines.append(rest[:cut])
            rest = rest[cut:]
    return "\n".join(lines)


BODY = [
    "一、总体要求",
    "坚持服务职工、服务基层，全面落实年度目标任务，推动各项工作再上新台阶，为全市高质量发展贡献力量。",
    "（一）目标任务。全年新建工会组织三百家，发展会员一万名，职工书屋实现街道全覆盖，协商建制率稳步提高。",
    "（二）工作重点。抓好组建、维权、帮扶三项工作。各级工会要把任务分解到人，每月报告一次，年底统一考核。",
    "二、保障措施",
    "各单位要加强领导，明确责任，落实经费。对推进不力的予以通报，对成效明显的予以表扬，结果纳入年度评价。",
    "三、时间安排",
    "从三月开始，到十二月结束，分动员部署、全面实施、检查验收三个阶段进行，各阶段任务见附件所列的分解表。",
]


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("width", [20, 28, 35])
def test_a_wrapped_paper_gets_its_paragraphs_back(width: int, indent: str) -> None:
    text = wrapped(BODY * 2, width=width, indent=indent)
    found = [span.of(text).replace("\n", "") for span in paragraphs_of(text)]
    if indent:
        assert found == BODY * 2
    else:
        assert all(any(piece in paragraph for paragraph in BODY) for piece in found)
        assert len(found) <= 1.5 * len(BODY * 2)


@given(st.text(st.sampled_from("工会和的，。、：（）《》“”一二1.附件各 \t　|\n"), max_size=80))
def test_law_paragraphs_cover_all_that_is_printed(text: str) -> None:
    spans = paragraphs_of(text)
    assert all(one.end < other.start for one, other in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


def test_time_grows_with_length_only() -> None:
    text = "各级工会要认真组织，落实责任（一级抓一级，\n" * 20000
    start = time.perf_counter()
    paragraphs_of(text)
    assert time.perf_counter() - start < 10


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_real_papers_keep_their_lines() -> None:
    """These papers have a paragraph a line but for a few broken ones, so nearly every line must stay by itself."""
    joined = lines = 0
    for path in sorted((SHARED / "official").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        spans = paragraphs_of(text)
        lines += sum(bool(line.strip()) for line in text.split("\n"))
        joined += sum(span.of(text).count("\n") for span in spans)
    assert lines > 3000
    assert joined <= 0.005 * lines
