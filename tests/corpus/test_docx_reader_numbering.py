"""Automatic numbers: every format, starts, restarts, overrides, styles. The parts are written out as OOXML."""

import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.docx_numbering import Numbering
from corpus.formats.docx_numerals import FORMS, numeral

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(index: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


PLAN = level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")


def numbering(levels: str, nums: str = "", styles: str = "", abstract: str = "") -> Numbering:
    """One abstract list 7 with the levels, counted by num 1; more nums, lists and styles as given."""
    root = parse_xml(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{abstract}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{nums}</w:numbering>'
    )
    return Numbering(root, parse_xml(f"<w:styles {W}>{styles}</w:styles>"))


def labels(numbers: Numbering, *places: tuple[str, int] | str | None) -> list[str]:
    """The labels of paragraphs given as (num, level), as a style's name, or as None for a plain one."""
    found = []
    for place in places:
        properties = ""
        if isinstance(place, tuple):
            properties = f'<w:numPr><w:ilvl w:val="{place[1]}"/><w:numId w:val="{place[0]}"/></w:numPr>'
        elif place:
            properties = f'<w:pStyle w:val="{place}"/>'
        found.append(numbers.label(parse_xml(f"<w:p {W}><w:pPr>{properties}</w:pPr></w:p>")))
    return found


def test_levels_count_on_and_restart_below() -> None:
    places = [("1", 0), ("1", 1), ("1", 1), ("1", 2), None, ("1", 0), ("1", 1), ("1", 2)]
    assert labels(numbering(PLAN), *places) == ["一、", "（一）", "（二）", "1. ", "", "二、", "（一）", "1. "]


FIRST = {
    "chineseCounting": ("第%1条", "第十二条 "),
    "chineseCountingThousand": ("（%1）", "（十二）"),
    "ideographDigital": ("%1、", "一二、"),
    "japaneseCounting": ("%1、", "十二、"),
    "decimal": ("%1．", "12． "),
    "decimalZero": ("%1", "12 "),
    "decimalFullWidth": ("%1、", "１２、"),
    "decimalEnclosedCircle": ("%1", "⑫ "),
    "decimalEnclosedCircleChinese": ("%1", "⑫ "),
    "lowerLetter": ("%1)", "l) "),
    "upperLetter": ("%1.", "L. "),
    "lowerRoman": ("%1.", "xii. "),
    "upperRoman": ("%1", "XII "),
    "bullet": ("●", ""),
    "none": ("", ""),
    "aFormatOfTheFuture": ("%1.", "12. "),
}


@pytest.mark.parametrize("form", FIRST)
def test_formats(form: str) -> None:
    text, label = FIRST[form]
    assert labels(numbering(level(0, form, text, start=12)), ("1", 0)) == [label]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        *((1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (20, "chineseCounting", "二十")),
        *((21, "chineseCounting", "二十一"), (100, "chineseCountingThousand", "一百")),
        *((101, "chineseCountingThousand", "一百零一"), (110, "chineseCountingThousand", "一百一十")),
        *((1005, "chineseCountingThousand", "一千零五"), (10, "ideographDigital", "一〇")),
        *(
            (100, "japaneseCounting", "百"),
            (205, "japaneseCounting", "二百五"),
            (12, "chineseLegalSimplified", "壹拾贰"),
        ),
        *((20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "㉑"), (50, "decimalEnclosedCircle", "㊿")),
        *((51, "decimalEnclosedCircle", "51"), (26, "lowerLetter", "z"), (27, "lowerLetter", "aa")),
        *((53, "upperLetter", "AAA"), (1994, "upperRoman", "MCMXCIV"), (3, "ideographTraditional", "丙")),
        *((0, "chineseCounting", "0"), (0, "upperRoman", "0"), (0, "lowerLetter", "0")),
    ],
)
def test_numerals(value: int, form: str, text: str) -> None:
    assert numeral(value, form) == text


@given(st.integers(0, 10**6), st.sampled_from(sorted(FORMS)))
def test_law_every_number_has_a_numeral(value: int, form: str) -> None:
    assert bool(numeral(value, form)) is (form not in ("bullet", "none"))


@given(st.integers(1, 9998), st.sampled_from(["chineseCounting", "ideographDigital", "lowerRoman", "decimalZero"]))
def test_law_neighbours_differ(value: int, form: str) -> None:
    assert numeral(value, form) != numeral(value + 1, form)


def test_upper_levels_stand_in_the_label() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert labels(numbering(levels), ("1", 0), ("1", 1), ("1", 1)) == ["第一章 ", "1.1 ", "1.2 "]


def test_no_blank_where_the_list_says_nothing_follows() -> None:
    assert labels(numbering(level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')), ("1", 0)) == ["1."]


def test_a_level_may_never_restart() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    assert labels(numbering(levels), ("1", 0), ("1", 1), ("1", 0), ("1", 1)) == [
        "第一章 ",
        "第一条 ",
        "第二章 ",
        "第二条 ",
    ]


def test_a_num_may_begin_anew_or_go_on() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    places = [("1", 0), ("1", 0), ("2", 0), ("2", 0), ("3", 0)]
    assert labels(numbering(PLAN, nums), *places) == ["一、", "二、", "一、", "二、", "三、"]


def test_a_num_may_replace_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'
    nums = f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    assert labels(numbering(PLAN, nums), ("2", 0)) == ["A. "]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)


def test_numbers_come_from_styles_and_what_they_rest_on() -> None:
    assert labels(numbering(PLAN, styles=STYLES), "H1", "H2", "Own", "Loop", "Absent") == [
        "一、",
        "（一）",
        "（二）",
        "",
        "",
    ]


def test_a_level_may_name_its_style() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:pStyle w:val="H1"/>')
    assert labels(numbering(levels, styles=STYLES), "H1") == ["1. "]


def test_number_zero_takes_the_number_of_a_style_away() -> None:
    numbers = numbering(PLAN, styles=STYLES)
    plain = '<w:pPr><w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    assert numbers.label(parse_xml(f"<w:p {W}>{plain}</w:p>")) == ""


def test_a_list_may_be_linked_to_a_style() -> None:
    style = '<w:style w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    abstract = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Listed"/></w:abstractNum>'
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    assert labels(numbering(PLAN, nums, style, abstract), ("2", 0)) == ["一、"]


def test_odd_numbers_in_the_file_do_no_harm() -> None:
    numbers = numbering(PLAN, '<w:num w:numId="2"><w:abstractNumId w:val="99"/></w:num>')
    assert labels(numbers, ("2", 0), ("x", 0), ("1", 8), ("1", 99)) == ["", "", "", ""]
    assert Numbering(None, None).label(parse_xml(f"<w:p {W}/>")) == ""
