"""Names of bodies and what they stand for."""

from __future__ import annotations

import pytest

from extract.naming import Speaker, body_of, full_name
from extract.organizations import find_names

COUNTY = Speaker(
    name="海棠县总工会",
    printed=None,
    places={"市": "云州市", "县": "海棠县"},
    central=False,
    readers="各镇总工会、各直属工会",
)
STATE = Speaker(name="国务院", printed=None, places={}, central=True, readers="")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由市财政局、市人社局牵头", ["市财政局", "市人社局"]),
        ("工业和信息化部、发展改革委负责", ["工业和信息化部", "发展改革委"]),
        ("各县（市、区）总工会，经开区总工会", ["各县（市、区）总工会", "经开区总工会"]),
        ("宣传教育部、工人文化宫承办", ["宣传教育部", "工人文化宫"]),
        ("海棠县总工会迎检工作领导小组办公室", ["海棠县总工会迎检工作领导小组办公室"]),
        ("在全市总体推进", []),
        ("进一步优化产业布局，扩大社会影响", []),
        ("省扶贫移民局、文化厅", ["省扶贫移民局", "文化厅"]),
        ("各地区各有关部门", ["各地区", "各有关部门"]),
        ("国务院有关部门", ["国务院有关部门"]),
        ("加强对县总工会的指导", ["县总工会"]),
    ],
)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    found = find_names(text)
    assert [name.text for name in found if not name.bare] == names
    assert all(text[name.start : name.end] == name.text for name in found)


@pytest.mark.parametrize(
    ("printed", "speaker", "name"),
    [
        ("市总", COUNTY, "云州市总工会"),
        ("县总宣教部", COUNTY, "海棠县总工会宣传教育部"),
        ("研究室", COUNTY, "海棠县总工会研究室"),
        ("县政府", COUNTY, "海棠县人民政府"),
        ("县委", COUNTY, "中共海棠县委员会"),
        ("县教育局", COUNTY, "海棠县教育局"),
        ("本会", COUNTY, "海棠县总工会"),
        ("你们", COUNTY, "各镇总工会、各直属工会"),
        ("全总", COUNTY, "中华全国总工会"),
        ("云州市总", COUNTY, "云州市总工会"),
        ("发展改革委", STATE, "国家发展和改革委员会"),
        ("银保监会", STATE, "中国银行保险监督管理委员会"),
        ("发展改革委", COUNTY, "发展改革委"),
        ("各镇工会", COUNTY, "各镇工会"),
    ],
)
def test_full_name_by_context(printed: str, speaker: Speaker, name: str) -> None:
    assert full_name(printed, speaker) == name


@pytest.mark.parametrize(
    ("author", "body"),
    [
        ("海棠县总工会办公室", "海棠县总工会"),
        ("海棠县总工会", "海棠县总工会"),
        ("县总研究室", "县总"),
        ("国务院办公厅", "国务院办公厅"),
    ],
)
def test_the_office_that_signs_writes_for_its_body(author: str, body: str) -> None:
    assert body_of(author) == body
