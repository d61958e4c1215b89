"""Who is next: of those who wait, whoever is about to lose patience first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class Turns:
    """So many places, for one event loop."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    @asynccontextmanager
    async def turn(self, *, patience: float) -> AsyncIterator[None]:
        """A place, for the block. Who came `patience` seconds before his patience ends waits behind those whose ends
        before; of equals the first to come is first."""
        await self._take(asyncio.get_running_loop().time() + patience)
        try:
            yield
        finally:
            self._give_back()

    async def _take(self, ends: float) -> None:
        if self._free:
            self._free -= 1
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (ends, next(self._numbers), called))
        try:
            await called
        except asyncio.CancelledError:
            # He was called and went away at the same moment: his place is the next one's.
            if called.done() and not called.cancelled():
                self._give_back()
            raise

    def _give_back(self) -> None:
        while self._waiting:
            _, _, called = heappop(self._waiting)
            if not called.done():
                called.set_result(None)
                return
        self._free += 1
