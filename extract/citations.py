"""Other papers that a paper names, what it does to them (`rules/citations.yaml`), and what others may call this one.

A paper's citations and the names of the others meet in `extract.paper_keys`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Document, Quote, Span
from corpus.letterhead_references import PaperMention, papers_in
from corpus.view import View, readable
from extract.paper_keys import carried_by, plain_title
from extract.records import CitedPaper, NameKind, PaperName, Relation
from extract.rulebook import Grammar, Match, Pattern, RuleTable, load

_PAPER = "※"
# What belongs to a mention behind its title: the number, and what the paper is called for short from here on.
_BEHIND = re.compile(r"(?:[（(][^（()）]*(?:号|简称|下称)[^（()）]*[）)])+")
_CARRIES = re.compile(
    r"(?:印发|转发|批转|发布|公布|下发)(?P<title>[^《》]{4,}|[^《》]*《[^《》]+》)的?(?:通知|函|公告|决定)$"
)
_INSIDE = re.compile(r"《(.+)》")
_MAY_NAME = re.compile(r"[》号]")
# An item of a list of papers: its label, then the paper.
_LISTED = re.compile(r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、]?\s*)?《")


@dataclass(frozen=True, slots=True)
class _Folded:
    """Words in which every paper named is one character; `offsets` tells where each character stands in the words."""

    text: str
    offsets: tuple[int, ...]
    mentions: dict[int, PaperMention]


def find_citations(document: Document) -> tuple[CitedPaper, ...]:
    """The papers named, every time, in reading order. The paper's own title and those of what it carries are no other
    papers, unless it says that it passes them on, revises or repeals them."""
    own = frozenset(
        plain_title(name.text) for name in find_paper_names(document) if name.name_kind is not NameKind.NUMBER
    )
    number = document.letterhead.document_number
    found = (
        citation
        for stretch in _stretches(document)
        for citation in _cited(readable(document.text, stretch))
        if number is None or not number.overlaps(citation)
    )
    strong = (Relation.TRANSMITS, Relation.REVISES, Relation.REPEALS)
    return tuple(each for each in found if each.relation in strong or not _is_own(each, own))


def find_paper_names(document: Document) -> tuple[PaperName, ...]:
    """What other papers may call this one: its number, its title, and the title of what it carries."""
    head = document.letterhead
    issuer = head.issuer.value if head.issuer else ""
    found: list[PaperName] = []
    if head.document_number:
        found.append(_named(head.document_number, head.document_number.value, issuer, NameKind.NUMBER))
    if head.title:
        found.append(_named(head.title, head.title.value, issuer, NameKind.TITLE))
        if carried := carried_by(head.title.value):
            found.append(_named(head.title, carried, issuer, NameKind.CARRIED))
    return tuple(found)


def _named(quote: Quote, text: str, issuer: str, kind: NameKind) -> PaperName:
    return PaperName(quote.start, quote.end, text=text, issuer=issuer, name_kind=kind)


def _stretches(document: Document) -> Iterator[Span]:
    """The title, which may stand on several lines, and the paragraphs that may name a paper; a list of papers goes
    with the paragraph that announces it."""
    title = document.letterhead.title
    if title:
        yield title
    announcing: Span | None = None
    for paragraph in document.paragraphs:
        if title is not None and title.overlaps(paragraph):
            continue
        words = paragraph.of(document.text)
        if announcing and _LISTED.match(words.lstrip()):
            announcing = Span(announcing.start, paragraph.end)
            continue
        if announcing:
            yield announcing
        announcing = paragraph if _announces().search(words.rstrip()) else None
        if announcing is None and _MAY_NAME.search(words):
            yield paragraph
    if announcing:
        yield announcing


def _cited(view: View) -> Iterator[CitedPaper]:
    """The papers that a stretch names, each with what the words around it tell."""
    mentions = papers_in(view.text)
    if not mentions:
        return
    folded = _folded(view.text, mentions)
    told = _told(folded)
    for place, mention in folded.mentions.items():
        match = told.get(place)
        span = view.span(mention.start, mention.end)
        yield CitedPaper(
            span.start,
            span.end,
            title=mention.title,
            document_number=mention.number,
            relation=Relation(match.rule.reads) if match else Relation.CITES,
            relation_span=_words_of(match, folded, view) if match else None,
        )


def _folded(words: str, mentions: Sequence[PaperMention]) -> _Folded:
    pieces: list[str] = []
    offsets: list[int] = []
    places: dict[int, PaperMention] = {}
    done = 0
    for mention in mentions:
        if mention.start < done:
            continue
        pieces.append(words[done : mention.start])
        offsets.extend(range(done, mention.start))
        places[len(offsets)] = mention
        pieces.append(_PAPER)
        offsets.append(mention.start)
        behind = _BEHIND.match(words, mention.title_end)
        done = max(mention.end, behind.end() if behind else 0)
    pieces.append(words[done:])
    offsets.extend(range(done, len(words)))
    return _Folded("".join(pieces), tuple(offsets), places)


def _told(folded: _Folded) -> dict[int, Match]:
    """For each place of a paper the rule that tells its relation: of several the one that stands first in the table."""
    rules = {rule.id: number for number, rule in enumerate(citation_grammar().rules)}
    found: dict[int, Match] = {}
    for match in _matches(folded.text):
        for place in folded.mentions:
            before = found.get(place)
            if match.start <= place < match.end and (before is None or rules[match.rule.id] < rules[before.rule.id]):
                found[place] = match
    return found


def _matches(text: str) -> Iterator[Match]:
    """What the rules find, also where it begins inside of what another has found (根据※，※同时废止)."""
    grammar, position = citation_grammar(), 0
    while position < len(text):
        match = grammar.at(text, position)
        if match:
            yield match
        position += 1


def _words_of(match: Match, folded: _Folded, view: View) -> Span | None:
    words = match.fields["words"]
    start = folded.text.index(words, match.start)
    return view.span(folded.offsets[start], folded.offsets[start + len(words) - 1] + 1)


def _is_own(citation: CitedPaper, own: Iterable[str]) -> bool:
    return citation.title != "" and plain_title(citation.title) in own


class CitationRules(RuleTable):
    """rules/citations.yaml: beside the rules, how a paragraph ends that announces a list of papers."""

    announces: Pattern


@lru_cache(maxsize=1)
def citation_grammar() -> Grammar:
    """The rules of rules/citations.yaml."""
    return Grammar(_rules(), name="citations.yaml")


@lru_cache(maxsize=1)
def _announces() -> re.Pattern[str]:
    return re.compile(_rules().announces)


@lru_cache(maxsize=1)
def _rules() -> CitationRules:
    return load("rules/citations.yaml", CitationRules)
