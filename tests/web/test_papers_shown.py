"""Papers ready for reading are kept, but never shown as they were before their records changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import Span
from extract.register import Organization
from queries import Library, open_library
from queries.web import papers_shown
from queries.web.papers_shown import PapersShown

PAPER = (
    "关于{}的通知\n\n各区总工会：\n一、6月底前新建{}不少于120家。（责任单位：组织部）\n\n江滨市总工会\n2022年2月18日\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for name in ("企业工会", "职工书屋"):
        (tmp_path / f"{name}.txt").write_text(PAPER.format(name, name), encoding="utf-8")
    with open_library(tmp_path / "资料库") as library:
        assert library.ingest([tmp_path / "企业工会.txt", tmp_path / "职工书屋.txt"]).failed == ()
        yield library


def test_a_paper_is_made_ready_once(library: Library) -> None:
    shown = PapersShown()
    document = library.document(min(library.store.summaries()))
    assert shown.html(library, document, ()) is shown.html(library, document, ())


def test_what_was_searched_for_is_not_kept(library: Library) -> None:
    shown = PapersShown()
    document = library.document(min(library.store.summaries()))
    plain = shown.html(library, document, ())
    marked = shown.html(library, document, (Span(0, 2),))
    assert 'class="hit"' in marked
    assert "命中 1 处" in marked
    assert shown.html(library, document, ()) == plain
    assert 'class="hit"' not in plain


def test_new_records_are_shown_at_once(library: Library) -> None:
    shown = PapersShown()
    document = library.document(min(library.store.summaries()))
    assert "江滨市总工会组织与基层建设部" not in shown.html(library, document, ())
    library.change_organizations([Organization("江滨市总工会组织与基层建设部", aliases=("江滨市总工会组织部",))])
    assert "江滨市总工会组织与基层建设部" in shown.html(library, document, ())


def test_only_so_many_are_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_shown, "_MOST", 1)
    shown = PapersShown()
    first, second = (library.document(paper) for paper in sorted(library.store.summaries()))
    kept = shown.html(library, first, ())
    assert "职工书屋" in shown.html(library, first, ()) + shown.html(library, second, ())
    again = shown.html(library, first, ())
    assert again is not kept
    assert again == kept
