"""What stands before every page: who may call, how much may be sent, and the headers that keep a browser safe."""

from __future__ import annotations

from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from secrets import token_urlsafe

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "gongwen"
UPLOADS = ("/ingest", "/targets/import")
LARGEST_FORM = 1_000_000
_TOKEN_LENGTH = 43
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class TooMuch(Exception):
    """More was sent than may be."""


class Guard:
    """An ASGI layer around the pages.

    Calls under another host name are refused (a page elsewhere could have its name point here), and so are writes that
    another site's page sends. Every visitor has a random cookie, which `request.state.visit` holds.
    """

    def __init__(self, app: ASGIApp, *, names: Collection[str], largest_upload: int) -> None:
        self._app = app
        self._names = frozenset(names)
        self._largest_upload = largest_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        visit = _visit(headers.get("cookie", ""))
        scope.setdefault("state", {})["visit"] = visit or token_urlsafe(32)

        counted = _Counted(receive, most=self._most(scope))

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Whoever reads the body may put the fault into words of its own.
                if counted.is_over:
                    message["status"] = 413
                sent = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    sent.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    sent.setdefault("Cache-Control", "no-store")
                    if visit is None and "set-cookie" not in sent:
                        sent.append("Set-Cookie", cookie(scope["state"]["visit"]))
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, counted, send_guarded)
        except TooMuch:
            await _too_much()(scope, receive, send_guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if _host(headers.get("host", "")) not in self._names:
            return PlainTextResponse("不能用这个地址访问本程序", status_code=400)
        if scope["method"] not in ("GET", "HEAD") and headers.get("sec-fetch-site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            return PlainTextResponse("请求来自别的网站，已拒绝", status_code=403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most(scope):
            return _too_much()
        return None

    def _most(self, scope: Scope) -> int:
        return self._largest_upload if scope["path"] in UPLOADS else LARGEST_FORM


class _Counted:
    """A request's body; raises TooMuch where it is longer than it may be, whatever it said before."""

    def __init__(self, receive: Receive, *, most: int) -> None:
        self._receive = receive
        self._left = most

    @property
    def is_over(self) -> bool:
        return self._left < 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self.is_over:
            raise TooMuch
        return message


def cookie(visit: str) -> str:
    """The header that gives the visitor this cookie, until the browser is closed."""
    return f"{COOKIE}={visit}; Path=/; HttpOnly; SameSite=Strict"


def _visit(header: str) -> str | None:
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel is not None and len(morsel.value) == _TOKEN_LENGTH else None


def _host(header: str) -> str:
    """The host without its port, lower case; of [::1]:8000 it is ::1."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def _too_much() -> PlainTextResponse:
    return PlainTextResponse("内容太大，已拒绝。请分几次上传", status_code=413)
