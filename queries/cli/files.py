"""The commands that take files in, and tell which could not be."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Annotated

import typer

from queries.cli.opening import existing
from queries.cli.options import DONE, ENGINE, FOLDER, PARTLY, AllowSecret, AsJson, EngineName, LibraryFolder
from queries.cli.streams import print_json, say


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="路径...", help="文件、文件夹或压缩包，可写多个")],
    *,
    allow_secret: AllowSecret = False,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen ingest PATH... [--allow-secret] [--json]`."""
    from queries.cli.limits import limits_from
    from queries.cli.progress import progress_bar
    from queries.cli.show import console, show_report
    from queries.contract import ingest_json
    from queries.library import open_library

    now = datetime.datetime.now(datetime.timezone.utc)
    limits = limits_from(os.environ)
    with (
        open_library(library, engine=engine, limits=limits, allow_secret=allow_secret) as opened,
        progress_bar() as progress,
    ):
        report = opened.ingest(paths, at=now, progress=progress)
    if as_json:
        print_json(ingest_json(report))
    else:
        show_report(report, console())
    for failure in report.failed:
        say(f"未能读入 {failure.source}：{failure.reason}")
    raise typer.Exit(PARTLY if report.failed else DONE)


def failures(
    *,
    retry: Annotated[bool, typer.Option("--retry", help="把这些文件再读一次")] = False,
    allow_secret: AllowSecret = False,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen failures [--retry [--allow-secret]] [--json]`."""
    from queries.cli.failures import failures_json, show_failures
    from queries.cli.progress import progress_bar
    from queries.cli.show import console, show_report

    now = datetime.datetime.now(datetime.timezone.utc)
    report = None
    with existing(library, engine=engine, allow_secret=allow_secret) as opened, progress_bar() as progress:
        if retry and opened.failures():
            report = opened.retry(at=now, progress=progress)
        files = opened.failures()
    if as_json:
        print_json(failures_json(files, retried=report))
    else:
        if report is not None:
            show_report(report, console())
        show_failures(files, console())
    raise typer.Exit(PARTLY if retry and files else DONE)
