"""A library with one paper, and someone who works on its table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.limits import Limits
from corpus.store_corrections import Corrections
from corpus.workers import Workers
from queries import Library, open_library
from queries.corrections.actions import Hand
from queries.corrections.table import FinishedRow, finished_paper
from queries.intake_values import WORK
from queries.targets import target_rows

NOON = datetime.datetime(2024, 3, 1, 12, 0, tzinfo=datetime.timezone.utc)
NAME = "要点.txt"
PAPER = """江滨市总工会文件
江滨工发〔2022〕5号

关于印发《江滨市总工会2022年工作要点》的通知

各区总工会：
一、推动组建
1.6月底前新建企业工会不少于120家，新发展会员8000名以上。（责任单位：组织部）
2.年内百人以上企业建会率达到95%。（牵头单位：组织部，配合单位：权益保障部）
3.办好职工书屋，由宣传教育部负责。

江滨市总工会
2022年2月18日
"""


@dataclass
class Office:
    """A library with one paper, and someone who works on its table."""

    library: Library
    corrections: Corrections
    folder: Path
    time: datetime.datetime = NOON
    paper: str = PAPER

    @property
    def paper_id(self) -> str:
        return next(iter(self.library.store.summaries()))

    def rows(self) -> tuple[FinishedRow, ...]:
        document = self.library.document(self.paper_id)
        summary = self.library.store.summaries()[self.paper_id]
        table = target_rows(document, self.library.extraction(self.paper_id))
        return finished_paper(summary, table, self.corrections, document)

    def row(self, value: str) -> FinishedRow:
        return next(row for row in self.rows() if value in (row.cells["value"].text, row.cells["value"].said))

    def hand(self, who: str = "王芳") -> Hand:
        self.time += datetime.timedelta(minutes=1)
        return Hand(self.corrections, who, self.time)

    def write(self, text: str, name: str = NAME) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        assert self.library.ingest([self.folder]).failed == ()

    def correct(self, value: str, field: str, text: str, who: str = "王芳") -> None:
        self.hand(who).correct(self.row(value), self.document, field=field, text=text)

    @property
    def document(self) -> Document:
        return self.library.document(self.paper_id)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(WORK, limits=Limits(workers=1)) as started:
        yield started


@pytest.fixture
def office(workers: Workers, tmp_path: Path) -> Iterator[Office]:
    with open_library(tmp_path / "资料库", workers=workers) as library:
        corrections = Corrections(library.store.folder)
        (tmp_path / "来文").mkdir()
        office = Office(library, corrections, tmp_path / "来文")
        office.write(PAPER)
        yield office
        corrections.close()
