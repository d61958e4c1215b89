"""Which cells are to be looked at first, and why, by the codes that their record rests on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document, Region
from extract.confidence import reasons
from queries import open_library
from queries.corrections.cells import FIELDS
from queries.corrections.doubts import SURE, doubts_of, told
from queries.targets import TargetRow, target_rows

PAPER = """江滨市总工会文件
江滨工发〔2022〕5号

关于印发《江滨市总工会2022年工作要点》的通知

各区总工会：
一、6月底前新建企业工会不少于120家。（责任单位：组织部）

江滨市总工会
2022年2月18日
"""
SURE_CODES = ("obliged", "indicator_stated", "due_item", "owner_author")


@pytest.fixture(scope="module")
def row(tmp_path_factory: pytest.TempPathFactory) -> tuple[TargetRow, Document]:
    folder = tmp_path_factory.mktemp("doubts")
    (folder / "要点.txt").write_text(PAPER, encoding="utf-8")
    with open_library(folder / "资料库") as library:
        assert library.ingest(Path(folder / "要点.txt")).failed == ()
        document = library.document(next(iter(library.store.summaries())))
        (found,) = (each for each in target_rows(document, library.extraction(document.id)) if each.quantity)
    return replace(found, reasons=SURE_CODES), document


@pytest.mark.parametrize(
    ("codes", "field"),
    [
        (SURE_CODES, None),
        (("ahead", *SURE_CODES[1:]), "value"),
        (("obliged", "indicator_missing", *SURE_CODES[2:]), "indicator"),
        (("obliged", "indicator_stated", "due_item", "owner_missing"), "owners"),
    ],
)
def test_a_code_is_about_one_cell(row: Any, codes: tuple[str, ...], field: str | None) -> None:
    target, document = row
    doubts = doubts_of(replace(target, reasons=codes), document, corrected={})
    said = [reasons()["target"][code].says for code in codes if code not in SURE_CODES]
    assert doubts == ({field: tuple(said)} if field else {})
    assert told(doubts) == tuple(f"{FIELDS[field].heading}：{says}" for says in said if field)


def test_every_code_that_was_wrong_too_often_flags_a_cell(row: Any) -> None:
    target, document = row
    duty = replace(target, quantity=None)
    for kind, of in (("target", target), ("responsibility", duty)):
        for code, reason in reasons()[kind].items():
            if reason.share < SURE:
                found = doubts_of(replace(of, reasons=(code,)), document, corrected={})
                assert [reason.says] in [list(says) for says in found.values()], code


def test_words_read_from_a_picture_flag_their_own_cells(row: Any) -> None:
    target, document = row
    assert target.quantity is not None
    region = Region(target.quantity.start, target.quantity.end, page=1, box=(0, 0, 1, 1), confidence=0.9)
    scanned = replace(document, recognized=(region,))
    assert list(doubts_of(target, scanned, corrected={})) == ["value"]


def rows_of(caller: Any) -> list[dict[str, Any]]:
    return caller.get("/api/table", params={"limit": 100, "year": 2022}).json()["rows"]


def test_a_corrected_cell_is_doubtful_no_longer(caller: Any) -> None:
    row = next(each for each in rows_of(caller) if any(cell["doubts"] for cell in each["cells"].values()))
    assert row["state"] == "待核对"
    for name, cell in row["cells"].items():
        if cell["doubts"]:
            change = {"document": row["document"]["id"], "key": row["key"], "field": name, "text": "改过了"}
            caller.post("/api/table/cells", json=change, headers={"x-form-token": caller.token()})
    (after,) = (each for each in rows_of(caller) if each["key"] == row["key"])
    assert after["doubts"] == []
    assert after["state"] == "已修改"


def test_a_confirmed_row_has_no_doubtful_cell(caller: Any) -> None:
    row = next(each for each in rows_of(caller) if each["doubts"])
    caller.submit("/targets/confirm", document=row["document"]["id"], key=row["key"])
    (after,) = (each for each in rows_of(caller) if each["key"] == row["key"])
    assert after["doubts"] == []
    assert not any(cell["doubts"] for cell in after["cells"].values())


def test_the_page_marks_the_cells_and_says_why(reader: Any) -> None:
    page = reader.get("/targets?year=2022").text
    row = next(each for each in rows_of(reader) if any(cell["doubts"] for cell in each["cells"].values()))
    shown = page.partition(f'id="row-{row["key"]}"')[2].partition("</tbody>")[0]
    for name, cell in row["cells"].items():
        start = shown.partition(f'data-field="{name}"')[2].partition("</td>")[0]
        assert ("unsure" in start) == bool(cell["doubts"])
        for doubt in cell["doubts"]:
            assert doubt in start
