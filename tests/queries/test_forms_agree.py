"""A paper as docx and as PDF gives the records of its text (the scan is read in tests/corpus/test_ocr_reader.py)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.reading import read_file
from extract.pipeline import extract

SHARED = Path(__file__).resolve().parents[2] / "../shared/documents"
PAIRS = [("guobanfa2018-126_table", "govcn-010"), ("guobanfa2020-24_shishiyijian", "hf-020")]


def records(document: Document) -> dict[str, Counter[tuple[str, ...]]]:
    """What the paper comes to, by the words that each record rests on."""
    found = extract(document)

    def words(start: int, end: int) -> str:
        return "".join(document.text[start:end].split())

    return {
        "dates": Counter((words(each.start, each.end), each.kind.value) for each in found.dates),
        "responsibilities": Counter(
            ("".join(each.task.split()), each.organization, each.role.value) for each in found.responsibilities
        ),
        "organizations": Counter((words(each.start, each.end), each.name) for each in found.organizations),
        "outline": Counter((each.path, "".join(each.heading.split())) for each in document.outline),
        "targets": Counter((words(each.start, each.end), each.quantity.text) for each in found.targets),
        "quantities": Counter((words(each.start, each.end), each.role.value) for each in found.quantities),
    }


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize(("name", "original"), PAIRS)
def test_the_forms_of_a_paper_give_the_same_records(name: str, original: str):
    [text] = (SHARED / "official").glob(f"{original}*")
    whole = records(read_file(text))
    docx, pdf = (records(read_file(SHARED / "files" / f"{name}.{form}")) for form in ("docx", "pdf"))
    assert docx == pdf
    # In the text form the cells of a table stand in lines, where what a cell holds is told less surely.
    for kind in ("dates", "responsibilities", "organizations", "outline"):
        assert docx[kind] == whole[kind], kind
