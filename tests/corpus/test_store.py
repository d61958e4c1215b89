"""The store: what goes in comes out equal, all or nothing, and every trouble is said."""

from __future__ import annotations

import datetime
import errno
import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import store as store_module
from corpus.document import (
    Article,
    Cell,
    Citation,
    DateQuote,
    Document,
    Letterhead,
    Quote,
    Region,
    Section,
    Span,
    Table,
)
from corpus.errors import Busy, LibraryError, NotFound, NotWritable, OtherSchema
from corpus.store import DATABASE, Store, StoredFile, StoredRecord
from corpus.store_originals import original_path

TEXT = "关于开展读书活动的通知\n各基层工会：\n一、6月底前建成书屋12家。\n甲\t乙\n某市总工会\n二○二二年三月五日𠮷"


def paper(data: bytes = b"one", *, year: int | None = 2022, source: str = "one.txt") -> Document:
    """A paper with every part filled in."""
    return Document(
        id=hashlib.sha256(data).hexdigest()[:16],
        source=source,
        media_type="text/plain",
        text=TEXT,
        paragraphs=(Span(0, 11), Span(12, 18)),
        tables=(Table(33, 36, cells=(Cell(33, 34, row=0, column=0), Cell(35, 36, row=0, column=1, row_span=2))),),
        letterhead=Letterhead(
            title=Quote(0, 11, value="关于开展读书活动的通知"),
            document_number=Quote(0, 1, value="某工〔2022〕3号"),
            kind=Quote(9, 11, value="通知"),
            issuer=Quote(37, 42, value="某市总工会"),
            date=DateQuote(43, 52, value="二○二二年三月五日", date=datetime.date(2022, 3, 5)),
            year=year,
            year_basis="date",
            recipients=(Quote(12, 17, value="各基层工会"),),
            references=(Citation(0, 2, value="某规定", document_number="某工〔2021〕1号"), Citation(0, 1, value="")),
        ),
        outline=(Section(19, 32, label="一、", level=1, heading="6月底前建成书屋12家", heading_end=31, path="一"),),
        articles=(Article(0, 52, title=None, author=Quote(37, 42, value="某市总工会")),),
        recognized=(Region(0, 11, page=1, box=(72.5, 80.0, 300.25, 96.0), confidence=0.987),),
    )


def file_of(
    document: Document, data: bytes = b"one", *, path: str = "/in/one.txt", reason: str | None = None
) -> StoredFile:
    return StoredFile(path, path[4:], len(data), hashlib.sha256(data).hexdigest(), document.id, reason)


RECORDS = (
    StoredRecord("target", 0, 21, 32, '{"a":1}', (("某市总工会", "lead"), ("某市教育局", "support"))),
    StoredRecord("target", 1, 21, 32, '{"a":2}', (("某市教育局", "lead"),)),
    StoredRecord("date", 0, 21, 25, '{"b":"六月"}'),
)


@pytest.fixture
def store(tmp_path: Path):
    opened = Store(tmp_path / "library")
    yield opened
    opened.close()


def bare(records: tuple[StoredRecord, ...]) -> tuple[StoredRecord, ...]:
    return tuple(sorted((replace(record, organizations=()) for record in records), key=lambda r: (r.kind, r.ordinal)))


def test_a_paper_comes_out_equal_also_after_reopening(store: Store):
    store.put(paper(), RECORDS, file=file_of(paper()), data=b"one")
    again = Store(store.folder)
    assert again.document(paper().id) == paper()
    assert again.original(paper().id) == b"one"
    assert again.records() == {paper().id: bare(RECORDS)}
    again.close()


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
quotes = st.builds(lambda span, value: Quote(*span, value=value), spans, words)
papers = st.builds(
    lambda text, places, quote, day, several, sections: Document(
        id="0123456789abcdef",
        source="x.txt",
        media_type="text/plain",
        text=text,
        paragraphs=tuple(Span(*place) for place in places),
        tables=(),
        letterhead=Letterhead(title=quote, date=day, recipients=tuple(several), year=None),
        outline=tuple(sections),
        articles=tuple(Article(q.start, q.end, title=q) for q in several),
    ),
    words,
    st.lists(spans, max_size=3),
    st.none() | quotes,
    st.none() | st.builds(lambda span, value, day: DateQuote(*span, value=value, date=day), spans, words, st.dates()),
    st.lists(quotes, max_size=3),
    st.lists(
        st.builds(
            lambda span, text, level: Section(*span, label=text, level=level, heading=text, heading_end=0, path=text),
            spans,
            words,
            st.integers(1, 9),
        ),
        max_size=3,
    ),
)


@given(document=papers)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_paper_comes_out_equal(store: Store, document: Document):
    store.put(document, (), file=file_of(document), data=b"one")
    assert store.document(document.id) == document


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, [("date", 0), ("target", 0), ("target", 1)]),
        ({"kinds": ["date"]}, [("date", 0)]),
        ({"organizations": ["某市教育局"]}, [("target", 0), ("target", 1)]),
        ({"organizations": ["某市总工会", "无"]}, [("target", 0)]),
        ({"year": 2022, "kinds": ["target"], "organizations": ["某市总工会"]}, [("target", 0)]),
        ({"year": 2021}, []),
        ({"documents": []}, []),
        ({"documents": ["none"]}, []),
    ],
)
def test_records_are_looked_up(store: Store, conditions: dict, expected: list[tuple[str, int]]):
    store.put(paper(), RECORDS, file=file_of(paper()), data=b"one")
    found = [(record.kind, record.ordinal) for rows in store.records(**conditions).values() for record in rows]
    assert found == expected


def test_bodies_are_listed(store: Store):
    store.put(paper(), RECORDS, file=file_of(paper()), data=b"one")
    assert store.organization_names() == ("某市总工会", "某市教育局")
    assert store.organizations_of([paper().id]) == {paper().id: ("某市总工会", "某市教育局")}


def test_a_changed_file_takes_its_old_paper_out(store: Store):
    old, new = paper(b"one"), paper(b"two")
    store.put(old, RECORDS, file=file_of(old), data=b"one")
    store.mark_indexed(store.unindexed())
    store.put(new, (), file=file_of(new, b"two"), data=b"two")
    assert set(store.summaries()) == {new.id}
    assert store.records() == {}
    assert set(store.unindexed()) == {old.id, new.id}
    assert not original_path(store.folder, hashlib.sha256(b"one").hexdigest()).exists()


def test_a_paper_stays_while_another_file_gives_it_and_takes_its_name(store: Store):
    old, new = paper(b"one", source="one.txt"), paper(b"two")
    store.put(old, RECORDS, file=file_of(old), data=b"one")
    store.put_file(file_of(old, path="/in/copy.txt"))
    store.put(new, (), file=file_of(new, b"two"), data=b"two")
    assert store.summaries()[old.id].source == "copy.txt"
    assert store.original(old.id) == b"one"
    assert store.records() == {old.id: bare(RECORDS)}


def test_putting_a_paper_again_replaces_its_records_and_keeps_its_other_files(store: Store):
    store.put(paper(), RECORDS, file=file_of(paper()), data=b"one")
    store.put_file(file_of(paper(), path="/in/copy.txt"))
    store.put(paper(), RECORDS[:1], file=file_of(paper()), data=b"one")
    assert store.records() == {paper().id: bare(RECORDS[:1])}
    copy = store.file("/in/copy.txt")
    assert copy is not None
    assert copy.document_id == paper().id


def test_a_paper_goes_in_whole_or_not_at_all(store: Store):
    with pytest.raises(LibraryError):
        store.put(paper(), (RECORDS[0], RECORDS[0]), file=file_of(paper()), data=b"one")
    assert store.summaries() == {}
    assert store.records() == {}
    assert store.file("/in/one.txt") is None
    assert store.unindexed() == ()


def test_failures_are_kept_with_their_reason(store: Store):
    failed = StoredFile("/in/bad.pdf", "bad.pdf", 3, "f" * 64, None, "读不出来", "请换一份")
    store.put_file(failed)
    store.put(paper(), (), file=file_of(paper()), data=b"one")
    assert store.failures() == (failed,)
    assert not failed.done
    assert store.paper_of(hashlib.sha256(b"one").hexdigest()) == paper().id
    assert store.paper_of("f" * 64) is None


def test_the_time_is_the_callers(store: Store):
    at = datetime.datetime(2022, 3, 5, 8, 0, tzinfo=datetime.timezone.utc)
    store.put(paper(), (), file=replace(file_of(paper()), read_at=at), data=b"one")
    kept = store.file("/in/one.txt")
    assert kept is not None
    assert kept.read_at is not None
    assert kept.read_at.replace(tzinfo=datetime.timezone.utc) == at


def test_what_is_not_there_is_said(store: Store):
    with pytest.raises(NotFound, match="abc"):
        store.document("abc")
    with pytest.raises(NotFound):
        store.original("abc")


def test_one_writes_at_a_time(store: Store):
    other = Store(store.folder)
    with store.writing(), pytest.raises(Busy), other.writing(wait=0.05):
        pass
    with other.writing(wait=0.05):
        pass
    other.close()


def test_another_schema_is_refused_and_left_alone(store: Store):
    store.close()
    database = store.folder / DATABASE
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(OtherSchema, match="99"):
        Store(store.folder)
    with pytest.raises(OtherSchema):
        Store(store.folder)


def test_a_foreign_database_is_refused(tmp_path: Path):
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(OtherSchema):
        Store(tmp_path)


def test_a_damaged_database_is_said(tmp_path: Path):
    (tmp_path / DATABASE).write_bytes(b"this is no database at all, " * 50)
    with pytest.raises(LibraryError, match="损坏"):
        Store(tmp_path)


def test_a_file_in_place_of_the_folder(tmp_path: Path):
    (tmp_path / "library").write_text("x")
    with pytest.raises(NotWritable, match="是一个文件"):
        Store(tmp_path / "library")
    with pytest.raises(NotWritable):
        Store(tmp_path / "library" / "below")


@pytest.mark.parametrize(
    ("number", "error"), [(errno.EACCES, NotWritable), (errno.EROFS, NotWritable), (errno.ENOSPC, LibraryError)]
)
def test_a_disk_that_refuses_is_said(
    store: Store, monkeypatch: pytest.MonkeyPatch, number: int, error: type[LibraryError]
):
    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(store_module, "keep_original", refuse)
    with pytest.raises(error) as raised:
        store.put(paper(), (), file=file_of(paper()), data=b"one")
    assert raised.value.advice
    assert ("磁盘已满" in raised.value.reason) == (number == errno.ENOSPC)
    assert store.summaries() == {}


def test_a_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "refused")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(NotWritable):
        Store(tmp_path / "library")
