"""The library's bodies: those it ships with, those the user entered, and those it learnt from its own papers.

Learnt are the bodies that papers are of, go to, and hold to duties, and what papers call a body for short. All of it is
worked out from the records as they are now, so the order of taking papers in does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from corpus.store import Store
from corpus.view import readable
from extract.named import is_one_body
from extract.naming import central_names
from extract.places import seat_of
from extract.records import NamedOrganization, Naming
from extract.register import Organization, Register, below
from extract.serial import extraction_of
from index.query import And, Field, Filter, Not, Or, Query
from queries.superiors import superiors

_FIELDS = (Field.ORGANIZATION, Field.ISSUER)
DUTY = "responsibility"


class Source(str, Enum):
    """How the library knows a body: shipped with the program, entered by the user, learnt from papers."""

    SHIPPED = "shipped"
    USER = "user"
    LEARNT = "learnt"


@dataclass(frozen=True, slots=True)
class ListedOrganization:
    """A body as the library sees it: its other names, those of the user first; the full name of the body it belongs to
    ('' where none is known); how many papers name it and how many duties it has."""

    name: str
    aliases: tuple[str, ...]
    superior: str
    source: Source
    papers: int
    duties: int


def register_of(store: Store) -> Register:
    """The register for looking bodies up: the user's, and what papers call bodies for short."""
    return Register((*store.register(), *_aliases(_short_names(store))))


def meant(store: Store, wanted: str, *, subordinates: bool, typed: Collection[str] = ()) -> frozenset[str]:
    """The full names, of those that a record names or a person `typed`, of the bodies meant by any of their forms;
    empty where none is. With `subordinates` also of the bodies that belong to them."""
    names = {*store.organization_names(), *typed}
    found = register_of(store).meant(readable(wanted).text, among=names)
    if not subordinates:
        return found
    belongs = _superiors(store, _named(store), names)
    return found.union(*(below(name, superiors=belongs) for name in found))


def in_any_form(query: Query, *, register: Callable[[], Register]) -> Query:
    """The query with each filter by a body widened to all forms of its name. The register is fetched only where there
    is such a filter."""
    match query:
        case Filter(field, value) if field in _FIELDS:
            filters = tuple(Filter(field, form) for form in register().forms(value))
            return filters[0] if len(filters) == 1 else Or(filters)
        case And(parts):
            return And(tuple(in_any_form(part, register=register) for part in parts))
        case Or(parts):
            return Or(tuple(in_any_form(part, register=register) for part in parts))
        case Not(part):
            return Not(in_any_form(part, register=register))
        case _:
            return query


def listed_organizations(store: Store) -> tuple[ListedOrganization, ...]:
    """The library's bodies by name, those with most papers first."""
    counts = store.organization_counts(duty_kind=DUTY)
    own = {each.name: each for each in store.register()}
    named = _named(store)
    learnt = _learnt([*chain.from_iterable(named), *_short_names(store)], counts)
    belongs = _superiors(store, named, {*own, *learnt})
    rows = (
        ListedOrganization(
            name=name,
            aliases=_distinct((*(own[name].aliases if name in own else ()), *learnt.get(name, ())), but=name),
            superior=belongs.get(name, ""),
            source=_source(name, own),
            papers=counts.get(name, (0, 0))[0],
            duties=counts.get(name, (0, 0))[1],
        )
        for name in {*own, *learnt}
    )
    return tuple(sorted(rows, key=lambda row: (-row.papers, -row.duties, row.name)))


def _source(name: str, own: Collection[str]) -> Source:
    if name in own:
        return Source.USER
    return Source.SHIPPED if name in central_names() else Source.LEARNT


def _learnt(bodies: Sequence[NamedOrganization], counts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[str, ...]]:
    """The bodies that the papers show, with the other names that they print, those of most papers first."""
    shown = {body.name for body in bodies if body.naming is not Naming.PRINTED}
    holders = {name for name, (_, duties) in counts.items() if duties and _is_whole(name, shown)}
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for body in bodies:
        printed[body.name][readable(body.text).text] += 1
    return {
        name: tuple(text for text, _ in sorted(printed[name].items(), key=lambda each: (-each[1], each[0])))
        for name in shown | holders | (central_names() & counts.keys())
    }


def _is_whole(name: str, shown: Collection[str]) -> bool:
    """Whether the name says whose body it is: by its place, or by the body that it is part of."""
    return is_one_body(name) and (seat_of(name) != "" or any(name.startswith(body) for body in shown))


def _distinct(words: Iterable[str], *, but: str) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word != but)


def _superiors(store: Store, papers: Iterable[Sequence[NamedOrganization]], names: Collection[str]) -> dict[str, str]:
    own = {each.name: each.superior for each in store.register() if each.superior}
    return {**superiors(papers, names=names), **own}


def _named(store: Store) -> list[tuple[NamedOrganization, ...]]:
    """The bodies that each paper names."""
    return [extraction_of(records).named for records in store.records(kinds=("named",)).values()]


def _short_names(store: Store) -> Iterator[NamedOrganization]:
    for records in store.records(kinds=("short_name",)).values():
        yield from extraction_of(records).short_names


def _aliases(short_names: Iterable[NamedOrganization]) -> Iterator[Organization]:
    given: defaultdict[str, set[str]] = defaultdict(set)
    for body in short_names:
        given[body.name].add(readable(body.text).text)
    return (Organization(name, tuple(sorted(short))) for name, short in sorted(given.items()))
