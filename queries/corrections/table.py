"""The target table with what people said laid over what the extraction says now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document, Span
from corpus.store_corrections import Anchor, Corrections, Entry
from corpus.store_values import DocumentSummary
from extract.records import Deadline
from queries.corrections.anchors import TARGET, anchor_of, found_again, span_of
from queries.corrections.cells import FIELDS, said_by
from queries.corrections.deadlines import typed_deadline
from queries.corrections.doubts import Doubts, doubts_of, told
from queries.corrections.layer import ADD, CONFIRM, DROP, Standing, standings
from queries.targets import TargetRow


@dataclass(frozen=True, slots=True)
class FinishedCell:
    """A cell: what it says (`text`), what the extraction says now (`said`), the correction in force, if any, and the
    stretches of the paper that it rests on. `doubts` say why it should be looked at."""

    text: str
    said: str
    correction: Entry | None
    spans: tuple[Span, ...]
    doubts: tuple[str, ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Whether a person said something else than the extraction does."""
        return self.correction is not None and self.text != self.said


@dataclass(frozen=True, slots=True)
class FinishedRow:
    """A row of the table. `row` is what the extraction gives, None where it gives none: a row that a person added, or
    one that it gave once (`is_lost`). `doubts` say why it should be looked at. `place` is where it stands in the text.
    `deadline` is the one that counts: what a person typed, read as the paper's dates are, else the paper's.
    """

    number: int
    key: str
    document: DocumentSummary
    section: str
    place: Span
    quote: str
    row: TargetRow | None
    cells: Mapping[str, FinishedCell]
    standing: Standing | None
    doubts: tuple[str, ...]
    deadline: Deadline | None

    @property
    def deadline_unread(self) -> bool:
        """Whether there is no date in what a person typed as deadline, so that no lamp can be lit for it."""
        cell = self.cells["deadline"]
        return self.deadline is None and cell.correction is not None and bool(cell.text)

    @property
    def confirmed(self) -> Entry | None:
        """Who said that the row is right, and when."""
        return self.standing.last(CONFIRM) if self.standing else None

    @property
    def dropped(self) -> Entry | None:
        """Who took the row out of the table, and when."""
        return self.standing.last(DROP) if self.standing else None

    @property
    def is_added(self) -> bool:
        """Whether a person added the row."""
        return self.standing is not None and self.standing.last(ADD) is not None

    @property
    def is_lost(self) -> bool:
        """Whether people worked on the row and the extraction gives it no longer."""
        return self.row is None and not self.is_added

    @property
    def state(self) -> str:
        """How far the row is: 已删去, 已增加, 已确认, 已修改, 待核对 or 提取."""
        if self.dropped:
            return "已删去"
        if self.confirmed and not self.doubts:
            return "已确认"
        if self.is_added:
            return "已增加"
        if any(cell.is_corrected for cell in self.cells.values()):
            return "已修改"
        return "待核对" if self.doubts else "提取"


def finished_papers(
    papers: Sequence[DocumentSummary],
    corrections: Corrections,
    *,
    table: Callable[[str], tuple[Document, Sequence[TargetRow]]],
) -> dict[str, tuple[FinishedRow, ...]]:
    """The whole tables of those of the papers that people worked on, by id; `table` gives a paper with all rows that
    its extraction gives. Rows that were taken out are among them, with the number 0."""
    by_id = {paper.id: paper for paper in papers}
    found = {}
    for paper_id, known in standings(corrections, papers).items():
        document, rows = table(paper_id)
        found[paper_id] = numbered(_of_paper(by_id[paper_id], rows, known, document))
    return found


def extracted_paper(paper: DocumentSummary, rows: Sequence[TargetRow], document: Document) -> tuple[FinishedRow, ...]:
    """Rows of a paper that nobody worked on."""
    return tuple(_of_paper(paper, rows, (), document))


def finished_paper(
    paper: DocumentSummary, rows: Sequence[TargetRow], corrections: Corrections, document: Document
) -> tuple[FinishedRow, ...]:
    """The whole table of one paper, also where the extraction gives no row of it."""
    return numbered(_of_paper(paper, rows, standings(corrections, [paper]).get(paper.id, ()), document))


def _of_paper(
    paper: DocumentSummary, rows: Sequence[TargetRow], known: Sequence[Standing], document: Document
) -> list[FinishedRow]:
    anchors = {row.number: anchor_of(row, document) for row in rows}
    matched = _matched(rows, anchors, known, document)
    finished = [_finished(row, anchors[row.number], matched.get(row.number), document) for row in rows]
    taken = {standing.anchor.key for standing in matched.values()}
    kept = [each for each in known if each.is_kept and each.anchor.key not in taken]
    alone = [_alone(paper, standing, document) for standing in kept]
    return sorted((*finished, *alone), key=lambda row: (row.place.start, row.place.end, row.number or 10**9))


def _matched(
    rows: Sequence[TargetRow], anchors: Mapping[int, Anchor], known: Sequence[Standing], document: Document
) -> dict[int, Standing]:
    """Which row each anchor is of: the same words of the same kind, else the row that shares most characters."""
    by_key = {anchors[row.number].key: row for row in rows}
    matched = {by_key[each.anchor.key].number: each for each in known if each.anchor.key in by_key}
    for standing in known:
        if standing.anchor.key in by_key or standing.last(ADD) is not None:
            continue
        place = found_again(standing.anchor, document)
        free = [row for row in rows if row.number not in matched and place is not None and _fits(row, standing, place)]
        if free and place is not None:
            best = max(free, key=lambda row: _likeness(row, anchors[row.number], standing, place))
            matched[best.number] = standing
    return matched


def _fits(row: TargetRow, standing: Standing, place: Span) -> bool:
    return span_of(row).overlaps(place) and (row.quantity is not None) == (standing.anchor.kind == TARGET)


def _likeness(row: TargetRow, anchor: Anchor, standing: Standing, place: Span) -> tuple[bool, bool, int]:
    span = span_of(row)
    shared = min(span.end, place.end) - max(span.start, place.start)
    return anchor.label == standing.anchor.label, span == place, shared


def _finished(row: TargetRow, anchor: Anchor, standing: Standing | None, document: Document) -> FinishedRow:
    said = said_by(row)
    values = standing.values if standing else {}
    doubts = _doubts(row, said, standing, document)
    cells = {
        name: FinishedCell(
            text=values[name].after if name in values else said[name],
            said=said[name],
            correction=values.get(name),
            spans=tuple(field.spans(row)),
            doubts=doubts.get(name, ()),
        )
        for name, field in FIELDS.items()
    }
    place = Span(row.start, row.end)
    return FinishedRow(
        number=row.number,
        key=standing.anchor.key if standing else anchor.key,
        document=row.document,
        section=row.section,
        place=place,
        quote=row.quote,
        row=row,
        cells=cells,
        standing=standing,
        doubts=told(doubts),
        deadline=typed_deadline(cells["deadline"].text, document, clause=place)
        if cells["deadline"].is_corrected
        else row.deadline,
    )


def _alone(paper: DocumentSummary, standing: Standing, document: Document) -> FinishedRow:
    """A row that stands on what people said."""
    place = found_again(standing.anchor, document)
    said = standing.said
    values = standing.values
    cells = {
        name: FinishedCell(
            text=values[name].after if name in values else said.get(name, ""),
            said="",
            correction=values.get(name),
            spans=(place,) if place is not None and name == "task" else (),
        )
        for name in FIELDS
    }
    lost = standing.last(ADD) is None
    section = document.section_at(place.start) if place else None
    clause = place or Span(len(document.text), len(document.text))
    return FinishedRow(
        number=0,
        key=standing.anchor.key,
        document=paper,
        section=section.path if section else "",
        place=clause,
        quote=place.of(document.text) if place else standing.anchor.exact,
        row=None,
        cells=cells,
        standing=standing,
        doubts=("现在的提取结果里没有这一条",) if lost else (),
        deadline=typed_deadline(cells["deadline"].text, document, clause=clause),
    )


def _doubts(row: TargetRow, said: Mapping[str, str], standing: Standing | None, document: Document) -> Doubts:
    """Why a person should look at the cells; nothing where one has confirmed what the extraction still says."""
    values = standing.values if standing else {}
    if standing is not None and (standing.last(CONFIRM) or values):
        changed = [name for name, text in standing.said.items() if name in FIELDS and said.get(name, "") != text]
        if changed:
            return dict.fromkeys(changed, ("核对以后提取结果有变化",))
        if standing.last(CONFIRM):
            return {}
    return doubts_of(row, document, corrected=values)


def numbered(rows: Iterable[FinishedRow]) -> tuple[FinishedRow, ...]:
    """Numbered from 1; what was taken out has the number 0."""
    numbered: list[FinishedRow] = []
    number = 0
    for row in rows:
        number += not row.dropped
        numbered.append(replace(row, number=0 if row.dropped else number))
    return tuple(numbered)
