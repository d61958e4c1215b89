"""Which body belongs to which, as far as names and papers tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from extract.naming import body_of
from extract.places import seat_of
from extract.records import NamedOrganization, Naming

_RANKS: Mapping[str, int] = {"省": 0, "市": 1, "州": 1, "盟": 1, "区": 2, "县": 2, "旗": 2, "镇": 3, "乡": 3, "道": 3}
_ADDRESSED = (Naming.RECIPIENT, Naming.AUTHOR)
_SHORTEST = 4


def superiors(papers: Iterable[Sequence[NamedOrganization]], *, names: Collection[str]) -> dict[str, str]:
    """The body that each of the names belongs to, where one is known; `papers` are the bodies that each paper names.

    An office belongs to the body whose name it begins with; a district's trade union to the city's whose papers go to
    it or carry its articles. Of several the nearest in level, then the one with most papers, then by name.
    """
    votes = _votes(papers)
    found = {name: _whole(name, names) or _elected(name, votes) for name in names}
    return {name: superior for name, superior in found.items() if superior}


def _whole(name: str, names: Collection[str]) -> str:
    """The body that the name of its office begins with."""
    for end in range(len(name) - 1, _SHORTEST - 1, -1):
        if name[:end] in names:
            return name[:end]
    body = body_of(name)
    return body if body != name else ""


def _votes(papers: Iterable[Sequence[NamedOrganization]]) -> dict[str, Counter[str]]:
    """For each body how many papers show that it belongs to each other."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for bodies in papers:
        for lower, upper in {pair for issuer in _issuers(bodies) for pair in _pairs(issuer, bodies)}:
            votes[lower][upper] += 1
    return votes


def _issuers(bodies: Sequence[NamedOrganization]) -> Iterator[str]:
    return (body_of(body.name) for body in bodies if body.naming is Naming.ISSUER)


def _pairs(issuer: str, bodies: Sequence[NamedOrganization]) -> Iterator[tuple[str, str]]:
    """Bodies of the issuer's kind and of lower places; whoever writes in its bulletin may be a city like itself."""
    for body in bodies:
        name = body_of(body.name)
        if name == issuer or not _rank(name) or _kind(name) != _kind(issuer):
            continue
        below = _rank(name) > _rank(issuer)
        beside = _rank(name) == _rank(issuer)
        if (below and body.naming in _ADDRESSED) or (beside and body.naming is Naming.AUTHOR):
            yield name, issuer


def _elected(name: str, votes: Mapping[str, Counter[str]]) -> str:
    """The body most likely above; none where that one would itself belong below."""
    none: Counter[str] = Counter()
    upper = {each: count for each, count in votes.get(name, none).items() if votes.get(each, none)[name] < count}
    return min(upper, key=lambda each: (-_rank(each), -upper[each], each), default="")


def _rank(name: str) -> int:
    """How low the place is whose body it is: 0 for a province's and for what names no place."""
    seat = seat_of(name)
    return _RANKS.get(seat[-1:], 0)


def _kind(name: str) -> str:
    """The name behind its place: 总工会."""
    return name[name.index(seat) + len(seat) :] if (seat := seat_of(name)) else name
