"""Whether two files hold the same paper: its .docx and its PDF, its PDF and a scan of it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from corpus.document import Document
from corpus.text_sketch import essence, likeness

PDF = "application/pdf"
WRITTEN, LAID_OUT, RECOGNIZED = 0, 1, 2
"""How a text was had, the best first: from words as they were typed, from a page's layout, off a picture."""
# From which likeness on two texts are the same paper: by itself, with the same name, and with a scan's misreadings.
ALIKE, ALIKE_NAMED, ALIKE_SCANNED = 0.9, 0.8, 0.6
FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Form:
    """A paper in one of its forms, as far as it tells whether it is the same as another."""

    text: str
    media_type: str
    layer: int
    title: str | None
    document_number: str | None
    date: datetime.date | None


def layer_of(document: Document) -> int:
    """How the paper's text was had."""
    if document.recognized:
        return RECOGNIZED
    return LAID_OUT if document.media_type == PDF else WRITTEN


def form_of(document: Document) -> Form:
    """The paper as a form."""
    head = document.letterhead
    return Form(
        text=document.text,
        media_type=document.media_type,
        layer=layer_of(document),
        title=head.title.value if head.title else None,
        document_number=head.document_number.value if head.document_number else None,
        date=head.date.date if head.date else None,
    )


def is_same_paper(form: Form, other: Form) -> bool:
    """Whether the two are forms of one paper: the same words, or, in different kinds of files, nearly the same.

    Papers with different numbers, dates or figures are different ones, however alike: next year's, or a corrected one.
    Only a figure read off a picture may be a misreading.
    """
    if essence(form.text) == essence(other.text):
        return True
    if (form.media_type, form.layer) == (other.media_type, other.layer):
        return False
    if _differ(form.document_number, other.document_number) or _differ(form.date, other.date):
        return False
    scanned = RECOGNIZED in (form.layer, other.layer)
    if not scanned and not _same_figures(form.text, other.text):
        return False
    named = _is_named_like(form, other)
    return likeness(form.text, other.text) >= ((ALIKE_SCANNED if scanned else ALIKE_NAMED) if named else ALIKE)


def _differ(value: object | None, other: object | None) -> bool:
    return value is not None and other is not None and value != other


def _is_named_like(form: Form, other: Form) -> bool:
    numbered = form.document_number is not None and form.document_number == other.document_number
    return numbered and essence(form.title or "") == essence(other.title or "")


def _same_figures(text: str, other: str) -> bool:
    """Whether one has all the figures of the other; it may have more, as a web page has its dates of issue."""
    first, second = (Counter(FIGURE.findall(unicodedata.normalize("NFKC", each))) for each in (text, other))
    return first <= second or second <= first
