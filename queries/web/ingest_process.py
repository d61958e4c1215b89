"""The process that reads uploaded files in: a job on standard input, a JSON line a step on standard output."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.errors import GongwenError
from queries.cli.limits import limits_from
from queries.ingest import IngestReport, Progress
from queries.library import Library, open_library

_SECRET = "密级"
# Whoever reads pages comes first; with more patience nothing would be read in on a busy computer.
_PATIENCE = 10


def main() -> None:
    """`python -m queries.web.ingest_process LIBRARY ENGINE ALLOW_SECRET`, in the folder of what was received."""
    folder, engine, allow_secret = sys.argv[1:]
    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
    job = json.loads(sys.stdin.read())
    now = datetime.datetime.now(datetime.timezone.utc)
    try:
        with open_library(
            folder, engine=engine, limits=limits_from(os.environ), allow_secret=allow_secret == "1"
        ) as library:
            if job["retry"]:
                report = library.retry(at=now, progress=_say_progress)
                paths = [path.relative_to(Path.cwd()) for path in Path.cwd().glob("*/*")]
            else:
                paths = [Path(path) for path in job["paths"]]
                report = library.ingest(paths, at=now, progress=_say_progress)
            _say(_told(report, papers=_papers(library, paths)))
            _clear(library, paths)
    except GongwenError as error:
        _say({"error": str(error)})


def _papers(library: Library, paths: Iterable[Path]) -> list[tuple[str, str]]:
    """The papers that the files gave, as (id, file name)."""
    files = ((path, library.store.file(str(path.absolute()))) for path in paths)
    return [(file.document_id, path.name) for path, file in files if file is not None and file.document_id]


def _clear(library: Library, paths: Iterable[Path]) -> None:
    """Deletes what was read in, and what must not be kept."""
    for path in paths:
        file = library.store.file(str(path.absolute()))
        if file is not None and (file.done or _SECRET in (file.reason or "")):
            path.unlink(missing_ok=True)
            if path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()


def _told(report: IngestReport, *, papers: list[tuple[str, str]]) -> dict[str, Any]:
    counts = [("新增", report.added), ("更新", report.updated), ("未变", report.unchanged)]
    failed = [(Path(failure.source).name, failure.reason) for failure in report.failed]
    return {"counts": counts, "failed": failed, "papers": papers}


def _say_progress(step: Progress) -> None:
    _say({"done": step.done, "total": step.total, "source": step.source})


def _say(said: dict[str, Any]) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
