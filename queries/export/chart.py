"""A comparison as a picture: PNG for papers, SVG whose words stay words. Needs matplotlib (`gongwen[chart]`)."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.errors import GongwenError
from queries.tables.amounts import amount
from queries.tables.compare import Comparison, Series
from queries.tables.figure import FigureKind

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

# Fonts that Chinese offices' computers have, the plainest first.
FONTS = (
    "Microsoft YaHei",
    "SimHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Noto Sans SC",
    "SimSun",
    "Noto Serif CJK SC",
    "FangSong",
    "KaiTi",
)
_MARKS = {FigureKind.TARGET: "目标", FigureKind.RESULT: "完成"}
_LINES = {FigureKind.TARGET: "--", FigureKind.RESULT: "-"}
_MOST_SERIES, _MOST_PANELS = 8, 3
_SIZE, _DPI = (9.0, 4.2), 150


def render(comparison: Comparison, *, form: str, fonts: Sequence[str] = FONTS) -> bytes:
    """The picture's bytes; `form` is `png` or `svg`. One panel a unit, those of most figures first.

    Raises GongwenError where matplotlib is not installed, for a PNG where no Chinese font is, and where no figure has a
    year.
    """
    panels = _panels(comparison)
    if not panels:
        raise GongwenError(f"没有可以画图的“{comparison.indicator}”数据", advice="请换一个指标名称，或放宽年份和单位")
    matplotlib = _matplotlib()
    font = _font(fonts)
    if font is None and form == "png":
        raise GongwenError(
            "这台电脑上没有找到中文字体，画出的图会缺字",
            advice=f"请安装下列任一字体后重试：{'、'.join(fonts[:4])}；或改用 --svg 保存",
        )
    settings = {
        "font.family": [font or fonts[0], "sans-serif"],
        "axes.unicode_minus": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "gongwen",
    }
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # Without the font at hand only the layout of an SVG is less exact; its words are words.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        return _drawn(comparison, panels, form=form)


def _drawn(comparison: Comparison, panels: Sequence[tuple[str, Sequence[Series]]], *, form: str) -> bytes:
    from matplotlib.figure import Figure as Picture

    picture = Picture(figsize=(_SIZE[0], _SIZE[1] * len(panels)), layout="constrained")
    picture.suptitle(_printable(f"{comparison.indicator}：目标与完成情况"))
    axes = picture.subplots(len(panels), 1, squeeze=False)
    for row, (unit, series) in zip(axes, panels, strict=True):
        _panel(row[0], unit, series)
    return _saved(picture, form=form)


def _panel(axes: Axes, unit: str, series: Sequence[Series]) -> None:
    factor, scaled = _scale(series, unit)
    years = sorted({year for each in series for year, _ in each.by_year})
    for each in series:
        values = [float(figure.value / factor) for _, figure in each.by_year]
        label = _printable(f"{'、'.join(each.organizations) or '未写明单位'}（{_MARKS[each.kind]}）")
        axes.plot([year for year, _ in each.by_year], values, _LINES[each.kind], marker="o", label=label)
        for (year, figure), value in zip(each.by_year, values, strict=True):
            text = amount(figure.value, unit)
            axes.annotate(text, (year, value), textcoords="offset points", xytext=(0, 6), ha="center", fontsize=8)
    axes.set_xticks(years, [f"{year}年" for year in years])
    axes.set_ylabel(scaled)
    axes.margins(x=0.1, y=0.2)
    axes.grid(visible=True, axis="y", alpha=0.3)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8, frameon=False)


def _panels(comparison: Comparison) -> list[tuple[str, list[Series]]]:
    """The units with their series of levels, as many as a reader can tell apart; units without a second year are left
    out where there are others."""
    units: dict[str, list[Series]] = {}
    for series in comparison.series:
        if series.by_year and not series.is_rise:
            units.setdefault(series.unit, []).append(series)
    ordered = sorted(units.items(), key=lambda item: -sum(len(series.by_year) for series in item[1]))
    lines = [item for item in ordered if any(len(series.by_year) > 1 for series in item[1])]
    return [(unit, series[:_MOST_SERIES]) for unit, series in (lines or ordered[:1])[:_MOST_PANELS]]


def _scale(series: Sequence[Series], unit: str) -> tuple[Decimal, str]:
    """What the axis counts in: the unit, or tens of thousands or hundreds of millions of it."""
    largest = max(abs(figure.value) for each in series for _, figure in each.by_year)
    for factor, word in ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万")):
        if largest >= factor:
            return factor, f"{word}{unit}"
    return Decimal(1), unit


def _saved(picture: Picture, *, form: str) -> bytes:
    data = io.BytesIO()
    # The picture says nothing of when it was made: the same figures give the same bytes.
    metadata = {"Date": None} if form == "svg" else {"Software": None}
    picture.savefig(data, format=form, dpi=_DPI, metadata=metadata)
    return data.getvalue()


def _font(fonts: Sequence[str]) -> str | None:
    """The first of the fonts that this computer has."""
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    return next((font for font in fonts if font in known), None)


def _matplotlib() -> Any:
    try:
        import matplotlib
    except ImportError as error:
        raise GongwenError("画图要用到 matplotlib，还没有安装", advice='请运行 pip install "gongwen[chart]"') from error
    return matplotlib


def _printable(text: str) -> str:
    """The text without what the drawing library would read as a formula or a hidden label."""
    return re.sub(r"[$\x00-\x1f]", "", text).lstrip("_")
