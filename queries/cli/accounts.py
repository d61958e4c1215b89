"""`gongwen accounts`: who may use the pages when more than one person does."""

from __future__ import annotations

import datetime
import getpass
import sys
from typing import Annotated

import typer

from corpus.errors import NotFound, QueryError
from queries.cli.options import ENGINE, FOLDER, EngineName, LibraryFolder
from queries.cli.streams import say


def accounts(
    *,
    added: Annotated[str | None, typer.Option("--add", metavar="姓名", help="新建账户，或改它的角色和密码")] = None,
    removed: Annotated[str | None, typer.Option("--remove", metavar="姓名", help="删除账户")] = None,
    role: Annotated[
        str, typer.Option(metavar="角色", help="reader（查阅）、editor（编辑，默认）或 administrator（管理员）")
    ] = "editor",
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
) -> None:
    """`gongwen accounts [--add NAME --role R] [--remove NAME]`; the password is read from the terminal, or a line of
    standard input."""
    from corpus.store_accounts import Account, AccountRole, Accounts
    from queries.cli.opening import existing
    from queries.web.passwords import hashed

    roles = {each.value: each for each in AccountRole}
    if role not in roles:
        raise QueryError(f"没有“{role}”这个角色", advice=f"请写 {'、'.join(roles)} 之一")
    with existing(library, engine=engine):
        known = Accounts(library)
    try:
        if added:
            now = datetime.datetime.now(datetime.timezone.utc)
            known.put(Account(added.strip(), roles[role], hashed(_password()), now))
            known.log(at=now, who="命令行", action="建立账户", subject=added, detail=roles[role].chinese)
        if removed and not known.drop(removed):
            raise NotFound(f"没有账户“{removed}”，或它是最后一个管理员", advice="请先建立另一个管理员账户")
        for account in known.accounts():
            print(f"{account.name}\t{account.role.chinese}")
        if not known.any():
            say("还没有账户：只有本机能用，不必登录")
    finally:
        known.close()


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("密码：")
    if getpass.getpass("再输一遍：") != password:
        raise QueryError("两次输入的密码不一样", advice="请再运行一次")
    return password
