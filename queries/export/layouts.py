"""Layouts of the table as data: which columns, in which order, under which headings, and the title.

Two are shipped (`layouts/`); an office's own lie in its library's folder `layouts`, and one of the same name takes the
place of a shipped one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from extract.rulebook import Data, read

SHIPPED = Path(__file__).parent / "layouts"
OWN = "layouts"
FieldName = Literal[
    "number", "task", "indicator", "value", "deadline", "owners", "helpers", "basis", "quote", "note", "state", "blank"
]


class LayoutColumn(Data):
    """A column: what stands in it (`blank` is left to be filled in by hand), its heading, its share of the width."""

    field: FieldName
    heading: Annotated[str, Field(min_length=1, max_length=40)]
    width: Annotated[int, Field(ge=2, le=200)] = 16
    centred: bool = False


class Layout(Data):
    """A layout. In the title, {year} stands for 2023年 and {of} for the organization or paper, or for nothing."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    title: Annotated[str, Field(max_length=100)]
    columns: Annotated[tuple[LayoutColumn, ...], Field(min_length=1, max_length=30)]

    def title_for(self, *, year: int | None, of: str) -> str:
        """The title of a table of this year and organization."""
        return self.title.replace("{year}", f"{year}年" if year else "").replace("{of}", of)


def layouts_of(folder: Path) -> dict[str, Layout]:
    """The layouts that a library offers, by the names of their files; raises RuleError for a faulty file."""
    paths = {path.stem: path for place in (SHIPPED, folder / OWN) for path in sorted(place.glob("*.yaml"))}
    return {name: read(path, Layout) for name, path in paths.items()}
