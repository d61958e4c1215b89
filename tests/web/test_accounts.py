"""Accounts: who may read and edit, guessing slowed down, what was done logged."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.store_accounts import Account, AccountRole, Accounts
from queries.web.app import create_app
from queries.web.passwords import hashed

NOW = datetime.datetime(2023, 6, 1, tzinfo=datetime.timezone.utc)
PASSWORD = "correct horse battery"


@pytest.fixture
def staffed(own: Any) -> Any:
    """The sample library with an account of each role."""
    accounts = Accounts(own.folder)
    secret = hashed(PASSWORD)
    for name, role in (("小读", AccountRole.READER), ("小编", AccountRole.EDITOR), ("老管", AccountRole.ADMINISTRATOR)):
        accounts.put(Account(name, role, secret, NOW))
    accounts.close()
    return own


def login(caller: Any, name: str, password: str = PASSWORD) -> int:
    return caller.submit("/login", name=name, password=password).status_code


def test_nobody_reads_without_logging_in(staffed: Any, caller: Any, samples: Any) -> None:
    paper = samples["泓总发〔2023〕1号"]
    for path in (
        "/",
        "/search?q=职工",
        f"/papers/{paper}",
        f"/papers/{paper}/original",
        "/targets?year=2023",
        "/accounts",
    ):
        answer = caller.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login")
    assert caller.get("/api/search?q=职工").status_code == 401
    assert caller.post("/targets/confirm", headers={"x-form-token": caller.token()}).status_code == 401


def test_roles(staffed: Any, caller: Any, forms: list[str]) -> None:
    token = lambda: {"x-form-token": caller.token()}  # noqa: E731
    assert login(caller, "小读") == 303
    assert caller.get("/search?q=职工").status_code == 200
    for path in forms:
        if path not in ("/login", "/logout"):
            assert caller.post(path, headers=token()).status_code == 403, path
    assert caller.get("/ingest").status_code == 403
    assert "修改目标值" not in caller.get("/targets?year=2023").text
    caller.submit("/logout")
    assert login(caller, "小编") == 303
    assert "修改目标值" in caller.get("/targets?year=2023").text
    assert caller.get("/accounts").status_code == 403
    assert caller.post("/accounts", headers=token()).status_code == 403
    caller.submit("/logout")
    assert login(caller, "老管") == 303
    assert "操作日志" in caller.get("/accounts").text


def test_the_cookie_is_another_one_after_logging_in_and_out(staffed: Any, caller: Any) -> None:
    caller.get("/login")
    first = caller.cookies["gongwen"]
    login(caller, "小读")
    second = caller.cookies["gongwen"]
    caller.submit("/logout")
    third = caller.cookies["gongwen"]
    assert len({first, second, third}) == 3
    caller.cookies.clear()
    caller.cookies["gongwen"] = second
    assert caller.get("/", follow_redirects=False).status_code == 303


def test_cookies_are_kept_from_scripts_and_other_sites(reader: Any) -> None:
    reader.cookies.clear()
    sent = reader.get("/").headers["set-cookie"]
    assert "HttpOnly" in sent
    assert "SameSite=Strict" in sent


def test_guessing_is_slowed_down(staffed: Any, caller: Any, clock: Any) -> None:
    for _ in range(5):
        assert login(caller, "小编", "wrong password!") == 403
    assert login(caller, "小编") == 429
    clock.pass_(minutes=6)
    assert login(caller, "小编") == 303


def test_a_visit_ends(staffed: Any, caller: Any, clock: Any) -> None:
    login(caller, "小编")
    clock.pass_(hours=13)
    assert caller.get("/", follow_redirects=False).status_code == 303


def test_what_was_done_is_logged(staffed: Any, caller: Any) -> None:
    login(caller, "小编", "wrong password!")
    login(caller, "老管")
    caller.submit("/accounts", name="新人", role="reader", password=PASSWORD)
    text = caller.get("/accounts").text
    for words in ("登录失败", "登录", "新建账户", "新人"):
        assert words in text
    assert PASSWORD not in text


def test_no_password_lies_in_the_library(staffed: Any) -> None:
    for file in staffed.folder.glob("gongwen.sqlite*"):
        assert PASSWORD.encode() not in file.read_bytes()


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_logging_in_leads_nowhere_else(staffed: Any, caller: Any, to: str) -> None:
    answer = caller.submit("/login", name="小读", password=PASSWORD, next=to)
    assert answer.headers["location"] == "/"


def test_the_last_administrator_stays(staffed: Any, caller: Any) -> None:
    login(caller, "老管")
    assert caller.submit("/accounts", name="老管", role="reader").status_code == 400
    assert caller.submit("/accounts/drop", name="老管").status_code == 400
    assert caller.submit("/accounts/drop", name="小读").status_code == 303


def test_reachable_from_elsewhere_only_with_accounts(own: Any, settings_of: Any) -> None:
    settings = replace(settings_of(own.folder), is_alone=False)
    with TestClient(create_app(settings)) as caller:
        assert caller.get("/search?q=职工", follow_redirects=False).status_code == 303
        assert "gongwen accounts" in caller.get("/login").text
