"""What strangers may not do, and what a paper may not do to whoever reads it."""

from __future__ import annotations

import datetime
import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from corpus.store_accounts import Account, AccountRole, Accounts
from queries import open_library
from queries.web.app import PAGES, create_app
from queries.web.guard import LARGEST_FORM
from queries.web.ingesting import safe_name
from queries.web.passwords import hashed

NOW = datetime.datetime(2023, 6, 1, tzinfo=datetime.timezone.utc)
PASSWORD = "correct horse battery"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
PAPER = f"""邪{EVIL}市总工会文件
邪工发〔2022〕5号

关于{EVIL}工作的通知

各区总工会：
一、{EVIL}
1.年内百人以上企业建会率达到95%。（责任单位：组织部）
2.=HYPERLINK("http://x","点我")要在6月底前建成20个，由"onmouseover=alert(3)负责。
"""


def unsafe_routes(app: Any) -> Iterator[tuple[str, str]]:
    """All routes that may change something, with a value for what stands in their path."""

    def walk(routes: Any) -> Iterator[tuple[str, str]]:
        for route in routes:
            inner = getattr(route, "original_router", None) or getattr(route, "app", None)
            if isinstance(route, APIRoute):
                for method in route.methods - {"GET", "HEAD"}:
                    yield method, re.sub(r"\{[^}]*\}", "0" * 16, route.path)
            elif inner is not None and hasattr(inner, "routes"):
                yield from walk(inner.routes)

    yield from walk(app.routes)


FORMS = [
    "/targets/confirm", "/targets/correct", "/targets/drop", "/targets/undo", "/targets/add", "/targets/undo-last",
    "/targets/import", "/targets/import/apply", "/ingest", "/ingest/retry", "/login", "/logout", "/accounts",
    "/accounts/drop", "/api/table/cells", "/search/save", "/search/forget",
]  # fmt: skip


def test_all_forms_are_known(reader: Any) -> None:
    """A new form has to be added here, and is then tested below."""
    found = {path for _, path in unsafe_routes(reader.app.app if hasattr(reader.app, "app") else reader.app)}
    assert found == set(FORMS)
    assert len(PAGES) > 5


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_every_form_without_its_token_is_refused(caller: Any, path: str, token: str | None) -> None:
    fields = {} if token is None else {"form_token": token}
    assert caller.post(path, data=fields).status_code == 403
    assert caller.post(path, json={}, headers={} if token is None else {"x-form-token": token}).status_code == 403


def test_a_token_of_another_visit_is_refused(caller: Any) -> None:
    token = caller.token()
    caller.cookies.clear()
    assert caller.post("/ingest/retry", data={"form_token": token}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_writes_from_another_site_are_refused(caller: Any, site: str) -> None:
    headers = {"x-form-token": caller.token(), "sec-fetch-site": site}
    assert caller.post("/ingest/retry", headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example"])
def test_other_host_names_are_refused(reader: Any, host: str) -> None:
    assert reader.get("/", headers={"host": host}).status_code == 400


def test_headers_keep_the_browser_safe(reader: Any) -> None:
    for path in ("/", "/search?q=职工", "/static/base.css", "/nowhere", "/api/search?q=职工"):
        headers = reader.get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_no_page_has_script_or_style_of_its_own(reader: Any, samples: Any) -> None:
    paper = samples["泓总发〔2023〕1号"]
    for path in (
        "/",
        "/search?q=职工",
        f"/papers/{paper}",
        "/targets?year=2023",
        "/ask?q=谁负责",
        "/overview",
        "/timeline",
    ):
        text = reader.get(path).text
        assert "<style" not in text
        assert not re.search(r"<script(?![^>]* src=)", text)
        assert not re.search(r"\s(style|on\w+)=", re.sub(r"hx-on|data-\w+", "", text))
        assert not re.search(r'(src|href)="(https?:)?//', text)


def test_nothing_of_a_paper_becomes_html(tmp_path: Path, calling: Any) -> None:
    (tmp_path / "来文").mkdir()
    name = "来文 <b onclick=alert(4)>.txt"
    (tmp_path / "来文" / name).write_text(PAPER, encoding="utf-8")
    with open_library(tmp_path / "资料库") as library:
        library.ingest(tmp_path / "来文")
        paper = next(iter(library.store.summaries()))
    with calling(tmp_path / "资料库") as caller:
        pages = ["/", f"/papers/{paper}", "/search?q=建会率", f"/targets?document={paper}", "/duties", "/overview",
                 f"/preview/{paper}?start=0&end=10&q=建会率", "/ask?q=谁负责建会率", "/compare?indicator=建会率",
                 *(path + EVIL for path in ("/search?q=", "/targets?document=", "/ask?q=", "/duties?organization=")),
                 ]  # fmt: skip
        for path in pages:
            text = caller.get(path).text
            for tag in ("<script>", "<img", "<b onclick"):
                assert tag not in text, path
            assert 'value=""onmouseover' not in text
        assert html.escape("<script>", quote=True) in caller.get(f"/papers/{paper}").text
        saved = caller.get(f"/papers/{paper}/original")
        assert saved.headers["content-disposition"].startswith("attachment")
        assert saved.headers["content-type"] == "application/octet-stream"
        assert saved.content == PAPER.encode()


@pytest.mark.parametrize(
    "path",
    ["/papers/..%2f..%2fetc%2fpasswd", "/papers/../../etc/passwd", "/papers/%2e%2e", "/static/../app.py",
     "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/papers/ffffffffffffffff", "/papers/ffffffffffffffff/original",
     "/papers/0/original", "/papers/ffffffffffffffff/page/1", "/preview/..%2f..", "/papers/%00%00"],
)  # fmt: skip
def test_traversal_and_unknown_ids_are_refused(reader: Any, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("../../etc/passwd", "passwd"), ("..\\..\\a.docx", "a.docx"), ("通知.docx", "通知.docx"), ("", "file"),
     ("..", "file"), ("a\x00b.txt", "a_b.txt"), ("~$a.docx", "$a.docx"), (".bashrc", "bashrc"),
     ("CON:x.txt", "CON_x.txt")],
)  # fmt: skip
def test_names_of_uploads(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept
    assert len(safe_name("长" * 500 + ".docx").encode()) <= 124


def test_large_forms_and_uploads_are_refused(caller: Any, own: Any) -> None:
    token = {"x-form-token": caller.token()}
    assert caller.post("/targets/add", content=b"x" * (LARGEST_FORM + 1), headers=token).status_code == 413
    endless = (b"x" * 100_000 for _ in range(20))
    token["content-type"] = "application/x-www-form-urlencoded"
    assert caller.post("/targets/add", content=endless, headers=token).status_code == 413


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


def test_roles(staffed: Any, caller: Any) -> None:
    token = lambda: {"x-form-token": caller.token()}  # noqa: E731
    assert login(caller, "小读") == 303
    assert caller.get("/search?q=职工").status_code == 200
    for path in FORMS:
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


def test_a_workbook_that_is_a_bomb_is_refused(caller: Any) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 200_000_000)
    answer = caller.post(
        "/targets/import", files={"file": ("a.xlsx", bomb.getvalue())}, headers={"x-form-token": caller.token()}
    )
    assert answer.status_code == 422


def test_a_faulty_upload_is_explained(caller: Any) -> None:
    answer = caller.post(
        "/targets/import", files={"file": ("a.xlsx", b"nonsense")}, headers={"x-form-token": caller.token()}
    )
    assert answer.status_code == 422
    assert "损坏" in answer.text
    assert caller.post("/ingest", data={}, headers={"x-form-token": caller.token()}).status_code == 400
