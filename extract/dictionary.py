"""jieba's dictionary, read where it is asked for: a question needs the words that begin with a few characters, and not
all of its 350,000, which take longer to read than everything else about a search.
"""

from __future__ import annotations

import re
from collections import defaultdict

# A line is a word, its count and its part of speech; the lines of one first character stand together, or nearly.
_RUN = re.compile(r"^(.).*\n(?:\1.*\n)*", re.MULTILINE)
_COUNT = re.compile(r" (\d+) ")


class Dictionary:
    """The words of a dictionary as jieba writes it (dict.txt); `total` is the sum of all counts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for run in _RUN.finditer(text):
            self._runs[run.group(1)].append(run.span())
        self.total = sum(map(int, _COUNT.findall(text)))

    def words_from(self, character: str) -> dict[str, int]:
        """The words that begin with the character, with their counts, and what longer ones begin with, with 0."""
        counts: dict[str, int] = {}
        for start, end in self._runs.get(character, ()):
            for line in self._text[start:end].splitlines():
                word, count, _ = line.split(" ", 2)
                counts[word] = int(count)
                for length in range(1, len(word)):
                    counts.setdefault(word[:length], 0)
        return counts
