"""Bodies and what a paper calls them: whose it is, to whom it goes, who wrote its articles, whom it shortens and how.

A library learns its bodies from these. They come from the paper alone, so that they do not depend on what else was
read before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.document import Document, Quote
from extract.naming import Speaker, Speakers, full_name
from extract.organizations import find_names, vocabulary
from extract.places import names_level
from extract.records import NamedOrganization, Naming, OrganizationMention

_SEVERAL = ("各", "全", "有关", "相关", "所属", "本", "我", "你", "贵", "两")


def find_named(
    document: Document, speakers: Speakers, mentions: Iterable[OrganizationMention]
) -> tuple[NamedOrganization, ...]:
    """The bodies in reading order. Names of several (各区总工会) and of none by itself (办公室) are left out."""
    found = [*_of_letterhead(document, speakers), *_of_articles(document, speakers), *_printed(mentions)]
    return tuple(sorted(found, key=lambda body: (body.start, body.end, body.naming)))


def find_short_names(document: Document, speakers: Speakers) -> tuple[NamedOrganization, ...]:
    """The short names that the paper gives to bodies, in reading order."""
    return tuple(_shortened(document, speakers))


def is_one_body(name: str) -> bool:
    """Whether a full name stands for one body of its own: not for several (市总工会各部门), not for any that
    is called so (办公室), and not for one whose place nobody tells (省总工会)."""
    words = vocabulary()
    ordinary = name in words.words or name in words.departments or name in words.generic
    several = name.startswith(_SEVERAL) or name.endswith("部门") or any(mark in name for mark in "各、，（）")
    return not (ordinary or several or names_level(name))


def _of_letterhead(document: Document, speakers: Speakers) -> Iterator[NamedOrganization]:
    head, speaker = document.letterhead, speakers.of(None)
    if head.issuer:
        yield from _body(document, head.issuer, speaker, naming=Naming.ISSUER)
    for recipient in head.recipients:
        yield from _body(document, recipient, speaker, naming=Naming.RECIPIENT)


def _of_articles(document: Document, speakers: Speakers) -> Iterator[NamedOrganization]:
    for article in document.articles:
        if article.author:
            yield from _body(document, article.author, speakers.of(article), naming=Naming.AUTHOR)


def _body(document: Document, printed: Quote, speaker: Speaker, *, naming: Naming) -> Iterator[NamedOrganization]:
    """The body, where the words are its name and nothing else."""
    names = find_names(printed.value)
    if len(names) == 1 and (names[0].start, names[0].end) == (0, len(printed.value)) and not names[0].bare:
        name = full_name(printed.value, speaker)
        if is_one_body(name):
            text = printed.of(document.text)
            yield NamedOrganization(printed.start, printed.end, text=text, name=name, naming=naming)


def _printed(mentions: Iterable[OrganizationMention]) -> Iterator[NamedOrganization]:
    """Each form of each body's name that is not the full one, where it first stands."""
    seen: set[tuple[str, str]] = set()
    for mention in mentions:
        form = (mention.text, mention.name)
        if mention.text != mention.name and form not in seen:
            seen.add(form)
            if not mention.text.startswith(_SEVERAL) and is_one_body(mention.name):
                yield NamedOrganization(
                    mention.start, mention.end, text=mention.text, name=mention.name, naming=Naming.PRINTED
                )


def _shortened(document: Document, speakers: Speakers) -> Iterator[NamedOrganization]:
    for each in speakers.abbreviations:
        name = full_name(each.name, speakers.of(document.article_at(each.start)))
        if is_one_body(name):
            text = each.of(document.text)
            yield NamedOrganization(each.start, each.end, text=text, name=name, naming=Naming.SHORT_NAME)
