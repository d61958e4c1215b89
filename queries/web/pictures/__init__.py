"""Pictures of a paper's pages, and where words stand on them. `queries.web.worker` draws them."""

from __future__ import annotations

from dataclasses import dataclass

PDF, OFD = "application/pdf", "application/ofd"

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points (1/72 inch) from the page's top left corner, as the page is shown."""


@dataclass(frozen=True, slots=True)
class PictureJob:
    """A page (from 1) of an original to be drawn."""

    data: bytes
    media_type: str
    page: int


@dataclass(frozen=True, slots=True)
class PlaceJob:
    """Words to be found on the pages of an original. `about` is how far into the paper they stand, 0 to 1."""

    data: bytes
    media_type: str
    words: str
    about: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture; `width` and `height` are its size in points, `count` how many pages there are."""

    media_type: str
    data: bytes
    width: float
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a page (from 1) and a box a line; no box where they are not found."""

    page: int
    boxes: tuple[Box, ...]


def has_pages(media_type: str) -> bool:
    """Whether the original has pages that can be shown."""
    return media_type in (PDF, OFD) or media_type.startswith("image/")
