"""Forms of one paper in the store, each step on an open connection: one counts, the others name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, func, insert, or_, select, update

from corpus.document import Document
from corpus.renditions import Form, form_of, is_same_paper, layer_of
from corpus.store_schema import DocumentRow, SketchRow

# So many values of its sketch a paper must share with another to be compared with it, and with so many it is.
SHARED = 3
MOST = 8


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
    before = set(connection.execute(select(SketchRow.value).where(SketchRow.document_id == document_id)).scalars())
    rows = [{"document_id": document_id, "value": value} for value in sketch if value not in before]
    if rows:
        connection.execute(insert(SketchRow), rows)


def _candidates(connection: Connection, document: Document, sketch: Sequence[int]) -> Iterator[RowMapping]:
    """The papers that count and may be the same: those with the same number, then those that share most."""
    columns = (DocumentRow.id, *(getattr(DocumentRow, name) for name in Form.__dataclass_fields__))
    counting = select(*columns).where(DocumentRow.id != document.id, DocumentRow.rendition_of.is_(None))
    number = document.letterhead.document_number
    if number is not None:
        numbered = counting.where(DocumentRow.document_number == number.value).order_by(DocumentRow.id).limit(MOST)
        yield from connection.execute(numbered).mappings()
    if sketch:
        shared = (
            select(SketchRow.document_id, func.count().label("shared"))
            .where(SketchRow.value.in_(sketch))
            .group_by(SketchRow.document_id)
            .having(func.count() >= min(SHARED, len(sketch)))
            .subquery()
        )
        alike = counting.join(shared, shared.c.document_id == DocumentRow.id)
        yield from connection.execute(alike.order_by(shared.c.shared.desc(), DocumentRow.id).limit(MOST)).mappings()


def _form(row: RowMapping) -> Form:
    return Form(**{name: row[name] for name in Form.__dataclass_fields__})


def _set(connection: Connection, head: str | None, condition: object) -> None:
    connection.execute(update(DocumentRow).where(condition).values(rendition_of=head))  # type: ignore[arg-type]
