"""An index over time: commits, removal, opening again, other writers, other folders. On every engine."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import Busy, NotWritable, OtherSchema, QueryError
from index import manifest
from index.engine import SearchEngine, Snapshot
from index.engines import ENGINES, open_engine
from index.query import Everything, Phrase, Words
from index.schema import index_rows
from index.shelf import Shelf

Engine = Callable[..., SearchEngine]
Paper = Callable[..., Document]


def total(engine: SearchEngine, phrase: str) -> int:
    return engine.search(Phrase(phrase)).total


def test_nothing_in_an_empty_index(holding: Engine) -> None:
    with holding() as engine:
        assert engine.search(Everything()) == engine.search(Words("工会"), limit=0)
        assert engine.search(Everything()).total == 0


def test_found_after_the_commit_not_before(holding: Engine, paper: Paper) -> None:
    with holding() as engine:
        engine.add(index_rows(paper("工会组建")))
        assert total(engine, "组建") == 0
        engine.commit()
        engine.commit()
        assert total(engine, "组建") == 1


def test_what_is_followed_is_seen_when_it_is_ready(
    holding: Engine, engine_name: str, paper: Paper, tmp_path: Path
) -> None:
    shelves: list[Shelf] = []

    def prepare(snapshot: Snapshot) -> None:
        assert total(reading, "协商") == 0, "nobody sees it before it is ready"
        shelves.append(snapshot.shelf)

    with (
        holding(paper("工会组建"), folder=tmp_path / "index") as writing,
        open_engine(engine_name, tmp_path / "index") as reading,
    ):
        reading.follow(prepare)
        writing.add(index_rows(paper("集体协商")))
        writing.commit()
        assert total(reading, "协商") == (0 if engine_name == "tantivy" else 1)
        if engine_name == "tantivy":
            reading.follow(prepare)
            reading.follow(prepare)
            first, second = shelves
            assert len(second.cards) == len(first.cards) + 1
            assert all(second.cards[each] is card for each, card in first.cards.items()), "cards that stay are kept"
        assert total(reading, "协商") == 1


def test_what_was_not_committed_is_lost(holding: Engine, engine_name: str, paper: Paper, tmp_path: Path) -> None:
    with holding(paper("工会组建"), folder=tmp_path / "index") as engine:
        engine.add(index_rows(paper("集体协商")))
        engine.remove([paper("工会组建").id])
    with open_engine(engine_name, tmp_path / "index") as again:
        assert total(again, "协商") == 0
        assert total(again, "组建") == 1


def test_an_index_can_be_opened_again(holding: Engine, engine_name: str, paper: Paper, tmp_path: Path) -> None:
    with holding(paper("工会组建"), folder=tmp_path / "index") as engine:
        hits = engine.search(Words("组建")).hits
    with open_engine(engine_name, tmp_path / "index") as again:
        assert again.search(Words("组建")).hits == hits
        again.add(index_rows(paper("再次组建")))
        again.commit()
        assert total(again, "组建") == 2


def test_closing_twice_does_no_harm(holding: Engine, paper: Paper) -> None:
    engine = holding(paper("工会组建"))
    engine.close()
    engine.close()


def test_a_removed_paper_is_gone_with_all_its_passages(holding: Engine, paper: Paper) -> None:
    papers = [paper(f"第{name}号\n工会组建\n工会改革", name=name) for name in ("甲", "乙", "甲乙")]
    with holding(*papers) as engine:
        engine.remove(["甲", "没有的"])
        engine.commit()
        assert {hit.document_id for hit in engine.search(Everything()).hits} == {"乙", "甲乙"}
        assert engine.search(Everything()).total == 6


def test_a_paper_changed_in_one_commit(holding: Engine, paper: Paper) -> None:
    with holding(paper("旧的文字", name="甲")) as engine:
        engine.remove(["甲"])
        engine.add(index_rows(paper("新的文字", name="甲")))
        engine.commit()
        assert (total(engine, "旧的"), total(engine, "新的")) == (0, 1)


def test_a_paper_added_and_removed_in_one_commit(holding: Engine, paper: Paper) -> None:
    with holding() as engine:
        engine.add(index_rows(paper("旧的文字", name="甲")))
        engine.remove(["甲"])
        engine.add(index_rows(paper("新的文字", name="甲")))
        engine.commit()
        assert (total(engine, "旧的"), total(engine, "新的")) == (0, 1)


def test_one_writer_at_a_time(holding: Engine, paper: Paper, engine_name: str, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with holding(paper("工会组建"), folder=folder) as one, open_engine(engine_name, folder, patience=0.1) as other:
        one.add(index_rows(paper("集体协商")))
        with pytest.raises(Busy, match="正在写入"):
            other.add(index_rows(paper("民主管理")))
        assert total(other, "组建") == 1
        one.commit()
        assert total(other, "协商") == 1
        other.add(index_rows(paper("民主管理")))
        other.commit()
        assert total(one, "民主") == 1


def test_a_writer_that_is_closed_gives_the_place_back(
    holding: Engine, paper: Paper, engine_name: str, tmp_path: Path
) -> None:
    with holding(folder=tmp_path / "index") as one:
        one.add(index_rows(paper("集体协商")))
    with open_engine(engine_name, tmp_path / "index", patience=0.1) as other:
        other.remove(["甲"])


def test_a_foreign_folder_is_not_opened(engine_name: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("别人的文件", encoding="utf-8")
    with pytest.raises(OtherSchema, match="不是本版本的索引"):
        open_engine(engine_name, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


OTHER = [("schema", 0), ("engine", "other"), ("engine_version", "0.0.1"), ("analysis", "0000")]


@pytest.mark.parametrize(("entry", "value"), OTHER)
def test_an_index_of_another_version_is_not_opened(
    holding: Engine, engine_name: str, tmp_path: Path, entry: str, value: object
) -> None:
    holding(folder=tmp_path / "index").close()
    path = tmp_path / "index" / manifest.MANIFEST
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**said, entry: value}), encoding="utf-8")
    with pytest.raises(OtherSchema):
        open_engine(engine_name, tmp_path / "index")


@pytest.mark.parametrize("said", ["", "{", "[]", "\ufffd"])
def test_a_spoilt_manifest(holding: Engine, engine_name: str, tmp_path: Path, said: str) -> None:
    holding(folder=tmp_path / "index").close()
    (tmp_path / "index" / manifest.MANIFEST).write_text(said, encoding="utf-8")
    with pytest.raises(OtherSchema):
        open_engine(engine_name, tmp_path / "index")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut off": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "turned over": lambda path: path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes())),
    "gone": lambda path: path.unlink(),
}


# Whoosh does not close the file that it could not read; its destructor says so when it is collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_known_as_such(
    holding: Engine, paper: Paper, engine_name: str, tmp_path: Path, damage: str
) -> None:
    sound = tmp_path / "sound"
    holding(*(paper(f"第{number}次组建工会", name=str(number)) for number in range(9)), folder=sound).close()
    for file in sorted(path.name for path in (sound / manifest.SEGMENTS).iterdir()):
        copy = tmp_path / file
        shutil.copytree(sound, copy)
        DAMAGES[damage](copy / manifest.SEGMENTS / file)
        try:
            with open_engine(engine_name, copy) as engine:
                assert total(engine, "组建工会") == 9
                assert engine.search(Words("工会")).total == 9
        except OtherSchema as error:
            assert "损坏" in error.reason  # noqa: PT017 (either outcome is right: some files only say who writes)
    gc.collect()


@pytest.mark.parametrize("place", ["file", "file/inside"])
def test_a_folder_that_cannot_be_made(engine_name: str, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NotWritable, match="不能建立"):
        open_engine(engine_name, tmp_path / place)


def test_an_engine_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="没有名为"):
        open_engine("没有的", tmp_path)
    assert set(ENGINES) == {"tantivy", "whoosh"}
