"""The table as a file: one exporter a format, and the table of exporters."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from corpus.errors import GongwenError
from queries.export.columns import BY_HAND, LAYOUT
from queries.targets import TargetRow

# Every exporter is a module with `render(rows, *, title, layout) -> bytes`; it is loaded when its format is asked for.
EXPORTERS = {
    "csv": "queries.export.table_csv",
    "xlsx": "queries.export.table_xlsx",
    "docx": "queries.export.table_docx",
}


def export_table(rows: Sequence[TargetRow], path: Path, *, form: str, title: str) -> None:
    """Writes the rows to the path in the form of `EXPORTERS`, whole or not at all; where people said something of a
    row, a column tells who. Raises GongwenError."""
    layout = (*LAYOUT, BY_HAND) if any(row.by_hand for row in rows) else LAYOUT
    write_whole(path, import_module(EXPORTERS[form]).render(rows, title=title, layout=layout))


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file of the user's whole or not at all; raises GongwenError."""
    unfinished = path.with_name(f"~{path.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise GongwenError(
            f"无法写入 {path}（{error.strerror}）", advice="请检查文件夹是否存在、可写，以及该文件是否正被其他程序打开"
        ) from error
