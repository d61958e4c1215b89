"""Who is next of those who wait for a page."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor

from queries.web.turns import Turns


def run(work: Coroutine[None, None, list[str]]) -> list[str]:
    """In a thread of its own: the browser's tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def wait(turns: Turns, name: str, served: list[str], *, patience: float) -> None:
    async with turns.turn(patience=patience):
        served.append(name)
        await asyncio.sleep(0)


def test_whose_patience_ends_first_is_next() -> None:
    async def office() -> list[str]:
        turns, served = Turns(1), list[str]()
        async with asyncio.TaskGroup() as group, turns.turn(patience=1):
            for name, patience in (("paper", 2.0), ("search", 1.0), ("table", 2.0), ("another search", 1.0)):
                group.create_task(wait(turns, name, served, patience=patience))
            await asyncio.sleep(0)
            assert served == []
        return served

    assert run(office()) == ["search", "another search", "paper", "table"]


def test_who_goes_away_holds_nobody_up() -> None:
    async def office() -> list[str]:
        turns, served = Turns(1), list[str]()
        async with turns.turn(patience=1):
            leaving = asyncio.create_task(wait(turns, "leaving", served, patience=1))
            staying = asyncio.create_task(wait(turns, "staying", served, patience=2))
            await asyncio.sleep(0)
            leaving.cancel()
        await staying
        await wait(turns, "later", served, patience=1)
        return served

    assert run(office()) == ["staying", "later"]
