"""Marks as Chinese papers set them (GB/T 15834); offices type half-width and look-alike ones between Chinese words."""

from __future__ import annotations

import re

_WORD = "\u4e00-\u9fff"
_HALF = re.compile(rf"[,;:?!∶﹕](?:(?<=[{_WORD}%％）)”》〕].)|(?=[{_WORD}“《（〔]))")
_FULL = str.maketrans(",;:?!∶﹕", "，；：？！：：")


def full_width(text: str) -> str:
    """The text with such marks beside Chinese words made full-width; every offset stays where it was, and marks
    inside numbers (1,200) stay as they are."""
    return _HALF.sub(lambda mark: mark.group().translate(_FULL), text)
