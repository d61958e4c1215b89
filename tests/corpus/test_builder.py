from hypothesis import given
from hypothesis import strategies as st

from corpus.builder import GridCell, TextBuilder
from corpus.document import Span

WORDS = st.text(st.sampled_from("工会办公室2024，。；、（）\t\n 　—%A"), max_size=12)
CELLS = st.lists(
    st.builds(GridCell, row=st.integers(0, 3), column=st.integers(0, 3), text=WORDS),
    max_size=8,
    unique_by=lambda cell: (cell.row, cell.column),
)


def test_paragraphs_and_table_stand_in_their_place() -> None:
    builder = TextBuilder()
    builder.paragraph("一、任务")
    builder.table([GridCell(0, 0, "序号"), GridCell(0, 1, "单位"), GridCell(1, 0, "1"), GridCell(1, 1, "办公室")])
    builder.paragraph("二、要求")
    reading = builder.build("text/plain")
    assert reading.text == "一、任务\n序号\t单位\n1\t办公室\n二、要求"
    assert [span.of(reading.text) for span in reading.paragraphs] == [
        *("一、任务", "序号", "单位", "1", "办公室", "二、要求"),
    ]
    [table] = reading.tables
    assert table.of(reading.text) == "序号\t单位\n1\t办公室"
    assert [(cell.row, cell.column, cell.of(reading.text)) for cell in table.cells] == [
        *((0, 0, "序号"), (0, 1, "单位"), (1, 0, "1"), (1, 1, "办公室")),
    ]


def test_a_merged_cell_is_printed_once() -> None:
    builder = TextBuilder()
    builder.table(
        [GridCell(0, 0, "服务", row_span=2), GridCell(0, 1, "甲"), GridCell(1, 1, "乙"), GridCell(2, 0, "合计", 1, 2)]
    )
    reading = builder.build("text/plain")
    assert reading.text == "服务\t甲\n乙\n合计"
    assert [(c.row, c.column, c.row_span, c.column_span) for c in reading.tables[0].cells] == [
        *((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2)),
    ]


def test_lines_of_a_cell_stay_and_are_paragraphs() -> None:
    builder = TextBuilder()
    builder.table([GridCell(0, 0, "办公室\n\n 组织部\t人事科"), GridCell(0, 1, "")])
    reading = builder.build("text/plain")
    assert reading.text == "办公室\n组织部 人事科\t"
    assert [span.of(reading.text) for span in reading.paragraphs] == ["办公室", "组织部 人事科"]
    assert [cell.of(reading.text) for cell in reading.tables[0].cells] == ["办公室\n组织部 人事科", ""]


def test_an_empty_row_takes_no_line_and_an_empty_table_leaves_no_trace() -> None:
    builder = TextBuilder()
    builder.table([GridCell(0, 0, " "), GridCell(0, 1, "")])
    builder.table([GridCell(0, 0, ""), GridCell(0, 1, ""), GridCell(1, 0, "甲"), GridCell(1, 1, "乙")])
    reading = builder.build("text/plain")
    assert reading.text == "甲\t乙"
    assert len(reading.tables) == 1
    assert len(reading.tables[0].cells) == 4


def test_a_blank_paragraph_is_skipped_and_an_indent_is_kept() -> None:
    builder = TextBuilder()
    for text in ("　　各区工会：", " 　", "\n", "　　请落实。"):
        builder.paragraph(text)
    reading = builder.build("text/plain")
    assert reading.text == "　　各区工会：\n　　请落实。"
    assert reading.paragraphs == (Span(2, 7), Span(10, 14))


@given(st.lists(st.one_of(WORDS, CELLS), max_size=6))
def test_law_every_span_is_a_slice_in_order(pieces: list[str | list[GridCell]]) -> None:
    builder = TextBuilder()
    given_back: list[tuple[Span, str]] = []
    for piece in pieces:
        if isinstance(piece, str):
            given_back.append((builder.paragraph(piece), piece.strip("\r\n") if piece.strip() else ""))
        else:
            given_back += [(cell, "") for cell in builder.table(piece) if cell.start == cell.end]
    reading = builder.build("text/plain")
    assert all(span.of(reading.text) == words for span, words in given_back)
    ends = [0]
    for span in reading.paragraphs:
        words = span.of(reading.text)
        assert ends[-1] <= span.start < span.end <= len(reading.text)
        assert words == words.strip()
        ends.append(span.end)
    kept = "".join(span.of(reading.text) for span in reading.paragraphs)
    assert "".join(kept.split()) == "".join(reading.text.split())
    for table in reading.tables:
        assert all(table.covers(cell) and "\t" not in cell.of(reading.text) for cell in table.cells)
        starts = [(cell.row, cell.column) for cell in table.cells]
        assert starts == sorted(starts)
