"""Telling Chinese that somebody wrote from characters that came out of a wrong decoding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

ENOUGH = 50  # so many characters show whether a page reads well
LAST_COMMON_ROW = 0xD7  # GB 2312: signs in rows A1 to A9, the 3755 hanzi of the first level in B0 to D7
ODD = "!\"#$&'*+<=>?@[\\]^_`{|}~"


def is_common(character: str) -> bool:
    """Whether the character is a sign or a first-level hanzi of GB 2312; in real papers 99 of 100 are, in a wrong
    decoding few."""
    try:
        return character.encode("gb2312")[0] <= LAST_COMMON_ROW
    except UnicodeEncodeError:
        return False


def reads_well(pieces: Iterable[str]) -> bool:
    """Whether the characters of a page look like something that a person could read.

    A piece like (cid:12) or of the private use area stands for a character that nobody knows. Chinese keeps to the
    common hanzi and has more of them than commas, and nobody writes a page in signs like `#` and `@`; a page of a few
    characters is believed.
    """
    shown = Counter(piece for piece in pieces if piece.strip())
    hanzi = Counter({piece: count for piece, count in shown.items() if "\u3400" <= piece[0] <= "\u9fff"})
    common = sum(count for piece, count in hanzi.items() if is_common(piece))
    commas = sum(shown[mark] for mark in "，。、；：")
    senseless = sum(count for piece, count in shown.items() if piece.startswith("(cid:") or is_private(piece))
    odd = sum(shown[sign] for sign in ODD)
    words = sum(count for piece, count in shown.items() if piece.isalpha())
    if shown.total() < ENOUGH:
        return True
    return (
        senseless <= 0.05 * shown.total() and common >= 0.5 * hanzi.total() and common >= commas and odd <= 0.3 * words
    )


def is_private(piece: str) -> bool:
    """Whether it holds a character that has no meaning of its own (private use, or a replacement)."""
    return any("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in piece)
