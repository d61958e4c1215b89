"""The JSON API: the command line's answers, and nothing that makes it fail."""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck

from queries import open_library
from queries.contract import answers_json, search_json
from queries.web.app import create_app
from queries.web.visitors import TOKEN_HEADER

PLAN = "泓总发〔2023〕1号"


def test_answers_are_those_of_the_library(reader: Any, samples: Any) -> None:
    with open_library(samples.folder) as library:
        expected = search_json(library.search("工资集体协商", limit=5))
        answers = answers_json(library.ask("谁牵头职工医疗互助？", limit=3))
    assert reader.get("/api/search", params={"q": "工资集体协商", "limit": 5}).json() == expected
    assert reader.get("/api/ask", params={"q": "谁牵头职工医疗互助？", "limit": 3}).json() == answers


def test_every_span_of_the_table_is_in_the_text(reader: Any, samples: Any) -> None:
    text = reader.get(f"/api/documents/{samples[PLAN]}").json()["text"]
    rows = reader.get("/api/table", params={"document": samples[PLAN]}).json()["rows"]
    assert len(rows) > 20
    for row in rows:
        assert text[row["start"] : row["end"]] == row["quote"]
        for start, end in row["cells"]["value"]["spans"]:
            assert text[start:end].replace("\n", "") == row["cells"]["value"]["text"]


def test_a_cell_is_corrected(caller: Any, samples: Any) -> None:
    row = caller.get("/api/table", params={"document": samples[PLAN]}).json()["rows"][0]
    change = {"document": samples[PLAN], "key": row["key"], "field": "value", "text": "21场"}
    token = caller.get("/api/visit").json()["token"]
    after = caller.post("/api/table/cells", json=change, headers={TOKEN_HEADER: token}).json()
    assert (after["cells"]["value"]["text"], after["cells"]["value"]["extracted"]) == ("21场", "20场")
    assert after["history"][0]["who"] == "本机用户"
    assert (
        caller.get("/api/targets", params={"document": samples[PLAN]}).json()["targets"][0]["quantity"]["value"] == 21
    )


@pytest.mark.parametrize(
    "path", ["/api/search", "/api/ask?q=", "/api/search?q=年:x", "/api/documents/xyz", "/api/none"]
)
def test_errors_are_json_in_chinese(reader: Any, path: str) -> None:
    answer = reader.get(path)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["reason"]


def test_the_api_is_described_for_people(reader: Any) -> None:
    assert "分解表（含提取结果和人工修改）" in reader.get("/api").text


def test_no_call_that_the_description_allows_fails(own: Any, settings_of: Any) -> None:
    """Calls made up from the OpenAPI description, also on the pages that it leaves out."""
    app = create_app(settings_of(own.folder))
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": "testserver"})
    count = 0
    with TestClient(app):
        for result in schema.get_all_operations():
            operation = result.ok()

            @hypothesis.given(case=operation.as_strategy())
            @hypothesis.settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
            def check(case: Any) -> None:
                nonlocal count
                count += 1
                assert case.call(headers={"host": "testserver"}).status_code < 500

            check()
    assert count > 100


WORDS = [
    "", "\x00", "职工\x00", "“", "((((", "年:", "NOT", "*", "?" * 50, "😀", "\ud7ff\uffff", "a" * 999,
    "或 与 非", "-" * 300,
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_no_words_break_a_page(reader: Any, words: str) -> None:
    for path, name in (
        ("/search", "q"), ("/ask", "q"), ("/suggest", "q"), ("/targets", "document"), ("/targets", "organization"),
        ("/duties", "organization"), ("/compare", "indicator"), ("/calendar", "organization"), ("/api/search", "q"),
        ("/search", "page"), ("/targets", "year"), ("/calendar", "month"), ("/targets/export", "organization"),
    ):  # fmt: skip
        answer = reader.get(path, params={name: words}, follow_redirects=False)
        assert answer.status_code < 500, (path, name)
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("number", ["0", "-1", "1e9", "99999999999999999999", "９", "0x1"])
def test_no_number_breaks_a_page(reader: Any, samples: Any, number: str) -> None:
    paper = samples[PLAN]
    for path in (
        f"/search?q=职工&page={number}", f"/papers/{paper}?start={number}&end={number}",
        f"/papers/{paper}/page/{number}", f"/papers/{paper}/page?start={number}&end={number}",
        f"/targets?year={number}", f"/preview/{paper}?start={number}", f"/timeline?year={number}",
        f"/targets?document={paper}&page={number}",
    ):  # fmt: skip
        assert reader.get(path).status_code < 500, path
