"""From a page's elements to paragraphs and tables as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.builder import GridCell
from corpus.errors import DamagedFile
from corpus.markup import Element

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
WIDEST = 200  # no table of an office has more columns, no cell covers more of them
MOST_CELLS = 200_000
FRAME_WORDS = 300  # a table whose cells hold so much each is there for the page's layout
BREAK = "\n"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page."""

    cells: tuple[GridCell, ...]


Block = str | Grid


@dataclass(slots=True)
class _Flow:
    """Text as it is met, parted into blocks."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def part(self) -> None:
        text = _shown("".join(self.words))
        self.words.clear()
        if text.strip():
            self.blocks.append(text)


def blocks_of(element: Element) -> list[Block]:
    """The paragraphs (line breaks kept as `\\n`) and tables of an element in order, with the numbers of its lists."""
    flow = _Flow()
    _walk(element, flow)
    flow.part()
    return flow.blocks


def text_of(element: Element) -> str:
    """All words of an element, one block a line; a table's cells are parted by blanks."""
    return "\n".join(block if isinstance(block, str) else _row_lines(block) for block in blocks_of(element))


def _walk(element: Element, flow: _Flow) -> None:
    if element.tag == "table" and not is_layout(element):
        flow.part()
        flow.blocks.append(Grid(tuple(_cells(element))))
        return
    is_block = element.tag in BLOCKS
    if is_block:
        flow.part()
    if element.tag == "li":
        flow.words.append(_label(element))
    flow.words.append(_plain(element.text, preserved=element.tag == "pre"))
    for child in element:
        if child.tag == "br":
            flow.words.append(BREAK)
        else:
            _walk(child, flow)
        flow.words.append(_plain(child.tail, preserved=element.tag == "pre"))
    if is_block:
        flow.part()


def _plain(text: str | None, *, preserved: bool) -> str:
    """Words as a browser sets them: white space of the source is one blank, none between two full-width characters
    that the source's lines part; zero-width characters go."""
    words = re.sub("[\u200b\u200c\u200d\u2060\ufeff\xad]", "", text or "")
    if preserved:
        return words
    words = re.sub(r"(?<=[^\x00-\xff])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\xff])", "", words)
    return re.sub(r"[ \t\r\n\f]+", " ", words)


def _shown(text: str) -> str:
    lines = (re.sub(" {2,}", " ", line).strip(" ").rstrip() for line in text.split(BREAK))
    return BREAK.join(lines).strip(BREAK)


def _label(item: Element) -> str:
    """The number that a browser prints before an item of an ordered list."""
    listed = item.getparent()
    if listed is None or listed.tag != "ol" or "none" in (listed.get("style") or "").replace(" ", ""):
        return ""
    number = _whole(listed.get("start"), 1, most=10_000)
    for other in listed:
        if other.tag == "li":
            number = _whole(other.get("value"), number, most=10_000)
            if other is item:
                break
            number += 1
    return f"{_numeral(number, listed.get('type') or '1')}. "


def _numeral(number: int, form: str) -> str:
    """A list's number in the form that its `type` asks for: 1, a, A, i or I."""
    words = str(number)
    if form in ("a", "A") and number > 0:
        words = ""
        while number:
            number, rest = divmod(number - 1, 26)
            words = chr(ord("a") + rest) + words
    elif form in ("i", "I") and 0 < number < 4000:
        words = ""
        for value, sign in ROMAN:
            words, number = words + sign * (number // value), number % value
    return words.upper() if form.isupper() else words


def is_layout(table: Element) -> bool:
    """Whether a table only lays out the page: it holds another, a single column, or long text in few cells."""
    cells = list(table.iter("td", "th"))
    rows = sum(1 for _ in table.iter("tr"))
    if len(cells) <= max(1, rows) or any(True for _ in table.iterdescendants("table")):
        return True
    long = sum(len("".join(cell.itertext()).strip()) > FRAME_WORDS and len(cell.findall(".//p")) > 2 for cell in cells)
    return len(cells) <= 4 and long > 0


def _cells(table: Element) -> Iterator[GridCell]:
    """The cells in the places of the grid that they cover (HTML 4.9.12)."""
    taken: set[tuple[int, int]] = set()
    rows = list(table.iter("tr"))
    for row, line in enumerate(rows):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            across = _whole(cell.get("colspan"), 1, most=WIDEST) or 1
            down = min(_whole(cell.get("rowspan"), 1, most=len(rows)) or len(rows), len(rows) - row)
            if len(taken) > MOST_CELLS or column > WIDEST:
                raise DamagedFile("网页中的表格大得不正常，已拒绝读取", advice="请把正文另存为 .docx 或 .txt 后再试")
            taken.update((row + below, column + right) for below in range(1, down) for right in range(across))
            yield GridCell(row, column, text_of(cell), down, across)
            column += across


def _row_lines(grid: Grid) -> str:
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
    return "\n".join(" ".join(row) for row in rows.values())


def _whole(text: str | None, default: int, *, most: int) -> int:
    found = re.match(r"\s*(\d{1,6})", text or "")
    return min(int(found[1]), most) if found else default
