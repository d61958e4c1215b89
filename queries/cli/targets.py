"""The steps of `gongwen targets` that are more than one call: tables of files, and tables saved as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import GongwenError, NotFound
from corpus.reading import read_file
from extract.pipeline import extract
from extract.register import Register
from queries.export import export_table
from queries.targets import TargetRow, naming, numbered, target_rows


def tables_of_files(
    files: Sequence[Path], *, organization: str | None, year: int | None
) -> tuple[tuple[TargetRow, ...], tuple[str, ...]]:
    """The rows of these files in their order, narrowed as `Library.targets` does, and a line for each file that could
    not be read. Raises NotFound where no file names the organization."""
    rows: list[TargetRow] = []
    failures: list[str] = []
    for file in files:
        try:
            document = read_file(file)
        except GongwenError as error:
            failures.append(f"未能读入 {file}：{error}")
            continue
        if year is None or document.letterhead.year == year:
            rows.extend(target_rows(document, extract(document)))
    return numbered(rows if organization is None else _of(rows, organization)), tuple(failures)


def _of(rows: Sequence[TargetRow], organization: str) -> Sequence[TargetRow]:
    names = Register().meant(organization, among={body.organization for row in rows for body in row.bodies})
    if not names:
        raise NotFound(f"这些文件中没有名称含“{organization}”的责任单位", advice="请换用全称或名称中的一部分")
    return list(naming(rows, names))


def table_title(organization: str | None, year: int | None) -> str:
    """The table's title: 2011年某某总工会目标任务责任分解表."""
    return f"{f'{year}年' if year else ''}{organization or ''}目标任务责任分解表"


def save_tables(rows: Sequence[TargetRow], paths: Mapping[str, Path | None], *, title: str) -> tuple[Path, ...]:
    """Writes the table in each form that has a path; returns the paths. Raises GongwenError."""
    saved = {form: path for form, path in paths.items() if path is not None}
    for form, path in saved.items():
        export_table(rows, path, form=form, title=title)
    return tuple(saved.values())
