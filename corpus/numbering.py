"""From labels to an outline: which labels are meant, how deep each stands, and how far it reaches.

A label that begins a paragraph is taken at its word (offices misnumber). One inside a paragraph counts when it belongs
to a row: the next number follows, in the same paragraph or at the head of the next one, or an open row goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Section, Span
from corpus.layout import Paragraph
from corpus.letterhead_attachments import attachment_lines
from corpus.numbering_contents import contents_of
from corpus.numbering_labels import INLINE, Label, candidates, leading, numbers_decimally

HEADING_END = re.compile(r"[。；：！？;:!?]")
TITLES = re.compile(r"《[^》]*》")


def outline_of(paragraphs: Sequence[Paragraph], scopes: Sequence[Span]) -> tuple[Section, ...]:
    """The numbered headings and items of each scope (an article's body), levels counted from 1 within it.

    Cells of tables, the entries of a table of contents and the list of attachments are not items. Linear in the text's
    length.
    """
    listed = contents_of(paragraphs) | attachment_lines(paragraphs)
    starts = [paragraph.start for paragraph in paragraphs]
    sections: list[Section] = []
    for scope in scopes:
        first, last = bisect_left(starts, scope.start), bisect_left(starts, scope.end)
        own = tuple(
            paragraphs[index] for index in range(first, last) if index not in listed and not paragraphs[index].cell
        )
        sections += sections_of(own, scope)
    return tuple(sections)


def sections_of(paragraphs: tuple[Paragraph, ...], scope: Span) -> list[Section]:
    """The sections of one scope, all of whose paragraphs are given."""
    placed = list(nested(labels_of(paragraphs), paragraphs))
    starts = [paragraphs[label.paragraph].view.offsets[label.start] for label, _, _ in placed]
    limits = limits_of(starts, [level for _, level, _ in placed], scope.end)
    ends = [paragraph.end for paragraph in paragraphs]
    sections: list[Section] = []
    for (label, level, path), start, limit in zip(placed, starts, limits, strict=True):
        paragraph = paragraphs[label.paragraph]
        heading, heading_end = heading_of(paragraph, label)
        reach = min(limit, paragraph.end) if label.inline else limit
        sections.append(
            Section(
                start,
                max(last_printed(paragraphs, ends, reach), heading_end),
                label=paragraph.words[label.start : label.end],
                level=level,
                heading=heading,
                heading_end=heading_end,
                path=path,
                inline=label.inline,
            )
        )
    return sections


def limits_of(starts: Sequence[int], levels: Sequence[int], end: int) -> list[int]:
    """For each section, where the next one of its level or a higher one begins; `end` where none follows."""
    limits = [end] * len(starts)
    following: list[tuple[int, int]] = []
    for position in range(len(starts) - 1, -1, -1):
        while following and following[-1][0] > levels[position]:
            following.pop()
        if following:
            limits[position] = following[-1][1]
        following.append((levels[position], starts[position]))
    return limits


def heading_of(paragraph: Paragraph, label: Label) -> tuple[str, int]:
    """The words after a label up to the first sentence end, and the source's offset where they end."""
    words = paragraph.words
    start = label.end
    while start < len(words) and words[start] in "：:、 .．":
        start += 1
    stop = HEADING_END.search(words, start)
    end = stop.start() if stop else len(words)
    if end <= start:
        return "", paragraph.view.offsets[label.end - 1] + 1
    return words[start:end], paragraph.view.offsets[end - 1] + 1


def last_printed(paragraphs: Sequence[Paragraph], ends: Sequence[int], limit: int) -> int:
    """Where the last printed character before `limit` ends; `ends` are the paragraphs' ends."""
    position = bisect_left(ends, limit)
    if position < len(paragraphs) and paragraphs[position].start < limit:
        offsets = paragraphs[position].view.offsets
        return offsets[paragraphs[position].view.index(limit) - 1] + 1
    return ends[position - 1] if position else limit


def labels_of(paragraphs: tuple[Paragraph, ...]) -> list[Label]:
    """Every label that is meant, in reading order."""
    decimals = numbers_decimally(paragraphs)
    heads = [list(_heads(paragraph, index, decimals)) for index, paragraph in enumerate(paragraphs)]
    upcoming: list[Label | None] = [None] * len(paragraphs)
    coming = None
    for index in range(len(paragraphs) - 1, -1, -1):
        upcoming[index] = coming
        coming = heads[index][0] if heads[index] else coming
    running: dict[str, int] = {}
    found: list[Label] = []
    for index, paragraph in enumerate(paragraphs):
        running.update((label.row, label.number) for label in heads[index])
        start = heads[index][-1].end if heads[index] else 0
        inline = [
            label
            for style in INLINE
            if (looking := candidates(paragraph, style, index=index, start=start))
            for label in _row(looking, running, upcoming[index])
        ]
        inside = [match.span() for match in TITLES.finditer(paragraph.words)]
        found += heads[index]
        found += _apart(label for label in inline if not any(low < label.start < high for low, high in inside))
    return found


def _heads(paragraph: Paragraph, index: int, decimals: bool) -> Iterator[Label]:
    """The labels a paragraph begins with: mostly one or none, two where 一、（一） stand together."""
    start = 0
    while label := leading(paragraph, index=index, start=start, decimals=decimals):
        if start and (label.number != 1 or label.style.name in ("1", "stage", "clause")):
            return
        yield label
        start = label.end


def _row(found: list[Label], running: dict[str, int], upcoming: Label | None) -> list[Label]:
    """Those of one style's candidates that stand in a row."""
    accepted: list[Label] = []
    row: list[Label] = []

    def close() -> None:
        if not row:
            return
        first, last = row[0], row[-1]
        follows = upcoming is not None and upcoming.row == last.row and upcoming.number == last.number + 1
        open_number = running.get(first.row)
        goes_on = first.number > 1 and open_number is not None and (open_number + 1 == first.number or first.quoted)
        if len(row) > 1 or (not first.loose and (follows or goes_on or first.spoken)):
            accepted.extend(row)
            running[last.row] = last.number

    for label in found:
        open_number = running.get(label.row)
        goes_on = open_number is not None and (open_number + 1 == label.number or label.quoted)
        if row and label.number > 1 and (label.quoted or 0 <= label.number - row[-1].number <= 2):
            row.append(label)
        elif label.number == 1 or (not label.loose and (label.spoken or goes_on)):
            close()
            row = [label]
    close()
    return accepted


def _apart(labels: Iterable[Label]) -> list[Label]:
    """The labels in reading order, the first of any two that overlap."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda label: (label.start, -label.end)):
        if not kept or kept[-1].end <= label.start:
            kept.append(label)
    return kept


@dataclass(slots=True)
class _Open:
    """A label that is open while the outline is built, and the path that leads to it."""

    label: Label
    path: str


def nested(labels: Sequence[Label], paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Label, int, str]]:
    """Each label with its level (1 is the topmost) and its path (`二/（一）/2.`).

    A style that is open already closes all below it. A new one stands below the open label, unless offices always rank
    it higher; a row that goes on in a look-alike style (1. 2、 3.) stays one row.
    """
    stack: list[_Open] = []
    for position, label in enumerate(labels):
        depth = _depth(stack, label)
        if label.inline and depth == len(stack):
            depth = _beside(stack, labels, position, paragraphs)
        del stack[depth:]
        printed = paragraphs[label.paragraph].words[label.start : label.end]
        above = f"{stack[-1].path}/" if stack else ""
        stack.append(_Open(label, above + printed.replace("、", "")))
        yield label, len(stack), stack[-1].path


def _depth(stack: Sequence[_Open], label: Label) -> int:
    """How many of the open labels stay open above a new one."""
    rows = [opened.label.row for opened in stack]
    if label.row in rows:
        return rows.index(label.row)
    for depth, opened in enumerate(stack):
        alike = opened.label.style.alike == label.style.alike and label.style.alike != "decimal"
        if alike and label.number == opened.label.number + 1 and not label.inline:
            return depth
    depth = len(stack)
    rank = label.style.rank
    while rank is not None and depth:
        above = stack[depth - 1].label
        done = above.style.rank is None and above.inline and above.paragraph != label.paragraph
        lower = above.style.rank is not None and above.style.rank > rank
        if not (done or lower):
            break
        depth -= 1
    return depth


def _beside(stack: Sequence[_Open], labels: Sequence[Label], position: int, paragraphs: Sequence[Paragraph]) -> int:
    """Where a new inline row stands: below the open item, or beside the inline row before it where that row is done
    (none of its labels follows in the paragraph) and a sentence has ended since."""
    label = labels[position]
    depth = len(stack)
    while depth and stack[depth - 1].label.inline and stack[depth - 1].label.paragraph == label.paragraph:
        before = stack[depth - 1].label
        ended = "。" in paragraphs[label.paragraph].words[before.end : label.start]
        if not ended or _goes_on(labels, position, before):
            break
        depth -= 1
    return depth


def _goes_on(labels: Sequence[Label], position: int, before: Label) -> bool:
    """Whether the row of `before` goes on in its paragraph after the label at `position`."""
    for place in range(position + 1, len(labels)):
        other = labels[place]
        if other.paragraph != before.paragraph:
            return False
        if other.row == before.row and other.number > before.number:
            return True
    return False
