"""The JSON of `gongwen audit FILE --json`, schema 1: what other programs may rely on."""

from __future__ import annotations

from corpus.document import Document
from extract.audit_records import Audit, AuditedNumeral
from queries.contract import SCHEMA, document_json
from queries.contract_records import Json


def audit_json(document: Document, audit: Audit) -> Json:
    """Every numeral of a paper with its kind, the unplaced ones once more, the warnings, and how many there are of each
    kind; all spans are half-open and count in the paper's text."""
    return {
        "schema": SCHEMA,
        "document": document_json(document),
        "numerals": [numeral_json(numeral) for numeral in audit.numerals],
        "unplaced": [numeral_json(numeral) for numeral in audit.unplaced],
        "warnings": [
            {
                "kind": warning.kind.value,
                "message": warning.message,
                "start": warning.start,
                "end": warning.end,
                "related": [{"start": span.start, "end": span.end} for span in warning.related],
            }
            for warning in audit.warnings
        ],
        "counts": {kind.value: count for kind, count in audit.counts.items()},
    }


def numeral_json(numeral: AuditedNumeral) -> Json:
    """One numeral with the words that belong to it."""
    return {"text": numeral.text, "start": numeral.start, "end": numeral.end, "kind": numeral.kind.value}
