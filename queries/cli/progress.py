"""The bar that shows how far long work is: count, rate, time left; on a terminal only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from rich.table import Column
from rich.text import Text

from queries.cli.show import console
from queries.ingest import Progress


class _Rate(ProgressColumn):
    """Files per second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} 份/秒" if task.speed else "", no_wrap=True)


@contextmanager
def progress_bar(doing: str = "正在入库") -> Iterator[Callable[[Progress], None]]:
    """A function to be told of each step; what it draws, with what is being done, goes to standard error and is wiped
    at the end."""
    err = console(stderr=True)
    columns = (
        TextColumn(doing, table_column=Column(no_wrap=True)),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        _Rate(),
        TextColumn("剩余", table_column=Column(no_wrap=True)),
        TimeRemainingColumn(),
        TextColumn(
            "{task.fields[name]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)
        ),
    )
    with ProgressBar(*columns, console=err, transient=True, expand=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None, name="")

        def advance(step: Progress) -> None:
            bar.update(task, completed=step.done, total=step.total, name=PurePath(step.source).name)

        yield advance
