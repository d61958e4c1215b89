"""The JSON of the outward face, schema 1: what other programs may rely on. Change it only with a new number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.document import Article, Document, Section
from corpus.store_values import DocumentSummary
from extract.records import Extraction
from queries.contract_records import (
    Json,
    by_hand_json,
    date_json,
    day,
    deadline_json,
    quantity_json,
    responsibility_json,
    responsible_json,
    sureness_json,
    target_json,
)

if TYPE_CHECKING:
    from queries.ask.answers import Answers
    from queries.hits import SearchResults
    from queries.ingest import IngestReport
    from queries.organizations import ListedOrganization
    from queries.references.values import Standing
    from queries.register_changes import RegisterReport
    from queries.targets import TargetRow

SCHEMA = 1
_KINDS = {"task": "organization", "document": "organization"}


def extraction_json(document: Document, extraction: Extraction) -> Json:
    """The answer of `gongwen extract FILE --json`."""
    return {
        "schema": SCHEMA,
        "document": document_json(document),
        "text": document.text,
        "articles": [_article_json(article) for article in document.articles],
        "outline": [_section_json(section) for section in document.outline],
        "dates": [date_json(date) for date in extraction.dates],
        "quantities": [quantity_json(quantity) for quantity in extraction.quantities],
        "organizations": [
            {
                "text": mention.text,
                "start": mention.start,
                "end": mention.end,
                "name": mention.name,
                **sureness_json(mention),
            }
            for mention in extraction.organizations
        ],
        "targets": [target_json(target) for target in extraction.targets],
        "responsibilities": [responsibility_json(duty) for duty in extraction.responsibilities],
    }


def _article_json(article: Article) -> Json:
    return {
        "title": article.title.value if article.title else None,
        "author": article.author.value if article.author else None,
        "start": article.start,
        "end": article.end,
    }


def _section_json(section: Section) -> Json:
    return {
        "label": section.label,
        "level": section.level,
        "heading": section.heading,
        "path": section.path,
        "start": section.start,
        "end": section.end,
        "inline": section.inline,
    }


def document_json(document: Document) -> Json:
    """A paper and its letterhead."""
    head = document.letterhead
    return {
        "id": document.id,
        "source": document.source,
        "media_type": document.media_type,
        "title": head.title.value if head.title else None,
        "document_number": head.document_number.value if head.document_number else None,
        "kind": head.kind.value if head.kind else None,
        "issuer": head.issuer.value if head.issuer else None,
        "date": day(head.date.date) if head.date else None,
        "year": head.year,
        "recipients": [quote.value for quote in head.recipients],
        "copied_to": [quote.value for quote in head.copied_to],
        "attachments": [quote.value for quote in head.attachments],
        "references": [
            {"title": citation.value or None, "document_number": citation.document_number}
            for citation in head.references
        ],
    }


def summary_json(document: DocumentSummary) -> Json:
    """The paper that an answer comes from."""
    return {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "document_number": document.document_number,
        "issuer": document.issuer,
        "date": day(document.date),
        "kind": document.kind,
    }


def ingest_json(report: IngestReport) -> Json:
    """The answer of `gongwen ingest --json`."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "failed": [{"source": failure.source, "reason": failure.reason} for failure in report.failed],
    }


def search_json(results: SearchResults, *, standing: Mapping[str, Standing] | None = None) -> Json:
    """The answer of `gongwen search --json`; `start` and `end` count in the whole paper's text. `total` counts
    passages, `papers` the papers that hold them, `places` what the pages of hits count; `standing` is what became of
    the hits' papers, by id, where it was looked up, null where no paper names one."""
    from queries.contract_references import standing_json

    became = None if standing is None else {paper: standing_json(each) for paper, each in standing.items()}
    found: Json = {
        "total": results.total,
        "papers": results.papers,
        "places": results.places,
        "meant": results.meant,
        "hits": [
            {
                "document": summary_json(hit.document),
                "section": hit.section,
                "snippet": hit.snippet,
                "start": hit.start,
                "end": hit.end,
                "score": hit.score,
                "passages": hit.passages,
                "like": [summary_json(paper) for paper in hit.like],
                **({} if became is None else {"standing": became.get(hit.document.id)}),
            }
            for hit in results
        ],
    }
    if results.facets:
        found["facets"] = {
            facet: [{"value": each.value, "papers": each.papers} for each in values]
            for facet, values in results.facets.items()
        }
    return found


def answers_json(answers: Answers) -> Json:
    """The answer of `gongwen ask --json`, best first; `quote` is `[start, end)` of the whole paper's text. Where
    nothing fits, `nearest` has the clauses that come nearest. `against` are the places, from 0, of the answers that
    contradict this one."""
    return {
        # The outward face knows four kinds; duties of a body and papers are told by `asked`.
        "kind": _KINDS.get(answers.kind, answers.kind),
        "asked": answers.kind,
        "nearest": [
            {
                "quote": clause.quote,
                "document": summary_json(clause.document),
                "section": clause.section,
                "start": clause.start,
                "end": clause.end,
            }
            for clause in answers.nearest
        ],
        "answers": [
            {
                "answer": answer.answer,
                "role": answer.role,
                "task": answer.task,
                "quote": answer.quote,
                "document": summary_json(answer.document),
                "section": answer.section,
                "start": answer.start,
                "end": answer.end,
                "score": answer.score,
                "against": list(answer.against),
            }
            for answer in answers.answers
        ],
    }


def targets_json(rows: Sequence[TargetRow]) -> Json:
    """The answer of `gongwen targets --json`; `quote` is `[start, end)` of the whole paper's text."""
    return {
        "total": len(rows),
        "targets": [target_row_json(row) for row in rows],
    }


def target_row_json(row: TargetRow) -> Json:
    """A row of the target table; `quote` is `[start, end)` of the whole paper's text. `correction` is what people said
    of it, null where nobody did: the cells named there are theirs, all others the paper's."""
    return {
        "number": row.number,
        "document": summary_json(row.document),
        "section": row.section,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "task": row.task,
        "indicator": row.indicator,
        "quantity": quantity_json(row.quantity) if row.quantity else None,
        "deadline": deadline_json(row.deadline),
        "responsible": [responsible_json(body) for body in row.bodies],
        "confidence": row.confidence,
        "lamp": {"name": row.lamp.name, "label": row.lamp.label} if row.lamp else None,
        "correction": by_hand_json(row.by_hand),
    }


def organizations_json(rows: Sequence[ListedOrganization]) -> Json:
    """The answer of `gongwen organizations --json`; `source` is `shipped`, `user` or `learnt`."""
    return {
        "total": len(rows),
        "organizations": [
            {
                "name": row.name,
                "aliases": list(row.aliases),
                "superior": row.superior or None,
                "source": row.source.value,
                "papers": row.papers,
                "duties": row.duties,
            }
            for row in rows
        ],
    }


def register_json(report: RegisterReport) -> Json:
    """The answer of `gongwen organizations --import F --json`; `papers` are those whose records changed."""
    return {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "papers": report.papers,
    }
