"""Words: jieba with the project's own dictionary of office terms, without guessing of unknown words.

The dictionary is `lexicon/jieba_words.txt`. HMM is off: the same text gives the same words on every machine, and
retrieval measured better without it. Nothing is written to the shared temporary folder.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib.resources import as_file, files

import jieba


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with as_file(files("extract") / "lexicon" / "jieba_words.txt") as dictionary:
        if dictionary.exists():
            tokenizer.load_userdict(str(dictionary))
    return tokenizer


def cut(text: str) -> list[str]:
    """The words of a text in order; joined they are the text again."""
    return list(_tokenizer().cut(text, HMM=False))
