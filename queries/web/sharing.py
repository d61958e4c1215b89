"""Pages made by several processes: Python uses one processor a process, and a busy office asks for more.

The process that listens keeps all that there can be only one of (what is being read in, failed tries to log in) and
takes what changes something; pages that only show something it has made by others. These know nothing of each other: a
page is the same from whichever of them. One that ends is started anew, and what it owed is asked of another.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import subprocess
import sys
from itertools import count
from types import TracebackType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import GongwenError
from queries.web.frames import BUFFER, framed, next_of
from queries.web.settings import Settings
from queries.web.turns import Turns

# Made in the process that listens: what it alone knows of, and files that need no making.
_OWN = ("/ingest", "/static/")
AT_ONCE = 2
"""So many pages a process makes at once, so that a long one does not hold up all short ones."""
# Seconds that people wait: for what they look for with a finger on the key, and for a paper or a table.
_SEARCHING, _READING = 0.1, 0.14
_TRIES = 3
_GRACE = 5.0  # seconds
_AGAIN = 1.0  # seconds until another process is tried where one did not start
_TOLD = ("type", "asgi", "http_version", "method", "scheme", "path", "raw_path", "query_string", "root_path")
_TOLD_TOO = ("headers", "client", "server", "state")
# The path is set before anything is imported, so that nothing in the current folder is taken for a module.
_PROGRAM = 'import sys; sys.path[:] = sys.argv[1].split("\\n"); from queries.web.page_process import main; main()'

_log = logging.getLogger("gongwen")


class Sharing:
    """An ASGI layer: calls that only show something go to the processes, all others to the application within."""

    def __init__(self, app: ASGIApp, *, processes: PageProcesses) -> None:
        self._app = app
        self._processes = processes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and not scope["path"].startswith(_OWN):
            await self._processes.answer(scope, send)
        else:
            await self._app(scope, receive, send)


class PageProcesses:
    """As many processes as the settings say, each with the library open. An asynchronous context, in which they run;
    entering it raises GongwenError where they do not start."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ready: list[_PageProcess] = []
        self._is_any_ready = asyncio.Event()
        self._turns = Turns(settings.processes * AT_ONCE)
        self._keepers: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> PageProcesses:
        processes = [_PageProcess(self._settings) for _ in range(self._settings.processes)]
        if not all(await asyncio.gather(*(process.start() for process in processes))):
            await asyncio.gather(*(process.end() for process in processes))
            raise GongwenError("显示页面的程序没有启动成功", advice="请改用 --processes 1，或重新安装本程序")
        self._keepers = [asyncio.create_task(self._keep(process)) for process in processes]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def answer(self, scope: Scope, send: Send) -> None:
        """Has the page made by the process that owes least, in the order in which people lose patience."""
        told = {name: scope[name] for name in (*_TOLD, *_TOLD_TOO)}
        patience = _SEARCHING if scope["path"].startswith("/search") else _READING
        for _ in range(_TRIES):
            async with self._turns.turn(patience=patience):
                await self._is_any_ready.wait()
                if await min(self._ready, key=lambda each: each.owes).answer(told, send):
                    return
        raise RuntimeError("no process could make the page")

    async def _keep(self, process: _PageProcess) -> None:
        """Has one process running, another where it ends."""
        try:
            while True:
                self._ready.append(process)
                self._is_any_ready.set()
                await process.listen()
                self._ready.remove(process)
                if not self._ready:
                    self._is_any_ready.clear()
                _log.warning("a process that makes pages has ended; another is started")
                process = await self._another(process)
        finally:
            await process.end()

    async def _another(self, process: _PageProcess) -> _PageProcess:
        while True:
            await process.end()
            process = _PageProcess(self._settings)
            if await process.start():
                return process
            await asyncio.sleep(_AGAIN)


class _PageProcess:
    """One process, and the pages that it owes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._numbers = count()
        self._owed: dict[int, asyncio.Future[list[Message] | None]] = {}

    @property
    def owes(self) -> int:
        """How many pages."""
        return len(self._owed)

    async def start(self) -> bool:
        """Starts it and waits until it is ready; whether it is."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, "\n".join(sys.path)], stdin=theirs.fileno()
            )
        self._stream, self._writer = await asyncio.open_connection(sock=ours, limit=BUFFER)
        self._writer.write(framed(self._settings))
        try:
            await next_of(self._stream)
        except EOFError:
            return False
        return True

    async def answer(self, scope: Scope, send: Send) -> bool:
        """Has it make the page, and sends that; False where the process ended before."""
        number = next(self._numbers)
        page = self._owed[number] = asyncio.get_running_loop().create_future()
        self._writer.write(framed((number, scope)))
        messages = await page
        for message in messages or ():
            await send(message)
        return messages is not None

    async def listen(self) -> None:
        """Takes the pages that it makes, until it ends."""
        try:
            while True:
                number, messages = await next_of(self._stream)
                self._owed.pop(number).set_result(messages)
        except EOFError:
            for page in self._owed.values():
                page.set_result(None)
            self._owed.clear()

    async def end(self) -> None:
        """Lets the process end, and ends it where it does not."""
        self._writer.close()
        try:
            await asyncio.to_thread(self._process.wait, _GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
