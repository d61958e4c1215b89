"""Who is at the browser, what they may do, and that a form really comes from them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import HTTPException, Request
from starlette.datastructures import UploadFile

from corpus.store_accounts import Account, AccountRole
from queries.web.desk import Desk, desk_of

LOCAL = "本机用户"
TOKEN_FIELD, TOKEN_HEADER = "form_token", "x-form-token"
_READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks for a page. `name` is None for one who has yet to log in; `token` proves that a form was shown by
    us; `is_local` where the library has no accounts and this computer's user does everything."""

    name: str | None
    role: AccountRole | None
    token: str
    is_local: bool

    def may(self, role: AccountRole) -> bool:
        """Whether the visitor may do what takes this role."""
        return self.role is not None and self.role.rank >= role.rank


class LoginNeeded(Exception):
    """The page is for those who have logged in."""


def visitor_of(request: Request) -> Visitor:
    """The visitor, by the cookie; looked up once a request."""
    known = getattr(request.state, "visitor", None)
    if isinstance(known, Visitor):
        return known
    desk = desk_of(request)
    visit: str = request.state.visit
    visitor = _looked_up(desk, visit)
    request.state.visitor = visitor
    return visitor


def _looked_up(desk: Desk, visit: str) -> Visitor:
    token = form_token(desk.secret, visit)
    if desk.settings.is_alone and not desk.accounts.any():
        return Visitor(LOCAL, AccountRole.ADMINISTRATOR, token, is_local=True)
    account: Account | None = desk.accounts.visiting(visit_key(visit), at=desk.now())
    if account is None:
        return Visitor(None, None, token, is_local=False)
    return Visitor(account.name, account.role, token, is_local=False)


def visit_key(visit: str) -> str:
    """What the library keeps of a visitor's cookie: enough to know it again, not to make it."""
    return hashlib.sha256(visit.encode()).hexdigest()


def form_token(secret: bytes, visit: str) -> str:
    """What a form of this visitor's has to bring back."""
    return hmac.new(secret, visit.encode(), hashlib.sha256).hexdigest()


def needing(role: AccountRole) -> Callable[[Request], Awaitable[Visitor]]:
    """A dependency of pages: the visitor, who may do what takes the role, and whose form, where one is sent, is ours.

    It is asked before the form's files are read.
    """

    async def needed(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if visitor.name is None:
            raise LoginNeeded
        if not visitor.may(role):
            raise HTTPException(403, f"您的账户没有这项权限（需要{role.chinese}）")
        await check_form(request, visitor)
        return visitor

    return needed


async def check_form(request: Request, visitor: Visitor) -> None:
    """Raises HTTPException where a form or a call that changes something lacks the visitor's token."""
    if request.method in _READING:
        return
    token: object = request.headers.get(TOKEN_HEADER)
    if token is None:
        token = (await request.form()).get(TOKEN_FIELD)
    if isinstance(token, UploadFile) or not hmac.compare_digest(str(token or "").encode(), visitor.token.encode()):
        await request.close()
        raise HTTPException(403, "页面已过期，请刷新后再试")


reading = needing(AccountRole.READER)
editing = needing(AccountRole.EDITOR)
administering = needing(AccountRole.ADMINISTRATOR)
