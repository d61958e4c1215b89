"""Which cells of a row a person should look at first, and why: by the reason codes that its record rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.document import Document
from corpus.store_corrections import Entry
from extract.confidence import RECOGNIZED, reasons
from queries.corrections.cells import FIELDS
from queries.targets import TargetRow

SURE = 0.7
"""From which share of right records on a code need not be looked at first."""

# The cell that a target's code speaks of, by the code's beginning; all others speak of its figure.
_TARGET_CELLS = {"indicator": "indicator", "due": "deadline", "owner": "owners"}
_MISSING = frozenset({"indicator_missing", "owner_missing"})

Doubts = Mapping[str, tuple[str, ...]]


def doubts_of(row: TargetRow, document: Document, *, corrected: Mapping[str, Entry]) -> Doubts:
    """What is doubtful about the cells, in Chinese, by field; cells that a person corrected are left out."""
    found: dict[str, list[str]] = {}
    for field, says in (*_by_codes(row), *_by_picture(row, document)):
        if field not in corrected and says not in found.setdefault(field, []):
            found[field].append(says)
    return {field: tuple(found[field]) for field in FIELDS if found.get(field)}


def told(doubts: Doubts) -> tuple[str, ...]:
    """The doubts of a row for people, each once with the cells that it is about."""
    cells: dict[str, list[str]] = {}
    for field, sayings in doubts.items():
        for says in sayings:
            cells.setdefault(says, []).append(FIELDS[field].heading)
    return tuple(f"{'、'.join(headings)}：{says}" for says, headings in cells.items())


def _by_codes(row: TargetRow) -> Iterator[tuple[str, str]]:
    """The fields whose codes were wrong too often, with what these say."""
    kind = "responsibility" if row.quantity is None else "target"
    for code in row.reasons:
        reason = reasons()[kind].get(code)
        if reason is not None and code != RECOGNIZED and (reason.share < SURE or code in _MISSING):
            yield _cell_of(code, kind), reason.says
    if not row.bodies and "owner_missing" not in row.reasons:
        yield "owners", reasons()["target"]["owner_missing"].says


def _cell_of(code: str, kind: str) -> str:
    return "owners" if kind == "responsibility" else _TARGET_CELLS.get(code.partition("_")[0], "value")


def _by_picture(row: TargetRow, document: Document) -> Iterator[tuple[str, str]]:
    """The fields whose words a machine read from a picture."""
    says = reasons()["target"][RECOGNIZED].says
    for field in ("value", "deadline", "owners", "helpers") if row.quantity else FIELDS:
        if any(document.is_recognized(span) for span in FIELDS[field].spans(row)):
            yield field, says
