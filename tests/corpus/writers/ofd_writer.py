"""OFD packages written out part by part."""

from __future__ import annotations

import io
import zipfile

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.6  # a usual size of official papers (three, 16 points), in millimetres


def words(text: str, x: float, y: float, *, size: float = SIZE, more: str = "", delta: str | None = None) -> str:
    """A TextObject whose baseline is at y."""
    steps = delta if delta is not None else f"g {len(text) - 1} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 160 {size}" Size="{size}" Font="1" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float, *, filled: bool = False) -> str:
    """A PathObject that draws a line, or a thin filled box."""
    drawn = f"M 0 0 L {x1 - x0} {y1 - y0}"
    if filled:
        wide, high = max(x1 - x0, 0.3), max(y1 - y0, 0.3)
        drawn = f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C"
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {x1 - x0 + 1} {y1 - y0 + 1}" Fill="{str(filled).lower()}">'
        f"<ofd:AbbreviatedData>{drawn}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def package(
    *pages: str, entry: str = "", parts: dict[str, str | bytes] | None = None, common: str = "", head: str = ""
) -> bytes:
    """An OFD of pages given as their layers' content."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    content = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>{entry}"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{
            f"Doc_0/Pages/Page_{n}/Content.xml": f"<ofd:Page {SPACE}>{head}<ofd:Content><ofd:Layer>{page}</ofd:Layer>"
            "</ofd:Content></ofd:Page>"
            for n, page in enumerate(pages)
        },
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in content.items():
            target.writestr(name, text)
    return stream.getvalue()
