"""The organization register: one body, whatever its spelling.

Three sources come together: general usage (`extract.long_names`, the central bodies of `lexicon/national_bodies.yaml`),
the user's own list, and, for looking things up, what papers call bodies for short. What a paper says is resolved with
the first two only, so that a paper read alone and in any order gives the same records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from corpus.store_values import Organization
from extract.long_names import local_offices, long_name
from extract.organizations import central_bodies, vocabulary

__all__ = ["Organization", "Register", "below"]


class Register:
    """The bodies that are known beyond general usage; immutable. Without any it knows general usage alone."""

    def __init__(self, organizations: Iterable[Organization] = ()) -> None:
        self.organizations = tuple(organizations)
        self._bearers: dict[str, list[Organization]] = {}
        for organization in self.organizations:
            for form in sorted(_forms(organization)):
                self._bearers.setdefault(form, []).append(organization)

    def canonical(self, printed: str, *, completed: str, speaker: str) -> str:
        """The full name of a body that a speaker calls `printed`, `completed` being what the context makes of it.

        A body of the register is meant where the completed name is one of its forms; where it bears the printed name
        and belongs to the speaker; or where it alone bears a printed name that is not ordinary (办公室) and of which
        the context tells nothing. Else it is the completed name, written out.
        """
        # A central body's short name without context may be a local one's: it is left as printed.
        long = completed if completed in central_bodies() else long_name(completed)
        if not self._bearers:
            return long
        told = long != long_name(printed)
        bearers = (self._bearers.get(long) or self._bearers.get(completed)) if told else None
        if not bearers:
            bearers = self._bearers.get(printed) or self._bearers.get(long_name(printed), [])
            if told or (speaker and _is_ordinary(printed)):
                bearers = [each for each in bearers if each.superior == speaker]
        own = [each for each in bearers if each.superior == speaker]
        names = {each.name for each in own or bearers}
        return names.pop() if len(names) == 1 else long

    def forms(self, wanted: str) -> tuple[str, ...]:
        """What the names of the bodies may hold that someone who types `wanted` means, the words typed first."""
        named = (each.name for form in (wanted, long_name(wanted)) for each in self._bearers.get(form, ()))
        central = central_bodies().get(wanted)
        return tuple(dict.fromkeys((wanted, long_name(wanted), *((central,) if central else ()), *named)))

    def meant(self, wanted: str, *, among: Collection[str]) -> frozenset[str]:
        """Those of the full names that are meant: the name itself where it is there, else all that end in one of its
        forms, else all that hold one."""
        for name in (wanted, long_name(wanted)):
            if name in among:
                return frozenset({name})
        forms = self.forms(wanted)
        ending = frozenset(name for name in among if name.endswith(forms))
        return ending or frozenset(name for name in among if any(form in name for form in forms))


def _forms(organization: Organization) -> frozenset[str]:
    """All that stands for a body without any context: its names, and its aliases behind its superior's name; each also
    written out."""
    behind = (organization.superior + alias for alias in organization.aliases if organization.superior)
    plain = (organization.name, *organization.aliases, *behind)
    return frozenset({*plain, *map(long_name, plain)})


def _is_ordinary(printed: str) -> bool:
    """Whether many bodies have an office that is called so."""
    return printed in vocabulary().departments or printed in local_offices() or printed in central_bodies()


def below(name: str, *, superiors: Mapping[str, str]) -> frozenset[str]:
    """The bodies that belong to a body, and to those, and so on; `superiors` gives each body's own. The body itself is
    not among them."""
    found: set[str] = set()
    level = {name}
    while level:
        level = {each for each, superior in superiors.items() if superior in level} - found - {name}
        found |= level
    return frozenset(found)
