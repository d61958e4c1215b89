"""The finished table as a file, in a layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from corpus.view import one_line
from queries.corrections.cells import FIELDS
from queries.corrections.table import FinishedRow
from queries.export import EXPORTERS
from queries.export.columns import Cell, Column, paper_text
from queries.export.layouts import Layout
from queries.export.table_xlsx import with_keys


def render(rows: Sequence[FinishedRow], *, form: str, layout: Layout, title: str) -> bytes:
    """The rows that stand in the table as a file of the form (csv, xlsx, docx); a workbook keeps each row's key in a
    hidden column, so that it can be read back."""
    kept = [row for row in rows if not row.dropped]
    data: bytes = import_module(EXPORTERS[form]).render(kept, title=title, layout=columns_of(layout))
    return with_keys(data, [f"{row.document.id}:{row.key}" for row in kept]) if form == "xlsx" else data


def columns_of(layout: Layout) -> tuple[Column[FinishedRow], ...]:
    """The layout's columns with what stands in them."""
    return tuple(Column(each.heading, each.width, _CELLS[each.field], each.centred) for each in layout.columns)


def _text(field: str) -> Callable[[FinishedRow], Cell]:
    return lambda row: row.cells[field].text


def _basis(row: FinishedRow) -> Cell:
    return f"{paper_text(row.document)} {row.section.replace('/', ' ')}".rstrip()


_CELLS: Mapping[str, Callable[[FinishedRow], Cell]] = {
    **{name: _text(name) for name in FIELDS},
    "number": lambda row: row.number,
    "basis": _basis,
    "quote": lambda row: one_line(row.quote),
    "state": lambda row: row.state,
    "blank": lambda _row: "",
}
