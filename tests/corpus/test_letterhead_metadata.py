"""Metadata lines above a paper complete its letterhead and are no part of it."""

import pytest

from corpus.document import Reading
from corpus.paragraphs import paragraphs_of
from corpus.structure import assemble

BLOCK = ["索引号：HK/2021-00081", "发文机构：河口市总工会", "标题：关于职工书屋建设的通知",
         "发文字号：河工发〔2021〕12号", "成文日期：2021-03-05", "发布日期：2021-03-09"]  # fmt: skip
TEXT = ["各区总工会：", "为丰富职工生活，现将有关事项通知如下。", "一、全年新建职工书屋20家。"]
TITLE = ["河口市总工会关于职工书屋建设的意见"]
SIGNED = ["河口市总工会办公室", "2020年12月30日"]
Expected = tuple[str | None, str | None, str | None, str | None, str | None, int | None]

CASES: dict[str, tuple[list[str], Expected]] = {
    "what the paper does not print": (
        BLOCK + TEXT,
        ("关于职工书屋建设的通知", "通知", "河工发〔2021〕12号", "河口市总工会", "2021-03-05", 2021),
    ),
    "what the paper prints goes before": (
        BLOCK + TITLE + ["河工办〔2020〕3号", *TEXT, *SIGNED],
        (
            "河口市总工会关于职工书屋建设的意见",
            "意见",
            "河工办〔2020〕3号",
            "河口市总工会办公室",
            "2020年12月30日",
            2020,
        ),
    ),
    "half a block": (BLOCK[:3] + TITLE + TEXT, (TITLE[0], "意见", None, "河口市总工会", None, None)),
    "one line is the paper's own": (["文号：河工发〔2021〕12号", *TITLE, *TEXT], (None,) * 6),
    "values of another kind": (
        ["索引号：1", "发文机构：张主任负责", "发文字号：无", "成文日期：不详", *TITLE, *TEXT],
        (TITLE[0], "意见", None, "河口市总工会", None, None),
    ),
    "no block": (TITLE + TEXT, (TITLE[0], "意见", None, "河口市总工会", None, None)),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_metadata_complete_the_letterhead(lines: list[str], expected: Expected) -> None:
    text = "\n".join(lines)
    document = assemble(Reading(text, "text/html", paragraphs_of(text)), id="0", source="通知.html")
    head = document.letterhead
    found = [head.title, head.kind, head.document_number, head.issuer, head.date]
    if expected[0] is not None:
        assert (*(quote.value if quote else None for quote in found), head.year) == expected
    assert all(quote is None or quote.value in quote.of(text).replace("\n", "") for quote in found)
    assert document.text == text
    assert [section.label for section in document.outline] == ["一、"]
