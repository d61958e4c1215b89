"""What a paper calls something for short: 争创模范市（以下简称“创模”）."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from corpus.store_values import StoredRecord
from corpus.view import readable

KIND = "short_name"
"""The kind of records that name a body's short form."""

_SAID = re.compile(
    r"(?P<before>[^，。；：、！？（）()\s]{2,40})[（(](?:以下|下文|下称)?(?:统一?)?(?:简称|称)为?[：:，,]?"
    r"[“\"「‘《]?(?P<short>[\w·]{2,12}?)[”\"」’》]?[）)]"
)
_TITLE = re.compile(r"《([^《》]{2,60})》$")
_LEAST_LONGER = 2


def short_forms(text: str, records: Iterable[StoredRecord]) -> tuple[tuple[str, str], ...]:
    """The short forms of a paper with what they stand for, each pair once: those of bodies, as its records have them,
    and those of anything else that the text explains. What they stand for is as printed, without blanks."""
    bodies = [
        (said["text"], said["name"]) for each in records if each.kind == KIND for said in [json.loads(each.payload)]
    ]
    return tuple(dict.fromkeys((*((readable(short).text, name) for short, name in bodies), *_explained(text))))


def _explained(text: str) -> Iterator[tuple[str, str]]:
    if "简称" not in text:
        return
    for found in _SAID.finditer(readable(text).text):
        short, before = found["short"], found["before"]
        title = _TITLE.search(before)
        whole = title.group(1) if title else _shortened_to(short, before)
        if whole and len(whole) >= len(short) + _LEAST_LONGER:
            yield short, whole


def _shortened_to(short: str, before: str) -> str | None:
    """The shortest end of the words before that holds the characters of the short form in order."""
    at = len(before)
    for character in reversed(short):
        at = before.rfind(character, 0, at)
        if at < 0:
            return None
    return before[at:]
