"""Tables as delimited text."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DamagedFile, EmptyFile, GongwenError, UnknownEncoding
from corpus.formats import delimited

Rows = list[list[str]]
CASES: dict[str, tuple[str, list[str], Rows]] = {
    "commas": ("单位,数量\n甲区,20家\n", [], [["单位", "数量"], ["甲区", "20家"]]),
    "tabs": ("单位\t数量\n甲区\t20家，含示范点\n", [], [["单位", "数量"], ["甲区", "20家，含示范点"]]),
    "semicolons": ("单位;数量\n甲区;1,200\n", [], [["单位", "数量"], ["甲区", "1,200"]]),
    "commas of full width": ("单位，数量\n甲区，20家\n", [], [["单位", "数量"], ["甲区", "20家"]]),
    "named by the first line": ("sep=|\n单位|数量\n甲,区|20\n", [], [["单位", "数量"], ["甲,区", "20"]]),
    "quoted": ('任务,"目标,值"\n建会,"10家\n以上"\n说明,"称""家"""\n', [],
               [["任务", "目标,值"], ["建会", "10家\n以上"], ["说明", '称"家"']]),
    "a title above, a note below": ("2024年任务表,,\n单位,任务,数量\n甲区,建会,20家\n\n注：按季度。,,\n",
                                    ["2024年任务表", "注：按季度。"],
                                    [["单位", "任务", "数量"], ["甲区", "建会", "20家"]]),
    "a group of rows": ("单位,数量\n一、组织建设\n甲区,20家\n", [],
                        [["单位", "数量"], ["一、组织建设", ""], ["甲区", "20家"]]),
    "empty cells": ("单位,任务,数量\n甲区,,20家\n", [], [["单位", "任务", "数量"], ["甲区", "", "20家"]]),
    "a single column": ("第一行\n第二行\n", ["第一行", "第二行"], []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "lines", "rows"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_rows_are_read(text: str, lines: list[str], rows: Rows, encoding: str) -> None:
    reading = delimited.read(text.encode(encoding))
    found: Rows = []
    for table in reading.tables:
        for cell in table.cells:
            if cell.row == len(found):
                found.append([])
            found[cell.row].append(cell.of(reading.text))
    assert found == rows
    outside = [
        span.of(reading.text) for span in reading.paragraphs if not any(table.covers(span) for table in reading.tables)
    ]
    assert outside == lines


WORDS = st.text(st.sampled_from('工会目标,;"\t数0123 \n'), min_size=1).map(lambda text: f"甲{text}".strip())


@given(st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=2)))
def test_law_what_was_written_is_read(rows: Rows) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    reading = delimited.read(b"sep=,\n" + stream.getvalue().encode())
    (table,) = reading.tables
    shown = [["\n".join(filter(None, (line.strip() for line in cell.replace("\t", " ").split("\n")))) for cell in row]
             for row in rows]  # fmt: skip
    assert [cell.of(reading.text) for cell in table.cells] == [cell for row in shown for cell in row]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"\r\n \n", EmptyFile),
        ('单位,数量\n"甲区,20'.encode(), DamagedFile),
        (("甲," * 2000).encode(), DamagedFile),
        (("甲" * 200_000 + ",乙\n").encode(), DamagedFile),
        (b"\x00\x01\x02\xff" * 30, DamagedFile),
        ("關於報送總結的通知，請各單位遵照執行。".encode("big5") * 4, UnknownEncoding),
    ],
)
def test_bad_files_get_a_reason(data: bytes, error: type[GongwenError]) -> None:
    with pytest.raises(error) as caught:
        delimited.read(data)
    assert caught.value.advice


@pytest.mark.parametrize("seed", range(200))
def test_damage_ends_in_a_reason_or_a_reading(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice(list(CASES.values()))[0].encode(chance.choice(["utf-8", "gb18030", "utf-16"])))
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.choice(b'",;\t\n\0\xff0')
    try:
        reading = delimited.read(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
    except GongwenError:
        return
    assert all(span.of(reading.text).strip() for span in reading.paragraphs)
