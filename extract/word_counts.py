"""How often words occur, by jieba's dictionary, read as it is asked for: the words that begin with one character at a
time. A paper has a few hundred of the twelve thousand characters, and a process that reads one paper starts at once."""

from __future__ import annotations

import re

_RUN = re.compile(r"((.).*\n?(?:\2.*\n?)*)")  # lines that begin with the same character
_COUNT = re.compile(r" (\d+)(?: |$)", re.MULTILINE)


class WordCounts:
    """What a `jieba.Tokenizer` looks up as its `FREQ`, from the lines of its dictionary: a word, a blank, its count,
    and what else there may be.

    As in jieba's own table the beginnings of words are in it too, with 0 where they are no words themselves.
    """

    def __init__(self, lines: str) -> None:
        self._lines: dict[str, str] = {}
        for run, first in _RUN.findall(lines):
            self._lines[first] = self._lines.get(first, "") + run
        self._counts: dict[str, dict[str, int]] = {}
        self.total = sum(map(int, _COUNT.findall(lines)))
        """What all counts are together."""

    def beginning_with(self, first: str) -> dict[str, int]:
        """The words and beginnings of words that begin with the character."""
        if first not in self._counts:
            self._counts[first] = self._read(first)
        return self._counts[first]

    def __contains__(self, word: str) -> bool:
        return word in self.beginning_with(word[0])

    def __getitem__(self, word: str) -> int:
        return self.beginning_with(word[0])[word]

    def get(self, word: str, default: int | None = None) -> int | None:
        """The word's count, or the default."""
        return self.beginning_with(word[0]).get(word, default)

    def __setitem__(self, word: str, count: int) -> None:
        self.beginning_with(word[0])[word] = count

    def _read(self, first: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for line in self._lines.get(first, "").splitlines():
            word, count = line.split(" ")[:2]
            counts[word] = int(count)
            # Where a beginning is known, so are its own.
            while (word := word[:-1]) and word not in counts:
                counts[word] = 0
        return counts
