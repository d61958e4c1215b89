"""The graph of references, worked out from citations and names as the store has them now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from corpus.store import Store
from corpus.store_keys import Asking
from corpus.store_values import DocumentSummary
from extract.records import CitedPaper, Relation
from extract.serial import extraction_of
from queries.references.resolving import candidates
from queries.references.values import Reference, References, Standing

CITATION, NAME = "citation", "name"
_END = re.compile("[。；;！？\n]")
# What a paper that carries the new form of another (现印发) does to the older one of the same title.
_TO_OLDER_FORMS = (Relation.REVISES, Relation.REPEALS)


def references(store: Store, document: DocumentSummary) -> References:
    """The paper's references both ways."""
    ways = store.asking(asks=CITATION, gives=NAME, of=[document.id])
    back = store.asking(asks=CITATION, gives=NAME, to=[document.id])
    found = tuple(_references(store, (*ways, *(each for each in back if each.document_id != document.id))))
    return References(
        document=document,
        cites=tuple(each for each in found if each.citing.id == document.id),
        cited_by=tuple(sorted((each for each in found if _is_to(each, document.id)), key=_latest)),
    )


def all_references(store: Store) -> tuple[Reference, ...]:
    """Every reference of the library, by citing paper and place."""
    return tuple(_references(store, store.asking(asks=CITATION, gives=NAME)))


def standing(store: Store, document_ids: Collection[str]) -> dict[str, Standing]:
    """What became of these papers, by id; those that no paper names are left out."""
    if not document_ids:
        return {}
    found: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in _references(store, store.asking(asks=CITATION, gives=NAME, to=document_ids, with_words=False)):
        if reference.cited is not None and reference.cited.id in document_ids:
            found[reference.cited.id].append(reference)
    return {document_id: _standing(those) for document_id, those in found.items()}


def standing_of(found: References) -> Standing:
    """What became of the paper whose references these are."""
    return _standing(found.cited_by)


def _standing(those: Iterable[Reference]) -> Standing:
    by: defaultdict[Relation, dict[str, DocumentSummary]] = defaultdict(dict)
    for reference in sorted(those, key=_latest):
        by[reference.relation][reference.citing.id] = reference.citing
    return Standing(
        cited_by=len({document_id for papers in by.values() for document_id in papers}),
        implemented_by=len(by[Relation.IMPLEMENTS]),
        revised_by=tuple(by[Relation.REVISES].values()),
        repealed_by=tuple(by[Relation.REPEALS].values()),
    )


def _references(store: Store, asking: Collection[Asking]) -> Iterable[Reference]:
    """The citations with the papers meant; a paper that names what it carries itself makes none."""
    papers = {each.document_id for each in asking} | {met for each in asking for met, _ in each.met}
    summaries = store.summaries(papers)
    for each in asking:
        reference = _reference(each, summaries)
        if reference is not None:
            yield reference


def _reference(asked: Asking, summaries: Mapping[str, DocumentSummary]) -> Reference | None:
    cited = _citation(asked)
    citing = summaries[asked.document_id]
    found = candidates(cited, citing=citing, met=asked.met, summaries=summaries)
    others = tuple(paper for paper in found if paper.id != citing.id)
    if len(others) < len(found) and cited.relation not in _TO_OLDER_FORMS:
        return None
    quote_start, quote = _clause(asked)
    return Reference(
        citing=citing,
        cited=others[0] if others else None,
        others=others[1:],
        relation=cited.relation,
        title=cited.title,
        document_number=cited.document_number,
        start=cited.start,
        end=cited.end,
        quote=quote,
        quote_start=quote_start,
    )


def _citation(asked: Asking) -> CitedPaper:
    return extraction_of([asked.record]).citations[0]


def _clause(asked: Asking) -> tuple[int, str]:
    """Where the clause around the mention begins in the paper, and the clause."""
    low, high = asked.record.start - asked.around_start, asked.record.end - asked.around_start
    before = [match.end() for match in _END.finditer(asked.around, 0, low)]
    after = _END.search(asked.around, high)
    start, end = before[-1] if before else 0, after.start() if after else len(asked.around)
    start += len(asked.around[start:low]) - len(asked.around[start:low].lstrip())
    return asked.around_start + start, asked.around[start:end]


def _is_to(reference: Reference, document_id: str) -> bool:
    return reference.cited is not None and reference.cited.id == document_id


def _latest(reference: Reference) -> tuple[int, str, int]:
    """The latest citing paper first, undated ones last."""
    day = reference.citing.date
    return (-day.toordinal() if day else 0, reference.citing.id, reference.start)
