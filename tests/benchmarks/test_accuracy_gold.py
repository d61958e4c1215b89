"""The gold of tests/gold rests on its papers, and the accuracy command never writes their words."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks import accuracy
from benchmarks.accuracy import SHARED, expand, in_words, paper_of, place, read_rows, spans_of
from corpus.reading import read_document
from extract.records import Basis, Comparator, DateKind, QuantityRole, Role

GOLD = Path(__file__).resolve().parents[1] / "gold"
FOLDERS = sorted(path.parent for path in GOLD.glob("*/*/meta.json"))
QUOTING = {
    "meta.json": {"title", "document_number", "recipients", "copied_to", "attachments", "references"},
    "outline.jsonl": {"label", "head"},
    "articles.jsonl": {"title", "author"},
    "dates.jsonl": {"text"},
    "quantities.jsonl": {"text", "indicator"},
    "responsibilities.jsonl": {"task", "organization"},
}
WORDS_OF = {
    "dates.jsonl": {"kind": {kind.value for kind in DateKind}},
    "quantities.jsonl": {
        "role": {role.value for role in QuantityRole},
        "comparator": {comparator.value for comparator in Comparator},
    },
    "responsibilities.jsonl": {"role": {role.value for role in Role}, "basis": {basis.value for basis in Basis}},
}

needs_papers = pytest.mark.skipif(not SHARED.is_dir(), reason="the papers of ../shared are absent")
every_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")


def rows_of(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    meta = [("meta.json", json.loads((folder / "meta.json").read_text(encoding="utf-8")))]
    return meta + [(path.name, row) for path in sorted(folder.glob("*.jsonl")) for row in read_rows(path)]


def test_there_is_gold_to_check() -> None:
    assert FOLDERS


@needs_papers
@every_folder
def test_every_span_lies_in_its_paper_and_is_not_blank(folder: Path) -> None:
    text = paper_of(folder).text
    for name, row in rows_of(folder):
        for start, end in spans_of(row):
            assert 0 <= start < end <= len(text), (name, row)
            assert text[start:end].strip() == text[start:end] != "", (name, row)


@needs_papers
@every_folder
def test_the_paper_has_no_mark_or_foreign_line_end_that_moves_offsets(folder: Path) -> None:
    paper = paper_of(folder)
    assert len(paper.text) == len(read_document(paper.data, paper.name).text)


@every_folder
def test_what_quotes_the_paper_is_told_by_spans(folder: Path) -> None:
    for name, row in rows_of(folder):
        for field in QUOTING[name] & row.keys():
            for value in row[field] if isinstance(row[field], list) else [row[field]]:
                assert value is None or value.keys() == {"spans"}, (name, field, row)


@every_folder
def test_rows_use_the_words_of_the_contract(folder: Path) -> None:
    for name, row in rows_of(folder):
        for field, allowed in WORDS_OF.get(name, {}).items():
            assert row[field] in allowed, (name, row)
        for field in ("from", "to", "date", "deadline"):
            if isinstance(row.get(field), str):
                datetime.date.fromisoformat(row[field])


@every_folder
def test_no_row_stands_twice(folder: Path) -> None:
    rows = [(name, json.dumps(row, sort_keys=True)) for name, row in rows_of(folder)]
    assert len(rows) == len(set(rows))


@needs_papers
@every_folder
def test_a_duty_names_a_body_that_is_printed_and_a_task_inside_its_clause(folder: Path) -> None:
    text = paper_of(folder).text
    for row in read_rows(folder / "responsibilities.jsonl"):
        assert all(row["start"] <= start < end <= row["end"] for start, end in row["task"]["spans"]), row
        assert 0 < len(in_words(row["task"], text=text)) <= 40, row


def test_spans_become_words_joined_without_blanks() -> None:
    text = "泓州市\n总工会 关于“送清凉”的通知"
    value = {"title": {"spans": [[0, 3], [4, 7]]}, "author": None, "list": [{"spans": [[8, 17]]}], "value": 3}
    assert in_words(value, text=text) == {
        "title": "泓州市总工会",
        "author": None,
        "list": ["关于“送清凉”的通"],
        "value": 3,
    }
    assert set(spans_of(value)) == {(0, 3), (4, 7), (8, 17)}


@pytest.mark.parametrize(
    ("kind", "miss", "told"),
    [
        ("meta", "p title: gold '泓州', said None", "p title"),
        ("articles", "p missed 关于送清凉的通知", "p missed"),
        ("dates", "p missed [3, 7)⟦6月底前⟧ None..2023-06-30 deadline", "p missed [3, 7) None..2023-06-30 deadline"),
        ("targets", "p spare [3, 7)⟦20家⟧ 新建驿站", "p spare [3, 7)"),
        ("targets", "p [3, 7)⟦20家⟧: organizations gold ['泓州'], said []", "p [3, 7) organizations"),
        ("responsibilities", "p missed lead 办公室: [1, 9)⟦承办⟧", "p missed lead 办公室: [1, 9)"),
    ],
)
def test_a_written_miss_holds_no_words_of_the_paper(kind: str, miss: str, told: str) -> None:
    assert place(kind, miss) == told


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    """A paper of one sentence; its gold asks for two dates, one of which the sentence does not hold."""
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "text.txt").write_text("2023年6月底前，办公室新建驿站20家。", encoding="utf-8")
    (folder / "meta.json").write_text('{"title": null}', encoding="utf-8")
    date = {"text": {"spans": [[0, 9]]}, "start": 0, "end": 9, "from": None, "kind": "deadline", "required": True}
    rows = [json.dumps(date | {"to": to}) for to in ("2023-06-30", "1999-01-01")]
    (folder / "dates.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_expanding_gives_the_form_of_the_guide_with_places(gold_folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    first, _ = read_rows(expand(gold_folder, into=into) / "dates.jsonl")
    assert (first["text"], first["to"]) == ("[0, 9)⟦2023年6月底前⟧", "2023-06-30")
    assert (into / "paper" / "text.txt").read_text(encoding="utf-8").startswith("2023年6月底前")


def test_without_the_shared_gold_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(accuracy, "SHARED", tmp_path)
    assert accuracy.main([]) == 1
    said = capsys.readouterr().out
    assert said.isascii()
    assert "absent" in said


@needs_papers
def test_one_part_is_scored_and_reported_without_words(gold_folder: Path) -> None:
    scorer = accuracy.load_scorer(SHARED / "gold" / "score.py")
    score = accuracy.score_part([gold_folder], scorer=scorer)
    assert score.papers == 1
    assert not score.failed
    assert score.figures["dates"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "gold": 2}
    assert "[dates] paper missed [0, 9) 2023年6月底前 None..1999-01-01 deadline" in score.misses
    written = accuracy.report({"shared": score, "seen": score, "unseen": score}, listed={"seen"})
    assert "| dates | 0.667 (P 1.000, R 0.500, 2) |" in written
    assert "- [dates] paper missed [0, 9) None..1999-01-01 deadline" in written
    assert written.count("## Misses") == 1
    assert "底前" not in written


@needs_papers
def test_a_paper_that_cannot_be_read_is_told_and_the_rest_goes_on(gold_folder: Path) -> None:
    (gold_folder / "text.txt").write_bytes(b"")
    score = accuracy.score_part([gold_folder], scorer=accuracy.load_scorer(SHARED / "gold" / "score.py"))
    assert score.figures == {}
    assert [line.split(":")[0] for line in score.failed] == ["paper"]


def as_said(expanded: Path) -> dict[str, Any]:
    """The gold itself in the shape of an extraction."""
    rows = {
        path.stem: read_rows(path) if path.exists() else []
        for path in (expanded / f"{kind}.jsonl" for kind in ("outline", "articles", "dates", "responsibilities"))
    }
    figures = read_rows(expanded / "quantities.jsonl")
    targets = [
        {"start": figure["start"], "end": figure["end"], "quantity": figure, "indicator": figure["indicator"]}
        | {"deadline": {"to": figure["deadline"]}}
        | {"responsible": [{"organization": name} for name in figure["organizations"]]}
        for figure in figures
        if figure["role"] == "target"
    ]
    document = json.loads((expanded / "meta.json").read_text(encoding="utf-8"))
    text = (expanded / "text.txt").read_text(encoding="utf-8")
    return {"text": text, "document": document, "quantities": figures, "targets": targets} | rows


@needs_papers
@every_folder
def test_gold_put_as_an_extraction_is_all_right(folder: Path, tmp_path: Path) -> None:
    scorer = accuracy.load_scorer(SHARED / "gold" / "score.py")
    tallies: defaultdict[str, Any] = defaultdict(scorer.Tally)
    rates: defaultdict[str, Any] = defaultdict(scorer.Rate)
    expanded = expand(folder, into=tmp_path)
    scorer.score(expanded, as_said(expanded), tallies, rates)
    assert [miss for tally in tallies.values() for miss in tally.misses] == []
    assert {name: rate.right for name, rate in rates.items()} == {name: rate.total for name, rate in rates.items()}
