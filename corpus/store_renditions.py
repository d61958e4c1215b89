"""Forms of one paper in the store, each step on an open connection: one counts, the others name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, insert, or_, select, update

from corpus.document import Document
from corpus.renditions import Form, form_of, is_same_paper, layer_of
from corpus.store_schema import DocumentRow, SketchRow

# So many values of its sketch a paper must share with another to be compared with it, and with so many it is.
SHARED = 3
MOST = 8

# Put together once, as in `store_rows`.
_COUNTING: Select[Any] = select(
    DocumentRow.id, *(getattr(DocumentRow, name) for name in Form.__dataclass_fields__)
).where(DocumentRow.id != bindparam("paper"), DocumentRow.rendition_of.is_(None))
_NUMBERED = _COUNTING.where(DocumentRow.document_number == bindparam("number")).order_by(DocumentRow.id).limit(MOST)
_SHARING = (
    select(SketchRow.document_id, func.count().label("shared"))
    .where(SketchRow.value.in_(bindparam("values", expanding=True)))
    .group_by(SketchRow.document_id)
    .having(func.count() >= bindparam("least"))
    .subquery()
)
_ALIKE = (
    _COUNTING.join(_SHARING, _SHARING.c.document_id == DocumentRow.id)
    .order_by(_SHARING.c.shared.desc(), DocumentRow.id)
    .limit(MOST)
)
_PUT_SKETCH = insert(SketchRow).prefix_with("OR IGNORE")


def settle(connection: Connection, document: Document, sketch: Sequence[int]) -> list[str]:
    """Finds the paper of which the one just put in is another form. The better text counts (`corpus.renditions`), of
    equals the one that came first. Returns the ids of papers that count no longer."""
    if sketch:
        _put_sketch(connection, document.id, sketch)
    form = form_of(document)
    found = next((each for each in _candidates(connection, document, sketch) if is_same_paper(form, _form(each))), None)
    head = None if found is None or layer_of(document) < found["layer"] else found["id"]
    _set(connection, head, DocumentRow.id == document.id)
    if found is None or head is not None:
        return []
    _set(connection, document.id, or_(DocumentRow.id == found["id"], DocumentRow.rendition_of == found["id"]))
    return [found["id"]]


def pass_on(connection: Connection, document_id: str) -> list[str]:
    """The paper goes: the best of its other forms counts from now on. Returns its id, if there is one."""
    rest = select(DocumentRow.id).where(DocumentRow.rendition_of == document_id)
    heir = connection.execute(rest.order_by(DocumentRow.layer, DocumentRow.source, DocumentRow.id)).scalar()
    if heir is None:
        return []
    _set(connection, heir, DocumentRow.rendition_of == document_id)
    _set(connection, None, DocumentRow.id == heir)
    return [heir]


def _put_sketch(connection: Connection, document_id: str, sketch: Sequence[int]) -> None:
    connection.execute(_PUT_SKETCH, [{"document_id": document_id, "value": value} for value in sketch])


def _candidates(connection: Connection, document: Document, sketch: Sequence[int]) -> Iterator[RowMapping]:
    """The papers that count and may be the same: those with the same number, then those that share most."""
    number = document.letterhead.document_number
    if number is not None:
        yield from connection.execute(_NUMBERED, {"paper": document.id, "number": number.value}).mappings()
    if sketch:
        wanted = {"paper": document.id, "values": sketch, "least": min(SHARED, len(sketch))}
        yield from connection.execute(_ALIKE, wanted).mappings()


def _form(row: RowMapping) -> Form:
    return Form(**{name: row[name] for name in Form.__dataclass_fields__})


def _set(connection: Connection, head: str | None, condition: object) -> None:
    connection.execute(update(DocumentRow).where(condition).values(rendition_of=head))  # type: ignore[arg-type]
