"""The limits on reading a file, as the environment sets them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from corpus.errors import QueryError
from corpus.limits import DEFAULT_LIMITS, MEBIBYTE, Limits

# What each variable sets: in its own unit, at least this much.
_SECONDS, _MEMORY, _FILE, _UNPACKED = "GONGWEN_SECONDS", "GONGWEN_MEMORY_MB", "GONGWEN_FILE_MB", "GONGWEN_UNPACKED_MB"
_PAGES, _MEMBERS, _DEPTH, _WORKERS = "GONGWEN_PAGES", "GONGWEN_MEMBERS", "GONGWEN_DEPTH", "GONGWEN_WORKERS"
_LINES, _PIXELS, _MEMBER, _RATIO = "GONGWEN_LINES", "GONGWEN_MEGAPIXELS", "GONGWEN_MEMBER_MB", "GONGWEN_RATIO"
_SETTINGS: dict[str, Callable[[Limits, int], Limits]] = {
    _SECONDS: lambda limits, number: replace(limits, seconds=float(number)),
    _MEMORY: lambda limits, number: replace(limits, memory=number * MEBIBYTE),
    _FILE: lambda limits, number: replace(limits, file_size=number * MEBIBYTE),
    _UNPACKED: lambda limits, number: replace(limits, package=replace(limits.package, total=number * MEBIBYTE)),
    _MEMBER: lambda limits, number: replace(limits, package=replace(limits.package, member=number * MEBIBYTE)),
    _RATIO: lambda limits, number: replace(limits, package=replace(limits.package, ratio=number)),
    _PAGES: lambda limits, number: replace(limits, pages=number),
    _PIXELS: lambda limits, number: replace(limits, pixels=number * 1_000_000),
    _MEMBERS: lambda limits, number: replace(limits, package=replace(limits.package, members=number)),
    _LINES: lambda limits, number: replace(limits, package=replace(limits.package, lines=number)),
    _DEPTH: lambda limits, number: replace(limits, depth=number),
    _WORKERS: lambda limits, number: replace(limits, workers=number),
}


def limits_from(environment: Mapping[str, str]) -> Limits:
    """The usual limits with what the variables change. Raises QueryError where a value is no whole number
    above 0."""
    limits = DEFAULT_LIMITS
    for name, set_to in _SETTINGS.items():
        value = environment.get(name)
        if not value:
            continue
        if not value.isdecimal() or int(value) == 0:
            raise QueryError(f"环境变量 {name} 的值“{value}”不对", advice="请写大于 0 的整数")
        limits = set_to(limits, int(value))
    return limits
