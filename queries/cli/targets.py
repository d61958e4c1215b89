"""`gongwen targets`: the table of the library or of some files, narrowed, shown and saved."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from corpus.errors import GongwenError, NotFound, QueryError
from queries.cli.days import ReferenceDay, day_of, today
from queries.cli.opening import existing
from queries.cli.options import (
    DONE,
    ENGINE,
    FOLDER,
    PARTLY,
    AllowSecret,
    AsJson,
    DueFrom,
    DueTo,
    EngineName,
    InPaper,
    LibraryFolder,
    Organization,
    PapersYear,
    WithSubordinates,
)
from queries.cli.streams import print_json, say

if TYPE_CHECKING:
    from queries.targets import TargetRow


Lamps = Annotated[
    list[str] | None,
    typer.Option("--lamp", metavar="灯", help="只看亮这种灯的（red 或 红灯），可写多次；规则见 gongwen lamps"),
]


class _Narrowing(TypedDict):
    indicator: str | None
    due_from: datetime.date | None
    due_to: datetime.date | None
    on: datetime.date


def targets(
    files: Annotated[list[Path] | None, typer.Argument(metavar="文件...", help="只看这些文件，不使用资料库")] = None,
    *,
    document: InPaper = None,
    organization: Organization = None,
    subordinates: WithSubordinates = False,
    year: PapersYear = None,
    indicator: Annotated[str | None, typer.Option(metavar="词语", help="只看指标或任务中有这些词语的")] = None,
    due_from: DueFrom = None,
    due_to: DueTo = None,
    lamp: Lamps = None,
    on: ReferenceDay = None,
    csv: Annotated[Path | None, typer.Option(metavar="文件", help="另存为 CSV 表格")] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="文件", help="另存为 Excel 表格")] = None,
    docx: Annotated[Path | None, typer.Option(metavar="文件", help="另存为 Word 文档")] = None,
    allow_secret: AllowSecret = False,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen targets [FILE...]`, narrowed; shown, as JSON, or saved."""
    narrowing: _Narrowing = {
        "indicator": indicator,
        "due_from": day_of(due_from, option="--due-from"),
        "due_to": day_of(due_to, option="--due-to"),
        "on": day_of(on, option="--on") or today(),
    }
    failures: tuple[str, ...] = ()
    if files:
        _check_alone(document=document, subordinates=subordinates)
        rows, failures = tables_of_files(files, organization=organization, year=year, allow_secret=allow_secret)
        rows = _narrowed(rows, showing=lamp or (), narrowing=narrowing)
    else:
        with existing(library, engine=engine) as opened:
            rows = opened.targets(
                document=document,
                organization=organization,
                subordinates=subordinates,
                year=year,
                lamps=lamp or (),
                **narrowing,
            )
    _give(rows, {"csv": csv, "xlsx": xlsx, "docx": docx}, title=table_title(organization, year), as_json=as_json)
    for failure in failures:
        say(failure)
    raise typer.Exit(PARTLY if failures else DONE)


def _check_alone(*, document: str | None, subordinates: bool) -> None:
    """Raises QueryError for options that files outside a library cannot answer."""
    if document:
        raise QueryError("--document 是从资料库中选文件，不能与文件名同用", advice="请去掉其中一个")
    if subordinates:
        raise QueryError("--with-subordinates 要用到资料库中的名录，不能与文件名同用", advice="请去掉其中一个")


def _narrowed(rows: Sequence[TargetRow], *, showing: Sequence[str], narrowing: _Narrowing) -> tuple[TargetRow, ...]:
    """What `Reader.targets` does with its rows, by the rules that are shipped."""
    from queries.tables.lamps import SHIPPED_RULES, lamps_of
    from queries.tables.narrowing import narrowed

    return narrowed(rows, showing=showing, lamps=lamps_of(SHIPPED_RULES.parent), **narrowing)


def _give(rows: Sequence[TargetRow], paths: Mapping[str, Path | None], *, title: str, as_json: bool) -> None:
    """The table as files, as JSON, or on the screen where neither is asked for."""
    from queries.cli.show import console, show_targets
    from queries.contract import targets_json

    saved = save_tables(rows, paths, title=title)
    if as_json:
        print_json(targets_json(rows))
    elif not saved:
        show_targets(rows, console())
    for path in saved:
        say(f"已写入 {path}（{len(rows)} 行）")


def tables_of_files(
    files: Sequence[Path], *, organization: str | None, year: int | None, allow_secret: bool = False
) -> tuple[tuple[TargetRow, ...], tuple[str, ...]]:
    """The rows of these files in their order, narrowed as `Library.targets` does, and a line for each file that could
    not be read. Raises NotFound where no file names the organization."""
    from queries.alone import extracted_alone
    from queries.cli.limits import limits_from
    from queries.targets import naming, numbered, target_rows

    rows: list[TargetRow] = []
    failures: list[str] = []
    papers = extracted_alone(files, limits=limits_from(os.environ), allow_secret=allow_secret)
    for file, paper in zip(files, papers, strict=True):
        if isinstance(paper, GongwenError):
            failures.append(f"未能读入 {file}：{paper}")
        elif year is None or paper[0].letterhead.year == year:
            rows.extend(target_rows(*paper))
    chosen = rows if organization is None else naming(rows, _meant(rows, organization))
    return numbered(chosen), tuple(failures)


def _meant(rows: Sequence[TargetRow], organization: str) -> frozenset[str]:
    from extract.register import Register

    names = Register().meant(organization, among={body.organization for row in rows for body in row.bodies})
    if not names:
        raise NotFound(f"这些文件中没有名称含“{organization}”的责任单位", advice="请换用全称或名称中的一部分")
    return names


def table_title(organization: str | None, year: int | None) -> str:
    """The table's title: 2011年某某总工会目标任务责任分解表."""
    return f"{f'{year}年' if year else ''}{organization or ''}目标任务责任分解表"


def save_tables(rows: Sequence[TargetRow], paths: Mapping[str, Path | None], *, title: str) -> tuple[Path, ...]:
    """Writes the table in each form that has a path; returns the paths. Raises GongwenError."""
    from queries.export import export_table

    saved = {form: path for form, path in paths.items() if path is not None}
    for form, path in saved.items():
        export_table(rows, path, form=form, title=title)
    return tuple(saved.values())
