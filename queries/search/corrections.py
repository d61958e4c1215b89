"""What was meant, where something typed stands in no paper: a word that sounds alike or differs in one character."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from weakref import WeakKeyDictionary

from index.analysis import pairs
from index.engine import Snapshot
from index.folding import folded
from index.schema import GRAMS
from index.shelf import Shelf
from queries.search.pinyin import sound

_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")
_SHORTEST, _LONGEST = 2, 6
_LEAST = 2  # passages; a word that fewer have may be a slip itself
_MOST_SLIPS = 3


def meant(snapshot: Snapshot, typed: str) -> str | None:
    """What was typed with the words put right that no paper has; None where all is known or nothing is near."""
    text, changed = folded(typed) if " " not in typed else typed, False
    for _ in range(_MOST_SLIPS):
        better = _better(snapshot, text)
        if better is None:
            break
        text, changed = better, True
    return text if changed else None


def _better(snapshot: Snapshot, text: str) -> str | None:
    """The text with its first slip put right by the likeliest word."""
    for run in _CHINESE.finditer(text):
        slip = next((at for at, pair in enumerate(pairs(run.group())) if not _known(snapshot, pair)), None)
        if slip is None:
            continue
        best = max(_repairs(snapshot, run.group(), slip), default=None)
        if best is not None:
            return text[: run.start()] + best[-1] + text[run.end() :]
    return None


def _repairs(snapshot: Snapshot, run: str, slip: int) -> Iterator[tuple[int, int, int, str]]:
    """The run with a stretch around the slip replaced by a known word: fewer unknown pairs first, then sounding alike
    before looking alike, then the commoner word."""
    words = _words_of(snapshot)
    for start in range(max(0, slip + 2 - _LONGEST), slip + 2):
        for end in range(max(start + _SHORTEST, slip + 1), min(start + _LONGEST, len(run)) + 1):
            stretch = run[start:end]
            for likeness, candidates in ((1, words.sounding), (0, words.differing)):
                for word in candidates(stretch):
                    repaired = run[:start] + word + run[end:]
                    unknown = sum(not _known(snapshot, pair) for pair in pairs(repaired))
                    if word != stretch and unknown < sum(not _known(snapshot, pair) for pair in pairs(run)):
                        yield -unknown, likeness, words.counts[word], repaired


class _Words:
    """The words of the papers, by how they sound and by what is left without one of their characters."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.counts = {
            word: count
            for word, count in vocabulary.items()
            if count >= _LEAST and _SHORTEST <= len(word) <= _LONGEST and _CHINESE.fullmatch(word)
        }
        by_sound: defaultdict[str, list[str]] = defaultdict(list)
        by_rest: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.counts:
            by_sound[sound(word)].append(word)
            if len(word) > _SHORTEST:
                for rest in _rests(word):
                    by_rest[rest].append(word)
        # Strings, as the garbage collector would look through a hundred thousand lists again and again.
        self._by_sound = {heard: " ".join(words) for heard, words in by_sound.items()}
        self._by_rest = {rest: " ".join(words) for rest, words in by_rest.items()}

    def sounding(self, stretch: str) -> list[str]:
        """The words that sound as the stretch does."""
        return self._by_sound.get(sound(stretch), "").split()

    def differing(self, stretch: str) -> list[str]:
        """The words that differ from the stretch in one character."""
        return [word for rest in _rests(stretch) for word in self._by_rest.get(rest, "").split()]


def _rests(word: str) -> Iterator[str]:
    """What is left of the word without one of its characters, each with where that was."""
    return (f"{word[:at]} {word[at + 1 :]}" for at in range(len(word)))


def _words_of(snapshot: Snapshot) -> _Words:
    return _gathered(snapshot.shelf, lambda: snapshot.vocabulary)


_GATHERED: WeakKeyDictionary[Shelf, _Words] = WeakKeyDictionary()


def _gathered(shelf: Shelf, vocabulary: Callable[[], Mapping[str, int]]) -> _Words:
    """The words of a state of the index, worked out once for as long as it is used."""
    if shelf not in _GATHERED:
        _GATHERED[shelf] = _Words(vocabulary())
    return _GATHERED[shelf]


def _known(snapshot: Snapshot, pair: str) -> bool:
    return snapshot.frequencies([(GRAMS, pair)]).holding[0] > 0
