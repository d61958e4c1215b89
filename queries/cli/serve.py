"""`gongwen serve`: the pages in a browser."""

from __future__ import annotations

import datetime
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queries.cli.options import DONE, ENGINE, FOLDER, EngineName, LibraryFolder
from queries.cli.streams import say

if TYPE_CHECKING:
    from queries.web.settings import Settings

_NOT_ENCRYPTED = (
    "注意：网页以普通 HTTP 提供，密码在网络上不加密传送。"
    "不只在可信的内网使用时，请只监听 127.0.0.1，并由提供 HTTPS 的反向代理（如 nginx）转发"
)
_NO_ACCOUNTS = "没有账户时只能在本机使用。请先建立账户：gongwen accounts --add 姓名 --role administrator"


def serve(
    *,
    host: Annotated[str, typer.Option(metavar="地址", help="监听的地址（默认 127.0.0.1，只有本机能用）")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="端口", min=0, max=65535, help="监听的端口（默认 8000）")] = 8000,
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="域名", help="同事用来访问的主机名或地址，可写多次")
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(metavar="个数", min=1, max=64, help="同时生成页面的进程数（默认同处理器个数；Windows 上为 1）"),
    ] = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
) -> None:
    """`gongwen serve [--host H] [--port P] [--processes N]`: until Ctrl-C or SIGTERM."""
    from corpus.errors import LibraryError
    from queries.cli.limits import limits_from
    from queries.library import open_library
    from queries.web.settings import LOOPBACK, Settings

    with open_library(library, engine=engine):
        pass
    settings = Settings(
        library=library,
        engine=engine,
        limits=limits_from(os.environ),
        now=_now,
        names=(host, *(names or ())),
        is_alone=host in LOOPBACK,
        processes=_possible(processes),
    )
    if not settings.is_alone:
        if not has_accounts(library):
            raise LibraryError(f"地址 {host} 能从别的电脑访问", advice=_NO_ACCOUNTS)
        say(_NOT_ENCRYPTED)
    say(f"请用浏览器打开 http://{host}:{port} （按 Ctrl-C 结束）")
    _run(settings, host=host, port=port)
    raise typer.Exit(DONE)


def _run(settings: Settings, *, host: str, port: int) -> None:
    """Serves until somebody asks it to end."""
    import uvicorn

    from queries.web.app import create_app

    config = uvicorn.Config(
        create_app(settings),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
    )
    for asked_to_end in (signal.SIGINT, signal.SIGTERM):
        # The server has its own handlers while it runs, and passes the signal on to these when it has ended.
        signal.signal(asked_to_end, lambda *_: None)
    uvicorn.Server(config).run()


def _possible(processes: int | None) -> int:
    """As many as were asked for, or as there are processors; one where processes cannot be given sockets."""
    return 1 if os.name == "nt" else processes or _processors()


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def has_accounts(library: Path) -> bool:
    """Whether the library has accounts, so that one has to log in."""
    from corpus.store_accounts import Accounts

    accounts = Accounts(library)
    try:
        return accounts.any()
    finally:
        accounts.close()
