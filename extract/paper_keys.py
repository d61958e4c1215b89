"""Keys by which papers meet: what names a paper and what cites it give a key in common where they mean the same.

A key is a letter for what it rests on and the bare words: `n` the number, `t` the title, `s` the title without the body
that it begins with, `c` the title of what is carried (关于印发《…》的通知). Keys are for looking up, in this order;
`queries.references` decides what fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.letterhead_head import sender_in
from extract.records import CitedPaper, NameKind, PaperName

_NUMBER = re.compile(r"(?P<code>\D+?)[〔\[［【（(﹝{]?(?P<year>(?:19|20)\d\d)[〕\]］】）)﹞}]?第?0*(?P<number>\d+)号")
_DROPPED = re.compile(r"[\s的《》“”\"'‘’〈〉、，,:：—–\-－·]|[（(](?:试行|暂行|修订|修正|修订版)[）)]")
_ABOUT = re.compile(r"^(?P<sender>.{2,40}?)(?=关于)")
_CARRIES = re.compile(r"(?:印发|发布|公布|下发)(?:《(?P<marked>.+)》|(?P<bare>[^《》]{4,}?))的?(?:通知|函|公告|决定)$")
_SHORTEST = 6
RANKS = "ntsc"
"""The letters of the keys, the surest first."""


def plain_title(title: str) -> str:
    """A title as it is compared: without marks, 的, blanks and （试行）, in half width."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", title).replace("(试行)", ""))


def plain_number(number: str) -> str:
    """A document number as it is compared (国发2015-43), however bracketed; '' where it is none."""
    match = _NUMBER.search(unicodedata.normalize("NFKC", number))
    return f"{match['code']}{match['year']}-{match['number']}" if match else ""


def sender_of(title: str) -> str:
    """The body that a title begins with, or ''."""
    about = _ABOUT.match(title)
    return sender_in(title) or (about["sender"] if about else "")


def carried_by(title: str) -> str:
    """The title of what a covering paper issues (关于印发《…》的通知), or ''."""
    match = _CARRIES.search(title)
    return (match["marked"] or match["bare"]) if match else ""


def keys_of_citation(cited: CitedPaper) -> tuple[str, ...]:
    """The keys under which the paper meant may be found."""
    number, title = plain_number(cited.document_number or ""), cited.title
    return _keys(n=[number], t=[title], s=[title[len(sender_of(title)) :]], c=[title, carried_by(title)])


def keys_of_name(name: PaperName) -> tuple[str, ...]:
    """The keys under which this paper may be looked for."""
    if name.name_kind is NameKind.NUMBER:
        return _keys(n=[plain_number(name.text)])
    with_issuer = name.issuer + name.text if name.issuer and not sender_of(name.text) else ""
    if name.name_kind is NameKind.CARRIED:
        return _keys(c=[name.text, with_issuer])
    short = name.text[len(sender_of(name.text)) :]
    carried = "" if short.startswith("关于") else name.text
    return _keys(t=[name.text, with_issuer], s=[short], c=[carried])


def _keys(
    *, n: Sequence[str] = (), t: Sequence[str] = (), s: Sequence[str] = (), c: Sequence[str] = ()
) -> tuple[str, ...]:
    keys = [f"n:{number}" for number in n if number]
    for letter, titles in (("t", t), ("s", s), ("c", c)):
        keys += [f"{letter}:{bare}" for title in titles if len(bare := plain_title(title)) >= _SHORTEST]
    return tuple(dict.fromkeys(keys))
