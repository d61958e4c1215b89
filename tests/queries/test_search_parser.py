"""What is typed and the tree it stands for; where a wrong query is wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QueryError
from index.query import And, Between, Field, Filter, Not, Or, Pattern, Phrase, Words
from queries.search import parse_query

YEAR = Filter(Field.YEAR, "2011")
BODY = Or((Filter(Field.ORGANIZATION, "常熟市总工会"), Filter(Field.ISSUER, "常熟市总工会")))
BODY_WITH_BLANK = Or((Filter(Field.ORGANIZATION, "常熟市 总工会"), Filter(Field.ISSUER, "常熟市 总工会")))

TREES = [
    ("工资集体协商", Words("工资集体协商")),
    ("  工资  协商 ", Words("工资 协商")),
    ('"工资集体协商"', Phrase("工资集体协商")),
    ("“工资集体协商”", Phrase("工资集体协商")),
    ("＂工资集体协商＂", Phrase("工资集体协商")),
    ('"工资 协商"', Phrase("工资 协商")),
    ('"工资" 协商', And((Phrase("工资"), Words("协商")))),
    ('协商 "工资"', And((Words("协商"), Phrase("工资")))),
    ("“双创”活动 开展", Words("“双创”活动 开展")),
    ("开展“双创”活动", Words("开展“双创”活动")),
    ('"开展“双创”活动，评比"', Phrase("开展“双创”活动，评比")),
    ('"“双创”"', Phrase("“双创”")),
    ("“开展“双创”活动”", Phrase("开展“双创”活动")),
    ('"他说"好"然后"', Phrase('他说"好"然后')),
    ('"他说"好" 然后"', Phrase('他说"好" 然后')),
    ('"（一）完成"', Phrase("（一）完成")),
    ('"完成）的"', Phrase("完成）的")),
    ('"完成") 的"', Phrase('完成") 的')),
    ('"说"）"', Phrase('说"）')),
    ('"年:2011"', Phrase("年:2011")),
    ('" 甲\n乙"', Phrase(" 甲\n乙")),
    ("年:2011", YEAR),
    ("年：2011年", YEAR),
    ("年度:2011", YEAR),
    ("单位:常熟市总工会", BODY),
    ("发文:苏州", Filter(Field.ISSUER, "苏州")),
    ("机关:苏州", Filter(Field.ISSUER, "苏州")),
    ("责任单位:组织部", Filter(Field.ORGANIZATION, "组织部")),
    ("文种:通知", Filter(Field.KIND, "通知")),
    ("文号:苏工办〔2011〕7号", Filter(Field.DOCUMENT_NUMBER, "苏工办〔2011〕7号")),
    ('单位:"常熟市 总工会"', BODY_WITH_BLANK),
    ("时间:3月", Words("时间:3月")),
    ("今年:2011", Words("今年:2011")),
    ("年:2011 工资 协商", And((YEAR, Words("工资 协商")))),
    ("甲 AND 乙", And((Words("甲"), Words("乙")))),
    ("甲 与 乙", And((Words("甲"), Words("乙")))),
    ("甲 OR 乙 丙", Or((Words("甲"), Words("乙 丙")))),
    ("甲 或 乙", Or((Words("甲"), Words("乙")))),
    ("甲 NOT 乙", And((Words("甲"), Not(Words("乙"))))),
    ("NOT 乙", Not(Words("乙"))),
    ("非 乙 非 丙", And((Not(Words("乙")), Not(Words("丙"))))),
    ("NOT NOT 乙", Not(Not(Words("乙")))),
    ("甲 AND NOT 乙", And((Words("甲"), Not(Words("乙"))))),
    ("(甲 OR 乙) 丙", And((Or((Words("甲"), Words("乙"))), Words("丙")))),
    ("（甲 OR 乙） 丙", And((Or((Words("甲"), Words("乙"))), Words("丙")))),
    ('("甲" OR "乙")', Or((Phrase("甲"), Phrase("乙")))),
    ("(甲 OR 办法（试行）)", Or((Words("甲"), Words("办法（试行）")))),
    ("办法（试行） 甲", Words("办法（试行） 甲")),
    ("ANDROID", Words("ANDROID")),
    ("and", Words("and")),
    ("非公企业", Words("非公企业")),
    ("-5%", Words("-5%")),
    ("甲 )", Words("甲 )")),
    ("工资*协商", Pattern("工资*协商")),
    ('"工资?协商"', Pattern("工资?协商")),
    ("工资*", Words("工资")),
    ("NOT 工资＊协商", Not(Pattern("工资＊协商"))),
    ("谁负责 “创模” 的工作？", Words("负责 “创模” 的工作")),
    ("谁负责 “创模” 的工作", Words("负责 “创模” 的工作")),
    ("《谁来办事》是哪一年播出的？", Words("《谁来办事》 播出的")),
    ("Tom NOT Jerry 是什么电影", Words("Tom NOT Jerry 电影")),
    ("创模 NOT 什么", And((Words("创模"), Not(Words("什么"))))),
    ("甲 与 乙 有什么区别", Words("甲 与 乙 区别")),
    ("单位:“常熟市 总工会” 谁牵头？", And((Words("牵头"), BODY_WITH_BLANK))),
    ('"甲 NOT 乙?', Words('"甲 NOT 乙')),
    ("年:2011 谁负责创模？", And((Words("负责创模"), YEAR))),
    ("年:某年 谁负责？", Words("年:某年 负责")),
    ("谁？", Words("谁？")),
    ("“质量标准” 呢绒", And((Phrase("质量标准"), Words("呢绒")))),
    ("“工资协商” 几个问题", And((Phrase("工资协商"), Words("几个问题")))),
    ("哪吒的师父是哪位？", Words("哪吒的师父")),
    ("多伦多大学有多大？", Words("多伦多大学")),
    ("任何人都要登记吗？", Words("任何人都要登记")),
    ('"他问"这是什么"时"', Phrase('他问"这是什么"时')),
    ("？", Words("？")),
    ('"甲" ，', Phrase("甲")),
    ("年:2010..2012", Between(Field.YEAR, "2010", "2012")),
    ("年:>2010", Between(Field.YEAR, "2011", "")),
    ("年:<=2010年", Between(Field.YEAR, "", "2010")),
    ("时限:<2011-06", Between(Field.DUE, "", "2011-05-31")),
    ("时限：≤2011年6月", Between(Field.DUE, "", "2011-06-30")),
    ("时限:>2011-06", Between(Field.DUE, "2011-07-01", "")),
    ("时限:>=2011.6.5", Between(Field.DUE, "2011-06-05", "")),
    ("时限:2012-02", Between(Field.DUE, "2012-02-01", "2012-02-29")),
    ("时限:2011-03..2011-06-15", Between(Field.DUE, "2011-03-01", "2011-06-15")),
    ("时限:..2011", Between(Field.DUE, "", "2011-12-31")),
    ("日期:2011年3月5日", Between(Field.DATE, "2011-03-05", "2011-03-05")),
    ("格式:PDF", Filter(Field.FORMAT, "pdf")),
    ("格式:.ofd", Filter(Field.FORMAT, "ofd")),
    ("格式:网页", Filter(Field.FORMAT, "html")),
    ("标题:工作*要点", Filter(Field.TITLE, "工作*要点")),
]

FAULTS = [
    ("", "没有写"),
    (" \n", "没有写"),
    ('"甲', "第 1 个字处：引号"),
    ('甲 "乙', "第 3 个字处：引号"),
    ('""', "引号里没有内容"),
    ("“ ”", "引号里没有内容"),
    ("(甲", "第 1 个字处：左括号"),
    ("甲 (乙 (丙)", "第 3 个字处：左括号"),
    ("()", "第 2 个字处：括号里没有"),
    ("甲 AND", "第 6 个字处：查询到这里"),
    ("NOT", "查询到这里"),
    ("OR 甲", "第 1 个字处：“OR”"),
    ("甲 OR OR 乙", "第 6 个字处：“OR”"),
    ("年:去年", "第 1 个字处：“年:去年”不是四位年份"),
    ("甲 时限:<6月", "第 3 个字处：“时限:<6月”不是日期"),
    ("时限:2011-02-30", "不是日期"),
    ("日期:..", "不是日期"),
    ("甲 年:", "第 3 个字处：“年:”后面没有内容"),
    ("NOT " * 40 + "甲", "套得太深"),
    ("(" * 200 + "甲" + ")" * 200, "套得太深"),
]


@pytest.mark.parametrize(("typed", "tree"), TREES)
def test_trees(typed: str, tree: object):
    assert parse_query(typed) == tree


@pytest.mark.parametrize(("typed", "said"), FAULTS)
def test_faults_say_where_and_what_to_do(typed: str, said: str):
    with pytest.raises(QueryError) as raised:
        parse_query(typed)
    assert said in raised.value.reason
    assert raised.value.advice


@given(phrase=st.text(st.sampled_from('甲乙“”《》（）()"，。 \n年:OR〔1〕-')).filter(str.strip))
def test_a_quoted_text_is_a_phrase_or_at_least_phrases(phrase: str):
    """Only text with a straight mark before a blank can be read as several parts; all other text is one phrase."""
    tree = parse_query(f'"{phrase}"')
    if '"' not in phrase:
        assert tree == Phrase(phrase)


@given(typed=st.text(st.sampled_from('甲乙“”（）()" \nANDORT非或年:2011')))
def test_whatever_is_typed_is_read_or_refused(typed: str):
    with suppress(QueryError):
        parse_query(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "怎么回事?!",
        "(求助 怎么办",
        '"五险一金"是什么',
        "年:怎么算",
        "标题：怎么写？",
        "a: b?c 如何",
        "头痛?发烧，三天了",
        "住院费：*急*",
        "9:15是什么意思",
        "-5%是多少",
        "iPhone 4S[a]/b-c*d? 哪一年上市",
        '"Yesterday" 是谁唱的',
        "(甲 的作者是哪位",
        "“甲 的作者是谁",
        "机关:一部电影是谁导演的？",
        "Ｑ：ＡＢＣ公司由谁创办",
        "由哪两家公司合办",
        "哪天开会 OR",
    ],
)
def test_prose_and_questions_are_words_however_they_are_marked(typed: str) -> None:
    assert isinstance(parse_query(typed), Words)


def test_a_quoted_value_may_ask() -> None:
    assert parse_query('标题:"什么是工会"') == Filter(Field.TITLE, "什么是工会")
