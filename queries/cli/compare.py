"""`gongwen compare`: one indicator over years and organizations, as bars, JSON, CSV or a picture."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queries.cli.opening import existing
from queries.cli.options import ENGINE, FOLDER, AsJson, EngineName, LibraryFolder, Organization, WithSubordinates
from queries.cli.streams import print_json, say

if TYPE_CHECKING:
    from rich.bar import Bar
    from rich.console import Console
    from rich.table import Table

    from queries.tables.compare import Comparison, Series
    from queries.tables.figure import Figure

_BAR = 24
_COLOURS = {"target": "yellow", "result": "green"}
_KINDS = {"target": "目标", "result": "完成"}


def compare(
    indicator: Annotated[str, typer.Argument(metavar="指标", help="例如：新建企业工会")],
    *,
    organization: Organization = None,
    subordinates: WithSubordinates = False,
    year_from: Annotated[int | None, typer.Option(metavar="年份", help="从哪一年起")] = None,
    year_to: Annotated[int | None, typer.Option(metavar="年份", help="到哪一年止")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="文件", help="另存为 CSV 表格")] = None,
    png: Annotated[Path | None, typer.Option(metavar="文件", help="另存为 PNG 图")] = None,
    svg: Annotated[Path | None, typer.Option(metavar="文件", help="另存为 SVG 图，其中的文字仍是文字")] = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen compare INDICATOR [--json | --csv F | --png F | --svg F]`."""
    from queries.cli.show import console
    from queries.contract_tables import comparison_json

    with existing(library, engine=engine) as opened:
        found = opened.compare(
            indicator, organization=organization, subordinates=subordinates, year_from=year_from, year_to=year_to
        )
    saved = _save(found, csv=csv, png=png, svg=svg)
    if as_json:
        print_json(comparison_json(found))
    elif not saved:
        _show(found, console())


def _save(found: Comparison, *, csv: Path | None, png: Path | None, svg: Path | None) -> bool:
    from queries.export import write_whole

    if csv:
        from queries.export.compare_csv import render as render_csv

        write_whole(csv, render_csv(found))
    for form, path in (("png", png), ("svg", svg)):
        if path:
            from queries.export.chart import render

            write_whole(path, render(found, form=form))
    for path in (csv, png, svg):
        if path:
            say(f"已写入 {path}")
    return any((csv, png, svg))


def _show(found: Comparison, out: Console) -> None:
    """A table a unit, its bars to one scale."""
    from rich.text import Text

    if not found.series:
        out.print(f"资料库中没有“{found.indicator}”的数字")
    units = sorted(found.series, key=lambda series: (series.is_rise, series.unit))
    for (is_rise, unit), those in groupby(units, key=lambda series: (series.is_rise, series.unit)):
        series = tuple(those)
        largest = max(figure.max_value or figure.value for each in series for figure in each.figures)
        out.print(Text(f"\n{found.indicator}（{unit or '无单位'}{'，增幅' if is_rise else ''}）", style="bold"))
        out.print(_table(series, largest))


def _table(those: tuple[Series, ...], largest: Decimal) -> Table:
    from rich.table import Table
    from rich.text import Text

    from queries.export.columns import by_hand_text, paper_text
    from queries.tables.amounts import figure_amount

    table = Table(expand=True)
    for heading, ratio, width in (
        ("单位", 3, None),
        ("口径", None, 4),
        ("年度", None, 6),
        ("数值", None, 12),
        ("", None, _BAR),
        ("指标", 4, None),
        ("出处", 4, None),
    ):
        table.add_column(heading, ratio=ratio, width=width, overflow="fold")
    for series in those:
        for number, figure in enumerate(series.figures):
            bodies = "、".join(series.organizations) if number == 0 else ""
            table.add_row(
                Text(bodies),
                _KINDS[figure.kind.value],
                f"{figure.year}年" if figure.year else "",
                figure_amount(figure),
                _bar(figure, largest),
                Text(figure.indicator),
                Text("\n".join(filter(None, (paper_text(figure.document), by_hand_text(figure.by_hand)))), style="dim"),
            )
    return table


def _bar(figure: Figure, largest: Decimal) -> Bar:
    from rich.bar import Bar

    share = float(figure.value / largest) if largest > 0 else 0.0
    return Bar(1.0, 0.0, max(share, 0.0), width=_BAR, color=_COLOURS[figure.kind.value])
