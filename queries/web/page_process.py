"""The process that makes pages which only show something: a request in, the answer out, on standard input, which is a
socket (`queries.web.sharing`). When that ends, be it because the process that listens was killed, this one ends."""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import suppress
from typing import Any

from starlette.types import ASGIApp, Message, Scope

from queries.web.app import create_pages
from queries.web.following import Following
from queries.web.frames import BUFFER, framed, next_of


def main() -> None:
    """Makes pages until nobody can ask any more."""
    # Whoever stops the program stops the process that listens, which still wants its last pages from this one.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)
    asyncio.run(_serve(socket.socket(fileno=0)))


async def _serve(connection: socket.socket) -> None:
    stream, writer = await asyncio.open_connection(sock=connection, limit=BUFFER)
    app = create_pages(await next_of(stream))
    tasks: set[asyncio.Task[None]] = set()
    async with app.router.lifespan_context(app):
        with Following(app.state.desk):
            writer.write(framed(None))
            try:
                while True:
                    number, scope = await next_of(stream)
                    task = asyncio.create_task(_answer(app, number, scope, writer))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
            except EOFError:
                for task in tasks:
                    task.cancel()


async def _answer(app: ASGIApp, number: int, scope: Scope, writer: asyncio.StreamWriter) -> None:
    writer.write(framed((number, await _messages(app, scope))))
    await writer.drain()


async def _messages(app: ASGIApp, scope: Scope) -> list[Message]:
    """What the application answers; where it fails, it has said so in words and logged why."""
    messages: list[Message] = []
    body: list[dict[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        return body.pop() if body else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        messages.append(message)

    # The error page has been made, and the error logged, before the application raises it.
    with suppress(Exception):
        await app(scope, receive, send)
    return messages
