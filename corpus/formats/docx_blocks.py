"""The paragraphs of a docx as a person sees them (ECMA-376 part 1, clause 17.3; tracked changes as accepted)."""

from __future__ import annotations

from collections.abc import Container, Iterator
from enum import Enum

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.formats.docx_symbols import symbol

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
OFF = ("0", "false", "off")
NOTE_REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
RESULT = -1


class FieldMark(Enum):
    """Where a field begins, where its instruction ends and its result begins, where it ends."""

    BEGIN = "begin"
    SEPARATE = "separate"
    END = "end"


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


def paragraph_text(paragraph: BaseOxmlElement, *, hidden: Container[str] = ()) -> str:
    """The words of a paragraph, its text boxes left out; line breaks as `\\n`, tabs as `\\t`. Of a field only the
    result is printed (17.16.18). `hidden` are the styles whose words are not shown."""
    if _style_of(paragraph, "w:pPr", "w:pStyle") in hidden:
        return ""
    pieces: list[str] = []
    instructions: list[int] = []  # for each open field where its instruction begins
    for piece in _printed(paragraph, hidden):
        if isinstance(piece, str):
            pieces.append(piece)
        elif piece == FieldMark.BEGIN:
            instructions.append(len(pieces))
        elif instructions:
            if instructions[-1] != RESULT:
                del pieces[instructions[-1] :]
            if piece == FieldMark.END:
                instructions.pop()
            else:
                instructions[-1] = RESULT
    return "".join(pieces)


def notes_cited(paragraph: BaseOxmlElement) -> list[tuple[str, str]]:
    """The footnotes and endnotes that the paragraph cites in order, as (`footnote` or `endnote`, id)."""
    return [
        (NOTE_REFERENCES[reference.tag], str(reference.get(qn("w:id"))))
        for reference in paragraph.iter(*NOTE_REFERENCES)
        if not any(ancestor.tag in DELETED for ancestor in reference.iterancestors())
    ]


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


def hidden_styles(styles: BaseOxmlElement | None) -> frozenset[str]:
    """The ids of the styles whose words are hidden (w:vanish, 17.3.2.41), by themselves or by what they rest on."""
    known = {} if styles is None else {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}

    def is_hidden(name: str | None, seen: tuple[str | None, ...] = ()) -> bool:
        style = known.get(name)
        if style is None or name in seen:
            return False
        mark = style.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
        if mark is not None:
            return mark.get(qn("w:val")) not in OFF
        base = style.find(qn("w:basedOn"))
        return base is not None and is_hidden(base.get(qn("w:val")), (*seen, name))

    return frozenset(name for name in known if name is not None and is_hidden(name))


def _printed(element: BaseOxmlElement, hidden: Container[str]) -> Iterator[str | FieldMark]:
    for child in children(element):
        if child.tag in (qn("w:t"), MATH_TEXT):
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == qn("w:sym"):
            yield symbol(child.get(qn("w:font")) or "", child.get(qn("w:char")) or "")
        elif child.tag == qn("w:fldChar"):
            yield FieldMark(child.get(qn("w:fldCharType")) or "end")
        elif child.tag not in UNPRINTED and child.tag != BOX and not _is_hidden(child, hidden):
            yield from _printed(child, hidden)


def _is_hidden(run: BaseOxmlElement, hidden: Container[str]) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    if mark is not None:
        return mark.get(qn("w:val")) not in OFF
    return _style_of(run, "w:rPr", "w:rStyle") in hidden


def _style_of(element: BaseOxmlElement, properties: str, name: str) -> str:
    style = element.find(f"{qn(properties)}/{qn(name)}")
    return "" if style is None else style.get(qn("w:val")) or ""
