"""The border between one file and the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from corpus.errors import GongwenError

_log = logging.getLogger("gongwen")

T = TypeVar("T")


def attempt(work: Callable[[], T]) -> T | GongwenError:
    """What the work gives, or the error to list: one bad file never stops the rest, whatever it makes a reader do."""
    try:
        return work()
    except GongwenError as error:
        return error
    except Exception as error:  # noqa: BLE001 (the border between one file and the rest)
        _log.debug("unexpected error in one file", exc_info=error)
        return GongwenError(
            f"处理时出现程序错误（{type(error).__name__}：{error}）", advice="请把此文件交给维护人员，其他文件不受影响"
        )
