"""The JSON of references between papers."""

from __future__ import annotations

from queries.contract import summary_json
from queries.contract_records import Json
from queries.references.values import Reference, References, Standing


def references_json(found: References) -> Json:
    """The answer of `gongwen references DOC --json`."""
    return {
        "document": summary_json(found.document),
        "cites": [reference_json(each) for each in found.cites],
        "cited_by": [reference_json(each) for each in found.cited_by],
    }


def reference_json(reference: Reference) -> Json:
    """One paper naming another: `[start, end)` of the citing paper's text; `document` is null where the library has no
    paper that fits, `relation` is `cites` `implements` `transmits` `revises` `repeals`."""
    return {
        "citing": summary_json(reference.citing),
        "document": summary_json(reference.cited) if reference.cited else None,
        "others": [summary_json(each) for each in reference.others],
        "relation": reference.relation.value,
        "title": reference.title or None,
        "document_number": reference.document_number,
        "start": reference.start,
        "end": reference.end,
        "quote": reference.quote,
        "quote_start": reference.quote_start,
    }


def standing_json(standing: Standing) -> Json:
    """What became of a paper."""
    return {
        "cited_by": standing.cited_by,
        "implemented_by": standing.implemented_by,
        "revised_by": [summary_json(each) for each in standing.revised_by],
        "repealed_by": [summary_json(each) for each in standing.repealed_by],
    }
