"""Other papers that a paper names: by 《title》, by document number, or by both (《…》（国发〔2015〕43号）)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import Citation
from corpus.layout import Paragraph
from corpus.letterhead_head import YEAR, kind_in

TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
NUMBER = re.compile(rf"(?P<code>[一-鿿]{{1,8}}?){YEAR}第?\d{{1,5}}号")
AFTER = re.compile(rf"[（(](?P<number>[一-鿿]{{1,12}}{YEAR}第?\d{{1,5}}号)")
SHORT_FORM = re.compile(r"(?:简称|下称)[:：]?$")
PRESS = re.compile(r"(?:日报|晚报|早报|晨报|时报|周报|工人报|报|杂志|周刊|月刊|学报|新闻联播)$")
MARKS = re.compile("[的《》“”〈〉、，]|关于")
LEAD = re.compile(r".*(?:根据|按照|依照|依据|落实|执行|下发|印发|转发|参照|按|见|和|与|及|以|对|为|是|由|了)")
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class PaperMention:
    """A paper named in some words, at `[start, end)` of them; `title_end` is where 》 ends (`start` without one)."""

    start: int
    end: int
    title_end: int
    title: str
    number: str | None


def citations_of(paragraphs: Iterable[Paragraph], *, own: Sequence[str]) -> tuple[Citation, ...]:
    """The papers named, each once, where it is named first. `own` are the titles of this paper and of what it carries:
    they are not others. Newspapers and short forms of a title (以下简称《方案》) are passed over."""
    known = {_plain(title) for title in own}
    found: list[Citation] = []
    for paragraph in paragraphs:
        for citation in _cited(paragraph):
            plain = _plain(citation.value) or citation.document_number or ""
            if plain not in known:
                known |= {plain, citation.document_number or plain}
                found.append(citation)
    return tuple(found)


def _cited(paragraph: Paragraph) -> list[Citation]:
    found: list[Citation] = []
    for mention in papers_in(paragraph.words):
        span = paragraph.view.span(mention.start, mention.end)
        found.append(Citation(span.start, span.end, value=mention.title, document_number=mention.number))
    return found


def papers_in(words: str) -> list[PaperMention]:
    """All mentions of papers in words without blanks, in order; newspapers and short forms are passed over."""
    found: list[PaperMention] = []
    for match in TITLE.finditer(words):
        title = match["title"]
        if SHORT_FORM.search(words, 0, match.start()) or PRESS.search(title) or not _is_paper(title):
            continue
        after = AFTER.match(words, match.end())
        end = after.end("number") if after else match.end()
        found.append(PaperMention(match.start(), end, match.end(), title, after["number"] if after else None))
    taken = [(mention.start, mention.end) for mention in found]
    for match in NUMBER.finditer(words):
        if any(low <= match.start() < high for low, high in taken):
            continue
        lead = LEAD.match(match["code"])
        start = match.start() + (lead.end() if lead else 0)
        found.append(PaperMention(start, match.end(), start, "", words[start : match.end()]))
    return sorted(found, key=lambda mention: mention.start)


def _is_paper(title: str) -> bool:
    """Whether a title in 《》 is a paper's: it ends with a 文种 and is more than that word's short form."""
    return len(title) >= SHORTEST and kind_in(title) is not None


def _plain(title: str) -> str:
    return MARKS.sub("", title)
