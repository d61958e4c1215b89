"""Labels and levels, on invented papers as irregular as real ones."""

import pytest

from corpus.document import Document, Reading, Span, Table
from corpus.numbering import limits_of
from corpus.numbering_labels import value_of
from corpus.paragraphs import paragraphs_of
from corpus.structure import assemble


def read(text: str) -> Document:
    return assemble(Reading(text, "text/plain", paragraphs_of(text)), id="0" * 16, source="样本.txt")


def outline(text: str) -> list[str]:
    """`2（一）` for an item of level 2, `3·一是` for an inline one of level 3."""
    return [f"{section.level}{'·' * section.inline}{section.label}" for section in read(text).outline]


NESTED = {
    "the standard's four levels": (
        "一、总体要求\n（一）目标\n1.组建\n（1）摸底。\n（2）建会。\n2.维权\n（二）原则\n二、措施",
        ["1一、", "2（一）", "31.", "4（1）", "4（2）", "32.", "2（二）", "1二、"],
    ),
    "one mark above its look-alike": (
        "1、 工作步骤\n1．动员阶段(3月)。\n2．实施阶段。\n2、 重点工作\n1．选点。\n1）台帐。\n2）材料。\n2．迎检。",
        ["11、", "21．", "22．", "12、", "21．", "31）", "32）", "22．"],
    ),
    "one row in three marks": ("一、任务\n1.建会。\n2、维权。\n3．帮扶。", ["1一、", "21.", "22、", "23．"]),
    "numbers that run on across headings": (
        "一、组建\n（一）新建\n（二）规范\n二、维权\n（三）协商\n三、帮扶\n（四）助学",
        ["1一、", "2（一）", "2（二）", "1二、", "2（三）", "1三、", "2（四）"],
    ),
    "a number twice and one left out": (
        "三、品牌。二是竞赛品牌。二是帮扶品牌。\n四、工程\n六、保障",
        ["1三、", "2·二是", "2·二是", "1四、", "1六、"],
    ),
    "a month or year right after the dot": (
        "1．4月底前摸底。\n2．6月底前建会。\n3.2012年总结。",
        ["11．", "12．", "13."],
    ),
    "a comma after the bracket": ("（一）、加强领导\n（二）、落实经费", ["1（一）、", "1（二）、"]),
    "signs of their own": ("⑴建会。\n①摸底；②签约。\n⑵维权。", ["1⑴", "2①", "2·②", "1⑵"]),
    "a law": (
        "某市集体协商规定\n第一章 总则\n第一条 为了规范协商，制定本规定。\n第二条 适用范围：\n（一）企业；\n"
        "（二）事业单位。\n第二条所称企业，包括外资企业。\n第二章 协商\n第三条 协商每年一次。",
        ["1第一章", "2第一条", "2第二条", "3（一）", "3（二）", "1第二章", "2第三条"],
    ),
    "stages": (
        "三、步骤\n第一阶段：动员（3月）。\n第二阶段 实施（4月）。\n第三阶段（5月）总结。\n"
        "第四阶段的工作另行通知。\n四、要求",
        ["1三、", "2第一阶段", "2第二阶段", "2第三阶段", "1四、"],
    ),
    "parts of a speech": (
        "第一部分 去年工作\n一、组建\n第二部分 今年打算\n一、组建\n二、维权",
        ["1第一部分", "2一、", "1第二部分", "2一、", "2二、"],
    ),
    "a plan numbered 1.1": (
        "1　总则\n1.1　目的\n1.1.1　依据：本市规定。\n1.5万名职工参加。\n1.2　范围\n2　职责\n2.1　指挥部\n（1）值守。",
        ["11", "21.1", "31.1.1", "21.2", "12", "22.1", "3（1）"],
    ),
}

INLINE = {
    "said aloud": ("要做到：一是建会，二是维权；三是服务。", ["1·一是", "1·二是", "1·三是"]),
    "asked aloud": ("一要摸底，二要签约。统一要求。\n三要建档。", ["1一要", "1·二要", "1三要"]),
    "below a heading": ("一、组建。一是摸底。二是签约。\n二、维权。", ["1一、", "2·一是", "2·二是", "1二、"]),
    "digits after semicolons": (
        "“五件实事”是：1.体检；2.助学；3.慰问1.5万人；4.疗养。\n再办：1.培训；2.讲座。",
        ["1·1.", "1·2.", "1·3.", "1·4.", "1·1.", "1·2."],
    ),
    "two rows side by side": (
        "两方面：一是组建；二是维权。任务为：1.摸底；2.签约。",
        ["1·一是", "1·二是", "1·1.", "1·2."],
    ),
    "a row inside an item": (
        "一是组建：1.摸底；2.签约。二是维权。",
        ["1一是", "2·1.", "2·2.", "1·二是"],
    ),
    "quoted numbers": ("“一”：即一个中心。“十”：即十家模范。“百”：即百家合格。", ["1“一”", "1·“十”", "1·“百”"]),
    "lost line ends": ("现批复如下：一、同意规划。二、抓好落实。\n三、加强领导。", ["1·一、", "1·二、", "1三、"]),
    "only the first lost its line": ("现函复如下：一、同意。\n二、请落实。", ["1·一、", "1二、"]),
    "loose brackets": ("参加人员：（1）主席，（2）委员。", ["1·（1）", "1·（2）"]),
    "a title before it": ("四、关于科教问题一是安排经费。二是增加课程。", ["1四、", "2·一是", "2·二是"]),
}

NONE = {
    "decimals": "1.5万人参加。\n增长2.3个百分点，1.1亿元到位。",
    "months": "3、4月份开展调研。",
    "dates": "1.27 会议精神要落实。\n2011.年度计划",
    "tiers": "一、二线职工都要参加。",
    "a count of numbers": "分为一、二、三等奖。",
    "cited clauses": "按照第十二条第（一）项、第（二）项的规定执行。\n第十二条规定的情形除外。",
    "words that end alike": "这是唯一是好的办法，统一是关键。",
    "in a title": "学习《关于实施“1.建会；2.维权”工程的意见》。",
    "page numbers": "工作要抓紧\n— 3 —\n6\nPAGE 6",
    "one bracket alone": "会议由主席（1）主持。",
    "a table in plain text": "1 | 新建工会 | 组织部\n2、 | 维权 | 法律部",
    "chapters cited": "第一章的规定适用于本市各级工会以及所属企业事业单位，第二章第三节的规定另行解释，"
    "本市各级工会都应当遵守这些规定并且认真落实各项要求。",
}


@pytest.mark.parametrize(("text", "expected"), [*NESTED.values(), *INLINE.values()], ids=[*NESTED, *INLINE])
def test_outline(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_only_looks_like_a_label(text: str) -> None:
    assert outline(text) == []


def test_heading_path_and_reach() -> None:
    text = "一、组 织\n建设。先摸底\n（一）新建：\n1. 建会。力争100家。\n（二）规范。\n二、维权"
    lines = paragraphs_of(text)
    broken = (Span(lines[0].start, lines[1].end), *lines[2:])
    sections = assemble(Reading(text, "text/plain", broken), id="0" * 16, source="样本").outline
    assert [section.heading for section in sections] == ["组织建设", "新建", "建会", "规范", "维权"]
    assert [section.path for section in sections] == ["一", "一/（一）", "一/（一）/1.", "一/（二）", "二"]
    assert [text[section.start : section.end] for section in sections] == [
        "一、组 织\n建设。先摸底\n（一）新建：\n1. 建会。力争100家。\n（二）规范。",
        "（一）新建：\n1. 建会。力争100家。",
        "1. 建会。力争100家。",
        "（二）规范。",
        "二、维权",
    ]
    assert text[sections[0].start : sections[0].heading_end] == "一、组 织\n建设"


def test_an_inline_item_ends_with_its_paragraph() -> None:
    text = "一、组建。一是摸底。二是签约。\n各级工会要重视。\n二、维权"
    last = read(text).outline[2]
    assert text[last.start : last.end] == "二是签约。"


def test_a_table_of_contents_is_passed_over() -> None:
    text = "工作手册\n目  录\n一、组建……1\n二、维权……3\n三、帮扶 5\n四、经审 7\n" + "\n".join(
        f"{number}、{words}\n正文写在这里。"
        for number, words in zip("一二三四", ["组建", "维权", "帮扶", "经审"], strict=True)
    )
    assert [text[section.start - 1] for section in read(text).outline] == ["\n"] * 4
    assert outline(text) == ["1一、", "1二、", "1三、", "1四、"]
    assert read(text).outline[0].start > text.index("经审 7")


def test_the_cells_of_a_table_are_no_items() -> None:
    text = "一、任务\n1、\n新建工会\n二、要求"
    table = Table(text.index("1、"), text.index("二、") - 1, cells=())
    reading = Reading(text, "text/plain", paragraphs_of(text), (table,))
    document = assemble(reading, id="0" * 16, source="样本")
    assert [section.label for section in document.outline] == ["一、", "二、"]


def test_each_scope_counts_from_one() -> None:
    notice = "关于印发《某市建会方案》的通知\n云工发〔2010〕3号\n各区：\n一、要求\n1.落实。\n云澜市总工会\n2010年3月1日"
    text = notice + "\n某市建会方案\n1.目标\n2.措施"
    assert outline(text) == ["1一、", "21.", "11.", "12."]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
        ("百", 100),
        ("一百零二", 102),
        ("二○", 20),
        ("万", 10000),
    ],
)
def test_numerals(numeral: str, value: int) -> None:
    assert value_of(numeral) == value


def test_limits() -> None:
    assert limits_of([0, 1, 2, 3, 4], [1, 2, 3, 2, 1], 9) == [4, 3, 3, 4, 9]


def test_spans_stay_in_the_text() -> None:
    text = "一、"
    assert all(Span(0, len(text)).covers(section) for section in read(text).outline)
