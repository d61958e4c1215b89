"""One indicator over years and organizations: targets and results told apart, units brought together."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.errors import GongwenError, NotFound
from queries import Library, open_library
from queries.contract_tables import comparison_json
from queries.export.compare_csv import render as render_csv
from queries.tables.amounts import amount
from queries.tables.compare import Comparison
from queries.tables.figure import FigureKind
from queries.tables.units import compared


def lines(found: Comparison) -> set[tuple[str, str, int | None, str]]:
    return {
        (series.kind.value, "、".join(series.organizations), figure.year, amount(figure.value, figure.unit))
        for series in found.series
        for figure in series.figures
    }


def test_targets_and_results_of_one_body_over_years(years: Library) -> None:
    assert lines(years.compare("新建企业工会")) == {
        ("target", "江滨市总工会", 2021, "100家"),
        ("target", "江滨市总工会", 2022, "120家"),
        ("target", "江滨市总工会", 2022, "150家"),
        ("result", "江滨市总工会", 2022, "131家"),
    }


def test_money_is_compared_in_one_unit(years: Library) -> None:
    found = years.compare("帮扶资金")
    assert {series.unit for series in found.series} == {"元"}
    assert ("target", "江滨市总工会", 2021, "50万元") in lines(found)
    assert ("target", "江滨市总工会", 2022, "8000万元") in lines(found)
    assert ("result", "江滨市总工会", 2022, "7600万元") in lines(found)


def test_narrowed_by_years_and_organization(years: Library) -> None:
    assert {figure[2] for figure in lines(years.compare("新建企业工会", year_from=2022))} == {2022}
    assert {figure[2] for figure in lines(years.compare("新建企业工会", year_to=2021))} == {2021}
    assert lines(years.compare("新建企业工会", organization="江滨市总工会"))
    assert not lines(years.compare("新建企业工会", organization="权益保障部"))
    with pytest.raises(NotFound):
        years.compare("新建企业工会", organization="没有的单位")


def test_every_figure_is_a_quotation(years: Library) -> None:
    for series in (*years.compare("新建企业工会").series, *years.compare("帮扶资金").series):
        for figure in series.figures:
            text = years.document(figure.document.id).text
            assert text[figure.start : figure.end] == figure.quote
            assert figure.quantity.text in figure.quote


def test_a_year_has_the_figure_that_says_least_beyond_the_indicator(years: Library) -> None:
    series = next(each for each in years.compare("新建企业工会").series if each.kind is FigureKind.TARGET)
    assert [year for year, _ in series.by_year] == [2021, 2022]
    assert all(figure in series.figures for _, figure in series.by_year)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("3", "名", (Decimal(3), "人")),
        ("3", "户", (Decimal(3), "家")),
        ("3", "人次", (Decimal(3), "人次")),
        ("2", "公里", (Decimal(2000), "米")),
        ("5", "‰", (Decimal("0.5"), "%")),
        ("5", "元", (Decimal(5), "元")),
    ],
)
def test_units(value: str, unit: str, expected: tuple[Decimal, str]) -> None:
    assert compared(Decimal(value), unit) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("24000.0", "人", "2.4万人"),
        ("9999", "人", "9999人"),
        ("198500000", "元", "1.985亿元"),
        ("3.790", "%", "3.79%"),
        ("-20000", "元", "-2万元"),
        ("0", "家", "0家"),
    ],
)
def test_amounts(value: str, unit: str, expected: str) -> None:
    assert amount(Decimal(value), unit) == expected


def test_json_and_csv(years: Library) -> None:
    found = years.compare("新建企业工会")
    told = comparison_json(found)
    assert sum(len(series["figures"]) for series in told["series"]) == 4
    for series in told["series"]:
        for year, place in series["by_year"].items():
            assert series["figures"][place]["year"] == int(year)
    rows = list(csv.DictReader(io.StringIO(render_csv(found).decode("utf-8-sig"))))
    assert {(row["口径"], row["年度"], row["数值"]) for row in rows} == {
        ("目标", "2021", "100"),
        ("目标", "2022", "120"),
        ("目标", "2022", "150"),
        ("完成", "2022", "131"),
    }


def test_charts(years: Library) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the extra `chart`")
    from queries.export.chart import render

    found = years.compare("新建企业工会")
    drawn = render(found, form="svg").decode("utf-8")
    assert "2022年" in drawn
    assert "江滨市总工会（目标）" in drawn
    assert "<text" in drawn
    assert render(found, form="svg").decode("utf-8") == drawn
    with pytest.raises(GongwenError, match="没有找到中文字体"):
        render(found, form="png", fonts=("没有这种字体",))
    with pytest.raises(GongwenError, match="没有可以画图"):
        render(years.compare("没有的指标"), form="svg")


def test_without_the_drawing_library_it_is_told_what_to_install(
    years: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from queries.export.chart import render

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(GongwenError, match="还没有安装"):
        render(years.compare("新建企业工会"), form="svg")


def test_figures_of_laws_and_tables_are_no_results(library: Library, tmp_path: Path) -> None:
    law = tmp_path / "条例.txt"
    law.write_text("江滨市工会条例\n\n第一条 企业工会经费按工资总额的2%拨缴。\n第二条 企业工会主席任期3年。\n", "utf-8")
    library.ingest([law])
    assert library.compare("企业工会经费").series == ()


def test_figures_told_in_turn_are_each_of_its_own_thing(tmp_path: Path) -> None:
    paper = tmp_path / "规划.txt"
    paper.write_text(
        "江滨市“十四五”职工服务规划\n\n一、基础\n\n“十三五”时期成效显著。2020年职工书屋、职工之家数量比2015年分别增长了15%和27%。\n\n"
        "二、目标\n\n到2025年，职工书屋、职工之家数量比2020年分别增长8%和9%。\n",
        encoding="utf-8",
    )
    with open_library(tmp_path / "library") as library:
        library.ingest(paper)
        assert lines(library.compare("职工之家")) == {("result", "", 2020, "27%"), ("target", "", 2025, "9%")}
        assert lines(library.compare("职工书屋")) == {("result", "", 2020, "15%"), ("target", "", 2025, "8%")}
        assert {figure[3] for figure in lines(library.compare("数量"))} == {"15%", "27%", "8%", "9%"}
        assert library.ask("到2025年职工之家的数量增长多少？").answers[0].answer == "9%"
        assert library.ask("到2025年职工书屋的数量增长多少？").answers[0].answer == "8%"
