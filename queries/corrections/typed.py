"""What people typed into cells, read as the paper's own words are: figures and bodies (deadlines: `deadlines`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Document, Span
from extract.naming import Speaker, Speakers, full_name
from extract.quantities import find_quantities
from extract.records import Basis, Quantity, QuantityRole, Responsible, Role
from extract.register import Register

_BETWEEN = re.compile(r"[、，,；;\s]+")
_MARKED = re.compile(r"(?P<name>.+?)[（(](?P<role>牵头|监督|负责|配合)[）)]")
_ROLES = {"牵头": Role.LEAD, "负责": Role.RESPONSIBLE, "配合": Role.SUPPORT, "监督": Role.SUPERVISE}


def typed_quantity(text: str, *, place: Span) -> Quantity | None:
    """The figure in what was typed, to be reached, resting on a place of the paper; None where there is none."""
    found = find_quantities(text, (Span(0, len(text)),))
    figure = next((each for each in found if each.role is QuantityRole.TARGET), found[0] if found else None)
    if figure is None:
        return None
    return replace(figure, start=place.start, end=place.end, text=text, role=QuantityRole.TARGET, reasons=())


def typed_bodies(
    text: str, document: Document, *, register: Register, known: Sequence[Responsible], role: Role, clause: Span
) -> tuple[Responsible, ...]:
    """The bodies in what was typed (甲、乙（牵头）), by full name: those `known` of the row rest on their own words,
    others on the clause and are named as whoever speaks there means them. `role` is that of a body without mark."""
    speaker = Speakers(document, register=register).of(document.article_at(clause.start))
    return tuple(_bodies(text, speaker, known=known, role=role, clause=clause))


def _bodies(
    text: str, speaker: Speaker, *, known: Sequence[Responsible], role: Role, clause: Span
) -> Iterator[Responsible]:
    for part in filter(None, _BETWEEN.split(text)):
        marked = _MARKED.fullmatch(part)
        name, part_role = (marked["name"], _ROLES[marked["role"]]) if marked else (part, role)
        own = next((body for body in known if name in (body.organization, body.text)), None)
        yield (
            replace(own, role=part_role)
            if own is not None
            else Responsible(
                clause.start,
                clause.end,
                organization=full_name(name, speaker),
                text=name,
                role=part_role,
                basis=Basis.EXPLICIT,
            )
        )
