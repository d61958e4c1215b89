"""What holds of a row after all that was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.store_corrections import Anchor, Corrections, Entry
from corpus.store_values import DocumentSummary
from queries.corrections.anchors import ADDED

CONFIRM, CORRECT, ADD, DROP, UNDO = "confirm", "correct", "add", "drop", "undo"
ACTIONS = {CONFIRM: "确认", CORRECT: "修改", ADD: "增加", DROP: "删去", UNDO: "撤销"}


@dataclass(frozen=True, slots=True)
class Standing:
    """An anchor with what holds of it: the entries in force (not taken back), in the order of doing, and all of
    them."""

    anchor: Anchor
    in_force: tuple[Entry, ...]
    entries: tuple[Entry, ...]

    def last(self, action: str) -> Entry | None:
        """The last entry in force that did this."""
        return next((entry for entry in reversed(self.in_force) if entry.action == action), None)

    @property
    def values(self) -> Mapping[str, Entry]:
        """The correction in force of each field."""
        return {entry.field: entry for entry in self.in_force if entry.action == CORRECT}

    @property
    def said(self) -> Mapping[str, str]:
        """What the extraction said when somebody last looked at the row."""
        return next((entry.said for entry in reversed(self.in_force) if entry.said is not None), {})

    @property
    def is_kept(self) -> bool:
        """Whether anything holds of the row, so that it stays though the extraction no longer gives it."""
        return self.last(ADD) is not None if self.anchor.kind == ADDED else bool(self.in_force)


def standings(corrections: Corrections, papers: Sequence[DocumentSummary]) -> dict[str, tuple[Standing, ...]]:
    """The rows of these papers to which something was done, also what was taken back, by paper id."""
    anchors = corrections.anchors([paper.id for paper in papers])
    by_row: dict[str, list[Entry]] = {}
    for entry in corrections.entries([anchor.key for anchor in anchors]) if anchors else ():
        by_row.setdefault(entry.row, []).append(entry)
    by_id = {paper.id: paper for paper in papers}
    found: dict[str, list[Standing]] = {}
    for anchor in anchors:
        entries = tuple(by_row.get(anchor.key, ()))
        owner = by_id.get(anchor.document_id) or next((paper for paper in papers if _is_of(anchor, paper)), None)
        if owner is not None:
            found.setdefault(owner.id, []).append(Standing(anchor, in_force(entries), entries))
    return {paper: tuple(rows) for paper, rows in found.items()}


def _is_of(anchor: Anchor, paper: DocumentSummary) -> bool:
    """Whether the anchor, of a paper that is gone, is of the one that bears its names now."""
    numbered = anchor.document_number is not None and anchor.document_number == paper.document_number
    return numbered or anchor.source == paper.source


def in_force(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries (in the order of doing) that nobody took back; what was taken back may itself be a taking back."""
    done = list(entries)
    void: set[int] = set()
    for entry in reversed(done):
        if entry.action == UNDO and entry.id not in void and entry.undoes is not None:
            void.add(entry.undoes)
    return tuple(entry for entry in done if entry.id not in void and entry.action != UNDO)
