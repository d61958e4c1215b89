"""Bulletins and covering notices taken apart, on invented papers."""

import pytest

from corpus.document import Document, Reading
from corpus.paragraphs import paragraphs_of
from corpus.structure import assemble


def read(text: str) -> Document:
    return assemble(Reading(text, "text/plain", paragraphs_of(text)), id="0" * 16, source="样本.txt")


def articles(text: str) -> list[tuple[str | None, str | None, str, str]]:
    """Title, author, first and last four characters."""
    return [
        (
            article.title.value if article.title else None,
            article.author.value if article.author else None,
            text[article.start : article.end][:4],
            text[article.start : article.end][-4:],
        )
        for article in read(text).articles
    ]


HEAD = "关于印发《云澜市建会方案》的通知\n云工发〔2010〕3号\n各区总工会：\n现印发给你们。\n"
SIGNED = "云澜市总工会\n2010年3月1日\n"
CARRYING = {
    "a plan after the signature": (
        HEAD + SIGNED + "云澜市建会\n方案\n一、目标\n建会100家。\n",
        [
            ("关于印发《云澜市建会方案》的通知", "云澜市总工会", "关于印发", "3月1日"),
            ("云澜市建会方案", None, "云澜市建", "00家。"),
        ],
    ),
    "page numbers and printer's lines left out": (
        HEAD + SIGNED + "（此件公开发布）\n云澜市建会方案\n一、目标\n建会100家。\n抄送：市委。\n"
        "云澜市总工会办公室 2010年3月2日印发\nPAGE\n6",
        [
            ("关于印发《云澜市建会方案》的通知", "云澜市总工会", "关于印发", "3月1日"),
            ("云澜市建会方案", None, "云澜市建", "00家。"),
        ],
    ),
    "two attachments with marks": (
        HEAD
        + "附件：1.云澜市建会方案\n2.任务分解表\n"
        + SIGNED
        + "附件1\n云澜市建会方案\n一、目标\n附件2：任务分解表\n1 | 建会 | 组织部",
        [
            ("关于印发《云澜市建会方案》的通知", "云澜市总工会", "关于印发", "3月1日"),
            ("云澜市建会方案", None, "云澜市建", "一、目标"),
            ("任务分解表", None, "任务分解", " 组织部"),
        ],
    ),
    "no signature, the title comes again": (
        HEAD + "云澜市建会方案\n一、目标\n建会100家。",
        [
            ("关于印发《云澜市建会方案》的通知", None, "关于印发", "给你们。"),
            ("云澜市建会方案", None, "云澜市建", "00家。"),
        ],
    ),
    "a report passed on with its own signature": (
        "云澜市政府办公室转发市总工会关于加强建会意见的通知\n各区政府：\n现转发给你们。\n云澜市政府办公室\n"
        "2010年3月1日\n"
        "关于加强建会的意见\n现提出以下意见。\n一、加强领导。\n云澜市总工会\n2010年2月8日",
        [
            ("云澜市政府办公室转发市总工会关于加强建会意见的通知", "云澜市政府办公室", "云澜市政", "3月1日"),
            ("关于加强建会的意见", "云澜市总工会", "关于加强", "2月8日"),
        ],
    ),
    "an author under the title": (
        HEAD + SIGNED + "关于建会的意见\n（民政局　二○一○年一月五日）\n现提出意见。\n一、加强领导。",
        [
            ("关于印发《云澜市建会方案》的通知", "云澜市总工会", "关于印发", "3月1日"),
            ("关于建会的意见", "民政局", "关于建会", "强领导。"),
        ],
    ),
    "two rules one after the other": (
        HEAD + SIGNED + "建会的规定\n一、目标。\n二、措施。\n帮扶的规定\n一、对象。\n二、标准。",
        [
            ("关于印发《云澜市建会方案》的通知", "云澜市总工会", "关于印发", "3月1日"),
            ("建会的规定", None, "建会的规", "、措施。"),
            ("帮扶的规定", None, "帮扶的规", "、标准。"),
        ],
    ),
    "title run together with the date": (
        HEAD + "云澜市总工会\n二○一○年三月一日 云澜市建会方案\n一、目标",
        [
            ("关于印发《云澜市建会方案》的通知", "云澜市总工会", "关于印发", "三月一日"),
            ("云澜市建会方案", None, "云澜市建", "一、目标"),
        ],
    ),
}

BULLETINS = {
    "columns, a note, titles of every sort": (
        "编者按：摘编部分工会的计划，供参考。\n\n白桥区总工会确定新目标：以组建为重点。\n要建会90%以上。\n"
        "（白桥区总工会办公室）\n"
        "【维权】\n青田区总工会办好“三件实事”。\n一是体检；二是助学；三是慰问。   (青田区总工会 张三)\n"
        "市邮政工会三项举措\n抓好职工书屋建设\n一、加大投入。投入8万元。\n二、强化管理。（市邮政工会）\n"
        "本期印发：市委、市政府",
        [
            ("编者按", None, "编者按：", "供参考。"),
            ("白桥区总工会确定新目标", "白桥区总工会办公室", "白桥区总", "办公室）"),
            ("青田区总工会办好“三件实事”", "青田区总工会", "青田区总", " 张三)"),
            ("市邮政工会三项举措抓好职工书屋建设", "市邮政工会", "市邮政工", "政工会）"),
        ],
    ),
    "a starred note, a column for a title, a colon in a title": (
        "★编者按  进度如何？请各地对照。\n【进度盘点】\n上半年，全市新建工会196家，占全年目标350家的56%，"
        "新发展会员1.5万名，占全年目标的58%，新建职工书屋23家，"
        "办赛6项。\n（市总办公室）\n【做法】\n白桥区总工会：“三访三送”暖人心\n区总坚持下沉。\n（白桥区总工会）\n"
        "报：省总工会",
        [
            ("编者按", None, "编者按 ", "地对照。"),
            ("进度盘点", "市总办公室", "上半年，", "办公室）"),
            ("白桥区总工会：“三访三送”暖人心", "白桥区总工会", "白桥区总", "总工会）"),
        ],
    ),
    "an article without an author at the end of a column": (
        "【动态】\n白桥区总工会抓组建\n正文一。（白桥区总工会）\n【调研】\n关于入会情况的调查\n全市有3.2万人。\n"
        "报：省总工会\n送：市委",
        [
            ("白桥区总工会抓组建", "白桥区总工会", "白桥区总", "总工会）"),
            ("关于入会情况的调查", None, "关于入会", "2万人。"),
        ],
    ),
}

SINGLE = {
    "a plain notice": HEAD + "一、要求\n" + SIGNED,
    "bracketed duties": "关于分工的意见\n各区总工会：\n一、任务\n（一）建会。（组织部）\n（二）维权。"
    "（法律部）\n（三）帮扶。（保障部）",
    "duties in an unsigned plan": "工作方案\n（一）建会。（组织部）\n（二）维权。（法律部）",
    "nothing": "",
    "blanks": " \n \n",
}


@pytest.mark.parametrize(("text", "expected"), [*CARRYING.values(), *BULLETINS.values()], ids=[*CARRYING, *BULLETINS])
def test_articles(text: str, expected: list[tuple[str | None, str | None, str, str]]) -> None:
    assert articles(text) == expected


@pytest.mark.parametrize("text", SINGLE.values(), ids=SINGLE)
def test_a_single_piece_has_no_articles(text: str) -> None:
    assert articles(text) == []


def test_the_author_is_quoted_as_printed() -> None:
    text = HEAD + "  云 澜 市 总 工 会\n  2010年3月1日\n云澜市建会方案\n一、目标"
    author = read(text).articles[0].author
    assert author is not None
    assert (author.of(text), author.value) == ("云 澜 市 总 工 会", "云澜市总工会")


def test_what_a_paper_carries_is_attached_and_no_reference() -> None:
    letterhead = read(CARRYING["a plan after the signature"][0]).letterhead
    assert [quote.value for quote in letterhead.attachments] == ["云澜市建会方案"]
    assert letterhead.references == ()
