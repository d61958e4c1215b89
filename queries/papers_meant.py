"""Which papers a person means: by id, document number, title or file name, or a part of one of these."""

from __future__ import annotations

from collections.abc import Collection

from corpus.errors import NotFound, QueryError
from corpus.store import Store
from corpus.store_values import DocumentSummary


def all_meant(store: Store, wanted: str) -> Collection[str]:
    """The ids of the papers whose id, number, title or file it is, or else of all that hold it in one of these; another
    form of a paper counts as the paper. Raises NotFound."""
    summaries = store.summaries().values()
    for fits in (_is_named, _mentions):
        found = dict.fromkeys(each.rendition_of or each.id for each in summaries if fits(each, wanted))
        if found:
            return found.keys()
    raise NotFound(
        f"资料库中没有编号、文号、标题或文件名为“{wanted}”的文件", advice="请先检索，查到它的标题、文号或编号"
    )


def one_meant(store: Store, wanted: str) -> DocumentSummary:
    """The one paper that is meant; raises NotFound, or QueryError where there are several."""
    found = store.summaries(all_meant(store, wanted))
    if len(found) > 1:
        titles = "；".join(f"{each.id} {each.title or each.source}" for each in list(found.values())[:5])
        raise QueryError(f"有 {len(found)} 份文件符合“{wanted}”：{titles}", advice="请写明其中一份的编号或文号")
    return next(iter(found.values()))


def _is_named(summary: DocumentSummary, wanted: str) -> bool:
    return wanted in (summary.id, summary.document_number, summary.title, summary.source)


def _mentions(summary: DocumentSummary, wanted: str) -> bool:
    names = (summary.document_number, summary.title, summary.source)
    return summary.id.startswith(wanted.lower()) or any(wanted in name for name in names if name)
