"""Many queries from a table, their hits into a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from corpus.encoding import decode
from corpus.errors import QueryError
from corpus.view import one_line
from queries.export.table_csv import harmless
from queries.hits import SearchHit, SearchResults

HEADINGS = (
    "序号",
    "查询词",
    "总处数",
    "文件数",
    "名次",
    "标题",
    "文号",
    "发文机关",
    "日期",
    "位置",
    "原文",
    "起",
    "止",
    "来源",
    "说明",
)
_QUERY_HEADINGS = ("查询词", "查询", "检索词", "问题", "query", "q")


def queries_in(data: bytes) -> tuple[str, ...]:
    """The queries of a CSV table: its column 查询词 (查询, query), or else its first; empty cells are passed over.

    Raises UnknownEncoding, QueryError where there are none.
    """
    rows = [row for row in csv.reader(io.StringIO(decode(data))) if any(cell.strip() for cell in row)]
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = next((heading.index(name) for name in _QUERY_HEADINGS if name in heading), None)
    body = rows if column is None else rows[1:]
    found = tuple(row[column or 0].strip() for row in body if len(row) > (column or 0) and row[column or 0].strip())
    if not found:
        raise QueryError("表格中没有查询词", advice="请把查询词写在第一列，或名为“查询词”的一列")
    return found


def answers_csv(queries: Sequence[str], search: Callable[[str], SearchResults]) -> tuple[bytes, int]:
    """The hits of each query, one a row, as CSV for Excel, and how many queries could not be understood; such a query,
    and one that finds nothing, has one row that says so."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    faults = 0
    for number, query in enumerate(queries, start=1):
        try:
            results = search(query)
        except QueryError as error:
            faults += 1
            writer.writerow([number, harmless(query), *[""] * (len(HEADINGS) - 3), harmless(str(error))])
            continue
        writer.writerows(_rows(number, query, results))
    return text.getvalue().encode("utf-8-sig"), faults


def _rows(number: int, query: str, results: SearchResults) -> Iterator[list[str | int]]:
    counts = [number, harmless(query), results.total, results.papers]
    if not results.hits:
        said = f"没有找到；是不是要找：{results.meant}" if results.meant else "没有找到"
        yield [*counts, *[""] * (len(HEADINGS) - len(counts) - 1), said]
    for place, hit in enumerate(results.hits, start=1):
        yield [*counts, place, *_cells(hit), ""]


def _cells(hit: SearchHit) -> list[str | int]:
    paper = hit.document
    date = paper.date.isoformat() if paper.date else ""
    texts = (
        paper.title or "",
        paper.document_number or "",
        paper.issuer or "",
        date,
        hit.section,
        one_line(hit.snippet),
    )
    return [*map(harmless, texts), hit.start, hit.end, harmless(paper.source)]
