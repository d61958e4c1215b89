"""Saved pages as a person reads them: the paper without what surrounds it, its metadata first."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import reading
from corpus.errors import DamagedFile, EmptyFile, GongwenError
from corpus.formats import html

BODY = (
    "<p>各区总工会：</p><p>　　为丰富职工生活，现将有关事项通知如下。</p>"
    "<p>　　一、全年新建职工书屋20家，其中示范点不少于5家。</p>"
)
WORDS = ["各区总工会：", "为丰富职工生活，现将有关事项通知如下。", "一、全年新建职工书屋20家，其中示范点不少于5家。"]
AROUND = (
    '<div class="header_nav"><ul><li><a href="/">首页</a></li><li><a>政务公开</a></li></ul></div>'
    '<div class="crumbs">当前位置：<a>首页</a> &gt; <a>通知公告</a></div>'
)
BELOW = (
    '<div class="share-box">分享到：<a>微信</a></div><div class="related"><h3>相关稿件</h3><ul>'
    "<li><a>关于举办读书活动的通知</a></li></ul></div>"
    '<div class="footer">主办：河口市总工会　版权所有，不得转载。</div><script>var a="，";</script>'
)


def page(body: str, *, title: str = "", head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body>{body}</body></html>".encode()


def paragraphs(data: bytes) -> list[str]:
    read = html.read(data)
    return [span.of(read.text) for span in read.paragraphs]


LAYOUTS: dict[str, str] = {
    "a usual id": f'{AROUND}<div class="wrap"><div id="UCAP-CONTENT">{BODY}</div></div>{BELOW}',
    "a usual class": f'{AROUND}<div class="main"><div class="view TRS_UEDITOR">{BODY}</div></div>{BELOW}',
    "names that say nothing": f'{AROUND}<div class="a1"><div class="b2">{BODY}</div></div>{BELOW}',
    "no elements but paragraphs": BODY,
    "tables for the layout": "<form><table><tr><td><a>首页</a></td></tr><tr><td><ul><li><a>最新通知，请点击。</a></li>"
    f"</ul></td><td><table><tr><td>{BODY}</td></tr></table></td></tr><tr><td>版权所有：河口市总工会</td></tr></table></form>",
    "modern tags": f"<header><a>首页</a></header><nav>导航，菜单。</nav><main><article>{BODY}</article></main>"
    "<aside>热点，新闻。</aside><footer>联系我们，地址。</footer>",
    "a page called print": f'{AROUND}<div id="print"><div class="zw">{BODY}</div></div>{BELOW}',
    "shown by a script": f'{AROUND}<div style="display:none">{BODY}</div>{BELOW}',
    "hidden parts": f'<div>{BODY}<p style="display: none">草稿。</p><p hidden>内部。</p></div>',
    "line breaks instead of paragraphs": f"{AROUND}<div>{'<br><br>'.join(WORDS)}</div>{BELOW}",
    "lines of the source": BODY.replace("职工", "职\n    工"),
}


@pytest.mark.parametrize("body", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_paper_is_read_without_what_surrounds_it(body: str) -> None:
    assert paragraphs(page(body)) == WORDS


TITLE = "河口市总工会关于加强职工书屋建设的通知"
TITLES: dict[str, tuple[bytes, list[str]]] = {
    "a heading above": (page(f"<h1>{TITLE}</h1><div id='zoom'>{BODY}</div>", title=f"{TITLE}-河口市总工会"), [TITLE]),
    "a heading on two lines": (
        page(f"<h1>河口市总工会关于加强<br>职工书屋建设的通知</h1><div id='zoom'>{BODY}</div>", title=TITLE),
        [TITLE],
    ),
    "only in the page's head": (page(f"<div id='zoom'>{BODY}</div>", title=f"{TITLE}_河口市总工会"), [TITLE]),
    "named by a tag of government sites": (
        page(f"<div id='zoom'>{BODY}</div>", title="信息公开", head=f'<meta name="ArticleTitle" content="{TITLE}">'),
        [TITLE],
    ),
    "in the paper itself": (page(f"<h1>{TITLE}</h1><div id='zoom'><p>{TITLE}</p>{BODY}</div>"), [TITLE]),
    "none": (page(f"<div id='zoom'>{BODY}</div>"), []),
}


@pytest.mark.parametrize(("data", "expected"), TITLES.values(), ids=TITLES.keys())
def test_the_title_stands_above_once(data: bytes, expected: list[str]) -> None:
    found = paragraphs(data)
    assert ["".join(line.split()) for line in found] == expected + WORDS


ENTRIES = [
    ("索 引 号", "HK/2021-00081"),
    ("发文机构", "河口市总工会"),
    ("发文字号", "河工发〔2021〕12号"),
    ("成文日期", "2021年3月5日"),
]
EXPECTED = [f"{label.replace(' ', '')}：{value}" for label, value in ENTRIES]
BLOCKS: dict[str, str] = {
    "a table of labels and values": "<table>"
    + "".join(f"<tr><td><b>{label}：</b></td><td>{value}</td></tr>" for label, value in ENTRIES)
    + "<tr><td><b>失效日期：</b></td><td></td></tr></table>",
    "two pairs a row": "<table><tr>"
    + "</tr><tr>".join(
        "".join(f"<th>{label}</th><td>{value}</td>" for label, value in pair) for pair in (ENTRIES[:2], ENTRIES[2:])
    )
    + "</tr></table>",
    "a list": "<ul>" + "".join(f"<li><span>{label}:</span>{value}</li>" for label, value in ENTRIES) + "</ul>",
    "a line each": "<div>" + "".join(f"<p>{label}：{value}</p>" for label, value in ENTRIES) + "</div>",
    "terms and what they mean": "<dl>"
    + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in ENTRIES)
    + "</dl>",
    "one line with blanks of another kind": "<p>"
    + "".join(f"<b>{label.replace(' ', '&nbsp;&nbsp;')}:</b> <span>{value}</span> " for label, value in ENTRIES)
    + "</p>",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_the_metadata_block_stands_first(block: str) -> None:
    data = page(f"{AROUND}<div class='w'>{block}<h1>{TITLE}</h1><div id='zoom'>{BODY}</div></div>{BELOW}", title=TITLE)
    assert paragraphs(data) == [*EXPECTED, TITLE, *WORDS]


def test_the_metadata_tell_the_letterhead() -> None:
    block = BLOCKS["a list"]
    data = page(f"{block}<h1>{TITLE}</h1><div id='zoom'>{BODY}</div>", title=TITLE)
    document = reading.read_document(data, "通知.html")
    letterhead = document.letterhead
    for quote, value in (
        (letterhead.title, TITLE),
        (letterhead.document_number, "河工发〔2021〕12号"),
        (letterhead.issuer, "河口市总工会"),
        (letterhead.date, "2021年3月5日"),
    ):
        assert quote is not None
        assert quote.value == quote.of(document.text) == value
    assert (letterhead.year, letterhead.year_basis) == (2021, "date")
    assert [quote.value for quote in letterhead.recipients] == ["各区总工会"]


def test_a_table_of_papers_is_no_metadata_block() -> None:
    rows = (("名称", "文号", "发文日期"), ("甲办法", "1号", "3月"))
    table = f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows)}</table>"
    read = html.read(page(f"<div>{BODY}{table}</div>"))
    assert read.paragraphs[0].of(read.text) == WORDS[0]
    assert [cell.of(read.text) for cell in read.tables[0].cells] == ["名称", "文号", "发文日期", "甲办法", "1号", "3月"]


def test_a_table_keeps_its_places() -> None:
    table = (
        "<table><tr><th rowspan=2>单位</th><th colspan=2>任务</th></tr><tr><td>建会<br>（家）</td><td>入会</td></tr>"
        "<tr><td>甲区</td><td>20</td><td></td></tr></table>"
    )
    read = html.read(page(f"<div>{BODY}{table}</div>"))
    cells = [(c.row, c.column, c.row_span, c.column_span, c.of(read.text)) for c in read.tables[0].cells]
    assert cells == [
        (0, 0, 2, 1, "单位"),
        (0, 1, 1, 2, "任务"),
        (1, 1, 1, 1, "建会\n（家）"),
        (1, 2, 1, 1, "入会"),
        (2, 0, 1, 1, "甲区"),
        (2, 1, 1, 1, "20"),
        (2, 2, 1, 1, ""),
    ]


@pytest.mark.parametrize(
    ("listed", "labels"),
    [
        ("<ol>", ["1. ", "2. ", "3. "]),
        ("<ol start=4>", ["4. ", "5. ", "6. "]),
        ("<ol type=a>", ["a. ", "b. ", "c. "]),
        ("<ol type=I start=8>", ["VIII. ", "IX. ", "X. "]),
        ("<ol start=26 type=A>", ["Z. ", "AA. ", "AB. "]),
        ('<ol style="list-style: none">', ["", "", ""]),
        ("<ul>", ["", "", ""]),
    ],
)
def test_lists_have_their_numbers(listed: str, labels: list[str]) -> None:
    items = ["面积不低于40平方米；", "图书不少于1500册；", "专人管理。"]
    found = paragraphs(page(f"<div>{BODY}{listed}{''.join(f'<li>{item}</li>' for item in items)}</div>"))
    assert found[3:] == [f"{label}{item}" for label, item in zip(labels, items, strict=True)]


def test_attachments_below_the_paper_are_kept() -> None:
    below = '<div class="fj"><p>附件：<a href="1.doc">职工书屋建设标准.doc</a></p></div>'
    assert paragraphs(page(f'{AROUND}<div id="zoom">{BODY}</div>{below}{BELOW}'))[-1] == "附件：职工书屋建设标准.doc"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta charset="big5">', "big5"),
        ('<meta charset="no-such-thing">', "utf-8"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    words = "各單位請於年底前報送總結，謝謝。" if encoding == "big5" else "〇㐀，请于年底前报送总结。"
    data = f"<html><head>{declared}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert html.detect(data)
    assert paragraphs(data) == [words]


MHT = (
    b"From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n--xx\r\n'
    b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + "".join(f"={byte:02X}" for byte in f"<html><body>{BODY}</body></html>".encode("gb18030")).encode()
    + b"\r\n--xx\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--xx--\r\n"
)


def test_a_page_saved_with_its_parts() -> None:
    assert html.detect(MHT)
    assert paragraphs(MHT) == WORDS


def test_a_letter_is_no_saved_page() -> None:
    assert not html.detect(b"To: somebody\r\n" + MHT)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<html></html>", EmptyFile),
        (page("<script>1</script>"), EmptyFile),
        (page(f"<table><tr>{'<td>1</td>' * 300}</tr></table>"), DamagedFile),
        (b"<html><body>" + bytes(range(256)) * 4, DamagedFile),
        (page("<div>" * 5000 + "正文。"), DamagedFile),
        (MHT.replace(b"Content-Type: text/html", b"Content-Type: text/none"), EmptyFile),
    ],
)
def test_bad_pages_get_a_reason(data: bytes, error: type[GongwenError]) -> None:
    with pytest.raises(error) as caught:
        reading.read_document(data, "网页.html")
    assert caught.value.advice


def test_entities_of_a_stranger_stay_closed() -> None:
    data = (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>\xe5\x85\xac&x;</p></body></html>'
    )
    assert "&x;" in "".join(paragraphs(data))


@pytest.mark.parametrize("tags", ["<div>", "<table><tr><td>", "<ol><li>"])
def test_deep_nesting_is_read_or_refused(tags: str) -> None:
    assert "正文。" in paragraphs(page(tags * (200 // tags.count("<")) + "正文。"))[-1]


@pytest.mark.parametrize("seed", range(300))
def test_damage_ends_in_a_reason_or_a_reading(seed: int) -> None:
    chance = random.Random(seed)
    table = BLOCKS["two pairs a row"]
    data = bytearray(
        page(f"{AROUND}{table}<h1>{TITLE}</h1><div id='zoom'>{BODY}</div>{BELOW}", title=TITLE) if seed % 3 else MHT
    )
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data))
        data[place : place + chance.randrange(3)] = chance.choice(
            [b"<", b">", b'"', b"&", b"<td>", b"</div>", b"\xff", b"\0", b""]
        )
    try:
        read = html.read(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
    except GongwenError:
        return
    assert all(span.of(read.text).strip() for span in read.paragraphs)


@given(
    st.lists(st.text(st.sampled_from("工会职工协商目标，。；一二三0123456789%AB"), min_size=1), min_size=1, max_size=8)
)
def test_law_every_paragraph_of_a_page_is_read(words: list[str]) -> None:
    read = html.read(page(f"<div>{''.join(f'<p>{word}</p>' for word in words)}</div>"))
    assert read.text == "\n".join(words)
