"""Going through many things a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

LAST = 10_000
PageNumber = Annotated[int, Query(alias="page", ge=1, le=LAST)]


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` (from 1) of as many as `total` things make, `size` a page."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the page's first thing, from 1."""
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the page's last thing."""
        return min(self.number * self.size, self.total)

    @property
    def around(self) -> tuple[int | None, ...]:
        """The pages to offer: the first, the last and those near this one; None where some are left out."""
        near = sorted({1, self.pages, *range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)})
        shown: list[int | None] = []
        for number in near:
            if shown and shown[-1] is not None and number > shown[-1] + 1:
                shown.append(None)
            shown.append(number)
        return tuple(shown)
