"""What a person can do to a row. Each is one or more entries of the layer, by someone at a time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.document import Document, Span
from corpus.errors import NotFound, QueryError
from corpus.store_corrections import Anchor, Corrections, Entry
from queries.corrections.anchors import added_anchor, anchor_of
from queries.corrections.cells import FIELDS, said_by
from queries.corrections.layer import ADD, CONFIRM, CORRECT, DROP, UNDO, in_force
from queries.corrections.table import FinishedRow

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Hand:
    """Who works on the table, and when; `corrections` is where it is kept."""

    corrections: Corrections
    who: str
    at: datetime.datetime

    def confirm(self, row: FinishedRow, document: Document) -> None:
        """The row is right as it stands."""
        self._note(row, document, CONFIRM)

    def drop(self, row: FinishedRow, document: Document) -> None:
        """The row does not belong into the table."""
        self._note(row, document, DROP)

    def correct(self, row: FinishedRow, document: Document, *, field: str, text: str) -> None:
        """The cell says this instead; nothing is noted where it does already. Raises QueryError for a field that
        cannot be corrected or a text that is too long."""
        after = _checked(field, text)
        before = row.cells[field].text
        if before != after:
            self._note(row, document, CORRECT, field=field, before=before, after=after)

    def add(self, document: Document, cells: Mapping[str, str], *, span: Span | None = None) -> str:
        """A row of its own, on the words chosen or on the paper alone; returns its key. Raises QueryError where it
        says nothing."""
        values = {field: checked for field, text in cells.items() if (checked := _checked(field, text))}
        if not values.get("task") and not values.get("indicator"):
            raise QueryError("新增的一行没有写目标任务", advice="请至少写明目标任务")
        anchor = added_anchor(document, span, mark=f"{self.at.isoformat()} {self.who} {sorted(values.items())}")
        entries = [self._entry(anchor.key, ADD)]
        entries += [self._entry(anchor.key, CORRECT, field=field, after=text) for field, text in values.items()]
        self.corrections.note(anchor, entries)
        return anchor.key

    def undo(self, entry_id: int, *, anchor: Anchor) -> None:
        """Takes an entry about the row back; an undo may be taken back as well. Raises NotFound."""
        entry = self.corrections.entry(entry_id)
        if entry is None or entry.row != anchor.key:
            raise NotFound("没有这一条修改记录", advice="请刷新页面后再试")
        self.corrections.note(anchor, [self._entry(anchor.key, UNDO, undoes=entry_id)])

    def undo_last(self, rows: tuple[FinishedRow, ...]) -> bool:
        """Takes back what this person did last to one of the rows and is still in force; whether there was any."""
        mine = [
            (entry, row.standing.anchor)
            for row in rows
            if row.standing is not None
            for entry in in_force(row.standing.entries)
            if entry.who == self.who
        ]
        if not mine:
            return False
        last, anchor = max(mine, key=lambda each: each[0].id)
        # A row was added together with its cells: they go together.
        first = next(
            (entry for entry, of in mine if of == anchor and entry.action == ADD and entry.at == last.at), last
        )
        self.undo(first.id, anchor=anchor)
        return True

    def _note(
        self, row: FinishedRow, document: Document, action: str, *, field: str = "", before: str = "", after: str = ""
    ) -> None:
        said = said_by(row.row) if row.row is not None else None
        anchor = row.standing.anchor if row.standing else None
        if anchor is None and row.row is not None:
            anchor = anchor_of(row.row, document)
        if anchor is None:
            raise NotFound("表中没有这一行", advice="请刷新页面后再试")
        self.corrections.note(
            anchor, [self._entry(anchor.key, action, field=field, before=before, after=after, said=said)]
        )

    def _entry(
        self,
        key: str,
        action: str,
        *,
        field: str = "",
        before: str = "",
        after: str = "",
        said: dict[str, str] | None = None,
        undoes: int | None = None,
    ) -> Entry:
        return Entry(0, key, self.at, self.who, action, field, before, after, said, undoes)


def _checked(field: str, text: str) -> str:
    if field not in FIELDS:
        raise QueryError(f"表中没有“{field}”这一栏", advice="请刷新页面后再试")
    one_line = " ".join(text.split())
    if len(one_line) > LONGEST:
        raise QueryError(f"内容太长（最多 {LONGEST} 字）", advice="请缩短后再保存")
    # What no office program can hold does not come into a table.
    return "".join(character for character in one_line if character.isprintable())
