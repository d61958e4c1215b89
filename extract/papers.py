"""What kind of paper a stretch of text belongs to, as far as extraction must know."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus.document import Article, Document, Span
from extract.rulebook import Illustrated, Pattern, load


class PaperKinds(Illustrated):
    """The word lists of `rules/papers.yaml`."""

    bulletins: tuple[str, ...]
    plans: tuple[str, ...]
    yearly: tuple[str, ...]
    reports: tuple[str, ...]
    assembly: Pattern
    laws: tuple[str, ...]
    reporting: Pattern
    planning: Pattern
    no_duty_headings: Pattern
    asking: dict[str, Pattern]


@lru_cache(maxsize=1)
def paper_kinds() -> PaperKinds:
    """The word lists, read once."""
    return load("rules/papers.yaml", PaperKinds)


@cache
def asking(name: str) -> re.Pattern[str]:
    """A pattern for what a plan's sentence asks, by its name in the file."""
    return re.compile(paper_kinds().asking[name])


def is_plan(document: Document, article: Article | None) -> bool:
    """Whether the text says what its author will do: yearly points, a plan (not its covering notice), a bulletin."""
    head = document.letterhead
    if head.kind and head.kind.value in paper_kinds().bulletins:
        return article is None or not _reports(article.of(document.text))
    title = article.title if article else head.title
    return is_report(document, article) or (title is not None and _bare(title.value).endswith(paper_kinds().plans))


def is_of_its_year(document: Document, article: Article | None) -> bool:
    """Whether a plan without a time in its title is for the year of the paper: not a 方案 or 规划 of some years."""
    head = document.letterhead
    if head.kind and head.kind.value in paper_kinds().bulletins:
        return True
    title = article.title if article else head.title
    return is_report(document, article) or (title is not None and _bare(title.value).endswith(paper_kinds().yearly))


def is_report(document: Document, article: Article | None) -> bool:
    """Whether the text is read to an assembly: what was done last year, what is to be done in this."""
    title = article.title if article else document.letterhead.title
    if title is not None:
        return _bare(title.value).endswith(paper_kinds().reports)
    return _to_assembly(document.text)


@lru_cache(maxsize=64)
def _to_assembly(text: str) -> bool:
    return re.search(paper_kinds().assembly, text, re.MULTILINE) is not None


@lru_cache(maxsize=64)
def _reports(text: str) -> bool:
    """Whether an article of a bulletin tells what was done rather than what is to be done."""
    return len(re.findall(paper_kinds().reporting, text)) > len(re.findall(paper_kinds().planning, text))


def plans_of(document: Document) -> tuple[Span, ...]:
    """The stretches of a paper that are plans: the articles that are, or all of it."""
    if document.articles:
        return tuple(article for article in document.articles if is_plan(document, article))
    return (Span(0, len(document.text)),) if is_plan(document, None) else ()


def is_law(document: Document) -> bool:
    """Whether the paper gives standing rules rather than work to be done."""
    title = document.letterhead.title
    return title is not None and _bare(title.value).endswith(paper_kinds().laws)


def _bare(title: str) -> str:
    """A title without 《》 and what brackets add: （试行）, (草案)."""
    return re.sub(r"[（(][^（）()]*[）)]$|[《》]", "", title)
