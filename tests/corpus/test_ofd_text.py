"""Upright lines and turned glyphs of OFD pages."""

from __future__ import annotations

import pytest
from ofd_writer import SIZE, package, rule, words

from corpus.document import Reading
from corpus.formats.ofd import read

SENTENCES = ["各单位要高度重视安全检查工作，明确专人负责，", "按时上报检查情况，不得迟报漏报。", "六月底前完成整改。"]


def upright(text: str, x: float, y: float, *, more: str = "", deltas: bool = True) -> str:
    """A TextObject whose glyphs stand one below the other, the first one's top at y."""
    steps = f'DeltaX="g {len(text) - 1} 0" DeltaY="g {len(text) - 1} {SIZE}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {SIZE} {SIZE * len(text)}" Size="{SIZE}" Font="1" {more}>'
        f'<ofd:TextCode X="0" Y="{SIZE * 0.86}" {steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def paragraphs(reading: Reading) -> list[str]:
    return ["".join(span.of(reading.text).split()) for span in reading.paragraphs]


@pytest.mark.parametrize(
    ("more", "deltas"),
    [("", True), ('ReadDirection="90"', True), ('ReadDirection="90"', False), ('CharDirection="270"', True)],
)
def test_a_page_of_upright_lines_is_read_from_the_right(more: str, deltas: bool):
    lines = ["".join(SENTENCES[:2])[at : at + 12] for at in range(0, 48, 12)] + [SENTENCES[2]]
    columns = [upright(line, 180 - 10 * place, 30, more=more, deltas=deltas) for place, line in enumerate(lines)]
    # The order in the file is not the order on the page.
    reading = read(package("".join(reversed(columns))))
    assert "".join(reading.text.split()) == "".join(SENTENCES)


def test_an_upright_side_heading_stays_together():
    level = "".join(words(line, 50, 40 + 9 * place) for place, line in enumerate(SENTENCES))
    reading = read(package(level + upright("责任单位", 20, 35)))
    text = "".join(reading.text.split())
    assert text.count("责任单位") == 1
    assert all(sentence in text for sentence in SENTENCES[1:])


def test_an_upright_cell_is_read_as_words():
    rules = "".join(rule(20, y, 120, y) for y in (40, 80)) + "".join(rule(x, 40, x, 80) for x in (20, 40, 120))
    reading = read(package(rules + upright("责任单位", 27, 45) + words("综合科牵头", 45, 60)))
    assert ["".join(cell.of(reading.text).split()) for cell in reading.tables[0].cells] == ["责任单位", "综合科牵头"]


@pytest.mark.parametrize("more", ['CharDirection="90"', 'CharDirection="180"'])
def test_turned_glyphs_are_not_lost(more: str):
    assert paragraphs(read(package(words(SENTENCES[0], 20, 40, more=more)))) == [SENTENCES[0]]


def test_glyphs_one_for_one_keep_their_places():
    """A program that embeds a part of a font names the glyphs of the whole line, which runs over two cells."""
    line = "检查二十家综合科"
    steps = " ".join(["5.6"] * 4 + ["40"] + ["5.6"] * 2)
    changed = (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{len(line)}" GlyphCount="{len(line)}">'
        "<ofd:Glyphs>11 12 13 14 15 16 17 18</ofd:Glyphs></ofd:CGTransform><ofd:TextCode"
    )
    written = words(line, 22, 60, delta=steps).replace("<ofd:TextCode", changed)
    rules = "".join(rule(20, y, 120, y) for y in (40, 80)) + "".join(rule(x, 40, x, 80) for x in (20, 65, 120))
    reading = read(package(rules + written))
    assert [cell.of(reading.text) for cell in reading.tables[0].cells] == ["检查二十家", "综合科"]
