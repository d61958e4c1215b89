"""The words that mean the same in a library: the shipped lexicon, the user's own groups, and the papers' short forms.

The user's groups are in `synonyms.yaml` in the library's folder, written as the shipped ones are, one group a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.errors import NotFound, QueryError
from extract.rulebook import Data, read
from index.folding import folded
from index.shelf import Shelf
from queries.export import write_whole
from queries.search.meaning import Synonyms, synonyms_of

FILE = "synonyms.yaml"
_SHIPPED = Path(__file__).parents[1] / "lexicon" / "synonyms.yaml"

Group = tuple[str, ...]


class SynonymsFile(Data):
    """Groups of words that mean the same."""

    groups: tuple[Group, ...] = ()


def synonyms_in(folder: Path, shelf: Shelf) -> Synonyms:
    """All words that mean the same in the library in the folder; raises RuleError for a faulty file."""
    path = folder / FILE
    state = path.stat().st_mtime_ns if path.exists() else 0
    return _gathered(path, state, shelf)


@lru_cache(maxsize=4)
def _gathered(path: Path, _state: int, shelf: Shelf) -> Synonyms:
    return synonyms_of((*shipped_groups(), *own_groups(path.parent), *shelf.short_forms))


@lru_cache(maxsize=1)
def shipped_groups() -> tuple[Group, ...]:
    """The groups of lexicon/synonyms.yaml."""
    return read(_SHIPPED, SynonymsFile).groups


def own_groups(folder: Path) -> tuple[Group, ...]:
    """The user's groups, in the order of entering; none where there is no file. Raises RuleError for a faulty one."""
    path = folder / FILE
    return read(path, SynonymsFile).groups if path.exists() else ()


def add_groups(folder: Path, groups: Iterable[Sequence[str]]) -> int:
    """Adds groups of words that mean the same to the user's; how many were new. Call it inside `store.writing()`.

    Raises QueryError for a group of fewer than two different words.
    """
    before = own_groups(folder)
    known = {frozenset(map(folded, group)) for group in before}
    new: list[Group] = []
    for group in groups:
        words = tuple(dict.fromkeys(word.strip() for word in group if word.strip()))
        if len(set(map(folded, words))) < 2:
            raise QueryError(
                f"“{' '.join(group)}”不足两个不同的词", advice="同义词一组至少要写两个，例如 创模=争创模范市"
            )
        if frozenset(map(folded, words)) not in known:
            known.add(frozenset(map(folded, words)))
            new.append(words)
    if new:
        _write(folder, (*before, *new))
    return len(new)


def remove_word(folder: Path, word: str) -> int:
    """Takes the user's groups that hold the word out; how many. Call it inside `store.writing()`. Raises NotFound where
    there is none."""
    before = own_groups(folder)
    kept = tuple(group for group in before if folded(word) not in map(folded, group))
    if len(kept) == len(before):
        raise NotFound(f"自己添加的同义词中没有“{word}”", advice="用 gongwen synonyms 查看自己添加的同义词")
    _write(folder, kept)
    return len(before) - len(kept)


def _write(folder: Path, groups: Sequence[Group]) -> None:
    lines = ["# 本资料库的同义词：一行一组，同组的词检索时互相代用", "groups:"]
    lines += [f"- {json.dumps(list(group), ensure_ascii=False)}" for group in groups]
    write_whole(folder / FILE, ("\n".join(lines if groups else [lines[0], "groups: []"]) + "\n").encode())
