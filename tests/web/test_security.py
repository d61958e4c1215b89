"""What strangers may not do, and what a paper may not do to whoever reads it."""

from __future__ import annotations

import datetime
import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from queries import open_library
from queries.web.app import PAGES
from queries.web.guard import LARGEST_FORM
from queries.web.ingesting import safe_name

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


def test_every_form_is_found(forms: list[str]) -> None:
    known = {"/login", "/accounts/drop", "/targets/correct", "/targets/import/apply", "/ingest", "/api/table/cells"}
    assert known <= set(forms)
    assert len(PAGES) > 5


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_every_form_without_its_token_is_refused(caller: Any, forms: list[str], token: str | None) -> None:
    fields = {} if token is None else {"form_token": token}
    headers = {} if token is None else {"x-form-token": token}
    for path in forms:
        assert caller.post(path, data=fields).status_code == 403, path
        assert caller.post(path, json={}, headers=headers).status_code == 403, path


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
