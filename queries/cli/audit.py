"""The steps of `gongwen audit`: a file read and audited, and the account as a person reads it."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.document import Document, Span
from corpus.limits import Limits
from corpus.view import readable
from extract.audit import Audit, AuditWarning, NumeralKind, audit
from extract.findings import Findings
from queries.alone import the_extracted
from queries.cli.show import console

KINDS = {
    NumeralKind.UNPLACED: "未识别",
    NumeralKind.TARGET: "目标",
    NumeralKind.DESCRIPTION: "情况（背景、范围、标准、结果）",
    NumeralKind.STRUCTURAL: "分项数（四个方面）",
    NumeralKind.DATE: "日期",
    NumeralKind.DURATION: "时长",
    NumeralKind.DOCUMENT_NUMBER: "发文字号",
    NumeralKind.OUTLINE_LABEL: "层次序号",
    NumeralKind.REFERENCE: "条款、附件、期号",
    NumeralKind.NAME: "名称",
    NumeralKind.ORDINAL: "次第、等级",
    NumeralKind.INDEFINITE: "泛指（一个、数百）",
    NumeralKind.WORD: "词语（一般、统一）",
    NumeralKind.TABLE_CELL: "表格单元",
    NumeralKind.PAGE_NUMBER: "页码",
    NumeralKind.PHONE: "电话、邮编、账号",
    NumeralKind.CODE: "代号、算式、网址",
}
"""What a clerk reads for each kind."""

_BAR = 40
_AROUND = 16
_MARK = "bold red"


def audited(file: Path, *, limits: Limits, allow_secret: bool = False) -> tuple[Document, Audit]:
    """The paper in a file, read in a worker process, and its audit; raises GongwenError where it cannot be read."""
    document, _ = the_extracted(file, limits=limits, allow_secret=allow_secret)
    return document, audit(document, Findings(document))


def show_audit(document: Document, account: Audit, out: Console | None = None) -> None:
    """How many numerals there are of each kind, those that nobody understood, and the warnings."""
    out = out or console()
    unplaced = account.unplaced
    out.print(f"全文 {len(document.text)} 字，数字 {len(account.numerals)} 处，未识别 {len(unplaced)} 处")
    if account.numerals:
        out.print(_counts(account))
    if unplaced:
        out.print(Text("未识别的数字", style="bold"))
    for number, numeral in enumerate(unplaced, start=1):
        out.print(Text(f"{number:>4}. ").append(_in_context(document.text, numeral)))
    out.print(Text("提示", style="bold").append(f"（{len(account.warnings)} 条）" if account.warnings else "：没有"))
    for number, warning in enumerate(account.warnings, start=1):
        out.print(Text(f"{number:>4}. {warning.message}"))
        out.print(Text("      ").append(_in_context(document.text, _beginning(warning))), style="dim")


def _counts(account: Audit) -> Table:
    """A row for each kind that occurs, with a bar; the longest bar is the most frequent kind."""
    most = max(account.counts.values())
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for kind, count in account.counts.items():
        if count:
            style = _MARK if kind is NumeralKind.UNPLACED else "cyan"
            table.add_row(KINDS[kind], str(count), Text("█" * max(1, round(_BAR * count / most)), style=style))
    return table


def _in_context(text: str, span: Span) -> Text:
    """The words around a span on one line, the span marked."""
    before = readable(text, Span(max(0, span.start - _AROUND), span.start)).text
    behind = readable(text, Span(span.end, min(len(text), span.end + _AROUND))).text
    return Text(f"…{before}").append(f"【{readable(text, span).text}】", style=_MARK).append(f"{behind}…")


def _beginning(warning: AuditWarning) -> Span:
    """As much of a warning's span as one line holds."""
    return Span(warning.start, min(warning.end, warning.start + 2 * _AROUND))
