"""The elements of the letterhead, on invented papers; each case names only what it is about."""

import datetime
from typing import Any

import pytest

from corpus.document import Document, Letterhead, Quote, Reading
from corpus.errors import RuleError
from corpus.letterhead_parties import is_body
from corpus.lexicons import kinds, kinds_in, words_in
from corpus.paragraphs import paragraphs_of
from corpus.structure import assemble


def read(text: str) -> Document:
    return assemble(Reading(text, "text/plain", paragraphs_of(text)), id="0" * 16, source="样本.txt")


def shown(letterhead: Letterhead) -> dict[str, Any]:
    """The letterhead in plain values."""

    def plain(value: object) -> object:
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        return value.value if isinstance(value, Quote) else value

    fields = {name: plain(getattr(letterhead, name)) for name in Letterhead.__dataclass_fields__}
    fields["date"] = letterhead.date.date.isoformat() if letterhead.date else None
    fields["cited"] = [citation.document_number for citation in letterhead.references]
    return fields


NOTICE = "各区总工会：\n请按要求办理。\n云澜市总工会\n2011年1月27日"
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "a title over three lines, signature spaced out": (
        " 云工办〔2008〕18号\n印发《关于争创模范城市\n\n活动的实施方案》的通知\n\n"
        "各区总工会（工联会、工作委员会），各局（公司）工会："
        "\n\n现印发给你们。\n\n      云 澜 市 总 工 会\n\n        2008年3月1日",
        {
            "title": "印发《关于争创模范城市活动的实施方案》的通知",
            "document_number": "云工办〔2008〕18号",
            "kind": "通知",
            "issuer": "云澜市总工会",
            "date": "2008-03-01",
            "year": 2008,
            "year_basis": "date",
            "recipients": ["各区总工会（工联会、工作委员会）", "各局（公司）工会"],
        },
    ),
    "red head, number below the title, Chinese date": (
        "云澜市总工会文件\n云澜市总工会关于加强班组建设的\n指导意见（试行）\n云工发 〔2006〕 35 号\n"
        "各县（市）总工会:\n正文。\n云澜市总工会\n二○○六年三月十一日",
        {
            "title": "云澜市总工会关于加强班组建设的指导意见（试行）",
            "document_number": "云工发〔2006〕35号",
            "kind": "意见",
            "date": "2006-03-11",
            "recipients": ["各县（市）总工会"],
        },
    ),
    "number on the title's line": (
        "云澜市总工会关于做好帮扶工作的通知云工发[2007]5号\n" + NOTICE,
        {"title": "云澜市总工会关于做好帮扶工作的通知", "document_number": "云工发[2007]5号"},
    ),
    "number with the date": (
        "云澜市人民政府关于环境工作的决定\n云政发〔1992〕41号（一九九二年六月九日）\n正文在此。",
        {"issuer": "云澜市人民政府", "date": "1992-06-09", "kind": "决定"},
    ),
    "an order": (
        "云澜市人民政府令\n第12号\n《云澜市供水办法》已经批准，现予公布。\n市长  某某\n2012年5月4日\n"
        "云澜市供水办法\n第一条 为了供水，制定本办法。",
        {
            "document_number": "第12号",
            "issuer": "云澜市人民政府",
            "date": "2012-05-04",
            "title": "云澜市供水办法",
            "kind": "办法",
        },
    ),
    "issuer from the title": (
        "云澜市总工会办公室关于放假的通知\n各部室：\n按规定放假。",
        {"issuer": "云澜市总工会办公室", "date": None, "recipients": ["各部室"]},
    ),
    "signature run together with the text": (
        "云澜市政府办公室关于助学的复函\n某区人民政府：\n请抓好落实。云澜市政府办公室\n二〇〇四年二月二十二日",
        {"issuer": "云澜市政府办公室", "date": "2004-02-22", "kind": "函"},
    ),
    "signature and date on one line, a note behind": (
        "关于开展普查的通知\n各区总工会：\n请办理。\n云澜市总工会2020年5月31日（此件公开发布）",
        {"issuer": "云澜市总工会", "date": "2020-05-31"},
    ),
    "two sign": (
        "关于联合开展竞赛的通知\n各区总工会：\n请办理。\n云澜市总工会\n云澜市人力资源局\n2013年4月8日",
        {"issuer": "云澜市总工会、云澜市人力资源局", "date": "2013-04-08"},
    ),
    "a law by its adoption": (
        "云澜市集体协商条例\n2016年8月24日 市九届人民代表大会常务委员会第三次会议通过\n"
        "2016年11月17日 省十届人民代表大会常务委员会第六次会议批准\n第一章 总则\n第一条 制定本条例。",
        {"kind": "条例", "issuer": "云澜市人民代表大会常务委员会", "date": "2016-08-24"},
    ),
    "a report delivered": (
        "政 府 工 作 报 告\n——2012年2月29日在云澜区人民代表大会会议上\n云澜区人民政府区长　　某某某\n"
        "各位代表：\n现在作报告。",
        {
            "title": "政府工作报告",
            "kind": "报告",
            "issuer": "云澜区人民政府",
            "date": "2012-02-29",
            "recipients": [],
        },
    ),
    "year of the title, not of December before": (
        "关于印发2012年工会工作要点的通知\n各区总工会：\n请执行。\n云澜市总工会\n2011年12月28日",
        {"date": "2011-12-28", "year": 2012, "year_basis": "title"},
    ),
    "a past year in the title": (
        "关于2007年度考核结果的通报\n各区总工会：\n现予通报。\n云澜市总工会\n2008年3月1日",
        {"year": 2008, "year_basis": "date", "kind": "通报"},
    ),
    "year of the number": (
        "关于培训的通知\n云工办〔2009〕3号\n各区总工会：\n请参加。",
        {"year": 2009, "year_basis": "document_number"},
    ),
    "year of the text": (
        "关于培训的意见\n2010年培训1000人，2010年底前完成，2009年已培训500人。",
        {"year": 2010, "year_basis": "text"},
    ),
    "nothing tells": ("工作随笔\n要把工作做好。", {"year": None, "year_basis": None, "kind": None, "issuer": None}),
    "recipients parted by 、 alone": (
        "关于培训的函\n某省人民政府、国家某委员会：\n请支持。",
        {"recipients": ["某省人民政府", "国家某委员会"]},
    ),
    "recipients and text on one line": (
        "关于建立制度的函\n交通运输局：你局请示收悉。现函复如下。",
        {"recipients": ["交通运输局"]},
    ),
    "no recipients before a list": (
        "关于会议的通知\n现将有关事项通知如下：\n一、时间。\n二、地点。",
        {"recipients": []},
    ),
    "copies": (
        "关于培训的通知\n"
        + NOTICE
        + "\n抄送：省总工会，市委办公室、市政府办公室。\n云澜市总工会办公室     2011年1月28日印发",
        {"copied_to": ["省总工会", "市委办公室、市政府办公室"], "date": "2011-01-27"},
    ),
    "attachments listed": (
        "关于培训的通知\n各区总工会：\n请参加。\n附件：1.报名表\n2.课程安排\n云澜市总工会\n2011年1月27日",
        {"attachments": ["报名表", "课程安排"]},
    ),
    "references": (
        "关于培训的通知\n各区总工会：\n根据《工会培训暂行办法》（云工发〔2005〕4号）和云工办〔2010〕7号文件，"
        "按《企业工会工作条例》（以下简称《条例》）"
        "办理，《条例》见《工人日报》。按照《工会培训暂行办法》报名。",
        {
            "references": ["工会培训暂行办法", "", "企业工会工作条例"],
            "cited": ["云工发〔2005〕4号", "云工办〔2010〕7号", None],
        },
    ),
    "a bulletin": (
        "编者按：现将各地做法刊登如下。\n白桥区总工会办好十件实事。\n正文一。\n（白桥区总工会）\n"
        "青田区总工会抓组建\n正文二。\n（青田区总工会）\n"
        "本期印发：省总工会、市总各部室、各县、区、系统（行业）工会、各直属学校工会，共印60份",
        {
            "title": None,
            "kind": "简报",
            "copied_to": ["省总工会", "市总各部室", "各县、区、系统（行业）工会", "各直属学校工会"],
        },
    ),
    "a letter: red head, number, title": (
        "云澜市总工会\n云工函〔2013〕4号\n━━━━━━━━━━\n关于商请联合检查的函\n某区人民政府：\n请支持。\n"
        "云澜市总工会\n2013年9月1日",
        {"title": "关于商请联合检查的函", "document_number": "云工函〔2013〕4号", "recipients": ["某区人民政府"]},
    ),
    "a bulletin's masthead": (
        "工会简报\n第8期\n云澜市总工会办公室编    2010年6月3日\n【动态】\n白桥区总工会抓组建\n正文一。"
        "（白桥区总工会）\n【动态】\n青田区总工会抓维权\n正文二。（青田区总工会）",
        {"title": "工会简报", "kind": "简报", "issuer": "云澜市总工会办公室", "date": "2010-06-03"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_letterhead(text: str, expected: dict[str, Any]) -> None:
    found = shown(read(text).letterhead)
    assert {name: found[name] for name in expected} == expected


def test_quotations_rest_on_their_words() -> None:
    text = CASES["a title over three lines, signature spaced out"][0]
    head = read(text).letterhead
    assert head.title is not None
    assert head.issuer is not None
    assert head.kind is not None
    assert head.title.of(text) == "印发《关于争创模范城市\n\n活动的实施方案》的通知"
    assert head.issuer.of(text) == "云 澜 市 总 工 会"
    assert head.kind.of(text) == "通知"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("二○○六年三月一日", (2006, 3, 1)),
        ("二〇一一年十二月三十一日", (2011, 12, 31)),
        ("一九九六年一月二十五日", (1996, 1, 25)),
        ("二ＯＯ九年十月二十日", (2009, 10, 20)),
        ("2008 年 3 月 1 日", (2008, 3, 1)),
        ("2008.03.01", (2008, 3, 1)),
    ],
)
def test_dates(printed: str, day: tuple[int, int, int]) -> None:
    date = read(f"关于培训的通知\n各区总工会：\n请参加。\n云澜市总工会\n{printed}").letterhead.date
    assert date is not None
    assert date.date == datetime.date(*day)


def test_an_impossible_date_is_none() -> None:
    assert read("关于培训的通知\n请参加。\n云澜市总工会\n2011年2月30日").letterhead.date is None


@pytest.mark.parametrize("name", ["云澜市总工会", "国务院办公厅", "市总研究室", "某某（集团）有限公司", "省总女职工部"])
def test_bodies(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("words", ["抓好落实工作", "由组织部负责", "关于加强工会", "会议要求，各级工会", "会"])
def test_what_is_no_body(words: str) -> None:
    assert not is_body(words)


def test_every_kind_is_read_from_a_title() -> None:
    for word, kind in kinds().items():
        found = read(f"云澜市关于某项工作的{word}\n云工发〔2010〕1号\n各区总工会：\n请办理。").letterhead.kind
        assert found is not None, word
        assert found.value == kind, word


@pytest.mark.parametrize(
    "data", [{}, {"statutory": []}, {"statutory": {"通知": "通知"}}, {"statutory": {"甲": ["函"], "乙": ["函"]}}]
)
def test_a_damaged_word_list_is_named(data: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match=r"kinds\.yaml"):
        kinds_in(data, source="kinds.yaml")
    with pytest.raises(RuleError, match="bodies"):
        words_in(data, "bodies", source="organizations.yaml")
