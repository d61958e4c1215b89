"""Who claims the numerals of a paper: each part of the reading and the extraction for those that it has understood.

The claims stand in rising order of trust: what is left over, words of the dictionary, written forms (both forms and
leftovers are rules/audit.yaml), cells of tables, names, figures, dates, document numbers, labels, page numbers. Where
two claim one character, the later is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from corpus.document import Document, Section, Span
from corpus.view import View, readable
from extract.audit_records import Claim, NumeralKind
from extract.audit_rules import FORMS, LEFTOVERS
from extract.audit_words import words_with_numerals
from extract.findings import Findings
from extract.numerals import plain
from extract.quantity_names import hidden
from extract.records import QuantityRole
from extract.rulebook import Grammar

_ROLES = {
    QuantityRole.TARGET: NumeralKind.TARGET,
    QuantityRole.DESCRIPTION: NumeralKind.DESCRIPTION,
    QuantityRole.STRUCTURAL: NumeralKind.STRUCTURAL,
}
_PAGE = re.compile(r"(?:PAGE)?[-—–─―·.\s]*(?:\d{1,4}|第\d+页(?:共\d+页)?)[-—–─―·.\s]*")
_BARE = re.compile(
    r"[-+±<>≤≥≈/~～—\d.,%‰:：()（）*×\s]*\d[-+±<>≤≥≈/~～—\d.,%‰:：()（）*×\s]*|[一二三四五六七八九十]{1,3}"
)
_PIECE = re.compile(r"[^|\t\n]+")
_ROW = re.compile(r" \| |\t[^\t\n]+\t")


def claims_of(document: Document, findings: Findings) -> list[Claim]:
    """All claims of a paper, the most trusted last."""
    views = [readable(document.text, paragraph) for paragraph in document.paragraphs]
    return list(
        chain(
            _written(views, LEFTOVERS),
            _words(views),
            _written(views, FORMS),
            _cells(document),
            _names(views),
            _figures(findings),
            _dates(findings),
            _document_numbers(document),
            _labels(document),
            _pages(document),
        )
    )


def _words(views: list[View]) -> Iterator[Claim]:
    for view in views:
        for start, end in words_with_numerals(view.text):
            yield _claim(view, start, end, NumeralKind.WORD, "dictionary")


def _written(views: list[View], grammar: Grammar) -> Iterator[Claim]:
    for view in views:
        for match in grammar.find(plain(view.text)):
            yield _claim(view, match.start, match.end, NumeralKind(match.rule.reads), match.rule.id)


def _names(views: list[View]) -> Iterator[Claim]:
    for view in views:
        for start, end in hidden(view.text):
            yield _claim(view, start, end, NumeralKind.NAME, "quoted")


def _figures(findings: Findings) -> Iterator[Claim]:
    for figure in findings.quantities:
        yield Claim(figure.start, figure.end, kind=_ROLES[figure.role], note="quantity")


def _dates(findings: Findings) -> Iterator[Claim]:
    for date in findings.dates:
        yield Claim(date.start, date.end, kind=NumeralKind.DATE, note=date.kind.value)


def _document_numbers(document: Document) -> Iterator[Claim]:
    head = document.letterhead
    if head.document_number:
        yield _of(head.document_number, NumeralKind.DOCUMENT_NUMBER, "letterhead")


def _labels(document: Document) -> Iterator[Claim]:
    for section in document.outline:
        yield _of(label_span(document.text, section), NumeralKind.OUTLINE_LABEL, "outline")


def _cells(document: Document) -> Iterator[Claim]:
    """Bare numbers that fill a cell; a text file's rows are divided by tabs or |."""
    text = document.text
    pieces = [Span(cell.start, cell.end) for table in document.tables for cell in table.cells]
    for row in document.paragraphs:
        if _ROW.search(text, row.start, row.end):
            pieces += [Span(*piece.span()) for piece in _PIECE.finditer(text, row.start, row.end)]
    return (
        _of(piece, NumeralKind.TABLE_CELL, "table") for piece in pieces if _BARE.fullmatch(text, piece.start, piece.end)
    )


def _pages(document: Document) -> Iterator[Claim]:
    """Paragraphs outside of tables that are nothing but a page's number."""
    tables = iter(sorted(document.tables, key=lambda table: table.start))
    table = next(tables, None)
    for paragraph in document.paragraphs:
        while table and table.end <= paragraph.start:
            table = next(tables, None)
        if not (table and table.overlaps(paragraph)) and _PAGE.fullmatch(document.text, paragraph.start, paragraph.end):
            yield _of(paragraph, NumeralKind.PAGE_NUMBER, "line")


def label_span(text: str, section: Section) -> Span:
    """Where a section's label is printed; blanks inside it count."""
    end, wanted = section.start, len(section.label.replace(" ", ""))
    while wanted and end < section.end:
        wanted -= not text[end].isspace()
        end += 1
    return Span(section.start, end)


def _claim(view: View, start: int, end: int, kind: NumeralKind, note: str) -> Claim:
    return _of(view.span(start, end), kind, note)


def _of(span: Span, kind: NumeralKind, note: str) -> Claim:
    return Claim(span.start, span.end, kind=kind, note=note)
