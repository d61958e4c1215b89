"""Whatever goes wrong, in plain Chinese: a page for people, JSON for programs, never a traceback."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from corpus.errors import Busy, GongwenError, LibraryError, NotFound, UnreadableFile
from queries.web.rendering import link, show
from queries.web.visitors import LoginNeeded

_log = logging.getLogger("gongwen")
_STATUS: tuple[tuple[type[GongwenError], int], ...] = (
    (NotFound, 404),
    (UnreadableFile, 422),
    (Busy, 409),
    (LibraryError, 503),
)
_REASONS = {
    400: ("发送的内容读不出来", "请刷新页面后再试"),
    413: ("内容太大，已拒绝", "请分几次上传"),
    404: ("没有这个页面", "请检查地址，或从上方的菜单进入"),
    405: ("这个地址不能这样访问", "请从页面上的按钮操作"),
}


def add_error_pages(app: FastAPI) -> None:
    """Has the application answer every error in words."""
    app.add_exception_handler(LoginNeeded, _login_needed)
    app.add_exception_handler(GongwenError, _project_error)
    app.add_exception_handler(RequestValidationError, _wrong_call)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unexpected)


def status_of(error: GongwenError) -> int:
    """The HTTP status that tells what went wrong; what was asked wrongly is 400."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def answer(request: Request, status: int, reason: str, advice: str = "") -> Response:
    """The error as a page, or as JSON for calls of the API."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"reason": reason, "advice": advice}}, status_code=status)
    return show(request, "error.html", status=status, reason=reason, advice=advice)


def _login_needed(request: Request, _error: Exception) -> Response:
    if request.url.path.startswith("/api/") or request.method != "GET":
        return answer(request, 401, "请先登录", "登录后再试")
    return RedirectResponse(link("/login", next=_path(request)), status_code=303)


def _path(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _project_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, GongwenError)
    return answer(request, status_of(error), error.reason, error.advice)


def _wrong_call(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = error.errors()
    if any(each["loc"][0] == "path" for each in wrong):
        return answer(request, 404, *_REASONS[404])
    named = "、".join(dict.fromkeys(str(each["loc"][-1]) for each in wrong))
    return answer(request, 422, f"填写的内容不对（{named}）", "请检查后再试")


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reason, advice = _REASONS.get(error.status_code, (str(error.detail), ""))
    return answer(request, error.status_code, reason, advice)


def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("unexpected error at %s", request.url.path, exc_info=error)
    return answer(request, 500, "程序内部出错，您的资料没有受影响", "请把发生的时间和操作告诉维护人员")
