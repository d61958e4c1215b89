"""Work that takes no time to load: papers as plain text, with one record each."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from corpus.containers import members_of
from corpus.document import Reading
from corpus.paragraphs import paragraphs_of
from corpus.structure import assemble
from corpus.text_sketch import sketch_of
from extract.records import Comparator, Extraction, Quantity, QuantityRole
from extract.serial import rows_of
from queries.intake_values import Job, Opened, Read, Refused


def take(job: Job) -> Read | Opened | Refused:
    members = members_of(job.data)
    if members is not None:
        return Opened(members)
    if not job.data:
        return Refused("文件是空的", "请重新获取文件后再试")
    text = job.data.decode()
    reading = Reading(text=text, media_type="text/plain", paragraphs=paragraphs_of(text))
    document = assemble(reading, id=hashlib.sha256(job.data).hexdigest()[:16], source=job.source)
    quantity = Quantity(
        0, 1, text=text[0], value=Decimal(1), unit="个", comparator=Comparator.EQUAL, role=QuantityRole.TARGET
    )
    return Read(document, rows_of(Extraction(quantities=(quantity,))), sketch_of(text), None)
