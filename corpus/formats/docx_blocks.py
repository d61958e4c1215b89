"""The paragraphs of a docx as a person sees them (ECMA-376 part 1, clause 17.3; tracked changes as accepted)."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATIVES, CHOICE = f"{COMPATIBILITY}AlternateContent", f"{COMPATIBILITY}Choice"
PARAGRAPH, TABLE, BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
DELETED = frozenset(qn(name) for name in ("w:del", "w:moveFrom"))
UNPRINTED = DELETED | {
    qn(name) for name in ("w:pPr", "w:rPr", "w:instrText", "w:delText", "w:rt", "w:sdtPr", "w:sdtEndPr")
}
BLOCK_WRAPPERS = frozenset(
    (*(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")), ALTERNATIVES, CHOICE)
)
SIGNS = {
    **{qn(name): "\n" for name in ("w:br", "w:cr")},
    **{qn(name): "\t" for name in ("w:tab", "w:ptab")},
    qn("w:noBreakHyphen"): "-",
}
TICKS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F054": "☒", "F0A8": "□", "F06F": "□", "F0A3": "□"}
OFF = ("0", "false", "off")


def blocks(container: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables of a body, cell or text box in order, also those in content controls and insertions."""
    for child in children(container):
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag in BLOCK_WRAPPERS:
            yield from blocks(child)


def is_table(block: BaseOxmlElement) -> bool:
    """Whether the block is a table, not a paragraph."""
    return bool(block.tag == TABLE)


def paragraph_text(paragraph: BaseOxmlElement) -> str:
    """The words of a paragraph, its text boxes left out; line breaks as `\\n`, tabs as `\\t`."""
    return "".join(_printed(paragraph))


def joins_the_next(paragraph: BaseOxmlElement) -> bool:
    """Whether the paragraph's end mark was deleted, so that its words belong to the next one (17.13.5.15)."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(mark.find(tag) is not None for tag in DELETED)


def text_boxes(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The text boxes that hang on a paragraph, each once, without the boxes inside them."""
    for child in children(element):
        if child.tag == BOX:
            yield child
        elif child.tag not in DELETED:
            yield from text_boxes(child)


def children(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The element's children, of alternatives (mc:AlternateContent) only the first."""
    if element.tag == ALTERNATIVES:
        yield from list(element)[:1]
    else:
        yield from element


def _printed(element: BaseOxmlElement) -> Iterator[str]:
    for child in children(element):
        if child.tag in (qn("w:t"), MATH_TEXT):
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == qn("w:sym"):
            yield TICKS.get((child.get(qn("w:char")) or "").upper(), "")
        elif child.tag not in UNPRINTED and child.tag != BOX and not _is_hidden(child):
            yield from _printed(child)


def _is_hidden(run: BaseOxmlElement) -> bool:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val")) not in OFF
