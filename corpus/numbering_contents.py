"""Tables of contents: their entries repeat the headings below and are no headings themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.layout import Paragraph

FEWEST = 4  # so many short paragraphs running that come again below are a table of contents
LONGEST = 50  # an entry is no longer than this
LEADERS = re.compile(r"[.…·．]*\d*$")
GLUED = re.compile(r"第[一二三四五六七八九十]{1,3}[章节].{2,40}?(?=第[一二三四五六七八九十]{1,3}[章节]|$)")


def contents_of(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The places of the paragraphs that are entries of a table of contents, whether or not 目录 stands above it."""
    words = [unicodedata.normalize("NFKC", paragraph.words) for paragraph in paragraphs]
    keys = [LEADERS.sub("", printed) or printed for printed in words]
    last = {words[index]: index for index, paragraph in enumerate(paragraphs) if not paragraph.cell}
    found: set[int] = set()
    run: list[int] = []
    for index, key in enumerate(keys):
        if len(key) <= LONGEST and last.get(key, -1) > index and not paragraphs[index].cell:
            run.append(index)
            continue
        if len(run) >= FEWEST and min(last[keys[entry]] for entry in run) >= index:
            found.update(run)
        run = []
    found.update(index for index, paragraph in enumerate(paragraphs) if _is_glued(paragraph, last))
    return frozenset(found)


def _is_glued(paragraph: Paragraph, last: dict[str, int]) -> bool:
    """Whether a whole table of contents was run together into one paragraph."""
    entries = [match.group() for match in GLUED.finditer(paragraph.words)]
    return len(entries) >= FEWEST and 2 * sum(entry in last for entry in entries) > len(entries)
