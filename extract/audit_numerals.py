"""Which characters of a text are numerals, and who has claimed them: an account in which none is left out.

Numerals are decimal digits of any script, Chinese numerals (零 to 亿, 两 半 廿, the capitals 壹 to 仟), numbered signs
(① ⑴ ⒈ ㈠ ❶), superscripts, and Roman numerals (Ⅲ, and III where it grades: III级). A run goes over decimal points and
thousands' commas, and takes in the per cent sign behind it and the ○ that papers print for 零.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Span
from extract.audit_records import AuditedNumeral, Claim, NumeralKind

CHINESE = "〇零一二三四五六七八九十百千万亿两半廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
SIGNS = "①-⒛⓪-⓿❶-➓㈠-㈩㉑-㉟㊀-㊉㊱-㊿Ⅰ-ↂ¹²³⁰⁴-⁹₀-₉½¼¾"
_NUMERAL = rf"[\d{CHINESE}{SIGNS}]"
_ROMAN = r"(?<![A-Za-z])(?:I{1,3}|IV|VI{0,3}|IX|X)(?=[级类型期])"
_RUN = re.compile(rf"{_NUMERAL}(?:{_NUMERAL}|○|(?<=\d)[.,．，](?=\d))*[%％﹪‰]?|{_ROMAN}")


def numeral_runs(text: str) -> Iterator[Span]:
    """The numerals of a text as half-open spans, in order; `1,600.5%` is one, `3至5` are two."""
    return (Span(*match.span()) for match in _RUN.finditer(text))


def account(text: str, claims: Sequence[Claim]) -> tuple[AuditedNumeral, ...]:
    """Every numeral of the text in exactly one stretch, in order. Of claims on one character the last one counts;
    what nobody claims is UNPLACED. Linear in the lengths of the text and of the claims."""
    owners = [-1] * len(text)
    for number, claim in enumerate(claims):
        owners[claim.start : claim.end] = [number] * (claim.end - claim.start)
    found: list[AuditedNumeral] = []
    behind = 0
    for run in numeral_runs(text):
        at = max(run.start, behind)
        while at < run.end:
            owner = owners[at]
            start, end = at, at + 1
            reach = len(text) if owner >= 0 else run.end
            while end < reach and owners[end] == owner:
                end += 1
            while owner >= 0 and start > behind and owners[start - 1] == owner:
                start -= 1
            kind, note = (claims[owner].kind, claims[owner].note) if owner >= 0 else (NumeralKind.UNPLACED, "")
            found.append(AuditedNumeral(start, end, text=text[start:end], kind=kind, note=note))
            at = behind = end
    return tuple(found)
