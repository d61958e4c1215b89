"""Pages of a PDF that depend on each other or are set otherwise: columns, tables over pages, turned pages, locks."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5

import pytest
from pdf_writer import HEIGHT, LEADING, Rule, Words, pdf, ruled, typeset

from corpus.document import Reading
from corpus.formats import pdf as reader


def found(reading: Reading) -> list[str]:
    return [span.of(reading.text) for span in reading.paragraphs]


ONE = "各级工会要把年度目标任务分解到部室、落实到人头，每季度末通报一次进展情况，年底组织考核并把结果运用到评优之中。"
TWO = "新建职工书屋三十家、职工之家一百家，服务职工十万人次以上，职工满意率不低于百分之九十，经费按时拨付到位。"
THREE = "对行动迟缓、成效不明显的单位予以通报，并在年度考核中扣减相应分值，扣分情况报市总工会主席办公会议审定。"


def column(*paragraphs: str, x: float, y: float, room: int = 13, size: float = 14) -> list[Words]:
    """Paragraphs in a narrow column, first lines indented by two characters."""
    lines: list[Words] = []
    for paragraph in paragraphs:
        first, rest = paragraph[: room - 2], paragraph[room - 2 :]
        lines.append(Words(first, x=x + 2 * size, y=y + 22 * len(lines), size=size))
        for start in range(0, len(rest), room):
            lines.append(Words(rest[start : start + room], x=x, y=y + 22 * len(lines), size=size))
    return lines


@pytest.mark.parametrize("shift", [0, 9])
def test_columns_are_read_one_after_the_other(shift: int) -> None:
    """Also where the lines of both columns do not stand at the same height."""
    left, right = ONE + TWO[:20], TWO[20:]
    lines = column(left, x=80, y=150)
    page = [
        Words("河口工会简报第六期", x=180, y=60, size=24),
        *lines,
        *column(THREE + ONE, x=320, y=150 + shift),
        Words("编者按：" + right, x=80, y=480, size=14),
    ]
    assert found(reader.read(pdf(page)))[:3] == ["河口工会简报第六期", left, THREE + ONE]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    lines = column(ONE, TWO, x=80, y=100)
    first, second = lines[:7], lines[7:]
    moved = [Words(line.text, x=line.x + 240, y=line.y - 22 * 7, size=line.size) for line in second]
    more = [
        Words(line.text, x=line.x + 240, y=line.y + 22 * len(moved), size=14) for line in column(THREE, x=80, y=100)
    ]
    assert found(reader.read(pdf([*first, *moved, *more]))) == [ONE, TWO, THREE]


def test_a_list_side_by_side_is_no_column() -> None:
    """Names with their posts at the right: short, so that each line is read across."""
    names = [(Words(f"王某{n}", x=85, y=100 + 28 * n), Words("主席", x=400, y=100 + 28 * n)) for n in range(8)]
    posts = [Words("北海路街道工会联合会副主席", x=85, y=360), Words("专职", x=400, y=360)]
    text = typeset(ONE, TWO, THREE, ONE, TWO, y=420)
    reading = reader.read(pdf([*(word for pair in names for word in pair), *posts, *text]))
    assert reading.text.startswith("王某0 主席\n王某1 主席\n")


COLUMNS = (85, 125, 305, 500)
HEAD = ("序号", "任务", "单位")


def table(*rows: Sequence[str], top: float) -> list[Words | Rule]:
    places = [88, 130, 310]
    words = [
        Words(words, x=places[column], y=top + 40 * row + 12, size=12)
        for row, cells in enumerate(rows)
        for column, words in enumerate(cells)
        if words
    ]
    return [*ruled(top=top, columns=COLUMNS, rows=len(rows)), *words]


def numbered(page: Sequence[Words | Rule], number: int) -> list[Words | Rule]:
    return [*page, Words(f"— {number} —", x=280, y=800, size=12)]


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    first = table(HEAD, ("1", "建家", "组织部"), top=600)
    second = table(HEAD, ("2", "建书屋", "宣教部"), top=80)
    reading = reader.read(pdf(numbered([*typeset(ONE), *first], 1), numbered([*second, *typeset(TWO, y=300)], 2)))
    assert reading.text == f"{ONE}\n序号\t任务\t单位\n1\t建家\t组织部\n2\t建书屋\t宣教部\n{TWO}"
    [whole] = reading.tables
    assert [cell.row for cell in whole.cells] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_a_row_that_a_page_cuts_in_two_is_made_whole() -> None:
    first = table(HEAD, ("1", "开展集体协商，", "权益部"), top=600)
    second = table(("", "年底前覆盖三百家", ""), ("2", "建书屋", "宣教部"), top=80)
    reading = reader.read(pdf([*typeset(ONE), *first], second))
    assert reading.text.endswith("1\t开展集体协商，年底前覆盖三百家\t权益部\n2\t建书屋\t宣教部")


def test_a_word_cut_in_two_before_a_colon_goes_on() -> None:
    first = table(HEAD, ("1", "第1项措", "权益部"), top=600)
    second = table(("", "施：走访职工", ""), ("2", "建书屋", "宣教部"), top=80)
    reading = reader.read(pdf([*typeset(ONE), *first], second))
    assert reading.text.endswith("1\t第1项措施：走访职工\t权益部\n2\t建书屋\t宣教部")


def test_a_row_is_made_whole_under_a_cell_merged_over_rows() -> None:
    """The page's end cuts a row whose last cell is merged with those above and below it."""
    first = [*table(HEAD, ("1", "建家", "组织部"), ("2", "开展集体协商，", ""), top=600)]
    first = [item for item in first if not (isinstance(item, Rule) and item.y0 == item.y1 == 680)]
    first += [Rule(85, 680, 305, 680)]
    second = table(("", "年底前覆盖三百家", ""), ("3", "建书屋", ""), ("4", "建站", "宣教部"), top=80)
    second = [item for item in second if not (isinstance(item, Rule) and item.y0 == item.y1 == 120)]
    second += [Rule(85, 120, 305, 120)]
    reading = reader.read(pdf([*typeset(ONE), *first], second))
    [whole] = reading.tables
    cells = [(cell.row, cell.column, cell.row_span, cell.of(reading.text)) for cell in whole.cells if cell.row]
    assert cells == [
        (1, 0, 1, "1"),
        (1, 1, 1, "建家"),
        (1, 2, 3, "组织部"),
        (2, 0, 1, "2"),
        (2, 1, 1, "开展集体协商，年底前覆盖三百家"),
        (3, 0, 1, "3"),
        (3, 1, 1, "建书屋"),
        (4, 0, 1, "4"),
        (4, 1, 1, "建站"),
        (4, 2, 1, "宣教部"),
    ]


def test_a_row_whose_first_cell_is_cut_too_is_made_whole() -> None:
    """Known by an empty cell, and by words above that fill theirs."""
    words = "开展集体协商和职工技能"  # to the right side of their cell
    first = [*table(HEAD, ("甲类", "", "权益部"), top=600), Words(words, x=130, y=652, size=16)]
    second = table(("和乙类", "培训的覆盖面", ""), ("2", "建书屋", "宣教部"), top=80)
    reading = reader.read(pdf([*typeset(ONE), *first], second))
    assert "甲类和乙类\t开展集体协商和职工技能培训的覆盖面\t权益部\n2" in reading.text


def test_two_rows_stay_two_where_a_cell_has_room_left() -> None:
    first = table(HEAD, ("甲类", "建家", "组织部"), top=600)
    second = table(("乙类", "建书屋", ""), ("丙类", "建站", "宣教部"), top=80)
    reading = reader.read(pdf([*typeset(ONE), *first], second))
    assert "甲类\t建家\t组织部\n乙类\t建书屋" in reading.text


def test_columns_of_short_paragraphs_are_columns() -> None:
    """As laws are printed: few lines fill their column, but the room between both is no wider than a gutter."""
    articles = [f"（{number}）{'检查' * (1 + number % 4)}。" for number in range(1, 12)]
    left = column(ONE, *articles[:6], x=80, y=100)
    right = column(*articles[6:], ONE, x=80 + 13 * 14 + 24, y=100)
    assert found(reader.read(pdf([*left, *right]))) == [ONE, *articles, ONE]


def test_a_running_head_above_a_table_over_pages_is_left_out() -> None:
    rows = [HEAD, ("1", "建家", "组织部"), ("2", "建书屋", "宣教部")]
    pages = [[Words("任务分解表", x=250, y=40), *table(rows[0], *rows[1:], top=80)] for _ in range(4)]
    reading = reader.read(pdf(*pages))
    assert "任务分解表" not in reading.text
    assert "任务分解表" in reading.beside
    assert len(reading.tables) == 1


def test_captions_above_tables_are_kept() -> None:
    pages = [
        [Words(f"附表{number}", y=40), *table(HEAD, (str(number), "建家", "组织部"), top=80)] for number in range(1, 5)
    ]
    assert [words for words in found(reader.read(pdf(*pages))) if words.startswith("附表")] == [
        "附表1",
        "附表2",
        "附表3",
        "附表4",
    ]


@pytest.mark.parametrize(
    ("second", "between"),
    [
        (table(("2", "建书屋", "宣教部"), top=120), [Words("二、下半年", y=80)]),
        ([*ruled(top=80, columns=(85, 200, 500), rows=1), Words("另表", x=90, y=90, size=12)], []),
    ],
    ids=["words between", "other columns"],
)
def test_tables_that_do_not_belong_together_stay_apart(second: list[Words | Rule], between: list[Words]) -> None:
    first = table(HEAD, ("1", "建家", "组织部"), top=600)
    reading = reader.read(pdf([*typeset(ONE), *first], [*between, *second, *typeset(TWO, y=300)]))
    assert len(reading.tables) == 2


def test_running_heads_in_the_size_of_the_text_are_left_out() -> None:
    pages = [[Words("河口工会简报", y=40), *typeset(ONE, TWO, THREE, y=110)] for _ in range(4)]
    assert found(reader.read(pdf(*pages))) == [ONE, TWO, THREE] * 4


def test_left_and_right_pages_may_have_heads_of_their_own() -> None:
    heads = ["河口市总工会", "工作简报"]
    pages = [[Words(heads[number % 2], y=40, size=9), *typeset(ONE, TWO)] for number in range(6)]
    assert found(reader.read(pdf(*pages))) == [ONE, TWO] * 6


def test_a_watermark_across_the_page_is_left_out() -> None:
    slanted = Words("内部资料", x=200, y=400, size=60, turned=45)
    assert found(reader.read(pdf([slanted, *typeset(ONE, TWO)]))) == [ONE, TWO]


def test_a_page_whose_words_run_upwards_is_turned() -> None:
    """A broad table printed on an upright sheet."""
    lines = [
        Words(ONE[:20], x=100, y=HEIGHT - 100, turned=90),
        Words(ONE[20:], x=100 + LEADING, y=HEIGHT - 100, turned=90),
    ]
    assert "".join(found(reader.read(pdf(lines)))) == ONE


def test_a_file_locked_against_changes_only_is_read() -> None:
    """Encrypted with an empty user password, as many exported papers are."""
    assert found(reader.read(locked(pdf(typeset(ONE, TWO))))) == [ONE, TWO]


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked(data: bytes) -> bytes:
    """The file encrypted by the standard handler of revision 2 (ISO 32000-1, 7.6.3) with an empty user password."""
    owner, permissions, name = rc4(md5(PADDING).digest()[:5], PADDING), -4, b"\0" * 16
    key = md5(PADDING + owner + permissions.to_bytes(4, "little", signed=True) + name).digest()[:5]
    out, place = b"", 0
    while (start := data.find(b" obj\n", place)) >= 0:
        number = int(data[:start].split(b"\n")[-1].split()[0])
        end = data.index(b"\nendobj", start)
        body = data[start:end]
        if b">>\nstream\n" in body:
            head, _, rest = body.partition(b">>\nstream\n")
            content = rest.removesuffix(b"\nendstream")
            secret = rc4(md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], content)
            body = head + b">>\nstream\n" + secret + b"\nendstream"
        out += data[place:start] + body
        place = end
    encrypt = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P {permissions} /O <{owner.hex()}> /U <{rc4(key, PADDING).hex()}> >>"
    )
    identity = f" /ID [<{name.hex()}> <{name.hex()}>] >>\nstartxref"
    return (out + data[place:]).replace(b" >>\nstartxref", f" {encrypt}{identity}".encode())
