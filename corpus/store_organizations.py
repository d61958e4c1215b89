"""The user's own bodies in the library, and how often its papers name each; each step on an open connection."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, case, delete, func, insert, select

from corpus.store_schema import DocumentRow, OrganizationRow, RecordOrganizationRow, UnextractedRow
from corpus.store_values import Organization


def organizations(connection: Connection) -> tuple[Organization, ...]:
    """The user's bodies by name."""
    rows = connection.execute(select(OrganizationRow.__table__).order_by(OrganizationRow.name)).mappings()
    return tuple(Organization(**row) for row in rows)


def put_organizations(connection: Connection, put: Collection[Organization], *, removed: Collection[str]) -> None:
    """Adds or changes bodies and takes others out, by name; every paper has then to be extracted again."""
    gone = {*removed, *(organization.name for organization in put)}
    connection.execute(delete(OrganizationRow).where(OrganizationRow.name.in_(gone)))
    if put:
        rows = [{"name": each.name, "aliases": each.aliases, "superior": each.superior} for each in put]
        connection.execute(insert(OrganizationRow), rows)
    connection.execute(delete(UnextractedRow))
    connection.execute(insert(UnextractedRow).from_select(["document_id"], select(DocumentRow.id)))


def organization_counts(connection: Connection, *, duty_kind: str) -> dict[str, tuple[int, int]]:
    """How many papers name each body, and how many records of the kind, by full name. Other forms of a paper that
    counts are left out."""
    row = RecordOrganizationRow
    papers = func.count(row.document_id.distinct())
    duties = func.sum(case((row.kind == duty_kind, 1), else_=0))
    other_forms = select(DocumentRow.id).where(DocumentRow.rendition_of.is_not(None))
    counted = select(row.name, papers, duties).where(row.document_id.not_in(other_forms))
    found = connection.execute(counted.group_by(row.name).order_by(row.name))
    return {name: (int(in_papers), int(in_duties)) for name, in_papers, in_duties in found}


def organizations_of(connection: Connection, document_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The full names of the bodies that each paper's records name, by paper id, each once and sorted."""
    row = RecordOrganizationRow
    question = select(row.document_id, row.name).where(row.document_id.in_(set(document_ids))).distinct()
    found: dict[str, list[str]] = {}
    for document_id, name in connection.execute(question.order_by(row.document_id, row.name)):
        found.setdefault(document_id, []).append(name)
    return {document_id: tuple(names) for document_id, names in found.items()}
