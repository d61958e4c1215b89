"""One body, whatever its spelling: by general usage, by the user's list, by what the paper says itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.reading import read_document
from extract.abbreviations import find_abbreviations
from extract.findings import Findings
from extract.long_names import local_offices, long_name, usage
from extract.naming import Speaker, full_name
from extract.places import places_in, seat_of
from extract.records import Naming
from extract.register import Organization, Register, below

CITY = Speaker(
    name="云州市总工会",
    printed=None,
    places={"省": "江滨省", "市": "云州市"},
    central=False,
    readers="",
)
STATE = Speaker(name="国务院", printed=None, places={}, central=True, readers="")
NOBODY = Speaker(name="", printed=None, places={}, central=False, readers="")

PAPER = """云州市总工会文件
云总发〔2023〕9号

关于成立云州市快递行业工会联合会的通知

海棠县总工会，市人社局：
同意成立云州市快递行业工会联合会（以下简
称“联合会”）。
一、联合会要在6月底前新建工会5家。
二、联合会办公室负责日常工作，由市总宣教部牵头，宣教部、市发展改革委配合。
三、平台企业、加盟网点、劳务公司（以下简称用人单位）要依法建会。

云州市总工会
2023年3月5日
"""


def paper(text: str) -> Document:
    return read_document(text.encode(), "paper.txt")


@pytest.mark.parametrize(("short", "long"), usage().examples)
def test_short_names_are_written_out(short: str, long: str) -> None:
    assert long_name(short) == long
    assert long_name(long) == long


@pytest.mark.parametrize("name", usage().same)
def test_what_is_long_or_not_general_stays(name: str) -> None:
    assert long_name(name) == name


def test_no_short_form_stands_for_two_offices() -> None:
    forms = [form for office in usage().offices.values() for form in office.short]
    forms += [form for forms in usage().union_offices.values() for form in forms]
    assert len(forms) == len(set(forms))


@given(st.sampled_from(sorted(local_offices())), st.sampled_from(["云州市", "海棠县", "市", ""]))
def test_writing_out_twice_changes_nothing(office: str, place: str) -> None:
    assert long_name(long_name(place + office)) == long_name(place + office)
    assert long_name(place + office) == place + local_offices()[office]


@given(st.text("云州市总工会省区县委政府人大局办宣教部科（）、", min_size=1, max_size=14))
def test_no_words_are_lost(words: str) -> None:
    assert full_name(words, CITY)
    assert OWN.canonical(words, completed=words, speaker="")


@pytest.mark.parametrize(
    ("printed", "speaker", "name"),
    [
        ("宣教部", CITY, "云州市总工会宣传教育部"),
        ("市总宣教部", CITY, "云州市总工会宣传教育部"),
        ("市总宣传教育部", CITY, "云州市总工会宣传教育部"),
        ("云州市总宣教部", CITY, "云州市总工会宣传教育部"),
        ("市人社局", CITY, "云州市人力资源和社会保障局"),
        ("人社局", CITY, "云州市人力资源和社会保障局"),
        ("市发改委", CITY, "云州市发展和改革委员会"),
        ("市发展改革委", CITY, "云州市发展和改革委员会"),
        ("市市场监管局", CITY, "云州市市场监督管理局"),
        ("市监局", CITY, "云州市市场监督管理局"),
        ("省人社厅", CITY, "江滨省人力资源和社会保障厅"),
        ("市委办公室", CITY, "中共云州市委员会办公室"),
        ("市人大常委会办公室", CITY, "云州市人民代表大会常务委员会办公室"),
        ("团市委", CITY, "共青团云州市委员会"),
        ("海棠县委组织部", CITY, "中共海棠县委员会组织部"),
        ("市场部", CITY, "市场部"),
        ("区域中心", CITY, "区域中心"),
        ("卫健委", CITY, "卫健委"),
        ("国家发展改革委", CITY, "国家发展和改革委员会"),
        ("发展改革委", STATE, "国家发展和改革委员会"),
        ("人社局", STATE, "人力资源和社会保障局"),
        ("宣教部", NOBODY, "宣传教育部"),
        ("市总", NOBODY, "市总工会"),
    ],
)
def test_names_are_resolved_to_the_long_form(printed: str, speaker: Speaker, name: str) -> None:
    assert full_name(printed, speaker) == name


OWN = Register(
    [
        Organization("云州市总工会宣传和文体工作部", ("宣传教育部", "宣文部"), "云州市总工会"),
        Organization("云州市工匠学院", ("工匠学院", "市工匠学院"), "云州市总工会"),
        Organization("海棠县职工服务中心", ("服务中心",), "海棠县总工会"),
        Organization("云州市总工会", ("市总",)),
        Organization("云州市第一医院", ("一院",)),
        Organization("海棠县第一医院", ("一院",)),
    ]
)


def knowing(speaker: Speaker, register: Register = OWN) -> Speaker:
    return Speaker(speaker.name, None, speaker.places, speaker.central, "", register=register)


@pytest.mark.parametrize(
    ("printed", "speaker", "name"),
    [
        ("宣教部", CITY, "云州市总工会宣传和文体工作部"),
        ("市总宣教部", CITY, "云州市总工会宣传和文体工作部"),
        ("宣文部", CITY, "云州市总工会宣传和文体工作部"),
        ("工匠学院", CITY, "云州市工匠学院"),
        ("工匠学院", STATE, "云州市工匠学院"),
        ("服务中心", CITY, "海棠县职工服务中心"),
        ("市总", NOBODY, "云州市总工会"),
        ("宣教部", NOBODY, "云州市总工会宣传和文体工作部"),
        ("宣传教育部", STATE, "宣传教育部"),
        ("一院", CITY, "一院"),
    ],
)
def test_the_users_bodies_come_before_general_usage(printed: str, speaker: Speaker, name: str) -> None:
    assert full_name(printed, knowing(speaker)) == name


def test_another_citys_office_is_not_the_users() -> None:
    other = Speaker("东山市总工会", None, {"市": "东山市"}, central=False, readers="", register=OWN)
    assert full_name("宣教部", other) == "东山市总工会宣传教育部"
    assert full_name("市总", other) == "东山市总工会"


def test_a_paper_says_itself_what_it_calls_a_body() -> None:
    findings = Findings(paper(PAPER))
    names = {mention.text: mention.name for mention in findings.organizations}
    assert names["联合会"] == "云州市快递行业工会联合会"
    assert names["联合会办公室"] == "云州市快递行业工会联合会办公室"
    assert names["市总宣教部"] == names["宣教部"] == "云州市总工会宣传教育部"
    assert all(mention.of(PAPER) == mention.text for mention in findings.organizations)
    assert [duty.organization for duty in findings.responsibilities if duty.text == "联合会"] == [names["联合会"]]


def test_what_a_paper_names_in_full_is_learnt_from_it_alone() -> None:
    findings = Findings(paper(PAPER))
    found = (*findings.named, *findings.short_names)
    assert {(body.name, body.naming) for body in found if body.naming is not Naming.PRINTED} == {
        ("云州市总工会", Naming.ISSUER),
        ("海棠县总工会", Naming.RECIPIENT),
        ("云州市人力资源和社会保障局", Naming.RECIPIENT),
        ("云州市快递行业工会联合会", Naming.SHORT_NAME),
    }
    assert all(body.of(PAPER) == body.text for body in found)
    printed = [body for body in found if body.naming is Naming.PRINTED]
    assert {(body.text, body.name) for body in printed} >= {
        ("宣教部", "云州市总工会宣传教育部"),
        ("市总宣教部", "云州市总工会宣传教育部"),
    }
    assert len({(body.text, body.name) for body in printed}) == len(printed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("成立云州市安全生产工作领导小组（以下简称“领导小组”）。", [("领导小组", "云州市安全生产工作领导小组")]),
        ("由云州市总工会(下称市总)牵头", [("市总", "云州市总工会")]),
        ("海棠县人民政府（简称：县政府）", [("县政府", "海棠县人民政府")]),
        ("云州市总工会（以\n下简称\n市总）", [("市总", "云州市总工会")]),
        ("《云州市劳动竞赛办法》（以下简称《办法》）", []),
        ("企业、事业单位、机关（以下统称用人单位）", []),
        ("平台企业、劳务公司（以下简称用人单位）", []),
        ("云州市总工会（地址：长江路1号）", []),
    ],
)
def test_short_names_given_by_a_paper(text: str, found: list[tuple[str, str]]) -> None:
    abbreviations = find_abbreviations(text)
    assert [(each.short, each.name) for each in abbreviations] == found
    assert all("".join(each.of(text).split()) == each.short for each in abbreviations)


NAMES = (
    "云州市总工会",
    "云州市总工会宣传教育部",
    "东山市总工会宣传教育部",
    "云州市人力资源和社会保障局",
    "云州市发展和改革委员会",
    "国家发展和改革委员会",
    "云州市工匠学院",
    "云州市总工会办公室",
)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("云州市总工会", {"云州市总工会"}),
        ("云州市总", {"云州市总工会"}),
        ("市总", {"云州市总工会"}),
        ("宣教部", {"云州市总工会宣传教育部", "东山市总工会宣传教育部"}),
        ("市总宣教部", {"云州市总工会宣传教育部", "东山市总工会宣传教育部"}),
        ("云州市总宣教部", {"云州市总工会宣传教育部"}),
        ("市人社局", {"云州市人力资源和社会保障局"}),
        ("发改委", {"云州市发展和改革委员会", "国家发展和改革委员会"}),
        ("匠院", {"云州市工匠学院"}),
        ("东山", {"东山市总工会宣传教育部"}),
        ("西山", set()),
    ],
)
def test_any_form_finds_the_body(wanted: str, names: set[str]) -> None:
    register = Register([Organization("云州市工匠学院", ("匠院",))])
    assert register.meant(wanted, among=NAMES) == names


def test_bodies_below_are_found_at_any_depth_and_circles_end() -> None:
    superiors = {"乙": "甲", "丙": "乙", "丁": "戊", "戊": "丁"}
    assert below("甲", superiors=superiors) == {"乙", "丙"}
    assert below("丁", superiors=superiors) == {"戊"}
    assert below("丙", superiors=superiors) == set()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("根据省总要求，鉴于省总的安排", {}),
        ("超额完成省总下达的任务", {}),
        ("各直辖市人民政府", {}),
        ("江苏省总工会", {"省": "江苏省"}),
    ],
)
def test_words_before_a_level_are_no_place(text: str, places: dict[str, str]) -> None:
    assert places_in(text) == places


@pytest.mark.parametrize(
    ("name", "seat"), [("江滨省云州市总工会", "云州市"), ("海棠县政府", "海棠县"), ("宣教部", ""), ("国务院", "")]
)
def test_the_place_whose_body_it_is(name: str, seat: str) -> None:
    assert seat_of(name) == seat


def test_the_bare_form_in_a_bulletin_is_not_that_of_an_author_who_names_its_place() -> None:
    text = (
        "工会简报\n第3期\n\n市总部署春季行动\n市总要求各级工会行动起来。东山市总工会、东山市总工会、云州市总工会参加。\n"
        "（市总办公室）\n\n东山市总工会走访职工\n东山市总工会走访职工30户。\n（东山市总工会）\n"
    )
    names = {mention.text: mention.name for mention in Findings(paper(text)).organizations}
    assert names["东山市总工会"] == "东山市总工会"
    assert names["市总"] in ("云州市总工会", "市总工会")
