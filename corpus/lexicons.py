"""The word lists of this folder: `lexicon/*.yaml`, read once and checked.

A faulty file raises RuleError with the file, the entry and the fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from corpus.errors import RuleError

KIND_BLOCKS = ("statutory", "rules", "plans", "bulletins")
METADATA = ("document_number", "issuer", "date", "title", "other")


@cache
def kinds() -> Mapping[str, str]:
    """文种 by the words that end a title: `复函` gives `函`."""
    return kinds_in(_load("kinds.yaml"), source="kinds.yaml")


@cache
def title_ends() -> tuple[str, ...]:
    """Every word that may end a title, longest first: the kinds' words and those of attached lists and tables."""
    words = {*kinds(), *words_in(_load("kinds.yaml"), "title_ends", source="kinds.yaml")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def organization_words(block: str) -> tuple[str, ...]:
    """One list of organizations.yaml: `bodies`, `recipients`, `greetings` or `never`."""
    return words_in(_load("organizations.yaml"), block, source="organizations.yaml")


@cache
def metadata_labels() -> Mapping[str, str]:
    """What a label of a paper's metadata block tells, by the label: `发文字号` gives `document_number`."""
    data = _load("metadata.yaml")
    return {label: field for field in METADATA for label in words_in(data, field, source="metadata.yaml")}


def kinds_in(data: Mapping[str, Any], *, source: str) -> dict[str, str]:
    """The kinds of a parsed file; raises RuleError where a block or an entry is not `kind: [words]`."""
    found: dict[str, str] = {}
    for block in KIND_BLOCKS:
        entries = data.get(block)
        if not isinstance(entries, dict):
            raise RuleError(f"词表 {source} 缺少 {block}", advice="请按文件开头的说明补上")
        for kind in entries:
            for word in words_in(entries, kind, source=source):
                if word in found:
                    raise RuleError(f"词表 {source} 的 {block} 中“{word}”重复", advice="请只保留一处")
                found[word] = kind
    return found


def words_in(data: Mapping[str, Any], key: str, *, source: str) -> tuple[str, ...]:
    """The words listed under a key; raises RuleError where they are not a list of words."""
    words = data.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise RuleError(f"词表 {source} 的“{key}”不是词的列表", advice="请写成 [词, 词]")
    return tuple(words)


@cache
def _load(name: str) -> Mapping[str, Any]:
    content = (resources.files("corpus") / "lexicon" / name).read_text("utf-8")
    try:
        data = yaml.safe_load(content)
    except yaml.YAMLError as fault:
        raise RuleError(f"词表 {name} 读不出：{fault}", advice="请检查标点和缩进") from fault
    if not isinstance(data, dict):
        raise RuleError(f"词表 {name} 不是“名称: 内容”的形式", advice="请检查标点和缩进")
    return data
