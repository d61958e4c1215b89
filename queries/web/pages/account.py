"""Logging in and out, and looking after accounts."""

from __future__ import annotations

import datetime
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import QueryError
from corpus.store_accounts import Account, AccountRole
from queries.web.desk import Desk, desk_of
from queries.web.guard import cookie
from queries.web.passwords import LONGEST, SHORTEST, fits, hashed
from queries.web.rendering import show
from queries.web.visitors import Visitor, administering, check_form, visit_key, visitor_of

router = APIRouter(include_in_schema=False)

_VISIT = datetime.timedelta(hours=12)
_WRONG = "姓名或密码不对"
_WAIT = "试错太多，请过五分钟再试"
AccountName = Annotated[str, Form(min_length=1, max_length=40, pattern=r"^[^\s/<>]+$")]
Password = Annotated[str, Form(max_length=LONGEST)]
Following = Annotated[str, Query(alias="next", max_length=2000)]
Administrator = Annotated[Visitor, Depends(administering)]


@router.get("/login")
def login_page(request: Request, following: Following = "/") -> HTMLResponse:
    """The form to log in with."""
    has_accounts = desk_of(request).accounts.any()
    return show(request, "login.html", next=_safe(following), wrong="", name="", has_accounts=has_accounts)


@router.post("/login")
async def login(request: Request) -> Response:
    """Lets in who knows the password; the visitor's cookie is another one from then on."""
    await check_form(request, visitor_of(request))
    async with request.form() as form:
        name, password, following = (str(form.get(field, "")) for field in ("name", "password", "next"))
    return await run_in_threadpool(_login, request, name[:40].strip(), password[:LONGEST], _safe(following))


def _login(request: Request, name: str, password: str, following: str) -> Response:
    desk = desk_of(request)
    now = desk.now()
    address = request.client.host if request.client else ""
    account = desk.accounts.account(name)
    wrong = _WAIT if desk.patience.is_out(name=name, address=address, at=now) else ""
    if not wrong and not fits(password, account.password if account else None):
        desk.patience.failed(name=name, address=address, at=now)
        desk.accounts.log(at=now, who=name, action="登录失败", detail=address)
        wrong = _WRONG
    if wrong or account is None:
        status = 429 if wrong == _WAIT else 403
        return show(request, "login.html", status=status, next=following, wrong=wrong, name=name, has_accounts=True)
    desk.patience.passed(name=name)
    visit = secrets.token_urlsafe(32)
    desk.accounts.begin_visit(visit_key(visit), name, at=now, until=now + _VISIT)
    desk.accounts.log(at=now, who=name, action="登录", detail=address)
    answer = RedirectResponse(following, status_code=303)
    answer.headers["Set-Cookie"] = cookie(visit)
    return answer


@router.post("/logout")
async def logout(request: Request) -> Response:
    """Ends the visit."""
    visitor = visitor_of(request)
    await check_form(request, visitor)
    desk = desk_of(request)
    desk.accounts.end_visit(visit_key(request.state.visit))
    if visitor.name is not None:
        desk.accounts.log(at=desk.now(), who=visitor.name, action="退出")
    answer = RedirectResponse("/login", status_code=303)
    answer.headers["Set-Cookie"] = cookie(secrets.token_urlsafe(32))
    return answer


@router.get("/accounts")
def accounts(request: Request, visitor: Administrator) -> HTMLResponse:
    """The accounts, and the latest of the log."""
    desk = desk_of(request)
    return show(
        request,
        "accounts.html",
        accounts=desk.accounts.accounts(),
        roles=list(AccountRole),
        logged=desk.accounts.logged(),
        shortest=SHORTEST,
        own=visitor.name,
    )


@router.post("/accounts")
def put(
    request: Request,
    visitor: Administrator,
    name: AccountName,
    role: Annotated[AccountRole, Form()],
    password: Password = "",
) -> Response:
    """Adds an account, or changes its role or password; its visits end."""
    desk = desk_of(request)
    known = desk.accounts.account(name)
    if known is None and not desk.accounts.any() and role is not AccountRole.ADMINISTRATOR:
        raise QueryError("第一个账户必须是管理员", advice="请先建立管理员账户")
    if (
        known is not None
        and known.role is AccountRole.ADMINISTRATOR
        and role is not known.role
        and _is_last(desk, name)
    ):
        raise QueryError("最后一个管理员不能改为其他角色", advice="请先再建立一个管理员账户")
    secret = hashed(password) if known is None or password else known.password
    desk.accounts.put(Account(name, role, secret, known.created_at if known else desk.now()))
    action = "修改账户" if known else "新建账户"
    desk.accounts.log(at=desk.now(), who=visitor.name or "", action=action, subject=name, detail=role.chinese)
    return RedirectResponse("/accounts", status_code=303)


@router.post("/accounts/drop")
def drop(request: Request, visitor: Administrator, name: AccountName) -> Response:
    """Takes an account out."""
    desk = desk_of(request)
    if name == visitor.name and not visitor.is_local:
        raise QueryError("不能删除自己的账户", advice="请让另一位管理员操作")
    if not desk.accounts.drop(name):
        raise QueryError("没有这个账户，或它是最后一个管理员", advice="请刷新页面后再试")
    desk.accounts.log(at=desk.now(), who=visitor.name or "", action="删除账户", subject=name)
    return RedirectResponse("/accounts", status_code=303)


def _is_last(desk: Desk, name: str) -> bool:
    return not any(
        account.role is AccountRole.ADMINISTRATOR for account in desk.accounts.accounts() if account.name != name
    )


def _safe(following: str) -> str:
    """A page of ours to go to; never another site's."""
    inside = following.startswith("/") and not following.startswith(("//", "/\\"))
    return following if inside and following.isprintable() else "/"
