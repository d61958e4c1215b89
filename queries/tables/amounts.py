"""Values as clerks write them."""

from __future__ import annotations

from decimal import Decimal

from queries.tables.figure import Figure

_HUNDRED_MILLION, _TEN_THOUSAND = Decimal(100_000_000), Decimal(10_000)


def amount(value: Decimal, unit: str) -> str:
    """The value with its unit: 240亿元, 2.4万人, 320家, 85%. Exact, whatever it takes."""
    for factor, word in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if abs(value) >= factor:
            return f"{_plain(value / factor)}{word}{unit}"
    return f"{_plain(value)}{unit}"


def figure_amount(figure: Figure) -> str:
    """The figure's value, or both ends of its range."""
    low = amount(figure.value, figure.unit)
    return low if figure.max_value is None else f"{low}—{amount(figure.max_value, figure.unit)}"


def _plain(value: Decimal) -> str:
    return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize(), "f")
