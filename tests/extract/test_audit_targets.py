"""Warnings about targets: two figures for one thing, deadlines gone by, nobody to reach them."""

from __future__ import annotations

import datetime

import pytest

from corpus.reading import read_document
from extract.audit import AuditWarning, WarningKind, audit
from extract.audit_targets import conflicts, overdue_warnings
from extract.findings import Findings

PLAN = """江滨市总工会文件
江滨工发〔2022〕5号

关于印发《江滨市总工会2022年工作要点》的通知

各区总工会：
现将《江滨市总工会2022年工作要点》印发给你们，请认真贯彻执行。

江滨市总工会
2022年4月18日

江滨市总工会2022年工作要点

一、推动组建
{lines}
"""


def warnings(*lines: str) -> dict[WarningKind, list[AuditWarning]]:
    document = read_document(PLAN.format(lines="\n".join(lines)).encode(), "要点.txt")
    found: dict[WarningKind, list[AuditWarning]] = {}
    for warning in audit(document, Findings(document)).warnings:
        assert 0 <= warning.start < warning.end <= len(document.text)
        found.setdefault(warning.kind, []).append(warning)
    return found


def test_two_figures_for_one_indicator() -> None:
    (found,) = warnings("1.企业建会率达到95%。", "2.企业建会率达到90%以上。")[WarningKind.CONFLICT]
    assert found.message == "“企业建会率”前后不一：前面是“达到95%”，这里是“达到90%以上”"
    assert len(found.related) == 1
    assert found.related[0].end < found.start


@pytest.mark.parametrize(
    "lines",
    [
        ("1.企业建会率达到95%。", "2.企业建会率达到95%以上。"),
        ("1.企业建会率达到95%。", "2.合同签订率达到90%。"),
        ("1.6月底前企业建会率达到80%。", "2.12月底前企业建会率达到95%。"),
        ("1.投资200万元。", "2.投资300万元。"),
        ("1.企业建会率达到95%，其中小企业建会率达到90%。",),
        ("1.企业建会率达到87%，力争年底前达到91%。",),
    ],
)
def test_figures_that_may_stand_side_by_side(lines: tuple[str, ...]) -> None:
    assert WarningKind.CONFLICT not in warnings(*lines)


def test_conflicts_go_over_papers_too() -> None:
    first, second = (
        Findings(read_document(PLAN.format(lines=f"1.企业建会率达到{rate}%。").encode(), "要点.txt")).targets
        for rate in (95, 90)
    )
    assert [(a.quantity.value, b.quantity.value) for a, b in conflicts([*first, *second])] == [(95, 90)]
    assert list(conflicts([*first, *first])) == []


def test_a_deadline_before_the_papers_date() -> None:
    found = warnings("1.组织部2月底前新建企业工会120家。", "2.组织部6月底前发展会员800名。")
    (overdue,) = found[WarningKind.OVERDUE]
    assert overdue.message == "完成时限“2月底前”（2022-02-28）早于成文日期（2022-04-18）"


def test_what_was_is_not_overdue() -> None:
    assert WarningKind.OVERDUE not in warnings("1.总结一季度组建情况，发展会员800名。")


def test_papers_without_a_date_have_nothing_overdue() -> None:
    findings = Findings(read_document(PLAN.format(lines="1.组织部2月底前新建企业工会120家。").encode(), "要点.txt"))
    assert list(overdue_warnings(findings.targets, (), findings.dates, dated=None)) == []
    later = datetime.date(2023, 1, 1)
    assert list(overdue_warnings(findings.targets, (), findings.dates, dated=later))


def test_targets_that_nobody_must_reach() -> None:
    document = read_document("全年新建企业工会不少于120家。".encode(), "片段.txt")
    (found,) = audit(document, Findings(document)).warnings
    assert found.kind is WarningKind.NOBODY
    assert found.message == "目标“新建企业工会”“不少于120家”没有写明由谁负责"
    assert WarningKind.NOBODY not in warnings("1.新建企业工会不少于120家。")
