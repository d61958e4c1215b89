"""Folding: which characters count as the same when words are looked for.

Folding works character by character, each one the same wherever it stands: folded(a + b) == folded(a) + folded(b).
So whatever is cut out of a text folds to a piece of the folded text, and can be found in it. White space, control and
format characters are dropped; full and half width, upper and lower case, the kinds of brackets, quotes and dashes, the
zeros of written dates, and traditional and simplified characters are one. The source is never changed: a `Folded` text
knows the way back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Span

# The character that stands for all of its kind, looked up after NFKC (which settles widths and presentation forms).
SAME_KINDS = {
    "(": "〔［[【〖{〘〚",
    ")": "〕］]】〗}〙〛",
    "《": "〈«‹",
    "》": "〉»›",
    '"': "“”„‟〝〞〟「」『』",
    "'": "‘’‚‛′`",
    "-": "‐‑‒–—―─━−⸺⸻",
    "~": "〜∼",
    "·": "•‧・∙⋅",
    "0": "〇○◯",
}

# Radicals that broken text layers of PDFs use for whole characters; NFKC knows the Kangxi radicals but not these.
RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def _traditional() -> dict[str, str]:
    """Traditional character -> simplified one, of lexicon/traditional.txt."""
    lines = (Path(__file__).parent / "lexicon" / "traditional.txt").read_text(encoding="utf-8").splitlines()
    groups = (group for line in lines if not line.startswith("#") for group in line.split())
    return {member: group[0] for group in groups for member in group[1:]}


TRADITIONAL = _traditional()
SAME = TRADITIONAL | RADICALS | {member: kind for kind, members in SAME_KINDS.items() for member in members}
DROPPED_CATEGORIES = frozenset(("Cc", "Cf", "Cs"))


def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).lower())
    return "".join(SAME.get(each, each) for each in plain if not _is_dropped(each))


def _is_dropped(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in DROPPED_CATEGORIES


class _FoldTable(dict[int, str]):
    """Code point -> what it folds to, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


class _WidthTable(dict[int, str]):
    """Code point -> one character whose number is how many characters the code point folds to."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(len(_FOLDS[code]))
        return self[code]


_FOLDS = _FoldTable()
_WIDTHS = _WidthTable()
_NOT_ONE = re.compile("[^\x01]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to its source.

    The map is kept as runs: run i begins at `starts[i]` of `text` and at `sources[i]` of the source, and the two go on
    in step. A source character that folds to several stands behind each of them.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The source's span behind the half-open `[start, end)` of the folded text, which must not be empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a stretch of the folded text: [{start}, {end})")
        return Span(self._source(start), self._source(end - 1) + 1)

    def index(self, offset: int) -> int:
        """The first index of the folded text that stands at or after an offset of the source (len(text) if none)."""
        run = bisect_left(self.sources, offset)
        following = self.starts[run] if run < len(self.starts) else len(self.text)
        if run == 0:
            return following
        return min(self.starts[run - 1] + offset - self.sources[run - 1], following)

    def _source(self, index: int) -> int:
        run = bisect_right(self.starts, index) - 1
        return self.sources[run] + index - self.starts[run]


def folded(text: str) -> str:
    """The folded text alone, where the way back is not needed."""
    return text.translate(_FOLDS)


def fold(text: str) -> Folded:
    """The folded text with the way back."""
    starts: list[int] = []
    sources: list[int] = []
    widths = text.translate(_WIDTHS)
    index = source = 0
    for odd in _NOT_ONE.finditer(widths):
        if source < odd.start():
            starts.append(index)
            sources.append(source)
            index += odd.start() - source
        for _ in range(ord(odd.group())):
            starts.append(index)
            sources.append(odd.start())
            index += 1
        source = odd.end()
    if source < len(text):
        starts.append(index)
        sources.append(source)
    return Folded(folded(text), tuple(starts), tuple(sources))
