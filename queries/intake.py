"""What a worker does with one file: opens it, or reads and extracts it; with a paper that is in the library, extracts
it again. Loaded in the worker processes only."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.containers import members_of
from corpus.document import Document
from corpus.errors import GongwenError
from corpus.limits import within
from corpus.reading import read_document, read_open_document
from corpus.store_values import StoredRecord
from corpus.text_sketch import sketch_of
from extract.findings import Findings
from extract.serial import rows_of
from index.schema import Row, index_rows
from queries.attempts import attempt
from queries.intake_values import Again, Extracted, Job, Opened, Read, Refused

_EXAMPLE = """关于开展检查的通知
各单位：
一、年内建成示范点20个，由办公室牵头，有关部门配合。
某市某局
2020年3月1日
"""


def prepare() -> None:
    """Loads what reading and extracting load when they are first used."""
    document = read_document(_EXAMPLE.encode(), "example.txt")
    _index_rows(document, rows_of(Findings(document).all()))


def take(job: Job | Again) -> Read | Opened | Extracted | Refused:
    """The paper with its records, the members of a container, or why there is neither; of a paper that is to be
    extracted again its records."""
    try:
        if isinstance(job, Again):
            return _extract_again(job)
        with within(job.limits):
            members = members_of(job.data)
            return _read(job) if members is None else Opened(members)
    except GongwenError as error:
        return Refused(error.reason, error.advice)


def _read(job: Job) -> Read:
    document = (read_document if job.allow_secret else read_open_document)(job.data, job.source)
    records = attempt(lambda: rows_of(Findings(document, register=job.register).all()))
    trouble = None
    if isinstance(records, GongwenError):
        trouble = Refused(f"正文已入库，但未能提取数据：{records.reason}", records.advice)
        records = ()
    sketch = sketch_of(document.text)
    return Read(document, records, sketch, trouble, _index_rows(document, records, sketch))


def _extract_again(job: Again) -> Extracted:
    records = rows_of(Findings(job.document, register=job.register).all())
    return Extracted(records, _index_rows(job.document, records, sketch_of(job.document.text)))


def _index_rows(document: Document, records: Sequence[StoredRecord], sketch: Sequence[int] = ()) -> tuple[Row, ...]:
    """What the index writes of the paper, with the bodies in the order in which the store gives them."""
    organizations = sorted({name for each in records for name, _ in each.organizations})
    return index_rows(document, organizations=organizations, records=records, sketch=sketch)
