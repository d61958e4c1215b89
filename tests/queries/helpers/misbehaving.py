"""The workers' own work, except for files whose words ask for trouble."""

from __future__ import annotations

import os
import time
from typing import Any

from queries import intake
from queries.intake_values import Job

prepare = intake.prepare
REAL_READ, REAL_FINDINGS = intake.read_open_document, intake.Findings


def abort() -> None:
    os.abort()


def hang() -> None:
    time.sleep(600)


def odd() -> None:
    raise ValueError("odd")


TROUBLE = {f"【{each.__name__}】": each for each in (abort, hang, odd)}


def read(data: bytes, source: str) -> Any:
    for words, trouble in TROUBLE.items():
        if words.encode() in data:
            trouble()
    return REAL_READ(data, source)


def findings(document: Any, **options: Any) -> Any:
    if "【extract】" in document.text:
        raise ValueError("odd")
    return REAL_FINDINGS(document, **options)


def take(job: Job) -> Any:
    intake.read_open_document, intake.Findings = read, findings
    return intake.take(job)
