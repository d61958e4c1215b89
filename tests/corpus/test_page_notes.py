"""Small print on pages: raised signs stay with their words, notes at the foot follow the text that cites them."""

from __future__ import annotations

import pytest
from pdf_writer import LEADING, LEFT, SIZE, Words, pdf, typeset

from corpus.document import Reading
from corpus.formats import pdf as reader


def found(reading: Reading) -> list[str]:
    return [span.of(reading.text) for span in reading.paragraphs]


FIRST = "各级工会要把年度目标任务分解到部室、落实到人头，每季度末通报一次进展情况，年底组织考核并运用结果。"
SECOND = "新建职工书屋三十家、职工之家一百家，服务职工十万人次以上，职工满意率不低于百分之九十。"


def test_a_raised_sign_stands_in_its_line() -> None:
    """The square of a measure is no line of its own, and no note either."""
    line = Words("会场面积500m", x=LEFT, y=100)
    end = LEFT + 4 * SIZE + 4 * SIZE / 2
    page = [line, Words("2", x=end, y=98, size=8), Words("左右", x=end + 5, y=100), *typeset(FIRST, SECOND, y=128)]
    assert found(reader.read(pdf(page)))[0] == "会场面积500m2左右"


@pytest.mark.parametrize(("mark", "wide"), [("1", 3), ("[1]", 9), ("①", 6)])
def test_notes_follow_the_paragraph_that_a_page_ends_with(mark: str, wide: float) -> None:
    lines = typeset(FIRST, SECOND)
    cut = len(typeset(FIRST)) + 1
    cite = Words(mark, x=lines[0].x + 10 * SIZE, y=lines[0].y - 1, size=6)
    head, rest = lines[0].text[:10], lines[0].text[10:]
    opened = [Words(head, x=lines[0].x, y=100), cite, Words(rest, x=lines[0].x + 10 * SIZE + wide, y=100)]
    note = Words(f"{mark}部室指各部、室、中心。", y=720, size=10)
    more = Words("名单另发。", y=734, size=10)
    number = Words("— 1 —", x=280, y=800, size=12)
    following = [Words(line.text, x=line.x, y=100 + LEADING * place) for place, line in enumerate(lines[cut:])]
    last = typeset(FIRST, y=100 + LEADING * len(following))
    reading = reader.read(pdf([*opened, *lines[1:cut], note, more, number], [*following, *last]))
    assert found(reading) == [FIRST, SECOND, "注：部室指各部、室、中心。名单另发。", FIRST]
    [place] = [each for each in reading.places if each.of(reading.text).startswith("部室")]
    assert place.page == 1
    assert place.box[1] == pytest.approx(720, abs=4)


def test_small_print_without_a_mark_stays_in_the_text() -> None:
    page = [*typeset(FIRST, SECOND), Words("1本表由各部室填报。", y=720, size=10)]
    assert found(reader.read(pdf(page))) == [FIRST, SECOND, "1本表由各部室填报。"]


def test_words_in_small_print_beside_large_ones_are_no_mark() -> None:
    head = [Words("文件", x=LEFT, y=60, size=40), Words("江滨市总工会办公室编", x=LEFT + 85, y=75, size=12)]
    assert "江滨市总工会办公室编" in reader.read(pdf([*head, *typeset(FIRST, y=140)])).text


def test_marks_are_known_in_whatever_order_the_file_has() -> None:
    lines = typeset(FIRST)
    head, rest = lines[0].text[:10], lines[0].text[10:]
    middle = lines[0].x + 10 * SIZE
    pieces = [Words(rest, x=middle + 3, y=100), Words("1", x=middle, y=99, size=6), Words(head, x=lines[0].x, y=100)]
    note = Words("1部室指各部、室、中心。", y=720, size=10)
    assert found(reader.read(pdf([note, *pieces, *lines[1:]]))) == [FIRST, "注：部室指各部、室、中心。"]
