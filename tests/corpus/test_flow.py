"""Which printed line goes on with the one before it: margins, titles, and papers without indents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from corpus.flow import frame_of, paragraphs_from
from corpus.lines import Line

LEFT, EM, ROOM = 80.0, 16.0, 28
LONG = "各级工会要把年度目标任务分解到部室、落实到人头，每季度末通报进展情况，年底组织考核并运用结果，考核办法另行制定"


def printed(*paragraphs: str, indent: int = 2, space: float = 0, leading: float = 28) -> list[Line]:
    """Paragraphs broken into lines of 28 characters on one page as long as it takes."""
    lines: list[Line] = []
    top = 100.0
    for paragraph in paragraphs:
        x, room = LEFT + indent * EM, ROOM - indent
        while paragraph:
            words, paragraph = paragraph[:room], paragraph[room:]
            lines.append(Line(words, x, x + len(words) * EM, top, top + EM, EM, 1))
            x, room, top = LEFT, ROOM, top + leading
        top += space
    return lines


def joined(lines: Sequence[Line]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_from(lines, frame_of(lines))]


def test_the_margin_of_a_paper_of_short_paragraphs() -> None:
    """Most lines end anywhere, only a few at the margin."""
    number = count(1)
    short = [f"第{next(number)}条协商代表应当履行职责，" + "不得懈怠" * (place % 4) + "。" for place in range(20)]
    paragraphs = [*short[:7], LONG + "。", *short[7:14], LONG + "，并报市总工会备案。", *short[14:], LONG + "。"]
    assert joined(printed(*paragraphs)) == paragraphs


SENTENCE = LONG[:27] + "。"  # fills a line, so that nothing at its end tells
INSIDE = SENTENCE + LONG[:45] + "。"


def test_without_indents_room_between_paragraphs_tells() -> None:
    """A sentence that ends with its line ends no paragraph, and a full line ends one where room follows."""
    paragraphs = [INSIDE, LONG[:28], INSIDE, "甲部室负责。", SENTENCE + SENTENCE, "乙部室负责。", INSIDE]
    assert joined(printed(*paragraphs, indent=0, space=6)) == paragraphs


def test_without_indents_an_even_margin_tells() -> None:
    """A line that ends short of it ends a paragraph, a sentence that ends at it does not, a number begins one."""
    paragraphs = [INSIDE, LONG[:26] + "。", INSIDE, "一、" + LONG[:26], "二、" + INSIDE, *[INSIDE] * 4]
    assert joined(printed(*paragraphs, indent=0)) == paragraphs


def test_a_title_goes_on_where_its_lines_stand_far_apart() -> None:
    """As on a grid, where a larger line takes the room of two."""
    title = [Line("关于全面推行规范性文件合法性审核机制的指导意见"[:18], 100, 496, 100, 122, 22, 1)]
    title.append(Line("的意见", 265, 331, 158, 180, 22, 1))
    body = [Line(line.text, line.x0, line.x1, line.top + 120, line.bottom + 120, EM, 1) for line in printed(LONG, LONG)]
    assert joined([*title, *body])[0] == title[0].text + "的意见"


def test_figures_that_are_not_parted_leave_a_line_short() -> None:
    """As programs break lines: the figures go to the next line whole, and the line before has room left."""
    lines = printed(LONG + LONG, LONG)
    short = Line(lines[1].text[:23], LEFT, LEFT + 23 * EM, lines[1].top, lines[1].bottom, EM, 1)
    rest = Line("95%、85%、90%以上", LEFT, LEFT + 9 * EM, lines[2].top, lines[2].bottom, EM, 1)
    paragraphs = joined([lines[0], short, rest, *lines[4:]])
    assert paragraphs[0] == lines[0].text + short.text + rest.text
