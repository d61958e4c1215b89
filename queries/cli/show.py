"""What the command line shows a person: summaries, hits with highlights, answers, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.document import Document
from corpus.store_values import DocumentSummary
from corpus.view import one_line
from extract.records import Extraction, QuantityRole, Role
from queries.export.columns import BY_HAND, LAYOUT, cells, paper_text

if TYPE_CHECKING:
    from queries.ask.answers import Answers
    from queries.ingest import IngestReport
    from queries.targets import TargetRow

_WIDE = 120
MARK = "bold red"
"""How what was asked for is shown."""
_ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "负责", Role.SUPPORT: "配合", Role.SUPERVISE: "监督"}
_NARROW = ("序号", "指标", "目标值", "完成时限", "责任单位", "配合单位")
# Wide enough for four digits.
_NUMBER_WIDTH = 4
_LAMP_WIDTH = 4


def console(*, stderr: bool = False) -> Console:
    """A console that leaves the papers' own brackets and figures alone; wide enough where nobody sets the width."""
    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not made.is_terminal:
        made.width = max(made.width, _WIDE)
    return made


def show_report(report: IngestReport, out: Console) -> None:
    """How many files were taken in."""
    total = report.added + report.updated + report.unchanged + len(report.failed)
    out.print(
        f"共 {total} 个文件：新增 {report.added}，更新 {report.updated}，"
        f"未变 {report.unchanged}，失败 {len(report.failed)}"
    )


def show_answers(answers: Answers, out: Console) -> None:
    """The answers, each with the clause it rests on and where that stands."""
    if answers.kind == "none" or not answers.answers:
        out.print("资料库中没有找到能回答这个问题的内容" + ("，最接近的是：" if answers.nearest else ""))
    for clause in answers.nearest:
        out.print(Text(f"   {one_line(clause.quote)}"))
        out.print(Text("   ——").append(paper_line(clause.document)).append(place_in(clause.section)), style="dim")
    for number, answer in enumerate(answers.answers, start=1):
        role = _ROLES.get(Role(answer.role)) if answer.role else None
        out.print(Text(f"{number}. ").append(answer.answer, style=MARK).append(f"（{role}）" if role else ""))
        out.print(Text(f"   {one_line(answer.quote)}"))
        out.print(Text("   ——").append(paper_line(answer.document)).append(place_in(answer.section)), style="dim")
        if answer.against:
            others = "、".join(str(at + 1) for at in answer.against)
            out.print(Text(f"   注意：与第 {others} 条说法不一，请核对哪一份现行有效", style="bold"))


def show_targets(rows: Sequence[TargetRow], out: Console) -> None:
    """A table for each paper, without the columns that no terminal has room for."""
    if not rows:
        out.print("没有目标或任务")
    for document, table in groupby(rows, key=lambda row: row.document):
        out.print()
        out.print(Text(paper_line(document), style="bold"))
        out.print(_table(tuple(table)))


def show_extraction(document: Document, extraction: Extraction, rows: Sequence[TargetRow], out: Console) -> None:
    """A paper's letterhead, what was found in it, and its table."""
    head = document.letterhead
    facts = (
        ("标题", head.title.value if head.title else ""),
        ("发文字号", head.document_number.value if head.document_number else ""),
        ("发文机关", head.issuer.value if head.issuer else ""),
        ("文种", head.kind.value if head.kind else ""),
        ("成文日期", head.date.date.isoformat() if head.date else ""),
        ("年度", str(head.year or "")),
        ("主送机关", "、".join(quote.value for quote in head.recipients)),
        ("附件", "、".join(quote.value for quote in head.attachments)),
    )
    for name, value in facts:
        out.print(Text(f"{name}：", style="bold").append(value or "（未写明）"))
    figures = sum(quantity.role is QuantityRole.TARGET for quantity in extraction.quantities)
    out.print(
        f"正文 {len(document.text)} 字，标题和条目 {len(document.outline)} 个，日期 {len(extraction.dates)} 处，"
        f"数字 {len(extraction.quantities)} 处（其中目标 {figures} 处），目标 {len(extraction.targets)} 条，"
        f"责任 {len(extraction.responsibilities)} 条"
    )
    show_targets(rows, out)


def _table(rows: Sequence[TargetRow]) -> Table:
    table = Table(show_lines=True, expand=True)
    layout = [column for column in LAYOUT if column.heading in _NARROW]
    if any(row.by_hand for row in rows):
        layout.append(BY_HAND)
    for column in layout:
        numbers = column is layout[0]
        table.add_column(
            column.heading,
            justify="center" if column.centred else "left",
            overflow="fold",
            width=_NUMBER_WIDTH if numbers else None,
            ratio=None if numbers else column.width,
        )
    lit = any(row.lamp for row in rows)
    if lit:
        table.add_column("灯", justify="center", width=_LAMP_WIDTH)
    for row in rows:
        # A duty without a figure shows its task where the indicator would stand.
        shown = row if row.indicator else replace(row, indicator=row.task)
        lamp = (Text(row.lamp.label, style=row.lamp.colour) if row.lamp else Text(),) if lit else ()
        table.add_row(*(Text(str(cell)) for cell in cells(shown, layout)), *lamp)
    return table


def paper_line(document: DocumentSummary) -> str:
    """The paper on one line."""
    return paper_text(document) + (f" {document.year}年" if document.year else "")


def place_in(section: str) -> str:
    """Where in the paper, behind its line."""
    return f"  {section.replace('/', ' ')}" if section else ""
