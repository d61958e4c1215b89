"""Characters of symbol fonts in a docx (w:sym, ECMA-376 part 1, clause 17.3.3.30): what a person sees of them."""

from __future__ import annotations

PRIVATE = range(0xF000, 0xF100)  # a symbol font's own characters are written there

WINGDINGS = {
    **{0x81 + number: chr(0x2460 + number) for number in range(10)},  # ① to ⑩
    **{0x8C + number: chr(0x2776 + number) for number in range(10)},  # ❶ to ❿
    **dict.fromkeys((0xFE, 0x52), "☑"),
    **dict.fromkeys((0xFD, 0x54, 0x78), "☒"),
    **dict.fromkeys((0xA8, 0x6F, 0xA3, 0x71, 0x72), "□"),
    0xFC: "✓",
    0xFB: "✗",
    0x6C: "●",
    0x6E: "■",
    0x75: "◆",
    0xA1: "○",
    0xA4: "◎",
    0xAB: "★",
    0xB2: "☆",
    0xD8: "➢",
    0xE0: "→",
    0xDF: "←",
    0xF0: "⇨",
    0x28: "☎",
    0x46: "☞",
}
SYMBOL = {
    0xA3: "≤",
    0xB3: "≥",
    0xB9: "≠",
    0xBB: "≈",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB0: "°",
    0xA5: "∞",
    0xB7: "·",
    0xD6: "√",
    0xE5: "∑",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xDE: "⇒",
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **{code: chr(code) for code in (*range(0x30, 0x3A), *b"()+,-./:;<=>%")},
}
FONTS = {"wingdings": WINGDINGS, "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x2A: "□"},
         "symbol": SYMBOL}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """The character that `code` (hexadecimal) of a font shows; '' where nobody can tell."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if value in PRIVATE:
        return FONTS.get(font.lower(), WINGDINGS).get(value - PRIVATE.start, "")
    known = FONTS.get(font.lower(), {}).get(value)
    return known or (chr(value) if 0x20 <= value < 0xD800 else "")
