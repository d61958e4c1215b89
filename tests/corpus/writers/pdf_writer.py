"""PDF files written out object by object, with a font of the Adobe-GB1 collection that is not embedded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

WIDTH, HEIGHT = 595, 842
LEFT, SIZE, LEADING = 85, 16, 28
PER_LINE = 26
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font"
    " /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4"
    " >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880"
    " /Descent -120 /CapHeight 880 /StemV 93 /ItalicAngle 0 /FontBBox [-25 -254 1000 880] >> >> ] >>"
)


@dataclass(frozen=True)
class Words:
    """Words on a page: their place from the left and the top, their size, and by how many degrees they are turned
    to the left."""

    text: str
    x: float = LEFT
    y: float = 100
    size: float = SIZE
    turned: float = 0


@dataclass(frozen=True)
class Rule:
    """A thin line between two points."""

    x0: float
    y0: float
    x1: float
    y1: float


Page = Sequence[Words | Rule]


def drawn(page: Page) -> bytes:
    pieces = []
    for item in page:
        if isinstance(item, Rule):
            pieces.append(f"{item.x0} {HEIGHT - item.y0} m {item.x1} {HEIGHT - item.y1} l S")
        else:
            shown = item.text.encode("utf-16-be").hex()
            cosine, sine = (round(part(math.radians(item.turned)), 6) for part in (math.cos, math.sin))
            place = f"{cosine} {sine} {-sine} {cosine} {item.x} {HEIGHT - item.y - item.size} Tm"
            pieces.append(f"BT /F1 {item.size} Tf {place} <{shown}> Tj ET")
    return "\n".join(pieces).encode()


def pdf(*pages: Page, trailer: str = "", width: int = WIDTH, picture: bool = False) -> bytes:
    """A file of these pages; `picture` lays an image over each."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", FONT]
    objects.append("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
                   " /Length 1 >>\nstream\n0\nendstream")  # fmt: skip
    numbers = []
    for page in pages:
        content = drawn(page) + (f"\nq {width} 0 0 {HEIGHT} 0 0 cm /I1 Do Q".encode() if picture else b"")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content.decode()}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {HEIGHT}] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> >>"
        )
        numbers.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] >>"
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R"
    return data + f"{end} {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n".encode()


def typeset(*paragraphs: str, y: float = 100, indent: int = 2) -> list[Words]:
    """Paragraphs broken into lines, first lines indented by so many characters."""
    lines, place = [], count()
    for paragraph in paragraphs:
        start, room = LEFT + indent * SIZE, PER_LINE - indent
        while paragraph:
            lines.append(Words(paragraph[:room], x=start, y=y + LEADING * next(place)))
            paragraph, start, room = paragraph[room:], LEFT, PER_LINE
    return lines


def ruled(*, top: float, columns: Sequence[float], rows: int, height: float = 40) -> list[Rule]:
    bottom = top + rows * height
    across = [Rule(columns[0], top + row * height, columns[-1], top + row * height) for row in range(rows + 1)]
    return [*across, *(Rule(x, top, x, bottom) for x in columns)]
