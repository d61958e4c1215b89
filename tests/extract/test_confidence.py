"""How sure records are: every record says why, and the codes are all known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Region
from corpus.reading import read_document
from extract.confidence import RECOGNIZED, Reason, confidence, reasons
from extract.findings import Findings

PAPER = """海棠市总工会2024年工作要点
一、组织建设
1.新建企业工会30家，全市建会率达到92%以上。（责任单位：组织部、各区总工会）
2.6月底前，培训工会干部200人次。
去年发展会员1.2万名。办公室要加强督查。
海棠市总工会
2024年1月5日
"""


def test_every_record_says_how_sure_it_is_and_why() -> None:
    found = Findings(read_document(PAPER.encode(), "paper.txt")).all()
    kinds = {
        "date": found.dates,
        "quantity": found.quantities,
        "organization": found.organizations,
        "target": found.targets,
        "responsibility": found.responsibilities,
    }
    for kind, records in kinds.items():
        assert records
        for record in records:
            assert record.reasons
            assert set(record.reasons) <= reasons()[kind].keys()
            assert record.confidence == confidence(kind, record.reasons)


def test_a_record_is_as_sure_as_its_weakest_reason() -> None:
    shares = {code: reason.share for code, reason in reasons()["target"].items()}
    assert confidence("target", tuple(shares)) == round(min(shares.values()), 2)


def test_few_records_count_little() -> None:
    assert Reason(says="", right=1, of=1).share < Reason(says="", right=100, of=100).share
    assert Reason(says="", right=0, of=1).share > Reason(says="", right=0, of=100).share


def test_a_code_that_is_not_in_the_file_is_a_fault() -> None:
    with pytest.raises(KeyError):
        confidence("date", ("no such code",))


def test_what_was_read_from_a_picture_is_to_be_checked() -> None:
    document = read_document(PAPER.encode(), "paper.txt")
    line = document.paragraphs[2]
    region = Region(line.start, line.end, page=1, box=(0.0, 0.0, 1.0, 1.0), confidence=0.98)
    found = Findings(replace(document, recognized=(region,))).all()
    marked = {figure.text for figure in found.quantities if RECOGNIZED in figure.reasons}
    assert marked == {figure.text for figure in found.quantities if line.covers(figure)} != set()
    assert all(RECOGNIZED not in figure.reasons for figure in found.quantities if not line.covers(figure))
