"""The cards of all papers of an index: the order of equal hits, papers that say the same, and counts by kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.cards import Card, number_of

FACETS = ("year", "issuer", "kind", "organization", "format")
MOST_VALUES = 20
FEW = 300  # papers; their values are counted one by one

# So many values a sketch must have before it tells papers apart.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and how many of the papers have it."""

    value: str
    papers: int


class Shelf:
    """Cards by the id of their paper."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards: Mapping[str, Card] = {card.document_id: card for card in cards}
        self._by_number = {number_of(document_id): card for document_id, card in self.cards.items()}

    def card(self, paper: int) -> Card | None:
        """The card of the paper with this number; None where the paper goes on without its first passage."""
        return self._by_number.get(paper)

    def like(self, paper: int) -> object:
        """The same for papers (by number) that say the same, different for all others."""
        card = self.card(paper)
        return paper if card is None or _said(card) not in self._copies else _said(card)

    def apart(self, papers: Mapping[str, object]) -> int:
        """How many papers there are when those that say the same count once."""
        copies = (sum(each in papers for each in members) for members in self._copies.values())
        return len(papers) - sum(count - 1 for count in copies if count)

    def alike(self, document_id: str) -> tuple[str, ...]:
        """The ids of the other papers that say the same, the newest first."""
        card = self.cards.get(document_id)
        copies = self._copies.get(_said(card), []) if card else []
        return tuple(each for each in self.in_order(copies) if each != document_id)

    def in_order(self, papers: Iterable[str]) -> list[str]:
        """The newest papers first, of those of one day those of higher bodies, then by id."""
        standing = {each: self.cards[each].standing if each in self.cards else 0 for each in papers}
        return sorted(standing, key=lambda each: (-standing[each], each))

    def facets(self, papers: Collection[str], *, most: int = MOST_VALUES) -> dict[str, tuple[FacetValue, ...]]:
        """For each of FACETS the values that most of these papers have, with exact counts: the most common first, years
        the latest first. At most `most` values each; of the years all."""
        matched = self._matched(papers) if len(papers) > FEW else 0
        found = {facet: self._counted(facet, papers, matched, most) for facet in FACETS}
        found["year"] = tuple(sorted(found["year"], key=lambda each: each.value, reverse=True))
        return found

    def _counted(self, facet: str, papers: Collection[str], matched: int, most: int) -> tuple[FacetValue, ...]:
        """The values of a facet; `matched` are the papers as bits."""
        limit = len(self._values[facet]) if facet == "year" else most
        counts: Counter[str] = Counter()
        if len(papers) <= FEW:
            counts.update(value for each in papers for value in self._own(each, facet))
            return _first(counts, limit)
        least = 0
        # Falling from the values that most papers have at all: what comes later cannot have more of the matched ones.
        for value, members in self._values[facet]:
            if members.bit_count() < least:
                break
            count = (members & matched).bit_count()
            if count >= max(least, 1):
                counts[value] = count
                if len(counts) % (limit + 1) == limit:
                    least = sorted(counts.values(), reverse=True)[limit - 1]
        return _first(counts, limit)

    def _matched(self, papers: Collection[str]) -> int:
        """Papers as bits; where most are among them, by those that are not."""
        if 2 * len(papers) <= len(self.cards):
            return self._bits(papers)
        return (1 << len(self.cards)) - 1 ^ self._bits(self.cards.keys() - papers)

    def _bits(self, papers: Iterable[str]) -> int:
        """Papers as a number with a bit for each."""
        bits = bytearray(len(self.cards) // 8 + 1)
        for each in papers:
            place = self._bit_of[each]
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    @cached_property
    def _bit_of(self) -> Mapping[str, int]:
        return {document_id: place for place, document_id in enumerate(self.cards)}

    def _own(self, document_id: str, facet: str) -> Sequence[str]:
        """The values that a paper has."""
        card = self.cards.get(document_id)
        if card is None:
            return ()
        match facet:
            case "year":
                value = str(card.year or "")
            case "organization":
                return card.organizations
            case _:
                value = str(getattr(card, facet))
        return (value,) if value else ()

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The id of each paper by its number."""
        return {number: card.document_id for number, card in self._by_number.items()}

    @cached_property
    def short_forms(self) -> tuple[tuple[str, str], ...]:
        """What the papers call something for short, with what it stands for, each pair once."""
        return tuple(dict.fromkeys(pair for card in self.cards.values() for pair in card.short_forms))

    @cached_property
    def _copies(self) -> Mapping[object, list[str]]:
        """The papers that say the same as another, by what they have in common."""
        found: defaultdict[object, list[str]] = defaultdict(list)
        for document_id, card in self.cards.items():
            if len(card.sketch) >= _TELLING:
                found[_said(card)].append(document_id)
        return {said: members for said, members in found.items() if len(members) > 1}

    @cached_property
    def _values(self) -> dict[str, list[tuple[str, int]]]:
        """For each facet its values with the papers that have them, as bits; those with most papers first."""
        found: dict[str, list[tuple[str, int]]] = {}
        for facet in FACETS:
            members: defaultdict[str, list[str]] = defaultdict(list)
            for document_id in self.cards:
                for value in self._own(document_id, facet):
                    members[value].append(document_id)
            falling = sorted(members, key=lambda value: (-len(members[value]), value))
            found[facet] = [(value, self._bits(members[value])) for value in falling]
        return found


def _said(card: Card) -> object:
    """The same for papers that say the same; next year's notice often has nearly the words of this year's."""
    return card.sketch, card.year


def _first(counts: Counter[str], limit: int) -> tuple[FacetValue, ...]:
    best = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:limit]
    return tuple(FacetValue(value, count) for value, count in best)
