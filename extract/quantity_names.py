"""Where numerals belong to names: titles in 《》 and words in quotation marks (“双爱双评”, “千名职工大练兵”).

A quotation that is a sentence, that holds only a figure (“十件”实事) or that counts parts (“十大目标”) is no name.
"""

from __future__ import annotations

import re

from extract.quantity_roles import counts_parts

_TITLE = re.compile(r"《[^》]{1,120}》")
_QUOTED = re.compile(r"“([^“”]{1,24})”|‘([^‘’]{1,24})’|「([^「」]{1,24})」")
_SENTENCE = re.compile(r"[，。；！？：]")
_ONLY_FIGURE = re.compile(r"小?[一二三四五六七八九十百千万两\d.]+[^\d一二三四五六七八九十]{0,2}")


def hidden(line: str) -> list[tuple[int, int]]:
    """The half-open stretches of a line in which numerals are part of names."""
    names = [match.span() for match in _TITLE.finditer(line)]
    for match in _QUOTED.finditer(line):
        words = next(group for group in match.groups() if group is not None)
        if not (_SENTENCE.search(words) or _ONLY_FIGURE.fullmatch(words) or counts_parts(words)):
            names.append(match.span())
    return names
