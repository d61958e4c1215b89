"""Taking files in from the pages: what was uploaded waits in the library's folder `received`, and a process of its own
reads it in, so that pages stay quick and a server that ends loses nothing.

What was read in is deleted from `received` (the library keeps the originals); what failed stays there to be tried
again, except papers marked as state secrets, which are not kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from corpus.errors import GongwenError
from queries.web.settings import Settings

RECEIVED = "received"
_UNWANTED = re.compile(r'[\x00-\x1f\x7f<>:"|?*/\\]+')
_LONGEST_NAME = 120
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class IngestState:
    """How far the reading in is: `done` of `total` files, `source` the last one; when it is over, `counts` (added,
    updated, unchanged) and `failed` (name, reason), or `error`."""

    running: bool = False
    done: int = 0
    total: int = 0
    source: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    error: str = ""


class Ingests:
    """One reading in at a time; what comes meanwhile waits for its turn. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._changed = threading.Condition()
        self._waiting: list[dict[str, Any]] = []
        self._state = IngestState()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def state(self) -> IngestState:
        """How things stand."""
        with self._changed:
            return self._state

    def take(self, paths: Sequence[Path]) -> None:
        """Has the files read in."""
        self._start({"paths": [str(path.relative_to(self.received)) for path in paths], "retry": False})

    def retry(self) -> None:
        """Has the files tried again that failed."""
        self._start({"paths": [], "retry": True})

    def close(self) -> None:
        """Stops what runs; it goes on where it was when the same files come again."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            process, thread = self._process, self._thread
        if process is not None:
            process.terminate()
        if thread is not None:
            thread.join(20)

    @property
    def received(self) -> Path:
        """The folder of what was uploaded."""
        return self._settings.library.absolute() / RECEIVED

    def keep(self, name: str, file: IO[bytes]) -> Path:
        """Puts an uploaded file into `received`, under its content and its name; the same again is the same file."""
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        file.seek(0)
        path = self.received / digest.hexdigest()[:16] / safe_name(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"~{threading.get_ident()}.part")
        with unfinished.open("wb") as copy:
            shutil.copyfileobj(file, copy, _CHUNK)
        unfinished.replace(path)
        return path

    def _start(self, job: dict[str, Any]) -> None:
        with self._changed:
            if self._closed:
                raise GongwenError("程序正在结束", advice="请重新打开后再上传")
            self._waiting.append(job)
            if self._thread is None or not self._thread.is_alive():
                self._state = IngestState(running=True, total=len(job["paths"]))
                self._thread = threading.Thread(target=self._work, name="gongwen-ingest", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                if not self._waiting or self._closed:
                    self._state = replace(self._state, running=False)
                    self._thread = None
                    return
                job = self._waiting.pop(0)
            self._run(job)

    def _run(self, job: dict[str, Any]) -> None:
        self.received.mkdir(parents=True, exist_ok=True)
        settings = self._settings
        arguments = [str(settings.library.absolute()), settings.engine, str(int(settings.allow_secret))]
        process = subprocess.Popen(
            [sys.executable, "-m", "queries.web.ingest_process", *arguments],
            cwd=self.received,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=_environment(),
        )
        with self._changed:
            self._process = process
            self._state = IngestState(running=True, total=len(job["paths"]))
        assert process.stdin is not None
        assert process.stdout is not None
        with process:
            process.stdin.write(json.dumps(job))
            process.stdin.close()
            for line in process.stdout:
                self._told(json.loads(line))
        with self._changed:
            self._process = None
            if process.returncode and not self._state.error:
                self._state = replace(self._state, error="入库中途停止，已入库的不受影响。请再次上传或重试")

    def _told(self, said: dict[str, Any]) -> None:
        with self._changed:
            if "done" in said:
                self._state = replace(
                    self._state, done=said["done"], total=said["total"], source=Path(said["source"]).name
                )
            elif "error" in said:
                self._state = replace(self._state, error=said["error"])
            else:
                counts, failed, papers = (tuple(map(tuple, said[name])) for name in ("counts", "failed", "papers"))
                self._state = replace(self._state, counts=counts, failed=failed, papers=papers)


def safe_name(name: str) -> str:
    """The last part of a name that a browser sent, without what a path or an office system would trip over."""
    last = name.replace("\\", "/").rpartition("/")[2]
    cleaned = _UNWANTED.sub("_", last).strip(". ~") or "file"
    stem, dot, suffix = cleaned.rpartition(".")
    while len(cleaned.encode("utf-8", "replace")) > _LONGEST_NAME and stem:
        stem = stem[:-1]
        cleaned = f"{stem}{dot}{suffix}"
    return cleaned.encode("utf-8", "replace").decode()[:_LONGEST_NAME]


def _environment() -> dict[str, str]:
    """The child finds the same modules, whatever its folder."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONIOENCODING": "utf-8"}
