"""Pages of an OFD (GB/T 33190-2016), drawn as SVG from what is placed on them: characters, rules and pictures."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator

from markupsafe import escape

from corpus.archive import check_package
from corpus.errors import NotFound, UnreadableFile
from corpus.formats.ofd_objects import Drawn, draw
from corpus.formats.ofd_package import Paper, papers_in
from corpus.formats.ofd_places import POINTS, Matrix
from corpus.lines import Char
from corpus.markup import Element, name_of, within
from corpus.pictures import picture_of
from queries.web.pictures import Picture, Place
from queries.web.pictures.finding import Letter, place_of

_WIDEST = 1400


def picture(data: bytes, number: int) -> Picture:
    """Page `number` (from 1)."""
    check_package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = _pages(archive)
        if number > len(pages):
            raise NotFound(f"这份文件没有第 {number} 页")
        paper, page = pages[number - 1]
        width, height = (side * POINTS for side in paper.size_of(page))
        drawn = _drawn(paper, page)
        shapes = [*_pictures(paper, page, drawn), *_rules(drawn), *map(_letter, drawn.chars)]
        frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}">'
        ground = '<rect width="100%" height="100%" fill="#fff"/>'
        svg = "".join((frame, ground, *shapes, "</svg>"))
        return Picture("image/svg+xml", svg.encode(), width, height, len(pages))


def place(data: bytes, words: str, *, about: float) -> Place:
    """Where the words stand on the pages; of several places the one that is nearest to `about`."""
    check_package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        letters = [
            Letter(char["text"], number, (char["x0"], char["top"], char["x1"], char["bottom"]))
            for number, (paper, page) in enumerate(_pages(archive), start=1)
            for char in _drawn(paper, page).chars
            if not char["text"].isspace()
        ]
    return place_of(words, letters, about)


def _pages(archive: zipfile.ZipFile) -> list[tuple[Paper, Element]]:
    return [(paper, page) for paper in papers_in(archive) for page in paper.pages()]


def _drawn(paper: Paper, page: Element) -> Drawn:
    drawn = Drawn()
    for root in (*paper.templates_of(page), page):
        composed = any(name_of(element) == "CompositeObject" for element in root.iter())
        units = dict(paper.units_of(root)) if composed else {}
        for content in within(root, "Content"):
            draw(content, units, drawn, Matrix())
    return drawn


def _letter(char: Char) -> str:
    size = float(char["size"])
    return (
        f'<text x="{char["x0"]:.1f}" y="{char["bottom"] - 0.14 * size:.1f}" font-size="{size:.1f}" '
        f'font-family="FangSong,STFangsong,serif">{escape(char["text"])}</text>'
    )


def _rules(drawn: Drawn) -> Iterator[str]:
    for rule in drawn.rules:
        yield (
            f'<line x1="{rule.x0:.1f}" y1="{rule.top:.1f}" x2="{rule.x1:.1f}" y2="{rule.bottom:.1f}" '
            'stroke="#333" stroke-width="0.6"/>'
        )


def _pictures(paper: Paper, page: Element, drawn: Drawn) -> Iterator[str]:
    media = dict(paper.media_of(page))
    for each in drawn.pictures:
        name = media.get(each.resource, "")
        if name not in paper.package.names or each.is_turned:
            continue
        try:
            image, _ = picture_of(paper.package.archive.read(name))
        except UnreadableFile:
            # A picture of a kind that is not decoded leaves its place blank; the page is shown all the same.
            continue
        image.thumbnail((_WIDEST, _WIDEST * 2))
        file = io.BytesIO()
        image.save(file, "JPEG", quality=80)
        left, top, right, bottom = (side * POINTS for side in each.box)
        yield (
            f'<image x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" '
            f'preserveAspectRatio="none" href="data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"/>'
        )
